// SPDX-License-Identifier: MPL-2.0
/// @file The ledger as a thing to keep: its facts, its content without digests, what was erased from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/language.hpp"
#include "core/set_aside.hpp"
#include "core/state_facts.hpp"

namespace os2sync {

/// `now` in Unix seconds, for ages.
std::string render_state(const StateFacts& facts, std::int64_t now, Language language);
std::string render_state_json(const StateFacts& facts, std::int64_t now);

/// All that the ledger holds of objects, without a digest.
struct StateContent {
  std::vector<LedgerEntry> entries;
  std::vector<Deletion> deletions;
  std::vector<SetAside> set_aside;
  std::optional<RunFacts> last_run;
};
/// Lines of type state, sent, deletion, set_aside and run.
std::string render_state_ndjson(const StateContent& content);

struct ForgetResult {
  Forgotten forgotten;
  std::int64_t audit_lines = 0;
  bool dry_run = false;
};
/// With what follows from it.
std::string render_forgotten(const ForgetResult& result, Language language, std::size_t width);
std::string render_forgotten_json(const ForgetResult& result);

}  // namespace os2sync
