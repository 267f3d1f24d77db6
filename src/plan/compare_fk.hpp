// SPDX-License-Identifier: MPL-2.0
/// @file One object of FK-ORG against what the ledger remembers having sent, field by field and without the old values.
#pragma once

#include <vector>

#include "core/digest.hpp"
#include "core/field_id.hpp"
#include "core/fk_object.hpp"
#include "core/ledger_entry.hpp"

namespace os2sync {

struct FkComparison {
  std::vector<FieldId> differing;  ///< in FieldId order
  bool unclear = false;            ///< FK-ORG could not show a field, so equality is not proven
};

/// Compares the fields in `ours`; the others are not this program's. Tolerated is what OS2sync and FK-ORG do by
/// themselves: start dates filled in, positions in another order, and ContactForTasks left out, which OS2sync ignores
/// unless told otherwise.
FkComparison compare_with_fk(const LedgerEntry& sent, const FkObject& held, FieldSet ours, const Digester& digester);

}  // namespace os2sync
