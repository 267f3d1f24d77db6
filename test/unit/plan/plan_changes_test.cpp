// SPDX-License-Identifier: MPL-2.0
#include "plan/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/digests.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PlanChanges, CreatesEverythingForAnEmptyLedger) {
  const Wanted wanted = wanted_with({unit("A", "TOP")}, {user("P", "A")});
  const Plan plan = plan_of(wanted, {});
  EXPECT_EQ(plan.change_count(), 3U);
  EXPECT_EQ(change_of(plan, "A").action, Action::create);
  EXPECT_EQ(change_of(plan, "A").reason, Reason::never_sent);
  EXPECT_EQ(change_of(plan, "A").kind, ObjectKind::unit);
  EXPECT_EQ(change_of(plan, "P").kind, ObjectKind::user);
  EXPECT_EQ(wanted.units[change_of(plan, "A").wanted_index].uuid, id("A"));
  EXPECT_EQ(plan.units, (ObjectCounts{.wanted = 2, .create = 2}));
  EXPECT_EQ(plan.users, (ObjectCounts{.wanted = 1, .create = 1}));
}

TEST(PlanChanges, SendsNothingTwice) {
  const Wanted wanted = wanted_with({unit("A", "TOP")}, {user("P", "A")});
  const Plan plan = plan_of(wanted, ledger_of(wanted));
  EXPECT_TRUE(plan.empty());
  EXPECT_EQ(plan.units, (ObjectCounts{.wanted = 2, .in_ledger = 2, .unchanged = 2}));
}

TEST(PlanChanges, PaysOneDigestForAnUnchangedObject) {
  const Wanted wanted = wanted_with({unit("A", "TOP")}, {user("P", "A"), user("Q", "A")});
  const auto ledger = ledger_of(wanted);
  const CountingDigester digester;
  plan_changes(wanted, ledger, digester, lenient_rules());
  EXPECT_EQ(digester.calls, 4U);
}

TEST(PlanChanges, NamesTheFieldsThatAppearedChangedAndVanished) {
  Wanted wanted = wanted_with({}, {user("P")});
  wanted.users[0].owns_location = true;
  wanted.users[0].email = "p@example.org";
  wanted.users[0].phone_number = "11111111";
  const auto ledger = ledger_of(wanted);
  wanted.users[0].email.reset();
  wanted.users[0].phone_number = "22222222";
  wanted.users[0].location = "Room 1";

  const Change change = change_of(plan_of(wanted, ledger), "P");
  EXPECT_EQ(change.action, Action::update);
  EXPECT_EQ(change.reason, Reason::fields_differ);
  EXPECT_THAT(change.fields, ElementsAre(FieldChange{FieldId::phone_number, FieldChangeKind::changed},
                                         FieldChange{FieldId::email, FieldChangeKind::removed},
                                         FieldChange{FieldId::location, FieldChangeKind::added}));
}

TEST(PlanChanges, SeesNoChangeInAFieldThatIsLeftToOthers) {
  Wanted wanted = wanted_with({}, {user("P")});
  wanted.users[0].owners.theirs.set(bit_of(FieldId::email));
  wanted.users[0].email = "p@example.org";
  const auto ledger = ledger_of(wanted);
  wanted.users[0].email = "q@example.org";
  EXPECT_TRUE(plan_of(wanted, ledger).empty());
  wanted.users[0].owners.theirs.reset();
  EXPECT_FALSE(plan_of(wanted, ledger).empty());
}

TEST(PlanChanges, NoticesEveryFieldOfAUser) {
  const Wanted before = wanted_with({}, {user("P")});
  const auto ledger = ledger_of(before);
  const auto changed_by = [&](auto edit) {
    Wanted after = before;
    edit(after.users[0]);
    return change_of(plan_of(after, ledger), "P").fields.at(0).field;
  };
  EXPECT_EQ(changed_by([](WantedUser& u) { u.user_id = "x"; }), FieldId::user_id);
  EXPECT_EQ(changed_by([](WantedUser& u) { u.name = "x"; }), FieldId::person_name);
  EXPECT_EQ(changed_by([](WantedUser& u) { u.cpr = Cpr::parse("0101010101"); }), FieldId::person_cpr);
  EXPECT_EQ(changed_by([](WantedUser& u) { u.landline = "x"; }), FieldId::landline);
  EXPECT_EQ(changed_by([](WantedUser& u) { u.positions[0].name = "Head"; }), FieldId::positions);
  EXPECT_EQ(changed_by([](WantedUser& u) { u.positions[0].start = Day{2026, 1, 1}; }), FieldId::positions);
}

