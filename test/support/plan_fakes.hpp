// SPDX-License-Identifier: MPL-2.0
/// @file What tests of planning need: a plain digester that counts, small objects, and a ledger that obeys every plan.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "plan/plan.hpp"
#include "support/builders.hpp"

namespace os2sync::test {

/// Two FNV-1a hashes side by side: no secret, but different for different bytes.
class CountingDigester final : public Digester {
 public:
  Digest digest(std::string_view bytes) const override {
    ++calls;
    Digest digest;
    std::uint64_t low = 0xcbf29ce484222325ULL;
    std::uint64_t high = 0x84222325cbf29ce4ULL;
    for (const char c : bytes) {
      low = (low ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      high = (high ^ static_cast<unsigned char>(c)) * 0x10000000233ULL;
    }
    for (std::size_t i = 0; i < 8; ++i) {
      digest.bytes[i] = static_cast<std::uint8_t>(low >> (8 * i));
      digest.bytes[8 + i] = static_cast<std::uint8_t>(high >> (8 * i));
    }
    return digest;
  }
  mutable std::size_t calls = 0;
};

/// Unit `symbol` made from OS2MO's "<symbol>.mo".
inline WantedUnit unit(const std::string& symbol, std::optional<std::string> parent = std::nullopt) {
  WantedUnit result;
  result.uuid = id(symbol);
  result.source = id(symbol + ".mo");
  if (parent) result.parent = id(*parent);
  result.name = "Unit " + symbol;
  return result;
}

inline WantedUser user(const std::string& symbol, const std::string& place = "TOP") {
  WantedUser result;
  result.uuid = id(symbol);
  result.source = id(symbol + ".mo");
  result.user_id = "login-" + symbol;
  result.name = "Person " + symbol;
  result.positions = {{id(place), "Clerk", std::nullopt, std::nullopt}};
  return result;
}

/// The top unit TOP and what is given.
inline Wanted wanted_with(std::vector<WantedUnit> units, std::vector<WantedUser> users = {}) {
  Wanted wanted;
  wanted.top_unit = id("TOP");
  wanted.units = std::move(units);
  wanted.units.insert(wanted.units.begin(), unit("TOP"));
  wanted.users = std::move(users);
  return wanted;
}

/// Deleting and changing are allowed without practical limit, so that a test of one guard meets no other.
inline PlanRules lenient_rules() {
  PlanRules rules;
  rules.autowash = true;
  rules.guards.users = {1'000'000, 0};
  rules.guards.units = {1'000'000, 0};
  rules.guards.changes = {1'000'000, 0};
  rules.top_unit = id("TOP.mo");
  return rules;
}

/// Records every change of the plan as accepted.
inline void obey(const Plan& plan, std::vector<LedgerEntry>& ledger) {
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) {
      const auto same = [&](const LedgerEntry& entry) {
        return entry.kind == change.kind && entry.uuid == change.uuid;
      };
      std::erase_if(ledger, same);
      ledger.push_back(change.after);
    }
  }
}

/// The ledger after `wanted` was sent to an empty FK-ORG.
inline std::vector<LedgerEntry> ledger_of(const Wanted& wanted) {
  std::vector<LedgerEntry> ledger;
  obey(plan_changes(wanted, ledger, CountingDigester{}, lenient_rules()), ledger);
  return ledger;
}

inline Plan plan_of(const Wanted& wanted, const std::vector<LedgerEntry>& ledger,
                    const PlanRules& rules = lenient_rules()) {
  return plan_changes(wanted, ledger, CountingDigester{}, rules);
}

inline std::vector<Change> all_changes(const Plan& plan) {
  std::vector<Change> changes;
  for (const Wave& wave : plan.waves) changes.insert(changes.end(), wave.changes.begin(), wave.changes.end());
  return changes;
}

/// The first change of an object; fails the test by exception when there is none.
inline Change change_of(const Plan& plan, const std::string& symbol) {
  for (const Change& change : all_changes(plan)) {
    if (change.uuid == id(symbol)) return change;
  }
  throw std::out_of_range{"no change of " + symbol};
}

inline std::vector<Uuid> removed(const Plan& plan) {
  std::vector<Uuid> uuids;
  for (const Change& change : all_changes(plan)) {
    if (change.action == Action::remove) uuids.push_back(change.uuid);
  }
  return uuids;
}

inline std::vector<std::pair<Uuid, WithheldReason>> withheld(const Plan& plan) {
  std::vector<std::pair<Uuid, WithheldReason>> all;
  for (const Withheld& one : plan.withheld) all.emplace_back(one.change.uuid, one.reason);
  return all;
}

}  // namespace os2sync::test
