// SPDX-License-Identifier: MPL-2.0
/// @file Guards S8 (one field of many objects) and S3, S9 (a run that must be approved as a whole).
#include "plan/mass_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/approvable.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

PlanRules guarded_rules() {
  PlanRules rules = lenient_rules();
  rules.guards.changes = {10, 20};
  return rules;
}

/// 100 users with an e-mail address each.
Wanted hundred() {
  Wanted wanted = wanted_with({});
  for (int i = 0; i < 100; ++i) {
    wanted.users.push_back(user("P" + std::to_string(100 + i)));
    wanted.users.back().email = "p@k.dk";
  }
  return wanted;
}
Wanted hundred_with_emails(int count, const std::optional<std::string>& email) {
  Wanted wanted = hundred();
  for (int i = 0; i < count; ++i) wanted.users[static_cast<std::size_t>(i)].email = email;
  return wanted;
}

PlanRules approving(const Plan& plan, PlanRules rules) {
  rules.history.approved = find_approvable(plan);
  return rules;
}

TEST(PlanChanges, S8TakesAsManyChangesOfAFieldAsTheLimitAndNotOneMore) {
  const auto ledger = ledger_of(hundred());
  EXPECT_EQ(plan_of(hundred_with_emails(20, "new@k.dk"), ledger, guarded_rules()).users.update, 20U);
  const Plan over = plan_of(hundred_with_emails(21, "new@k.dk"), ledger, guarded_rules());
  EXPECT_TRUE(over.empty());
  EXPECT_THAT(withheld(over), SizeIs(21));
  EXPECT_THAT(withheld(over), Each(Pair(testing::_, WithheldReason::mass_change)));
  EXPECT_THAT(over.mass_changes, ElementsAre(MassChange{ObjectKind::user, FieldId::email, 21, 100}));
  EXPECT_EQ(over.users.update, 0U);
  EXPECT_EQ(over.users.withheld, 21U);
}

TEST(PlanChanges, Accident_S8ABrokenMappingThatBlanksEveryAddressIsWithheldWithItsFieldAndCount) {
  const Plan plan = plan_of(hundred_with_emails(100, std::nullopt), ledger_of(hundred()), guarded_rules());
  EXPECT_TRUE(plan.empty());
  EXPECT_THAT(plan.mass_changes, ElementsAre(MassChange{ObjectKind::user, FieldId::email, 100, 100}));
}

TEST(PlanChanges, S8LetsASmallMunicipalityChangeAFew) {
  Wanted wanted = hundred();
  wanted.users.resize(10);
  const auto ledger = ledger_of(wanted);
  for (WantedUser& one : wanted.users) one.email = "new@k.dk";
  EXPECT_EQ(plan_of(wanted, ledger, guarded_rules()).users.update, 10U) << "100 %, but no more than ten";
}

TEST(PlanChanges, S8DoesNotMindAFieldThatWasEmptyBefore) {
  Wanted wanted = hundred();
  for (WantedUser& one : wanted.users) one.landline = "12345678";
  EXPECT_EQ(plan_of(wanted, ledger_of(hundred()), guarded_rules()).users.update, 100U);
}

/// Sent while the others' e-mail addresses were theirs.
std::vector<LedgerEntry> ledger_without_emails(Wanted wanted) {
  for (WantedUser& one : wanted.users) one.owners.theirs.set(bit_of(FieldId::email));
  return ledger_of(wanted);
}

TEST(PlanChanges, S8CountsAFieldThatBecomesOursAlsoWhereWeHaveNothingForIt) {
  for (const std::optional<std::string>& email : {std::optional<std::string>{"p@k.dk"}, {}}) {
    const Wanted wanted = hundred_with_emails(100, email);
    const Plan plan = plan_of(wanted, ledger_without_emails(wanted), guarded_rules());
    EXPECT_TRUE(plan.empty());
    EXPECT_THAT(plan.mass_changes, ElementsAre(MassChange{ObjectKind::user, FieldId::email, 100, 100}));
  }
}

TEST(PlanChanges, S8DoesNotMindAFieldThatIsFilledOnlyWhereItIsEmpty) {
  Wanted wanted = hundred();
  const auto ledger = ledger_without_emails(wanted);
  for (WantedUser& one : wanted.users) one.owners.fill_if_empty.set(bit_of(FieldId::email));
  EXPECT_EQ(plan_of(wanted, ledger, guarded_rules()).users.update, 100U);
}

