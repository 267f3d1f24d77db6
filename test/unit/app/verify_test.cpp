// SPDX-License-Identifier: MPL-2.0
/// @file A look at FK-ORG: what it proves, what it leaves open, and what is remembered of it.
#include "app/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/digests.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using std::chrono::minutes;
using test::id;
using testing::ElementsAre;
using testing::IsEmpty;

/// A ledger with TOP and what a test adds, and an FK-ORG that holds it all as it was sent.
class World {
 public:
  test::FakeClock clock;
  test::FakeSink sink;
  test::MemoryLedger ledger;
  test::MemoryDeliveryLog log;
  test::PlainDigester digester;
  SilentObserver observer;
  VerifyOptions options;

  World() {
    options.pace = {100, 15};
    options.top_unit = id("TOP");
    options.unit_fields.set(bit_of(FieldId::name));
    options.user_fields.set(bit_of(FieldId::person_name));
    options.lists = false;
    send(ObjectKind::unit, "TOP");
  }

  /// Accepted now, and in FK-ORG at once.
  void send(ObjectKind kind, const std::string& symbol) {
    LedgerEntry entry;
    entry.kind = kind;
    entry.uuid = entry.source = id(symbol);
    entry.changed_at = now();
    const FieldId field = kind == ObjectKind::unit ? FieldId::name : FieldId::person_name;
    entry.fields = {field_digest({field, std::string_view{symbol}}, digester)};
    ledger.record({&entry, 1});
    hold(symbol, symbol);
  }
  void hold(const std::string& symbol, const std::string& name) {
    sink.fk[id(symbol)] = FkObject{{{"Name", name}, {"Person.Name", name}}};
  }
  void erase(const std::string& symbol) {
    LedgerEntry& entry = ledger.entries.at({ObjectKind::user, id(symbol)});
    entry.deleted = true;
    entry.changed_at = now();
  }
  void list(std::vector<std::string> units, std::vector<std::string> users, bool complete = true) {
    options.lists = true;
    sink.lists[ObjectKind::unit] = FkList{ids(units), complete};
    sink.lists[ObjectKind::user] = FkList{ids(users), complete};
  }
  DeliveryReport look() { return verify_delivery({sink, ledger, log, digester, clock, observer}, options); }
  DeliveryReport look_later(minutes later = minutes{30}) {
    clock.advance(later);
    return look();
  }
  std::int64_t now() const { return clock.now().time_since_epoch().count(); }
  DeliveryState state(const std::string& symbol, ObjectKind kind = ObjectKind::user) {
    return log.looks.at({kind, id(symbol)}).state;
  }

 private:
  static std::vector<Uuid> ids(const std::vector<std::string>& symbols) {
    std::vector<Uuid> list;
    for (const std::string& symbol : symbols) list.push_back(id(symbol));
    std::sort(list.begin(), list.end());
    return list;
  }
};

DeliveryDetail detail_of(const DeliveryReport& report, std::size_t i = 0) { return report.problems.at(i).detail; }

TEST(VerifyDelivery, RaisesNoAlarmOverACleanRun) {
  World world;
  world.send(ObjectKind::user, "P");
  world.send(ObjectKind::unit, "U");
  world.list({"TOP", "U"}, {"P", "SOMEBODY ELSE"});
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.verified, 3U);
  EXPECT_EQ(report.sent, 3U);
  EXPECT_EQ(report.reads, 3U);
  EXPECT_FALSE(report.incomplete());
  EXPECT_EQ(world.state("P"), DeliveryState::verified);
  EXPECT_EQ(world.log.compared_at, world.now());
}

TEST(VerifyDelivery, LeavesAloneWhatMayStillBeQueued) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk.clear();
  world.list({}, {});
  const DeliveryReport early = world.look_later(minutes{14});
  EXPECT_EQ(early.waiting, 2U);
  EXPECT_THAT(early.problems, IsEmpty());
  EXPECT_THAT(world.sink.reads, IsEmpty());
  EXPECT_FALSE(early.units.asked);
  EXPECT_EQ(world.sink.probes, 0);
  EXPECT_THAT(world.log.looks, IsEmpty());
}

