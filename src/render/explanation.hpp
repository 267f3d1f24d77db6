// SPDX-License-Identifier: MPL-2.0
/// @file Why one object is in, out, changed or unchanged: the answer of `explain`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/language.hpp"
#include "core/ledger_entry.hpp"
#include "plan/plan.hpp"
#include "rules/trace.hpp"

namespace os2sync {

/// One FK object made from the source object, or left over from it in the ledger.
struct ExplainedObject {
  Uuid uuid;                               ///< FK uuid
  std::string payload;                     ///< JSON, CPR masked; empty when the rules do not produce the object
  std::optional<Change> change;            ///< what the next sync will do
  std::optional<WithheldReason> withheld;  ///< why a removal will not be done
  std::optional<LedgerEntry> last_sent;
  std::optional<SetAside> set_aside;  ///< why the change will not be sent: refused before
};

/// A setting a rule went by.
struct SettingNote {
  std::string value;   ///< compact JSON
  std::string origin;  ///< "settings.json:12", "TOP_UNIT_UUID", "default"
};

struct Explanation {
  std::string asked;  ///< what the person typed: a uuid or a user name
  ObjectKind kind{};
  Uuid source;             ///< OS2MO uuid; as asked when nothing is known of it
  bool in_source = false;  ///< OS2MO returned it
  std::vector<TraceStep> steps;
  std::vector<ExplainedObject> objects;  ///< by uuid
  std::vector<Finding> findings;
  std::map<std::string, SettingNote> settings;  ///< by key; those the steps name
  FkAccounts fk_accounts;                       ///< `new` mode: what is to be done about the person's
};

std::string render_explanation(const Explanation& explanation, Language language);
std::string render_explanation_json(const Explanation& explanation, Language language);

}  // namespace os2sync