TEST(PlanChanges, S8DoesNotMindAnObjectThatARepairTookOutOfFkOrg) {
  auto ledger = ledger_of(hundred());
  for (LedgerEntry& entry : ledger) {
    entry.digest = {};
    entry.fields.clear();
  }
  EXPECT_EQ(plan_of(hundred(), ledger, guarded_rules()).users.update, 100U);
}

TEST(PlanChanges, S8GoesOnWithCreatesAndUpdatesOfOtherFields) {
  Wanted wanted = hundred_with_emails(50, "new@k.dk");
  wanted.users[70].name = "Changed";
  wanted.users.push_back(user("R"));
  const Plan plan = plan_of(wanted, ledger_of(hundred()), guarded_rules());
  EXPECT_EQ(plan.users.create, 1U);
  EXPECT_EQ(plan.users.update, 1U);
  EXPECT_EQ(change_of(plan, "P170").action, Action::update);
}

TEST(PlanChanges, S8JudgesUnitsByUnits) {
  Wanted wanted = wanted_with({}, hundred().users);
  for (int i = 0; i < 12; ++i) wanted.units.push_back(unit("U" + std::to_string(100 + i), "TOP"));
  const auto ledger = ledger_of(wanted);
  for (std::size_t i = 1; i < wanted.units.size(); ++i) wanted.units[i].name = "Changed";
  const Plan plan = plan_of(wanted, ledger, guarded_rules());
  EXPECT_THAT(plan.mass_changes, ElementsAre(MassChange{ObjectKind::unit, FieldId::name, 12, 13}));
  EXPECT_EQ(plan.units.withheld, 12U);
}

TEST(PlanChanges, S8IsApprovedForTheVeryValuesItWasShownWith) {
  const auto ledger = ledger_of(hundred());
  const Wanted wanted = hundred_with_emails(30, "new@k.dk");
  const Plan plan = plan_of(wanted, ledger, guarded_rules());
  EXPECT_EQ(plan_of(wanted, ledger, approving(plan, guarded_rules())).users.update, 30U);
  const Plan other = plan_of(hundred_with_emails(30, "other@k.dk"), ledger, approving(plan, guarded_rules()));
  EXPECT_EQ(other.users.withheld, 30U);
  const Plan more = plan_of(hundred_with_emails(40, "new@k.dk"), ledger, approving(plan, guarded_rules()));
  EXPECT_EQ(more.users.update, 30U);
  EXPECT_EQ(more.users.withheld, 10U);
}

TEST(PlanChanges, S8AnApprovalIsOfTheGuardedFieldAlone) {
  const auto ledger = ledger_of(hundred());
  Wanted wanted = hundred_with_emails(30, "new@k.dk");
  const Plan plan = plan_of(wanted, ledger, guarded_rules());
  wanted.users[0].name = "Married meanwhile";
  EXPECT_EQ(plan_of(wanted, ledger, approving(plan, guarded_rules())).users.update, 30U);
}

TEST(PlanChanges, S8KeepsAUnitWhoseUsersCannotBeMovedYet) {
  Wanted wanted = wanted_with({unit("A", "TOP")}, hundred().users);
  for (WantedUser& one : wanted.users) one.positions[0].unit = id("A");
  const auto ledger = ledger_of(wanted);
  const Plan plan = plan_of(wanted_with({}, hundred().users), ledger, guarded_rules());
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(withheld(plan), testing::Contains(Pair(id("A"), WithheldReason::updates_withheld)));
  const Plan approved = plan_of(wanted_with({}, hundred().users), ledger, approving(plan, guarded_rules()));
  EXPECT_THAT(removed(approved), ElementsAre(id("A")));
}

TEST(PlanChanges, S8KeepsAUnitWhoseChildrenCannotBeMovedYet) {
  std::vector<WantedUnit> before{unit("A", "TOP")};
  std::vector<WantedUnit> after;
  for (int i = 0; i < 30; ++i) {
    before.push_back(unit("C" + std::to_string(i), "A"));
    after.push_back(unit("C" + std::to_string(i), "TOP"));
  }
  const Plan plan = plan_of(wanted_with(after), ledger_of(wanted_with(before)), guarded_rules());
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_THAT(withheld(plan), testing::Contains(Pair(id("A"), WithheldReason::updates_withheld)));
}

TEST(PlanChanges, S8LetsAUnitGoWhenWhatIsWithheldDoesNotLieInIt) {
  Wanted before = wanted_with({unit("A", "TOP")}, hundred().users);
  const Plan plan =
      plan_of(wanted_with({}, hundred_with_emails(30, "new@k.dk").users), ledger_of(before), guarded_rules());
  EXPECT_THAT(removed(plan), ElementsAre(id("A")));
}

