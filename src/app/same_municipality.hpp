// SPDX-License-Identifier: MPL-2.0
/// @file Whether the FK-ORG behind OS2sync is the one of the municipality we mean (S3, wrong CVR).
#pragma once

#include <string>
#include <vector>

#include "app/run.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Makes sure of it by the top unit's name there: the one to be sent, the one that was sent last, or the one a person
/// confirmed. Returns false when FK-ORG does not know the top unit yet. Throws Error{refused} when the name is another,
/// Error{unavailable} when FK-ORG cannot be read, also not after each of the waits.
bool check_same_municipality(const PreparedRun& run, Sink& sink, const RunInputs& inputs,
                             const std::vector<int>& retry_seconds, const std::string& confirmed_name = {});

}  // namespace os2sync
