// SPDX-License-Identifier: MPL-2.0
// The mapper against a second one written from docs/rules.md alone: ten thousand persons, not one difference.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/rules_random_town.hpp"
#include "support/rules_simple_mapper.hpp"

namespace os2sync {
namespace {

using namespace test;

/// How often each kind of case came up: a generator that has stopped to make them must not go unnoticed.
struct Cases {
  int persons = 0;  ///< sent or held: the others have no position and little to compare
  int units = 0;
  int sent_users = 0;
  int with_several_users = 0;
  int held_persons = 0;
  int held_units = 0;
  int with_location = 0;
  int in_new_mode = 0;  ///< users
  int accounts_made = 0;
  int accounts_adopted = 0;
  int accounts_ended = 0;
  int with_dates = 0;  ///< positions
  std::map<FindingCode, int> findings;
};

template <typename Objects>
std::string describe(const Objects& objects) {
  std::string text;
  for (const auto& object : objects) {
    text += symbol_of(object.source) + ":";
    for (const std::string& line : sent(object)) text += " " + line;
    text += "\n";
  }
  return text;
}

std::vector<Finding> simple_findings(const Wanted& wanted) {
  std::vector<Finding> findings;
  for (const Finding& finding : wanted.findings) {
    if (kSimpleFindings.contains(finding.code)) findings.push_back(finding);
  }
  return findings;
}

std::string describe(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    const auto uuid = Uuid::parse(finding.detail);
    text += std::to_string(static_cast<int>(finding.code)) + " " + symbol_of(finding.object) + " " +
            (uuid ? symbol_of(*uuid) : finding.detail) + "\n";
  }
  return text;
}

void compare(const Town& town, Cases& cases) {
  Wanted wanted = town.map();
  std::ranges::sort(wanted.units, {}, &WantedUnit::uuid);
  const Wanted simple = SimpleMapper{town.rows, town.rules, town.facts}.map();
  EXPECT_EQ(describe(wanted.units), describe(simple.units));
  EXPECT_EQ(describe(wanted.users), describe(simple.users));
  EXPECT_TRUE(wanted.units == simple.units);
  EXPECT_TRUE(wanted.users == simple.users);
  EXPECT_EQ(symbols_of(wanted.held_units), symbols_of(simple.held_units));
  EXPECT_EQ(symbols_of(wanted.held_persons), symbols_of(simple.held_persons));
  EXPECT_EQ(wanted.top_unit, simple.top_unit);
  EXPECT_TRUE(wanted.fk_accounts == simple.fk_accounts);
  EXPECT_EQ(describe(simple_findings(wanted)), describe(simple.findings));

  std::map<Uuid, int> users_of;
  for (const WantedUser& user : simple.users) {
    cases.with_several_users += ++users_of[user.source] == 2 ? 1 : 0;
    cases.with_location += user.location ? 1 : 0;
    cases.in_new_mode += town.rules.new_mode ? 1 : 0;
    for (const WantedPosition& position : user.positions) cases.with_dates += position.start ? 1 : 0;
  }
  for (const NewFkAccount& account : simple.fk_accounts.created) {
    ++(account.adopted ? cases.accounts_adopted : cases.accounts_made);
  }
  cases.accounts_ended += static_cast<int>(simple.fk_accounts.ended.size());
  cases.persons += static_cast<int>(users_of.size() + simple.held_persons.size());
  cases.units += static_cast<int>(town.rows.units.size());
  cases.sent_users += static_cast<int>(simple.users.size());
  cases.held_persons += static_cast<int>(simple.held_persons.size());
  cases.held_units += static_cast<int>(simple.held_units.size());
  for (const Finding& finding : simple.findings) ++cases.findings[finding.code];
}

TEST(MapSnapshot, AgreesWithASecondMapperWrittenFromTheRulesPage) {
  constexpr int kPersons = 10'000;
  constexpr std::uint64_t kTowns = 20'000;
  Cases cases;
  for (std::uint64_t seed = 1; seed <= kTowns && cases.persons < kPersons; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    compare(TownMaker{seed}.make(), cases);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GE(cases.persons, kPersons);
  EXPECT_GE(cases.units, 10'000);
  EXPECT_GE(cases.sent_users, 7'000);
  EXPECT_GE(cases.with_several_users, 300);
  EXPECT_GE(cases.held_persons, 1'000);
  EXPECT_GE(cases.held_units, 500);
  EXPECT_GE(cases.with_location, 300);
  EXPECT_GE(cases.in_new_mode, 1'000);
  EXPECT_GE(cases.accounts_made, 500);
  EXPECT_GE(cases.accounts_adopted, 50);
  EXPECT_GE(cases.accounts_ended, 100);
  EXPECT_GE(cases.with_dates, 1'000);
  for (const FindingCode code : kSimpleFindings) EXPECT_GE(cases.findings[code], 50) << static_cast<int>(code);
}

}  // namespace
}  // namespace os2sync
