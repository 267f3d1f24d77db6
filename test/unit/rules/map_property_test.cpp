// SPDX-License-Identifier: MPL-2.0
// What holds for every municipality, however contradictory its records.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "rules/text.hpp"
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
  RC_ASSERT(a.fk_accounts == b.fk_accounts);
}

bool contains(const std::vector<Uuid>& ids, const Uuid& id) { return std::binary_search(ids.begin(), ids.end(), id); }

// A hundred towns, twenty orders each.
RC_GTEST_PROP(MapSnapshot, GivesTheSameForTheSameRowsInAnyOrder, (std::uint64_t seed)) {
  constexpr std::uint64_t kOrders = 20;
  const Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  for (std::uint64_t order = 0; order < kOrders; ++order) {
    assert_equal(map_snapshot(shuffle(town.rows, seed + order), town.rules, nullptr, nullptr, {}, town.facts), wanted);
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
               return account.unit == held && Uuid::parse(trim(account.user_key)) == unit.parent;
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
      RC_ASSERT(std::tie(before.name, before.unit, before.start, before.stop) <
                std::tie(here.name, here.unit, here.start, here.stop));
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
  const std::set<FindingCode> reasons{FindingCode::fk_uuid_shared,     FindingCode::name_missing,
                                      FindingCode::accounts_ambiguous, FindingCode::unit_detached,
                                      FindingCode::guid_invalid,       FindingCode::fk_account_invalid,
                                      FindingCode::fk_org_unreadable};
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
  assert_equal(map_snapshot(rows, town.rules, nullptr, nullptr, {}, town.facts), town.map());
}

RC_GTEST_PROP(NewMode, MakesAndEndsAccountsOfPersonsItChangesAloneAndSendsNoUserWithoutOne, (std::uint64_t seed)) {
  const Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  RC_ASSERT((town.rules.new_mode || wanted.fk_accounts == FkAccounts{}));
  if (!town.rules.new_mode) return;
  std::set<Uuid> known;
  for (const NewFkAccount& account : wanted.fk_accounts.created) {
    RC_ASSERT(!contains(wanted.held_persons, account.person));
    RC_ASSERT(known.insert(account.fk_uuid).second);
  }
  for (const EndedFkAccount& account : wanted.fk_accounts.ended) {
    RC_ASSERT(!contains(wanted.held_persons, account.person));
  }
  for (const SourceItUser& account : town.rows.it_users) {
    if (account.it_system != id("FKORG")) continue;
    if (const auto uuid = Uuid::parse(trim(account.external_id))) known.insert(*uuid);
  }
  for (const WantedUser& user : wanted.users) RC_ASSERT(known.contains(user.uuid));
}

/// Everything that is sent and held; findings may name rows of their own.
void assert_same_payloads(const Wanted& a, const Wanted& b) {
  RC_ASSERT(a.units == b.units);
  RC_ASSERT(a.users == b.users);
  RC_ASSERT(a.held_units == b.held_units);
  RC_ASSERT(a.held_persons == b.held_persons);
}

RC_GTEST_PROP(MapSnapshot, PaysNoAttentionToObjectsThatHaveNothingToDoWithTheTown, (std::uint64_t seed)) {
  Town town = TownMaker{seed}.make();
  const Wanted wanted = town.map();
  town.unit("X1", "", "Another municipality");
  town.unit("X2", "X1");
  town.person("PX");
  town.engagement("EX", "PX", "X2", "Job 0");
  if (!town.rules.new_mode) town.account("PX", "AD", "user0", {"EX"});  // there it is a user, wherever it is tied
  town.account("PX", "FK", fk("F1"));
  town.account("X2", "FK", fk("F2"));
  town.address("AX", "PX", "TE1", "x@k");
  town.address("AY", "X2", "TE1", "y@k");
  town.kle("KX", "X2", "K1", {"Udf"});
  town.manager("mX", "X2", "PX");
  town.add_class("CX", "some_facet", "x", "x");
  town.add_type("TX", "EMAIL");
  assert_equal(town.map(), wanted);
}

/// New uuids for rows that nothing but references and order knows: `rename` gives each its new one.
template <typename Rename>
void rename_internal_rows(Town& town, Rename rename) {
  for (SourceClass& row : town.rows.classes) rename(row.uuid);
  for (SourceUnit& row : town.rows.units) {
    for (auto* reference : {&row.type, &row.level, &row.hierarchy}) {
      if (*reference) rename(**reference);
    }
  }
  for (SourceEngagement& row : town.rows.engagements) {
    rename(row.uuid);
    if (row.job_function) rename(*row.job_function);
  }
  for (SourceItUser& row : town.rows.it_users) {
    rename(row.uuid);
    for (Uuid& tie : row.engagements) rename(tie);
  }
  for (SourceAddress& row : town.rows.addresses) {
    rename(row.type);
    for (auto* reference : {&row.visibility, &row.engagement, &row.it_user}) {
      if (*reference) rename(**reference);
    }
  }
  for (SourceKle& row : town.rows.kles) {
    rename(row.uuid);
    for (Uuid& aspect : row.aspects) rename(aspect);
  }
  Rules& rules = town.rules;
  for (auto* list : {&rules.ignored_unit_levels, &rules.ignored_unit_types, &rules.phone_classes,
                     &rules.landline_classes, &rules.email_classes}) {
    for (Uuid& type : *list) rename(type);
  }
}

// Not so the uuids of units, persons, addresses and manager rows: where several compete, the lowest wins.
RC_GTEST_PROP(MapSnapshot, SendsTheSameWhateverTheUuidsOfEngagementsAccountsAndClasses, (std::uint64_t seed)) {
  Town town = TownMaker{seed}.make();
  // Without a primary engagement two equal positions in units of one FK uuid differ in nothing but their uuid.
  town.rules.work_address_types.clear();
  const Wanted wanted = town.map();
  rename_internal_rows(town, [seed](Uuid& uuid) {
    auto bytes = uuid.bytes();
    std::mt19937_64 mask{seed};
    for (auto& byte : bytes) byte ^= static_cast<std::uint8_t>(mask());
    uuid = Uuid{bytes};
  });
  assert_same_payloads(town.map(), wanted);
}

RC_GTEST_PROP(UnitAddressTables, DifferInNothingButTheirRows, (std::uint64_t seed)) {
  Town town = TownMaker{seed}.make();
  town.rules.unit_addresses = documented_address_table();
  Wanted documented = town.map();
  town.rules.unit_addresses = current_address_table();
  Wanted current = town.map();
  RC_ASSERT(documented.users == current.users);
  RC_ASSERT(documented.units.size() == current.units.size());
  for (std::size_t i = 0; i < documented.units.size(); ++i) {
    WantedUnit& a = documented.units[i];
    WantedUnit& b = current.units[i];
    for (const UnitText field : {UnitText::post, UnitText::contact, UnitText::location, UnitText::pnr}) {
      a.text(field).reset();
      b.text(field).reset();
    }
    RC_ASSERT(a == b);
  }
}

RC_GTEST_PROP(VisibilitySwitch, OnlyEverTakesAddressesAway, (std::uint64_t seed)) {
  Town town = TownMaker{seed}.make();
  town.rules.require_visibility = false;
  const Wanted lenient = town.map();
  town.rules.require_visibility = true;
  const Wanted strict = town.map();
  RC_ASSERT(lenient.units.size() == strict.units.size());
  for (std::size_t i = 0; i < strict.units.size(); ++i) {
    for (std::size_t field = 0; field < kUnitTextCount; ++field) {
      RC_ASSERT((!strict.units[i].texts[field] || lenient.units[i].texts[field]));
    }
  }
  for (const Finding& finding : strict.findings) RC_ASSERT(finding.code != FindingCode::address_without_visibility);
}

}  // namespace
}  // namespace os2sync
