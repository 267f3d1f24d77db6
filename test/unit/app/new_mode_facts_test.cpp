// SPDX-License-Identifier: MPL-2.0
#include "app/new_mode_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync {
namespace {

using namespace test;

/// P1, P2 and P3 with one account each and no FK-ORG account.
struct World {
  Town town;
  FakeSink sink;
  FakeClock clock;
  SilentObserver observer;
  std::vector<LedgerEntry> ledger;

  World() {
    town.rules.new_mode = true;
    town.rules.new_mode_it_systems = {"ad-key"};
    town.rows.it_systems.push_back({id("FKORG"), "FK-ORG-UUID", "FK-ORG"});
    for (const std::string person : {"P1", "P2", "P3"}) {
      town.person(person);
      town.account(person, "AD", person).external_id = fk("G" + person);
    }
  }
  void sent(ObjectKind kind, std::string_view uuid, bool deleted = false) {
    LedgerEntry entry;
    entry.kind = kind;
    entry.uuid = entry.source = id(uuid);
    entry.deleted = deleted;
    ledger.push_back(entry);
  }
  NewModeFacts find(const Scope& scope = {}) {
    return NewModeFactFinder{sink, clock, observer, true}.find(town.rows, town.rules, ledger, scope);
  }
};

TEST(NewModeFacts, KnowsWhatFkOrgShowsAndWhatTheLedgerSentDeletedOrNot) {
  World world;
  world.sink.fk[id("P1")] = FkObject{};
  world.sent(ObjectKind::user, "P2", true);
  const auto facts = world.find();
  EXPECT_EQ(facts.persons.size(), 2U);
  EXPECT_EQ(facts.persons.at(id("P1")), FkKnowledge::known);
  EXPECT_EQ(facts.persons.at(id("P2")), FkKnowledge::known);
}

TEST(NewModeFacts, DoesNotTakeAFailedReadForAnAnswer) {
  World world;
  world.sink.fk[id("P1")] = FkUnavailable{say("no")};
  EXPECT_EQ(world.find().persons.at(id("P1")), FkKnowledge::unreadable);
  EXPECT_EQ(world.find().persons.size(), 1U);
}

TEST(NewModeFacts, DoesNotTrustUnknownWhileFkOrgHidesTheTopUnitItWasSent) {
  World world;
  world.sent(ObjectKind::unit, "TOP");
  EXPECT_EQ(world.find().persons.size(), 3U);
  for (const auto& [person, knowledge] : world.find().persons) EXPECT_EQ(knowledge, FkKnowledge::unreadable);
  world.sink.fk[id("TOP")] = FkObject{};
  EXPECT_TRUE(world.find().persons.empty());
}

TEST(NewModeFacts, AsksOnlyAboutTheScope) {
  World world;
  for (const char* person : {"P1", "P2", "P3"}) world.sink.fk[id(person)] = FkObject{};
  Scope scope;
  scope.persons = {id("P2")};
  EXPECT_EQ(world.find(scope).persons.size(), 1U);
}

TEST(NewModeFacts, DrawsOneUuidPerObjectGuidAndOnlyForRunsThatWrite) {
  World world;
  world.town.rules.random_fk_uuids = true;
  NewModeFactFinder finder{world.sink, world.clock, world.observer, true};
  const auto facts = finder.find(world.town.rows, world.town.rules, {}, {});
  EXPECT_EQ(facts.draw_uuid(id("G1")), facts.draw_uuid(id("G1")));
  NewModeFactFinder looking{world.sink, world.clock, world.observer, false};
  EXPECT_FALSE(looking.find(world.town.rows, world.town.rules, {}, {}).draw_uuid);
}

TEST(NewModeFacts, StopsAskingWhenAskedToStop) {
  World world;
  world.clock.stop();
  EXPECT_THROW(world.find(), Error);
}

TEST(DrawUuid, IsAVersionFourUuid) {
  FakeClock clock;
  EXPECT_EQ(draw_uuid(clock).to_string(), "00000000-0000-4000-8000-000000000000");
}

}  // namespace
}  // namespace os2sync
