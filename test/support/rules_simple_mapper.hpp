// SPDX-License-Identifier: MPL-2.0
/// @file A second mapper, written from docs/rules.md alone and as plainly as it can be said: every question walks all
/// rows. It shares records and settings with the real one and no line of its code, so that a difference means that one
/// of them does not do what the page says. Section numbers are those of the page.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/source.hpp"
#include "core/wanted.hpp"
#include "rules/new_mode.hpp"
#include "rules/rules.hpp"

namespace os2sync::test {

class SimpleMapper {
 public:
  SimpleMapper(const Snapshot& rows, const Rules& rules, const NewModeFacts& facts = {})
      : rows_{rows}, rules_{rules}, facts_{facts} {}

  /// Units and users in uuid order; findings of the codes in kSimpleFindings.
  Wanted map() {
    for (const SourceUnit& unit : rows_.units) decide_unit(unit);
    settle_shared_units();
    for (const SourcePerson& person : rows_.persons) map_person(person);
    settle_shared_persons();
    for (const SourceUnit& unit : rows_.units) map_unit(unit);
    const auto sort_by_uuid = [](auto& list) { std::ranges::sort(list, {}, [](const auto& one) { return one.uuid; }); };
    sort_by_uuid(wanted_.units);
    sort_by_uuid(wanted_.users);
    FkAccounts& accounts = wanted_.fk_accounts;
    if (rules_.new_mode) accounts.it_system = fk_org_system();
    std::ranges::sort(accounts.created, [](const NewFkAccount& a, const NewFkAccount& b) {
      return std::tie(a.fk_uuid, a.person) < std::tie(b.fk_uuid, b.person);
    });
    std::ranges::sort(accounts.ended, {}, &EndedFkAccount::account);
    wanted_.held_units.assign(held_units_.begin(), held_units_.end());
    wanted_.held_persons.assign(held_persons_.begin(), held_persons_.end());
    wanted_.top_unit = unit_uuids_.at(rules_.top_unit);
    std::ranges::sort(wanted_.findings);
    wanted_.findings.erase(std::unique(wanted_.findings.begin(), wanted_.findings.end()), wanted_.findings.end());
    return wanted_;
  }

 private:
  using Ids = std::set<Uuid>;
  using Accounts = std::set<const SourceItUser*>;
  using Engagements = std::set<const SourceEngagement*>;

  // --- what everything goes by

  template <typename Row>
  static const Row* find(const std::vector<Row>& rows, const std::optional<Uuid>& id) {
    for (const Row& row : rows) {
      if (id && row.uuid == *id) return &row;
    }
    return nullptr;
  }
  void note(FindingCode code, ObjectKind kind, const Uuid& object, std::string detail = {}) {
    wanted_.findings.push_back({code, kind, object, std::move(detail)});
  }