TEST(VerifyDelivery, WaitsAsLongAsTheQueueIsDeepConformance24) {
  World world;
  for (int i = 0; i < 1'000; ++i) world.send(ObjectKind::user, "P" + std::to_string(i));
  world.sink.fk.erase(id("P99"));  // the last by uuid, so the last by the estimate
  const DeliveryReport early = world.look_later(minutes{24});
  EXPECT_THAT(early.problems, IsEmpty());
  EXPECT_GT(early.waiting, 0U);
  EXPECT_EQ(early.level_at, std::nullopt);
  EXPECT_EQ(world.look_later(minutes{2}).problems.size(), 1U);
}

TEST(VerifyDelivery, SaysWhenFkOrgWillBeLevel) {
  World world;
  for (int i = 0; i < 199; ++i) world.send(ObjectKind::user, "P" + std::to_string(i));
  const DeliveryReport report = world.look();
  EXPECT_EQ(report.level_at, world.now() + 120 + 60);
}

TEST(VerifyDelivery, FindsWhatACompleteListLacksWithoutReadingItConformance17) {
  World world;
  world.send(ObjectKind::user, "P");
  world.list({"TOP"}, {});
  world.sink.fk[id("P")] = FkUnavailable{say("not to be asked")};
  const DeliveryReport report = world.look_later();
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].delivery.state, DeliveryState::lost);
  EXPECT_EQ(detail_of(report), DeliveryDetail::absent);
  EXPECT_FALSE(report.problems[0].stuck);
  EXPECT_THAT(world.sink.reads, ElementsAre(id("TOP")));
}

TEST(VerifyDelivery, ConcludesNothingFromAPartialListConformance19) {
  World world;
  world.send(ObjectKind::user, "P");
  world.list({}, {}, false);
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.verified, 2U);
  EXPECT_FALSE(report.incomplete());
  EXPECT_EQ(world.log.compared_at, world.now());
}

TEST(VerifyDelivery, ReadsAgainWhatAPartialListLacksConformance19) {
  World world;
  world.send(ObjectKind::user, "P");
  world.send(ObjectKind::user, "Q");
  world.look_later();
  world.list({"TOP"}, {"Q"}, false);
  world.options.sample = 0;
  world.sink.reads.clear();
  EXPECT_THAT(world.look_later().problems, IsEmpty());
  EXPECT_THAT(world.sink.reads, ElementsAre(id("P")));
}

TEST(VerifyDelivery, ConcludesNothingFromAListThatCouldNotBeHad) {
  World world;
  world.send(ObjectKind::user, "P");
  world.options.lists = true;
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_TRUE(report.incomplete());
  EXPECT_EQ(world.log.compared_at, std::nullopt);
}

TEST(VerifyDelivery, BelievesNoListsWithoutTheTopUnit) {
  World world;
  world.send(ObjectKind::user, "P");
  world.list({"OTHER"}, {});
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_FALSE(report.units.complete);
  EXPECT_FALSE(report.users.complete);
  EXPECT_TRUE(report.incomplete());
}

TEST(VerifyDelivery, DoesNotTakeA404ForAbsenceWhileFkOrgIsUnwell) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk.clear();  // unknown, the top unit too
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.unclear, 2U);
  EXPECT_EQ(report.unread, 0U);
  EXPECT_THAT(world.log.looks, IsEmpty());
}

TEST(VerifyDelivery, DoesNotTakeA404ForAbsenceOfWhatACompleteListHolds) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk.erase(id("P"));
  world.list({"TOP"}, {"P"});
  const DeliveryReport report = world.look_later();
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.unclear, 1U);
}

TEST(VerifyDelivery, TakesA404BesideAReadableTopUnitForLostWhereNoCompleteListIsConformance21) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk.erase(id("P"));
  world.list({"TOP"}, {"P"}, false);
  const DeliveryReport report = world.look_later();
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(detail_of(report), DeliveryDetail::absent);
}

TEST(VerifyDelivery, TakesTheTopUnitForLostBesideAnotherObjectThatIsShown) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk.erase(id("TOP"));
  world.list({"OTHER"}, {"P"});
  const DeliveryReport report = world.look_later();
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].delivery.uuid, id("TOP"));
  EXPECT_EQ(report.problems[0].delivery.state, DeliveryState::lost);
}

TEST(VerifyDelivery, FindsADeletedUserThatShouldLiveConformance15) {
  World world;
  world.send(ObjectKind::user, "P");
  world.sink.fk[id("P")] = FkObject{.fields = {}, .inactive = true};
  EXPECT_EQ(detail_of(world.look_later()), DeliveryDetail::inactive);
}

