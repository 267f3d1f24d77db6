// SPDX-License-Identifier: MPL-2.0
/// @file Whether FK-ORG's "unknown" can be believed. OS2sync says it also when a read of FK-ORG fails, so another
/// object of ours has to be shown at the same time.
#pragma once

#include <vector>

#include "app/delivery_state.hpp"
#include "core/ledger_entry.hpp"
#include "core/object_key.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// Whom to ask for, the most reliable first: the top unit, the object seen last as it was sent, then some from all
/// times of acceptance, since trouble behind OS2sync loses neighbours. `top_unit` is its FK uuid.
std::vector<ObjectKey> find_witnesses(const std::vector<LedgerEntry>& entries, const Looks& looks,
                                      const Uuid& top_unit);

/// Asks FK-ORG for one witness after the other; the unknown object is none for itself.
bool is_vouched_for(const ObjectKey& unknown, const std::vector<ObjectKey>& witnesses, Sink& sink);

}  // namespace os2sync