  static std::u32string decode(std::string_view text) {
    std::u32string points;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80)
        points.push_back(byte);
      else if (byte < 0xC0)
        points.back() = points.back() << 6U | (byte & 0x3FU);
      else
        points.push_back(byte < 0xE0 ? byte & 0x1FU : byte < 0xF0 ? byte & 0x0FU : byte & 0x07U);
    }
    return points;
  }
  static std::string encode(const std::u32string& points) {
    std::string text;
    for (const char32_t p : points) {
      if (p < 0x80) {
        text += static_cast<char>(p);
      } else if (p < 0x800) {
        text += static_cast<char>(0xC0U | p >> 6U);
        text += static_cast<char>(0x80U | (p & 0x3FU));
      } else {
        text += static_cast<char>(0xE0U | p >> 12U);
        text += static_cast<char>(0x80U | (p >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (p & 0x3FU));
      }
    }
    return text;
  }
  static std::u32string trimmed(std::u32string text) {
    const auto blank = [](char32_t p) {
      return p == ' ' || (p >= 9 && p <= 13) || p == 0x85 || p == 0xA0 || p == 0x1680 || (p >= 0x2000 && p <= 0x200A) ||
             p == 0x2028 || p == 0x2029 || p == 0x202F || p == 0x3000 || p == 0xFEFF;
    };
    while (!text.empty() && blank(text.front())) text.erase(0, 1);
    while (!text.empty() && blank(text.back())) text.pop_back();
    return text;
  }
  static std::string trim_text(std::string_view text) { return encode(trimmed(decode(text))); }

  /// 4.7: trimmed, cut, trimmed again; nothing left = null.
  static std::optional<std::string> limited(std::string_view text, std::size_t limit) {
    const std::u32string whole = trimmed(decode(text));
    if (whole.empty()) return std::nullopt;
    return encode(trimmed(whole.substr(0, limit)));
  }

  /// 1: the place of the it-system among the settings' entries; a name, else a user key, else a uuid.
  std::optional<std::size_t> place_of(const Uuid& system, const std::vector<std::string>& entries) const {
    for (std::size_t place = 0; place < entries.size(); ++place) {
      const std::string entry = trim_text(entries[place]);
      Ids meant;
      for (const SourceItSystem& row : rows_.it_systems) {
        if (row.name == entry) meant.insert(row.uuid);
      }
      if (meant.empty()) {
        for (const SourceItSystem& row : rows_.it_systems) {
          if (row.user_key == entry) meant.insert(row.uuid);
        }
      }
      if (meant.empty() && Uuid::parse(entry)) meant.insert(*Uuid::parse(entry));
      if (meant.contains(system)) return place;
    }
    return std::nullopt;
  }
  std::optional<std::size_t> uuid_place(const SourceItUser& account) const {
    return place_of(account.it_system, rules_.uuid_from_it_systems);
  }
  std::optional<std::size_t> name_place(const SourceItUser& account) const {
    return place_of(account.it_system, rules_.user_name_it_systems);
  }

  static std::optional<Uuid> said_uuid(const SourceItUser& account) {
    for (const std::string& text : {account.external_id, account.user_key}) {
      const auto id = Uuid::parse(trim_text(text));
      if (id && *id != Uuid{}) return id;
    }
    return std::nullopt;
  }

  /// 3.1: all valid uuids of the first system that has one.
  Ids uuids_said_by(const Accounts& accounts) const {
    std::map<std::size_t, Ids> by_place;
    for (const SourceItUser* account : accounts) {
      if (const auto place = uuid_place(*account)) {
        if (const auto id = said_uuid(*account)) by_place[*place].insert(*id);
      }
    }
    return by_place.empty() ? Ids{} : by_place.begin()->second;
  }

  /// 4.3
  bool is_public(const SourceAddress& address) const {
    if (!address.visibility) return !rules_.require_visibility;
    const SourceClass* const visibility = find(rows_.classes, address.visibility);
    return visibility && visibility->scope == "PUBLIC";
  }
  static std::size_t place_in(const std::vector<Uuid>& list, const Uuid& id) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), id) - list.begin());
  }

  // --- 2: which units

  void decide_unit(const SourceUnit& unit) {
    unit_uuids_[unit.uuid] = unit.uuid;
    if (unit.uuid == rules_.top_unit) {
      accept(unit);
      return;
    }
    bool filtered = false;
    Ids seen;
    const SourceUnit* at = &unit;
    while (at->uuid != rules_.top_unit) {
      if (std::ranges::count(rules_.filter_units, at->uuid) > 0) filtered = true;
      if (!at->parent) return;  // another root
      const SourceUnit* const above = find(rows_.units, at->parent);
      if (!above || !seen.insert(at->uuid).second) {
        held_units_.insert(unit.uuid);
        note(FindingCode::unit_detached, ObjectKind::unit, unit.uuid);
        return;
      }
      at = above;
    }
    if (filtered) return;
    if (unit.level && std::ranges::count(rules_.ignored_unit_levels, *unit.level) > 0) return;
    if (unit.type && std::ranges::count(rules_.ignored_unit_types, *unit.type) > 0) return;
    if (!rules_.filter_hierarchy_names.empty() && !in_chosen_hierarchy(unit) && !has_fk_account(unit)) return;
    accept(unit);
  }
  bool in_chosen_hierarchy(const SourceUnit& unit) const {
    const SourceClass* const hierarchy = find(rows_.classes, unit.hierarchy);
    return hierarchy && hierarchy->facet == "org_unit_hierarchy" &&
           std::ranges::count(rules_.filter_hierarchy_names, hierarchy->name) > 0;
  }
  Accounts accounts_of_unit(const SourceUnit& unit) const {
    Accounts accounts;
    for (const SourceItUser& account : rows_.it_users) {
      if (account.unit == unit.uuid) accounts.insert(&account);
    }
    return accounts;
  }
  bool has_fk_account(const SourceUnit& unit) const {
    return std::ranges::any_of(accounts_of_unit(unit),
                               [&](const SourceItUser* a) { return uuid_place(*a).has_value(); });
  }
  void accept(const SourceUnit& unit) {
    transferred_.insert(unit.uuid);
    const Ids said = uuids_said_by(accounts_of_unit(unit));
    if (!said.empty()) unit_uuids_[unit.uuid] = *said.begin();
  }

  /// 3.2 for units.
  void settle_shared_units() {
    for (const Uuid& unit : transferred_) {
      for (const Uuid& other : transferred_) {
        const bool other_first = other == rules_.top_unit || (unit != rules_.top_unit && other < unit);
        if (other == unit || !other_first || unit_uuids_[other] != unit_uuids_[unit]) continue;
        objectless_.insert(unit);
        held_units_.insert(unit);
      }
    }
  }

  // --- 3 and 4: a unit

  void map_unit(const SourceUnit& unit) {
    if (!transferred_.contains(unit.uuid)) return;
    WantedUnit out;
    if (unit.uuid != rules_.top_unit) {
      const SourceUnit* parent = find(rows_.units, unit.parent);
      while (!transferred_.contains(parent->uuid) || objectless_.contains(parent->uuid)) {
        parent = find(rows_.units, parent->parent);
      }
      out.parent = unit_uuids_[parent->uuid];
      if (parent->uuid != unit.parent) {
        note(FindingCode::unit_reparented, ObjectKind::unit, unit.uuid, unit.parent->to_string());
      }
    }
    if (objectless_.contains(unit.uuid)) return;
    const auto name = limited(unit.name, rules_.limits.text);
    if (!name) {
      note(FindingCode::name_missing, ObjectKind::unit, unit.uuid, "Name");
      held_units_.insert(unit.uuid);
      return;
    }
    out.uuid = unit_uuids_[unit.uuid];
    out.source = unit.uuid;
    out.name = *name;
    for (std::size_t field = 0; field < kUnitTextCount; ++field) {
      out.texts[field] = unit_text(unit, static_cast<UnitText>(field));
    }
    Ids systems;
    for (const SourceItUser* account : accounts_of_unit(unit)) {
      if (find(rows_.it_systems, account->it_system) && !uuid_place(*account)) systems.insert(account->it_system);
    }
    out.it_systems.assign(systems.begin(), systems.end());
    map_kle(unit, out);
    map_manager(unit, out);
    out.owners = rules_.unit_owners;
    wanted_.units.push_back(out);
  }

  /// 4.2: the field an address type fills.
  std::optional<UnitText> field_of(const SourceClass& type) const {
    for (const AddressRow& row : rules_.unit_addresses) {
      if (row.scope != type.scope) continue;
      if (!row.user_key.empty() && row.user_key != type.user_key) continue;
      const bool landline =
          row.field == UnitText::phone_number && std::ranges::count(rules_.landline_classes, type.uuid) > 0;
      return landline ? UnitText::landline : row.field;
    }
    return std::nullopt;
  }
  std::optional<std::string> unit_text(const SourceUnit& unit, UnitText field) const {
    const std::vector<Uuid> no_list;
    const std::vector<Uuid>& order = field == UnitText::email          ? rules_.email_classes
                                     : field == UnitText::phone_number ? rules_.phone_classes
                                     : field == UnitText::landline     ? rules_.landline_classes
                                                                       : no_list;
    std::map<std::pair<std::size_t, Uuid>, std::string> candidates;
    for (const SourceAddress& address : rows_.addresses) {
      const SourceClass* const type = find(rows_.classes, address.type);
      if (address.unit != unit.uuid || !type || field_of(*type) != field) continue;
      if (!is_public(address) || trim_text(address.text).empty()) continue;
      candidates[{place_in(order, address.type), address.uuid}] = address.text;
    }
    if (candidates.empty()) return std::nullopt;
    return limited(candidates.begin()->second, rules_.limits.text);
  }

  void map_kle(const SourceUnit& unit, WantedUnit& out) const {
    out.owns_kle = rules_.enable_kle;
    if (!out.owns_kle) return;
    Ids tasks;
    Ids contact;
    for (const SourceKle& row : rows_.kles) {
      if (row.unit != unit.uuid || !row.number) continue;
      if (!rules_.use_contact_for_tasks) tasks.insert(*row.number);
      for (const Uuid& aspect : row.aspects) {
        const SourceClass* const known = find(rows_.classes, aspect);
        if (!known || !rules_.use_contact_for_tasks) continue;
        if (known->scope == "UDFOERENDE") tasks.insert(*row.number);
        if (known->scope == "ANSVARLIG") contact.insert(*row.number);
      }
    }
    out.tasks.assign(tasks.begin(), tasks.end());
    out.contact_for_tasks.assign(contact.begin(), contact.end());
  }

  void map_manager(const SourceUnit& unit, WantedUnit& out) {
    out.owns_manager = rules_.sync_managers;
    if (!out.owns_manager) return;
    std::map<Uuid, Uuid> filled;
    for (const SourceManager& row : rows_.managers) {
      if (row.unit == unit.uuid && row.person) filled[row.uuid] = *row.person;
    }
    if (filled.empty()) return;
    const Uuid person = filled.begin()->second;
    if (leads_.contains(person) && !held_persons_.contains(person)) out.manager = leads_.at(person);
    if (!out.manager) {
      note(FindingCode::manager_not_transferred, ObjectKind::unit, unit.uuid, person.to_string());
    }
  }

  // --- 5: a person

  /// Some accounts that stand for one user.
  struct Group {
    Accounts accounts;
    Ids ties;                 ///< engagements the accounts were grouped by; empty = untied
    Engagements engagements;  ///< those that give positions
    std::optional<Uuid> uuid = {};
    std::string name = {};
    bool lent = false;  ///< the uuid is that of the untied group
  };
  struct User {
    Uuid uuid;
    std::string name;
    Accounts accounts;
    Engagements engagements;
  };

  void hold(const SourcePerson& person, FindingCode code, std::string detail = {}) {
    note(code, ObjectKind::user, person.uuid, std::move(detail));
    held_persons_.insert(person.uuid);
  }

  void map_person(const SourcePerson& person) {
    Engagements inside;
    for (const SourceEngagement& row : rows_.engagements) {
      if (row.is_future && !rules_.future_engagements) continue;
      if (row.person == person.uuid && transferred_.contains(row.unit)) inside.insert(&row);
    }
    if (inside.empty() && !rules_.new_mode) return;
    bool contradiction = false;
    FkAccounts accounts;
    std::vector<User> users = rules_.new_mode ? users_in_new_mode(person, inside, accounts, contradiction)
                                              : users_of(person, inside, contradiction);
    if (held_persons_.contains(person.uuid)) return;
    if (contradiction) return hold(person, FindingCode::accounts_ambiguous);
    std::vector<Uuid> idle;
    std::erase_if(users, [&](const User& user) {
      if (user.engagements.empty()) idle.push_back(user.uuid);
      return user.engagements.empty() && rules_.new_mode;
    });
    const auto keep = [&] {
      FkAccounts& all = wanted_.fk_accounts;
      for (const Uuid& uuid : idle) idle_claims_[uuid].insert(person.uuid);
      all.created.insert(all.created.end(), accounts.created.begin(), accounts.created.end());
      all.ended.insert(all.ended.end(), accounts.ended.begin(), accounts.ended.end());
      all.kept += accounts.kept;
    };
    if (users.empty() && rules_.new_mode) return keep();
    if (rules_.filter_users_by_it_system && !rules_.new_mode) {
      std::erase_if(users, [](const User& user) { return user.name.empty(); });
      if (users.empty()) note(FindingCode::user_name_missing, ObjectKind::user, person.uuid);
    }
    if (users.empty()) return;
    const auto name = person_name(person);
    if (!name) return hold(person, FindingCode::name_missing, "Person.Name");
    if (rules_.xfer_cpr && !person.cpr) {
      note(person.cpr_unusable ? FindingCode::cpr_invalid : FindingCode::cpr_missing, ObjectKind::user, person.uuid);
    }
    std::vector<WantedUser> made;
    for (const User& user : users) {
      WantedUser& out = made.emplace_back();
      out.uuid = user.uuid;
      out.source = person.uuid;
      out.name = *name;
      out.user_id = limited(user.name, rules_.limits.text).value_or(user.uuid.to_string());
      if (rules_.xfer_cpr) out.cpr = person.cpr;
      if (!map_positions(person, user, out)) return hold(person, FindingCode::name_missing, "Positions.Name");
      map_user_addresses(person, user, out);
      out.owners = rules_.user_owners;
    }
    wanted_.users.insert(wanted_.users.end(), made.begin(), made.end());
    leads_[person.uuid] = lead_of(users, inside);
    if (rules_.new_mode) keep();
  }

  /// 5.10
  Uuid fk_org_system() const {
    for (const SourceItSystem& row : rows_.it_systems) {
      if (row.user_key == "FK-ORG-UUID" || row.user_key == "FK-ORG UUID") return row.uuid;
    }
    return {};
  }
  bool makes_users(const Uuid& system) const {
    return std::ranges::any_of(rows_.it_systems, [&](const SourceItSystem& row) {
      return row.uuid == system && std::ranges::count(rules_.new_mode_it_systems, row.user_key) > 0;
    });
  }
  static std::optional<Uuid> real_uuid(const std::string& text) {
    const auto uuid = Uuid::parse(trim_text(text));
    return uuid && *uuid != Uuid{} ? uuid : std::nullopt;
  }
  /// One user per account, those without positions too.
  std::vector<User> users_in_new_mode(const SourcePerson& person, const Engagements& inside, FkAccounts& changes,
                                      bool& contradiction) {
    std::map<Uuid, const SourceItUser*> accounts;  // by ObjectGUID
    std::map<Uuid, std::pair<const SourceItUser*, Uuid>> fk_accounts;
    Ids fk_uuids;
    for (const SourceItUser& row : rows_.it_users) {
      if (row.person != person.uuid) continue;
      if (makes_users(row.it_system)) {
        const auto guid = real_uuid(row.external_id);
        if (!guid) hold(person, FindingCode::guid_invalid, row.uuid.to_string());
        if (guid) contradiction |= !accounts.emplace(*guid, &row).second;
      } else if (row.it_system == fk_org_system()) {
        const auto guid = real_uuid(row.user_key);
        const auto fk_uuid = real_uuid(row.external_id);
        if (!guid || !fk_uuid) {
          hold(person, FindingCode::fk_account_invalid, row.uuid.to_string());
        } else {
          contradiction |= !fk_accounts.emplace(*guid, std::pair{&row, *fk_uuid}).second;
          contradiction |= !fk_uuids.insert(*fk_uuid).second;
        }
      }
    }
    if (held_persons_.contains(person.uuid) || contradiction) return {};
    const auto fact = facts_.persons.find(person.uuid);
    const bool adopts = accounts.size() == 1 && fk_accounts.empty() && fact != facts_.persons.end();
    if (adopts && fact->second == FkKnowledge::unreadable) {
      hold(person, FindingCode::fk_org_unreadable);
      return {};
    }
    std::vector<User> users;
    Ids taken;
    for (const auto& [guid, account] : accounts) {
      User user{guid, trim_text(account->user_key), {account}, {}};
      for (const SourceEngagement* engagement : inside) {
        if (std::ranges::count(account->engagements, engagement->uuid) > 0) user.engagements.insert(engagement);
      }
      if (account->engagements.empty() && !inside.empty()) {
        note(FindingCode::account_untied, ObjectKind::user, person.uuid, account->uuid.to_string());
      }
      if (fk_accounts.contains(guid)) {
        user.uuid = fk_accounts.at(guid).second;
        ++changes.kept;
      } else if (adopts) {
        user.uuid = person.uuid;
        changes.created.push_back({person.uuid, guid, user.uuid, true, false});
      } else if (!rules_.random_fk_uuids) {
        changes.created.push_back({person.uuid, guid, user.uuid, false, false});
      } else if (facts_.draw_uuid) {
        user.uuid = facts_.draw_uuid(guid);
        changes.created.push_back({person.uuid, guid, user.uuid, false, false});
      } else {
        Uuid::Bytes bytes = guid.bytes();
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(255 - byte);
        user.uuid = Uuid{bytes};
        changes.created.push_back({person.uuid, guid, user.uuid, false, true});
      }
      contradiction |= !taken.insert(user.uuid).second;
      users.push_back(user);
    }
    for (const auto& [guid, fk_account] : fk_accounts) {
      if (accounts.contains(guid)) continue;
      changes.ended.push_back({person.uuid, fk_account.first->uuid, fk_account.second});
    }
    std::ranges::sort(users, {}, &User::uuid);
    return users;
  }

  /// 4.6: the user that owns the primary engagement, else the lowest.
  static Uuid lead_of(const std::vector<User>& users, const Engagements& inside) {
    Uuid lead = users.front().uuid;
    for (const User& user : users) lead = std::min(lead, user.uuid);
    if (const SourceEngagement* const primary = only_primary(inside)) {
      for (const User& user : users) {
        if (user.engagements.contains(primary)) lead = user.uuid;
      }
    }
    return lead;
  }
  static const SourceEngagement* only_primary(const Engagements& engagements) {
    const SourceEngagement* found = nullptr;
    for (const SourceEngagement* row : engagements) {
      if (row->is_primary && found) return nullptr;
      if (row->is_primary) found = row;
    }
    return found;
  }

  std::optional<std::string> person_name(const SourcePerson& person) const {
    const auto join = [](const std::string& given, const std::string& surname) {
      return trim_text(trim_text(given) + " " + trim_text(surname));
    };
    const std::string nickname = join(person.nickname_given_name, person.nickname_surname);
    const bool use_nickname = rules_.use_nickname && !nickname.empty();
    return limited(use_nickname ? nickname : join(person.given_name, person.surname), rules_.limits.person_name);
  }

  /// 5.2, step by step.
  std::vector<User> users_of(const SourcePerson& person, const Engagements& inside, bool& contradiction) {
    Accounts relevant;
    for (const SourceItUser& account : rows_.it_users) {
      if (account.person == person.uuid && (uuid_place(account) || name_place(account))) relevant.insert(&account);
    }
    if (relevant.empty()) return {{person.uuid, "", {}, inside}};  // 1

    // 2 and 3
    std::map<Uuid, Accounts> by_tie;
    Accounts untied_accounts;
    for (const SourceItUser* account : relevant) {
      for (const Uuid& tie : account->engagements) by_tie[tie].insert(account);
      if (account->engagements.empty()) untied_accounts.insert(account);
    }
    std::map<Accounts, Ids> by_accounts;
    for (const auto& [tie, accounts] : by_tie) by_accounts[accounts].insert(tie);
    std::vector<Group> tied;
    std::vector<Group> strays;
    for (const auto& [accounts, ties] : by_accounts) {
      Group group{accounts, ties, {}};
      for (const SourceEngagement* row : inside) {
        if (ties.contains(row->uuid)) group.engagements.insert(row);
      }
      const Ids said = uuids_said_by(accounts);
      if (!group.engagements.empty() && said.size() > 1) contradiction = true;
      if (!said.empty()) group.uuid = *said.begin();
      group.name = lowest_name(accounts);
      (group.engagements.empty() ? strays : tied).push_back(group);
    }
    std::optional<Group> untied;
    if (!untied_accounts.empty()) {
      const Ids said = uuids_said_by(untied_accounts);
      if (said.size() > 1) contradiction = true;
      untied = Group{untied_accounts, {}, {}};
      if (!said.empty()) untied->uuid = *said.begin();
      untied->name = lowest_name(untied_accounts);
    }
    if (contradiction) return {};

    Engagements unclaimed;
    for (const SourceEngagement* row : inside) {
      if (!by_tie.contains(row->uuid)) unclaimed.insert(row);
    }
    std::vector<Group> groups = tied;
    if (untied) place_untied(*untied, unclaimed, groups);                                          // 4, 5, 6
    if (std::ranges::any_of(groups, [](const Group& g) { return !g.ties.empty() && !g.uuid; })) {  // 8
      for (const Group& stray : strays) {
        if (!stray.uuid) groups.push_back(stray);
      }
    }
    return merge(person, groups, contradiction);
  }

  std::string lowest_name(const Accounts& accounts) const {
    std::map<std::size_t, std::set<std::string>> by_place;
    for (const SourceItUser* account : accounts) {
      const auto place = name_place(*account);
      const std::string name = trim_text(account->user_key);
      if (place && !name.empty()) by_place[*place].insert(name);
    }
    return by_place.empty() ? "" : *by_place.begin()->second.begin();
  }

  static void place_untied(Group untied, const Engagements& unclaimed, std::vector<Group>& groups) {
    const auto lend = [&](Group& group) {
      if (!group.uuid && untied.uuid) {
        group.uuid = untied.uuid;
        group.lent = true;
      }
      if (group.name.empty()) group.name = untied.name;
      group.accounts.insert(untied.accounts.begin(), untied.accounts.end());
    };
    if (groups.size() == 1) {
      Group& only = groups.front();
      const bool lacks_something = (!only.uuid && untied.uuid) || (only.name.empty() && !untied.name.empty());
      const bool contradict = only.uuid && untied.uuid && only.uuid != untied.uuid;
      if (lacks_something && !contradict) return lend(only);
    }
    if (!unclaimed.empty()) {
      untied.engagements = unclaimed;
      groups.push_back(untied);
    } else if (untied.uuid) {
      for (Group& group : groups) {
        if (!group.uuid) lend(group);
      }
    }
  }

  /// 7: one user per uuid.
  std::vector<User> merge(const SourcePerson& person, const std::vector<Group>& groups, bool& contradiction) {
    std::map<Uuid, std::vector<const Group*>> by_uuid;
    for (const Group& group : groups) by_uuid[group.uuid.value_or(person.uuid)].push_back(&group);
    Engagements all;
    for (const SourceEngagement& row : rows_.engagements) {
      if (row.person == person.uuid) all.insert(&row);
    }
    const SourceEngagement* const primary = only_primary(all);
    std::vector<User> users;
    for (const auto& [uuid, same] : by_uuid) {
      User user{uuid, "", {}, {}};
      std::set<std::string> names;
      std::string name_of_primary;
      bool default_uuid = uuid == person.uuid;
      for (const Group* group : same) {
        user.accounts.insert(group->accounts.begin(), group->accounts.end());
        user.engagements.insert(group->engagements.begin(), group->engagements.end());
        default_uuid |= group->lent;
        if (group->name.empty()) continue;
        names.insert(group->name);
        const bool owns_primary =
            primary && (group->ties.contains(primary->uuid) || group->engagements.contains(primary));
        if (owns_primary) name_of_primary = group->name;
      }
      if (!default_uuid && names.size() > 1) contradiction = true;
      if (!names.empty()) user.name = name_of_primary.empty() ? *names.begin() : name_of_primary;
      if (same.size() > 1 && default_uuid) {
        for (const Group* group : same) {
          if (group->ties.empty()) continue;
          Ids accounts;
          for (const SourceItUser* account : group->accounts) {
            if (!account->engagements.empty()) accounts.insert(account->uuid);
          }
          pending_.push_back(accounts.begin()->to_string());
        }
      }
      users.push_back(user);
    }
    for (const std::string& account : pending_) {
      note(FindingCode::account_without_uuid, ObjectKind::user, person.uuid, account);
    }
    pending_.clear();
    return users;
  }

  std::optional<std::string> title_of(const SourceEngagement& row) const {
    std::vector<std::string> texts;
    if (rules_.job_title_extension == 1) texts.push_back(row.extension_1);
    if (rules_.job_title_extension == 3) texts.push_back(row.extension_3);
    if (const SourceClass* const job = find(rows_.classes, row.job_function)) {
      texts.push_back(job->name);
      texts.push_back(job->user_key);
    }
    for (const std::string& text : texts) {
      if (const auto title = limited(text, rules_.limits.position_name)) return title;
    }
    return std::nullopt;
  }

  /// 5.1 and the unit of 5.9; false when there is none.
  bool map_positions(const SourcePerson& person, const User& user, WantedUser& out) {
    std::set<std::tuple<std::string, Uuid, Uuid, const SourceEngagement*>> positions;
    Engagements named;
    for (const SourceEngagement* row : user.engagements) {
      const auto title = title_of(*row);
      if (title) {
        positions.insert({*title, unit_uuids_.at(row->unit), row->uuid, row});
        named.insert(row);
      } else {
        note(FindingCode::position_name_missing, ObjectKind::user, person.uuid, row->uuid.to_string());
      }
    }
    if (positions.empty()) return false;
    for (const auto& [title, unit, engagement, row] : positions) {
      WantedPosition position{unit, title, {}, {}};
      if (rules_.position_dates) position.start = row->from;
      if (position.start) position.stop = row->to;
      if (std::ranges::count(out.positions, position) == 0) out.positions.push_back(position);
    }
    std::ranges::stable_sort(out.positions, [](const WantedPosition& a, const WantedPosition& b) {
      return std::tie(a.name, a.unit, a.start, a.stop) < std::tie(b.name, b.unit, b.start, b.stop);
    });
    out.owns_location = !rules_.work_address_types.empty();
    if (!out.owns_location) return true;
    const SourceEngagement* const primary = only_primary(named);
    const SourceEngagement* const deciding = primary ? primary : std::get<3>(*positions.begin());
    const bool several_units =
        std::ranges::any_of(named, [&](const SourceEngagement* row) { return row->unit != deciding->unit; });
    if (!primary && several_units) {
      note(FindingCode::primary_unclear, ObjectKind::user, person.uuid, user.uuid.to_string());
    }
    std::map<std::pair<std::size_t, Uuid>, std::string> candidates;
    for (const SourceAddress& address : rows_.addresses) {
      const SourceClass* const type = find(rows_.classes, address.type);
      if (address.unit != deciding->unit || !type || !type->facet.ends_with("address_type")) continue;
      const auto place = std::ranges::find(rules_.work_address_types, type->name);
      if (place == rules_.work_address_types.end()) continue;
      if (!is_public(address) || trim_text(address.text).empty()) continue;
      const auto index = static_cast<std::size_t>(place - rules_.work_address_types.begin());
      candidates[{index, address.uuid}] = address.text;
    }
    if (!candidates.empty()) out.location = limited(candidates.begin()->second, rules_.limits.text);
    return true;
  }

  /// 5.8
  void map_user_addresses(const SourcePerson& person, const User& user, WantedUser& out) const {
    out.landline = user_text(person, user, "PHONE", rules_.landline_classes, true);
    out.phone_number = user_text(person, user, "PHONE", rules_.phone_classes, false);
    out.email = user_text(person, user, "EMAIL", rules_.email_classes, false);
  }
  std::optional<std::string> user_text(const SourcePerson& person, const User& user, const std::string& scope,
                                       const std::vector<Uuid>& list, bool landline) const {
    std::map<std::tuple<int, std::size_t, Uuid>, std::string> candidates;
    for (const SourceAddress& address : rows_.addresses) {
      const SourceClass* const type = find(rows_.classes, address.type);
      if (address.person != person.uuid || !type || type->scope != scope) continue;
      if (!is_public(address) || trim_text(address.text).empty()) continue;
      const bool is_landline = std::ranges::count(rules_.landline_classes, address.type) > 0;
      if (is_landline != landline) continue;
      const std::size_t place = place_in(list, address.type);
      if (!list.empty() && place == list.size()) continue;
      if (const auto choice = choice_of(person, user, address)) {
        candidates[{*choice, place, address.uuid}] = address.text;
      }
    }
    if (candidates.empty()) return std::nullopt;
    return limited(candidates.begin()->second, rules_.limits.text);
  }
  std::optional<int> choice_of(const SourcePerson& person, const User& user, const SourceAddress& address) const {
    const bool told_apart = rules_.new_mode || std::ranges::any_of(rows_.it_users, [&](const SourceItUser& account) {
                              return account.person == person.uuid && (uuid_place(account) || name_place(account)) &&
                                     !account.engagements.empty();
                            });
    if (!told_apart) return 1;
    const bool own =
        std::ranges::any_of(user.engagements,
                            [&](const SourceEngagement* row) { return row->uuid == address.engagement; }) ||
        std::ranges::any_of(user.accounts,
                            [&](const SourceItUser* account) { return account->uuid == address.it_user; });
    if (own) return 1;
    if (address.engagement || address.it_user) return std::nullopt;
    const bool user_is_tied =
        std::ranges::any_of(user.accounts, [](const SourceItUser* account) { return !account->engagements.empty(); });
    return rules_.group_by_engagement && user_is_tied ? std::nullopt : std::optional{2};
  }

  /// 3.2 for persons.
  void settle_shared_persons() {
    std::map<Uuid, Ids> claimed;
    for (const WantedUser& user : wanted_.users) claimed[user.uuid].insert(user.source);
    for (const auto& [uuid, persons] : idle_claims_) claimed[uuid].insert(persons.begin(), persons.end());
    for (const auto& [uuid, persons] : claimed) {
      for (const Uuid& person : persons) {
        if (person != *persons.begin()) held_persons_.insert(person);
      }
    }
    std::erase_if(wanted_.users, [&](const WantedUser& user) { return held_persons_.contains(user.source); });
    const auto is_held = [&](const auto& account) { return held_persons_.contains(account.person); };
    std::erase_if(wanted_.fk_accounts.created, is_held);
    std::erase_if(wanted_.fk_accounts.ended, is_held);
  }

  const Snapshot& rows_;
  const Rules& rules_;
  const NewModeFacts& facts_;
  std::map<Uuid, Ids> idle_claims_;  ///< FK uuids claimed without a user, and by whom
  Wanted wanted_;
  Ids transferred_;  ///< T
  Ids objectless_;   ///< units of T whose FK uuid is another's
  Ids held_units_;
  Ids held_persons_;
  std::map<Uuid, Uuid> unit_uuids_;
  std::map<Uuid, Uuid> leads_;  ///< by person
  std::vector<std::string> pending_;
};

/// The findings the simple mapper gives too: those that say why something is held, left out or unlike its record.
inline const std::set<FindingCode> kSimpleFindings{
    FindingCode::unit_detached,         FindingCode::name_missing,      FindingCode::accounts_ambiguous,
    FindingCode::account_without_uuid,  FindingCode::unit_reparented,   FindingCode::manager_not_transferred,
    FindingCode::cpr_missing,           FindingCode::cpr_invalid,       FindingCode::user_name_missing,
    FindingCode::position_name_missing, FindingCode::primary_unclear,   FindingCode::guid_invalid,
    FindingCode::fk_account_invalid,    FindingCode::fk_org_unreadable, FindingCode::account_untied};

}  // namespace os2sync::test
