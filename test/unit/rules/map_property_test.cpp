// SPDX-License-Identifier: MPL-2.0
// What holds for every municipality, however contradictory its records.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/rules_random_town.hpp"

// RC_ASSERT takes its expression apart and so loses the short circuit of ||: such expressions have brackets of their
// own.

namespace os2sync {
namespace {

using namespace test;

void assert_equal(const Wanted& a, const Wanted& b) {
  RC_ASSERT(a.units == b.units);
  RC_ASSERT(a.users == b.users);
  RC_ASSERT(a.findings == b.findings);
  RC_ASSERT(a.held_units == b.held_units);
  RC_ASSERT(a.held_persons == b.held_persons);
  RC_ASSERT(a.top_unit == b.top_unit);
}

bool contains(const std::vector<Uuid>& ids, const Uuid& id) { return std::binary_search(ids.begin(), ids.end(), id); }

// A hundred towns, twenty orders each.
RC_GTEST_PROP(MapSnapshot, GivesTheSameForTheSameRowsInAnyOrder, (std::uint64_t seed)) {
  constexpr std::uint64_t kOrders = 20;
  const Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  for (std::uint64_t order = 0; order < kOrders; ++order) {
    assert_equal(map_snapshot(shuffle(town.rows, seed + order), town.rules), wanted);
  }
}

RC_GTEST_PROP(MapSnapshot, DecidesTheSameWhetherItIsTracedOrNot, (std::uint64_t seed)) {
  const Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  for (const char* const symbol : {"TOP", "U1", "U2", "P1", "P2"}) {
    Trace trace{id(symbol)};
    assert_equal(town.map(&trace), wanted);
  }
}

RC_GTEST_PROP(MapSnapshot, SendsUnitsAsOneTreeParentsFirst, (std::uint64_t seed)) {
  const Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  std::set<Uuid> seen;
  for (const WantedUnit& unit : wanted.units) {
    RC_ASSERT(unit.parent.has_value() == (unit.source != town.rules.top_unit));
    RC_ASSERT(unit.parent != unit.uuid);
    // A parent that is not sent is one that is held: it stays in FK-ORG as it is.
    const bool parent_is_held = std::ranges::any_of(wanted.held_units, [&](const Uuid& held) {
      return held == unit.parent || std::ranges::any_of(town.rows.it_users, [&](const SourceItUser& account) {
               return account.unit == held && Uuid::parse(account.user_key) == unit.parent;
             });
    });
    RC_ASSERT((!unit.parent || seen.contains(*unit.parent) || parent_is_held));
    RC_ASSERT(seen.insert(unit.uuid).second);
    RC_ASSERT(!contains(wanted.held_units, unit.source));
    RC_ASSERT(!unit.name.empty());
  }
}

RC_GTEST_PROP(MapSnapshot, SendsEveryUserOnceWithPositionsAndNeverAHeldPerson, (std::uint64_t seed)) {
  const Wanted wanted = TownMaker{seed}.make().map();
  for (std::size_t i = 0; i < wanted.users.size(); ++i) {
    const WantedUser& user = wanted.users[i];
    RC_ASSERT((i == 0 || wanted.users[i - 1].uuid < user.uuid));
    RC_ASSERT(!contains(wanted.held_persons, user.source));
    RC_ASSERT(!user.positions.empty());
    RC_ASSERT(!user.name.empty());
    RC_ASSERT(!user.user_id.empty());
    for (std::size_t p = 1; p < user.positions.size(); ++p) {
      const WantedPosition& before = user.positions[p - 1];
      const WantedPosition& here = user.positions[p];
      RC_ASSERT(std::tie(before.name, before.unit) < std::tie(here.name, here.unit));
    }
  }
}

RC_GTEST_PROP(MapSnapshot, NamesOnlyManagersThatAreSent, (std::uint64_t seed)) {
  const Wanted wanted = TownMaker{seed}.make().map();
  for (const WantedUnit& unit : wanted.units) {
    if (!unit.manager) continue;
    RC_ASSERT(unit.owns_manager);
    RC_ASSERT(std::ranges::binary_search(wanted.users, *unit.manager, {}, &WantedUser::uuid));
  }
}

RC_GTEST_PROP(MapSnapshot, GivesAReasonForEverythingItHolds, (std::uint64_t seed)) {
  const Wanted wanted = TownMaker{seed}.make().map();
  RC_ASSERT(std::is_sorted(wanted.findings.begin(), wanted.findings.end()));
  RC_ASSERT(std::adjacent_find(wanted.findings.begin(), wanted.findings.end()) == wanted.findings.end());
  const std::set<FindingCode> reasons{FindingCode::fk_uuid_shared, FindingCode::name_missing,
                                      FindingCode::accounts_ambiguous, FindingCode::unit_detached};
  const auto has_reason = [&](ObjectKind kind, const Uuid& object) {
    return std::ranges::any_of(wanted.findings, [&](const Finding& finding) {
      return finding.kind == kind && finding.object == object && reasons.contains(finding.code);
    });
  };
  for (const Uuid& held : wanted.held_units) RC_ASSERT(has_reason(ObjectKind::unit, held));
  for (const Uuid& held : wanted.held_persons) RC_ASSERT(has_reason(ObjectKind::user, held));
}

RC_GTEST_PROP(CandidateUnits, HoldEveryUnitThatIsTransferred, (std::uint64_t seed)) {
  const Town town = TownMaker{seed}.make();
  const std::vector<Uuid> candidates = candidate_units(town.rows.units, town.rules);
  for (const WantedUnit& unit : town.map().units) RC_ASSERT(contains(candidates, unit.source));
}

RC_GTEST_PROP(NeededRows, AreEnoughToMapTheSame, (std::uint64_t seed)) {
  const Town town = TownMaker{seed}.make();
  Snapshot rows = town.rows;
  const auto for_units = unit_address_types(rows.classes, town.rules);
  const auto for_persons = person_address_types(rows.classes, town.rules);
  const auto systems = person_it_systems(rows.it_systems, town.rules);
  std::erase_if(rows.addresses, [&](const SourceAddress& address) {
    return !contains(address.unit ? for_units : for_persons, address.type);
  });
  std::erase_if(rows.it_users,
                [&](const SourceItUser& account) { return account.person && !contains(systems, account.it_system); });
  assert_equal(map_snapshot(rows, town.rules), town.map());
}

}  // namespace
}  // namespace os2sync