TEST(VerifyDelivery, TellsLostFromOverwrittenConformance20) {
  World world;
  world.send(ObjectKind::user, "P");
  world.send(ObjectKind::user, "Q");
  world.hold("P", "as before");
  const DeliveryReport first = world.look_later();
  ASSERT_EQ(first.problems.size(), 1U);
  EXPECT_EQ(first.problems[0].delivery.state, DeliveryState::lost);
  EXPECT_THAT(first.problems[0].fields, ElementsAre(FieldId::person_name));
  EXPECT_EQ(world.state("Q"), DeliveryState::verified);
  world.hold("Q", "by an older row of the queue");
  const DeliveryReport second = world.look_later();
  ASSERT_EQ(second.problems.size(), 2U);
  EXPECT_EQ(second.problems[1].delivery.state, DeliveryState::overwritten);
  EXPECT_EQ(detail_of(second, 1), DeliveryDetail::fields);
}

TEST(VerifyDelivery, ForgetsAProblemOnceItHasHealed) {
  World world;
  world.send(ObjectKind::user, "P");
  world.hold("P", "as before");
  world.look_later();
  world.hold("P", "P");
  EXPECT_THAT(world.look_later().problems, IsEmpty());
  EXPECT_EQ(world.log.looks.at({ObjectKind::user, id("P")}).verified_at, world.now());
}

TEST(VerifyDelivery, BeginsAnewWithEveryChange) {
  World world;
  world.send(ObjectKind::user, "P");
  world.hold("P", "as before");
  EXPECT_EQ(world.look_later().problems.size(), 1U);
  world.send(ObjectKind::user, "P");
  EXPECT_THAT(world.look().problems, IsEmpty());
}

TEST(VerifyDelivery, NamesDeletionsThatDidNotHappenAsStuck) {
  World world;
  world.send(ObjectKind::user, "P");
  world.send(ObjectKind::user, "Q");
  world.erase("P");
  world.erase("Q");
  world.list({"TOP"}, {"P"});
  const DeliveryReport report = world.look_later();
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].delivery.state, DeliveryState::not_removed);
  EXPECT_TRUE(report.problems[0].stuck);
  EXPECT_EQ(report.can_be_sent_again(), 0U);
  EXPECT_EQ(world.state("Q"), DeliveryState::verified);
}

TEST(VerifyDelivery, ReadsDeletedUsersWhereNoCompleteListTells) {
  World world;
  for (const char* symbol : {"P", "Q", "R"}) {
    world.send(ObjectKind::user, symbol);
    world.erase(symbol);
  }
  world.sink.fk[id("Q")] = FkObject{.fields = {}, .inactive = true};
  world.sink.fk.erase(id("R"));  // unknown proves nothing
  const DeliveryReport report = world.look_later();
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].delivery.uuid, id("P"));
  EXPECT_EQ(world.state("Q"), DeliveryState::verified);
  EXPECT_FALSE(world.log.looks.contains({ObjectKind::user, id("R")}));
}

TEST(VerifyDelivery, ReadsTheUnlookedAtFirstThenTheWrongThenTheOldestLook) {
  World world;
  for (const char* symbol : {"A", "B", "C"}) world.send(ObjectKind::user, symbol);
  world.hold("B", "other");
  world.look_later();
  world.send(ObjectKind::user, "D");
  world.clock.advance(minutes{30});
  world.sink.reads.clear();
  world.options.sample = 1;
  world.look();
  EXPECT_THAT(world.sink.reads, ElementsAre(id("D"), id("B"), id("TOP")));
  world.sink.reads.clear();
  world.clock.advance(minutes{1});
  world.options.reads = 2;
  world.look();
  EXPECT_THAT(world.sink.reads, ElementsAre(id("B"), id("A")));
}

TEST(VerifyDelivery, StaysWithinItsBudget) {
  World world;
  for (int i = 0; i < 10; ++i) world.send(ObjectKind::user, "P" + std::to_string(i));
  world.options.reads = 4;
  const DeliveryReport report = world.look_later();
  EXPECT_EQ(report.reads, 4U);
  EXPECT_EQ(report.verified, 4U);
  EXPECT_EQ(report.unread, 7U);
}

