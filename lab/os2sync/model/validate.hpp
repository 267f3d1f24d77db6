// SPDX-License-Identifier: MPL-2.0
/// @file The few checks OS2sync makes before it queues anything, with its own texts, first hit wins.
#pragma once

#include <string_view>
#include <variant>

#include "os2sync/model/read_json.hpp"

namespace os2sync_model {

struct Fit {};
/// A null is followed: the service crashes, which a client sees as 400 with an empty body.
struct Crash {};
using Verdict = std::variant<Fit, std::string_view, Crash>;

Verdict validate(const PostedUser& posted) noexcept;
Verdict validate(const PostedUnit& posted) noexcept;

}  // namespace os2sync_model
