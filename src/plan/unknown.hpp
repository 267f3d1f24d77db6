// SPDX-License-Identifier: MPL-2.0
/// @file What FK-ORG holds that the ledger does not know: sent by somebody else, or by an exporter before this one.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "core/ledger_entry.hpp"
#include "core/wanted.hpp"

namespace os2sync {

/// Objects of one kind, of which FK-ORG has a list.
struct Unknown {
  std::vector<std::size_t> wanted;  ///< into Wanted::units or ::users: the rules want it too
  std::vector<Uuid> unwanted;  ///< no rule wants it, and it was never sent nor deleted; neither top unit. Ascending
  std::size_t known = 0;       ///< listed, and in the ledger
  std::size_t not_listed = 0;  ///< wanted, neither listed nor in the ledger
};

/// `listed` is ascending, each once. `top_unit` is OS2MO's uuid of it; Wanted::top_unit its FK uuid.
Unknown find_unknown(ObjectKind kind, const std::vector<Uuid>& listed, const Wanted& wanted,
                     const std::vector<LedgerEntry>& ledger, const Uuid& top_unit);

/// Whose record in OS2MO gives an FK uuid: by the account that says it.
using UuidOwners = std::unordered_map<Uuid, Uuid>;
/// The record behind an FK uuid; where no account says, the one of that uuid itself.
Uuid owner_of(const Uuid& uuid, const UuidOwners& owners);

}  // namespace os2sync
