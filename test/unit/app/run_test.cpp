// SPDX-License-Identifier: MPL-2.0
#include "app/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;

/// P1 and P2 in U1, both with the FK uuid FP1.
struct SharedUuid {
  Town town;
  FakeSource source;
  MemoryLedger ledger;
  MemoryGuardMemory guard_memory;
  PlainDigester digester;
  FakeClock clock;
  SilentObserver observer;

  SharedUuid() {
    town.add_anna();
    town.person("P2");
    town.engagement("E2", "P2", "U1");
    for (const char* person : {"P1", "P2"}) town.account(person, "FK", fk("FP1"));
    town.rules.uuid_from_it_systems = {"FK"};
    source.snapshot = town.rows;
  }
  PreparedRun prepare(const Scope& scope = {}) {
    PlanRules plan_rules;
    plan_rules.top_unit = town.rules.top_unit;
    plan_rules.scope = scope;
    return prepare_run({source, ledger, digester, clock, observer, nullptr, guard_memory, nullptr}, town.rules,
                       plan_rules);
  }
  void remember(std::string_view uuid, std::string_view person, bool deleted) {
    LedgerEntry entry;
    entry.kind = ObjectKind::user;
    entry.uuid = id(uuid);
    entry.source = id(person);
    entry.deleted = deleted;
    ledger.record({&entry, 1});
  }
};

TEST(PrepareRun, G38LeavesAnFkUuidToThePersonTheLedgerSaysItWasSentFor) {
  SharedUuid run;
  EXPECT_THAT(run.prepare().wanted.held_persons, ElementsAre(id("P2")));
  run.remember("FP1", "P2", false);
  EXPECT_THAT(run.prepare().wanted.held_persons, ElementsAre(id("P1")));
}

TEST(PrepareRun, ADeletedUserHoldsNoUuid) {
  SharedUuid run;
  run.remember("FP1", "P2", true);
  EXPECT_THAT(run.prepare().wanted.held_persons, ElementsAre(id("P2")));
}

TEST(PrepareRun, KeepsToTheScope) {
  SharedUuid run;
  const PreparedRun prepared = run.prepare({{id("P2")}, {}});
  EXPECT_THAT(prepared.wanted.held_persons, ElementsAre(id("P2")));
  EXPECT_TRUE(prepared.wanted.users.empty());
  EXPECT_TRUE(prepared.plan.empty());
}

TEST(PrepareRun, RefusesAScopedReadWithoutTheTopUnit) {
  SharedUuid run;
  std::erase_if(run.source.snapshot.units,
                [&](const SourceUnit& unit) { return unit.uuid == run.town.rules.top_unit; });
  EXPECT_THROW(run.prepare({{id("P2")}, {}}), Error);
}

}  // namespace
}  // namespace os2sync::test
