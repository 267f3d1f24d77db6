// SPDX-License-Identifier: MPL-2.0
/// @file Entries for a ledger, and a short way to put one in.
#pragma once

#include <string>

#include <gmock/gmock.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/builders.hpp"

namespace os2sync::test {

inline LedgerEntry entry(const std::string& symbol) {
  LedgerEntry result;
  result.kind = ObjectKind::user;
  result.uuid = id(symbol);
  result.source = id(symbol + ".mo");
  result.digest.bytes = {1, 2, 3};
  result.fields = {{FieldId::name, 0x1122334455667788ULL}};
  result.changed_at = 1'700'000'000;
  return result;
}

/// For a sentence whose English the matcher is about.
template <typename Matcher>
auto in_english(Matcher matcher) {
  return testing::Field(&Said::english, matcher);
}

inline void record(OpenedLedger& opened, const LedgerEntry& one) { opened.ledger->record({&one, 1}); }

}  // namespace os2sync::test
