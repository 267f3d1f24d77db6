// SPDX-License-Identifier: MPL-2.0
/// @file Asks FK-ORG about many objects, as gently as its reads need.
#pragma once

#include <functional>
#include <vector>

#include "core/object_key.hpp"
#include "ports/clock.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Reads each object once, two at a time: more only make FK-ORG slower. `take` hears each answer, one at a time, in any
/// order; what it or the sink throws ends the reading and leaves from here. Returns false when the program was asked to
/// stop before all were read.
bool read_objects(Sink& fk, const std::vector<ObjectKey>& objects, Clock& clock, Observer& observer,
                  const std::function<void(const ObjectKey&, const FkRead&)>& take);

}  // namespace os2sync