TEST(VerifyDelivery, GivesUpReadingWhenFkOrgCannotSayThreeTimesInARow) {
  World world;
  for (int i = 0; i < 10; ++i) {
    world.send(ObjectKind::user, "P" + std::to_string(i));
    world.sink.fk[id("P" + std::to_string(i))] = FkUnavailable{say({"OS2sync answered 400", "OS2sync svarede 400"})};
  }
  const DeliveryReport report = world.look_later();
  EXPECT_EQ(report.ended_early, (Said{"OS2sync answered 400", "OS2sync svarede 400"}));
  EXPECT_EQ(report.reads, 4U);
  EXPECT_EQ(report.verified, 1U);
  EXPECT_TRUE(report.incomplete());
  EXPECT_THAT(report.problems, IsEmpty());
}

TEST(VerifyDelivery, GoesOnAfterASingleFailure) {
  World world;
  for (const char* symbol : {"A", "B", "C", "D"}) world.send(ObjectKind::user, symbol);
  world.sink.fk[id("A")] = world.sink.fk[id("C")] = FkUnavailable{say("no")};
  const DeliveryReport report = world.look_later();
  EXPECT_TRUE(report.ended_early.empty());
  EXPECT_EQ(report.unclear, 2U);
  EXPECT_EQ(report.verified, 3U);
}

TEST(VerifyDelivery, StopsWhenAskedToAndRemembersWhatItFound) {
  World world;
  world.send(ObjectKind::user, "P");
  world.clock.advance(minutes{30});
  world.clock.stop();
  const DeliveryReport report = world.look();
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.reads, 0U);
}

TEST(VerifyDelivery, SuspectsTheQueueWhenNothingAtAllArrivedConformance22) {
  World world;
  for (int i = 0; i < 5; ++i) {
    world.send(ObjectKind::user, "P" + std::to_string(i));
    world.sink.fk.erase(id("P" + std::to_string(i)));
  }
  const DeliveryReport with_top = world.look_later();
  EXPECT_FALSE(with_top.nothing_arrives) << "the top unit has arrived";
  for (int i = 0; i < 5; ++i) {
    world.send(ObjectKind::user, "Q" + std::to_string(i));
    world.sink.fk.erase(id("Q" + std::to_string(i)));
  }
  EXPECT_TRUE(world.look_later().nothing_arrives);
}

TEST(VerifyDelivery, CallsStuckWhatWasSentAgainInVain) {
  World world;
  world.send(ObjectKind::user, "P");
  world.hold("P", "as before");
  world.look_later();
  world.log.looks.at({ObjectKind::user, id("P")}).reposts = 3;
  const DeliveryReport report = world.look_later();
  EXPECT_TRUE(report.problems.at(0).stuck);
  EXPECT_EQ(report.problems[0].delivery.reposts, 3);
}

// which fields

TEST(ComparedFields, AreThoseTheRulesFillAndNobodyElseDoes) {
  Rules rules;
  rules.enable_kle = false;
  EXPECT_FALSE(compared_unit_fields(rules)[bit_of(FieldId::manager)]);
  EXPECT_FALSE(compared_unit_fields(rules)[bit_of(FieldId::tasks)]);
  EXPECT_FALSE(compared_user_fields(rules)[bit_of(FieldId::location)]);
  EXPECT_TRUE(compared_unit_fields(rules)[bit_of(FieldId::name)]);
  EXPECT_FALSE(compared_unit_fields(rules)[bit_of(FieldId::user_id)]);
  EXPECT_TRUE(compared_user_fields(rules)[bit_of(FieldId::person_cpr)]);
  rules.enable_kle = rules.sync_managers = true;
  rules.work_address_types = {"Address"};
  rules.unit_owners.theirs.set(bit_of(FieldId::ean));
  rules.user_owners.fill_if_empty.set(bit_of(FieldId::email));
  EXPECT_TRUE(compared_unit_fields(rules)[bit_of(FieldId::manager)]);
  EXPECT_TRUE(compared_unit_fields(rules)[bit_of(FieldId::tasks)]);
  EXPECT_TRUE(compared_user_fields(rules)[bit_of(FieldId::location)]);
  EXPECT_FALSE(compared_unit_fields(rules)[bit_of(FieldId::ean)]);
  EXPECT_FALSE(compared_user_fields(rules)[bit_of(FieldId::email)]);
}

}  // namespace
}  // namespace os2sync