TEST(PlanChanges, SendsAUnitAgainWhenItsManagerBecomesOurs) {
  Wanted wanted = wanted_with({unit("A", "TOP")});
  const auto ledger = ledger_of(wanted);
  wanted.units[1].owns_manager = true;
  const Change change = change_of(plan_of(wanted, ledger), "A");
  EXPECT_EQ(change.action, Action::update);
  EXPECT_THAT(change.fields, testing::ElementsAre(FieldChange{FieldId::manager, FieldChangeKind::removed}));
}

TEST(PlanChanges, DoesNotCallAFieldRemovedThatWeCeaseToOwn) {
  Wanted wanted = wanted_with({unit("A", "TOP")});
  wanted.units[1].owns_manager = true;
  wanted.units[1].manager = id("P");
  const auto ledger = ledger_of(wanted);
  wanted.units[1].owns_manager = false;
  const Change change = change_of(plan_of(wanted, ledger), "A");
  EXPECT_EQ(change.action, Action::update);
  EXPECT_EQ(change.reason, Reason::fields_given_up);
  EXPECT_THAT(change.fields, IsEmpty());
  auto known = ledger;
  known.at(1).source = id("OTHER");
  EXPECT_EQ(change_of(plan_of(wanted, known), "A").reason, Reason::fields_differ) << "it is another record's now";
}

TEST(PlanChanges, RevivesWhatWasDeletedAsACreate) {
  const Wanted wanted = wanted_with({}, {user("P")});
  auto ledger = ledger_of(wanted);
  for (LedgerEntry& entry : ledger) entry.deleted = entry.uuid == id("P");
  const Change change = change_of(plan_of(wanted, ledger), "P");
  EXPECT_EQ(change.action, Action::create);
  EXPECT_EQ(change.reason, Reason::sent_deleted_before);
  EXPECT_THAT(change.fields, testing::Each(testing::Field(&FieldChange::kind, FieldChangeKind::added)));
  EXPECT_FALSE(change.after.deleted);
}

TEST(PlanChanges, CreatesWhatWasUnderWayAndNeverAccepted) {
  const Wanted wanted = wanted_with({unit("A", "TOP")});
  LedgerEntry under_way = change_of(plan_of(wanted, {}), "A").after;
  under_way.digest = {};
  under_way.accepted = false;
  const Change change = change_of(plan_of(wanted, {under_way}), "A");
  EXPECT_EQ(change.action, Action::create);
  EXPECT_EQ(change.reason, Reason::never_sent);
}

TEST(PlanChanges, RemembersEverythingOfAnAcceptedChange) {
  const Wanted wanted = wanted_with({unit("A", "TOP")});
  const LedgerEntry after = change_of(plan_of(wanted, {}), "A").after;
  const CountingDigester digester;
  std::string buffer;
  const LedgerEntry expected{ObjectKind::unit,
                             id("A"),
                             id("A.mo"),
                             id("TOP"),
                             object_digest(fields_of(wanted.units[1]), digester, buffer),
                             field_digests(fields_of(wanted.units[1]), digester),
                             false,
                             true,
                             0,
                             set_of(fields_of(wanted.units[1]))};
  EXPECT_EQ(after, expected);
}

TEST(PlanChanges, RemembersARemovalWithoutDigests) {
  auto ledger = ledger_of(wanted_with({unit("A", "TOP")}));
  const Change change = change_of(plan_of(wanted_with({}), ledger), "A");
  EXPECT_EQ(change.after, (LedgerEntry{ObjectKind::unit, id("A"), id("A.mo"), id("TOP"), {}, {}, true, 0}));
}

TEST(PlanChanges, IsAnUpdateWhenAUuidMovesToAnotherPerson) {
  const auto ledger = ledger_of(wanted_with({}, {user("P")}));
  Wanted wanted = wanted_with({}, {user("P")});
  wanted.users[0].source = id("Q.mo");
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_THAT(removed(plan), IsEmpty());
  EXPECT_EQ(change_of(plan, "P").action, Action::update);
  EXPECT_EQ(change_of(plan, "P").after.source, id("Q.mo"));
}

TEST(PlanChanges, UpdatesBothWhenTwoPersonsSwapUuids) {
  Wanted wanted = wanted_with({}, {user("P"), user("Q")});
  const auto ledger = ledger_of(wanted);
  std::swap(wanted.users[0].source, wanted.users[1].source);
  const Plan plan = plan_of(wanted, ledger);
  EXPECT_EQ(plan.users, (ObjectCounts{.wanted = 2, .in_ledger = 2, .update = 2}));
}

TEST(PlanChanges, KeepsUnitsAndUsersOfOneUuidApart) {
  const auto ledger = ledger_of(wanted_with({}, {user("X")}));
  const Plan plan = plan_of(wanted_with({unit("X", "TOP")}), ledger);
  EXPECT_THAT(removed(plan), ElementsAre(id("X")));
  EXPECT_EQ(plan.units.create, 1U);
}

}  // namespace
}  // namespace os2sync::test