/// A run that was refused, with one of every change in it.
struct RefusedRun {
  std::vector<LedgerEntry> ledger = ledger_of(wanted_with({}, {user("P"), user("Q")}));
  Wanted wanted = wanted_with({}, {user("P"), user("R")});
  PlanRules rules = lenient_rules();

  explicit RefusedRun(Refusal refusal = Refusal::persons_shrank) {
    wanted.users[0].name = "Changed";
    rules.refusal = refusal;
  }
  Plan plan() const { return plan_of(wanted, ledger, rules); }
};

TEST(PlanChanges, S3WithholdsEverythingOfARefusedRun) {
  const Plan plan = RefusedRun{}.plan();
  EXPECT_TRUE(plan.empty());
  EXPECT_EQ(plan.refusal, Refusal::persons_shrank);
  EXPECT_THAT(withheld(plan),
              ElementsAre(Pair(id("P"), WithheldReason::source_shrank), Pair(id("Q"), WithheldReason::source_shrank),
                          Pair(id("R"), WithheldReason::source_shrank)));
}

TEST(PlanChanges, S3OnlyAPlanApprovedByItsHashGetsPast) {
  RefusedRun run;
  run.rules = approving(run.plan(), run.rules);
  const Plan approved = run.plan();
  EXPECT_EQ(approved.refusal, std::nullopt);
  EXPECT_EQ(approved.change_count(), 3U);
  EXPECT_THAT(approved.withheld, IsEmpty());
}

TEST(PlanChanges, S3AnApprovalOfTheChangesAloneDoesNotLetARefusedRunPast) {
  RefusedRun run;
  run.rules = approving(run.plan(), run.rules);
  std::erase_if(run.rules.history.approved, [](const HeldItem& item) { return item.action == HeldAction::run; });
  EXPECT_EQ(run.plan().refusal, Refusal::persons_shrank);
  EXPECT_TRUE(run.plan().empty());
}

TEST(PlanChanges, S3AnApprovalOfOneRefusalIsNoneOfAnother) {
  RefusedRun run;
  run.rules = approving(run.plan(), run.rules);
  run.rules.refusal = Refusal::source_empty;
  EXPECT_EQ(run.plan().refusal, Refusal::source_empty);
  EXPECT_TRUE(run.plan().empty());
}

TEST(PlanChanges, S3WithholdsWhatHasJoinedAnApprovedPlanSince) {
  RefusedRun run;
  run.rules = approving(run.plan(), run.rules);
  run.wanted.users.push_back(user("S"));
  run.wanted.users.erase(run.wanted.users.begin());  // now P leaves too
  const Plan plan = run.plan();
  EXPECT_EQ(plan.refusal, std::nullopt);
  EXPECT_THAT(removed(plan), ElementsAre(id("Q")));
  EXPECT_THAT(withheld(plan),
              ElementsAre(Pair(id("P"), WithheldReason::source_shrank), Pair(id("S"), WithheldReason::source_shrank)));
}

TEST(PlanChanges, S3ARefusedRunWithNothingToSendHasAHashAllTheSame) {
  RefusedRun run;
  run.wanted = wanted_with({}, {user("P"), user("Q")});
  EXPECT_EQ(approval_hash(run.plan()).size(), 19U);
}

TEST(PlanChanges, S9StagesAFirstRunOnAFilledFkOrg) {
  RefusedRun run{Refusal::first_run};
  run.ledger.clear();
  const Plan plan = run.plan();
  EXPECT_TRUE(plan.empty());
  EXPECT_THAT(withheld(plan), Each(Pair(testing::_, WithheldReason::first_run)));
  run.rules = approving(plan, run.rules);
  EXPECT_EQ(run.plan().change_count(), 3U);
}

TEST(PlanChanges, KeepsAnOldUuidWhileTheNewOneIsWithheld) {
  RefusedRun run;
  run.wanted = wanted_with({}, {user("N")});
  run.wanted.users[0].source = id("Q.mo");
  run.rules = approving(run.plan(), run.rules);
  std::erase_if(run.rules.history.approved, [](const HeldItem& item) { return item.action == HeldAction::create; });
  const Plan plan = run.plan();
  EXPECT_THAT(removed(plan), ElementsAre(id("P")));
  EXPECT_THAT(withheld(plan), ElementsAre(Pair(id("N"), WithheldReason::source_shrank),
                                          Pair(id("Q"), WithheldReason::updates_withheld)));
}

}  // namespace
}  // namespace os2sync::test
