// SPDX-License-Identifier: MPL-2.0
/// @file The lab's state as JSON, and the control plane's requests as values.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "os2sync/model/model.hpp"
#include "os2sync/server/http_fault.hpp"
#include "os2sync/server/journal.hpp"

namespace os2sync_lab {

/// A request of the control plane that makes no sense; the text goes back to the caller.
class BadRequest : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Which parts of the state are wanted; payloads are the bulk of it.
struct StateParts {
  std::string names;  ///< comma-separated: queue, success, failure, fk, calls; empty: all
  bool payload = true;
};
std::string state_json(const os2sync_model::Model& model, const StateParts& parts);
std::string journal_json(const Journal& journal, std::size_t since, bool bodies);
std::string counters_json(const Journal& journal, const Traffic& traffic, std::size_t held);
std::string report_json(const os2sync_model::TickReport& report, const os2sync_model::Model& model);

using AnyFault = std::variant<HttpFault, os2sync_model::Fault>;
/// Reads one fault of POST /fault.
AnyFault parse_fault(const std::string& body);
/// The options of POST /reset: those named replace the ones given.
os2sync_model::Options parse_options(const std::string& body, os2sync_model::Options options);
/// Puts the objects of POST /fk, one or an array of them, into FK-ORG. Returns how many.
std::size_t seed_fk(const std::string& body, os2sync_model::Model& model);
/// A whole number from an optional JSON object.
long parse_number(const std::string& body, const char* name, long otherwise);

}  // namespace os2sync_lab
