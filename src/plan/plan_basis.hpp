// SPDX-License-Identifier: MPL-2.0
/// @file What a saved plan rests on: whose it is, which ledger, which settings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/ledger_entry.hpp"
#include "core/uuid.hpp"

namespace os2sync {

struct PlanBasis {
  std::string program;  ///< version
  std::string cvr;
  Uuid top_unit;                           ///< in OS2MO
  Digest ledger_key;                       ///< tells ledgers apart without telling their key
  Digest ledger;                           ///< of everything in it
  std::map<std::string, Digest> settings;  ///< by key, of those that are not at their default
  bool operator==(const PlanBasis&) const = default;
};

/// The same for every use of one ledger, and for no other.
Digest identify_key(const Digester& digester);

/// Changes when anything is recorded as sent, even when the values were sent before. Entries by (kind, uuid).
Digest digest_ledger(const std::vector<LedgerEntry>& ledger, const Digester& digester);

/// `value` as JSON, as it is in force.
Digest digest_setting(const std::string& key, const std::string& value, const Digester& digester);

/// Keys whose values are not the same in both, ascending.
std::vector<std::string> differing_keys(const std::map<std::string, Digest>& left,
                                        const std::map<std::string, Digest>& right);

}  // namespace os2sync
