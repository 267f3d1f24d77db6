// SPDX-License-Identifier: MPL-2.0
#include "plan/plan_basis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const CountingDigester kDigester;

std::vector<LedgerEntry> two_entries() {
  std::vector<LedgerEntry> ledger = ledger_of(wanted_with({}, {user("P1")}));
  ledger[1].changed_at = 1;
  return ledger;
}

TEST(DigestLedger, IsTheSameForTheSameLedger) {
  EXPECT_EQ(digest_ledger(two_entries(), kDigester), digest_ledger(two_entries(), kDigester));
}

TEST(DigestLedger, ChangesWithEverythingThatAnAcceptedChangeLeaves) {
  const Digest before = digest_ledger(two_entries(), kDigester);
  const auto changed = [&](auto change) {
    std::vector<LedgerEntry> ledger = two_entries();
    change(ledger);
    return digest_ledger(ledger, kDigester) != before;
  };
  EXPECT_TRUE(changed([](auto& ledger) { ledger.pop_back(); }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].kind = ObjectKind::unit; }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].uuid = id("P2"); }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].source = id("P2"); }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].parent = id("P2"); }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].digest.bytes[15] ^= 1U; }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].deleted = true; }));
  EXPECT_TRUE(changed([](auto& ledger) { ledger[1].changed_at = 256; }));
}

TEST(DigestSetting, DependsOnTheKeyAndTheValue) {
  const Digest digest = digest_setting("a", "1", kDigester);
  EXPECT_NE(digest, digest_setting("b", "1", kDigester));
  EXPECT_NE(digest, digest_setting("a", "2", kDigester));
  EXPECT_NE(digest, digest_setting("a1", "", kDigester));
}

TEST(DifferingKeys, NamesWhatIsChangedAddedOrGone) {
  const auto digest = [](const char* value) { return digest_setting("", value, kDigester); };
  const std::map<std::string, Digest> left{{"b", digest("1")}, {"c", digest("1")}, {"d", digest("1")}};
  const std::map<std::string, Digest> right{{"a", digest("1")}, {"b", digest("1")}, {"c", digest("2")}};
  EXPECT_THAT(differing_keys(left, right), ElementsAre("a", "c", "d"));
  EXPECT_THAT(differing_keys(left, left), IsEmpty());
}

}  // namespace
}  // namespace os2sync::test
