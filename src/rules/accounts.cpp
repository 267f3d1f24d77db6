// SPDX-License-Identifier: MPL-2.0
#include "rules/accounts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "rules/account_trace.hpp"
#include "rules/fk_uuid.hpp"
#include "rules/positions.hpp"
#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kSomeTied{"{} IT accounts, some tied to engagements", "{} it-konti, nogle knyttet til engagementer"};
constexpr Text kNoneTied{"{} IT accounts, none tied", "{} it-konti, ingen knyttet til engagementer"};
constexpr Text kContradict{"they contradict each other: the person is left as it is in FK-ORG",
                           "de modsiger hinanden: personen bliver, som den er i FK-ORG"};
constexpr Text kUserCount{"{} user(s)", "{} bruger(e)"};
constexpr Text kOneUser{"{} engagement(s), user name '{}'", "{} engagement(er), brugernavn '{}'"};
constexpr Text kOwnUuid{"{} (OS2MO's uuid)", "{} (OS2MO's uuid)"};
constexpr Text kAccountUuid{"{} (from an account)", "{} (fra en konto)"};

using Rows = std::vector<std::uint32_t>;

/// Accounts tied to the same engagements, or tied to none.
struct Group {
  std::vector<Uuid> ties;  ///< the engagements the accounts are tied to; empty = untied
  Rows engagements;        ///< those of them in transferred units, or what untied accounts are left with
  Rows accounts;
  std::optional<Uuid> fk_uuid = {};
  std::string_view user_name = {};
};

bool contains(const std::vector<Uuid>& ids, const Uuid& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string_view choose_user_name(const std::vector<SourceItUser>& it_users, const Rows& accounts,
                                  const ItSystemRanks& systems, Notes& notes) {
  std::string_view chosen;
  bool ambiguous = false;
  for (std::size_t rank = 0; rank < systems.size() && chosen.empty(); ++rank) {
    for (const std::uint32_t row : accounts) {
      if (systems.rank_of(it_users[row].it_system) != rank) continue;
      const std::string_view name = trim(it_users[row].user_key);
      if (name.empty()) continue;
      ambiguous |= !chosen.empty() && chosen != name;
      chosen = chosen.empty() ? name : std::min(chosen, name);
    }
  }
  if (ambiguous) notes.find(FindingCode::user_name_ambiguous, "UserId");
  return chosen;
}

class Grouping {
 public:
  Grouping(std::uint32_t person_row, std::span<const std::uint32_t> engagements, const Directory& directory,
           const AccountSystems& systems, Notes& notes)
      : person_row_{person_row},
        person_{directory.snapshot.persons[person_row].uuid},
        engagements_{engagements},
        directory_{directory},
        it_users_{directory.snapshot.it_users},
        systems_{systems},
        notes_{notes} {}

  GroupedAccounts run(std::span<const std::uint32_t> accounts) {
    for (const std::uint32_t row : accounts) {
      const Uuid& system = it_users_[row].it_system;
      if (systems_.uuids.rank_of(system) || systems_.user_names.rank_of(system)) relevant_.push_back(row);
    }
    if (relevant_.empty()) {
      result_.users.push_back({person_, {}, {engagements_.begin(), engagements_.end()}, {}});
      return std::move(result_);
    }
    collect_groups();
    for (Group& group : groups_) choose_names(group);
    if (untied_) choose_names(*untied_);
    if (!result_.held) place_untied();
    if (!result_.held) merge_by_uuid();
    if (result_.held) {
      result_.users.clear();
      notes_.find(FindingCode::accounts_ambiguous);
    }
    return std::move(result_);
  }

 private:
  /// One group per engagement; engagements with the very same accounts are one group.
  void collect_groups() {
    std::vector<Uuid> ties;
    Rows untied;
    for (const std::uint32_t row : relevant_) {
      const std::vector<Uuid>& of_account = it_users_[row].engagements;
      ties.insert(ties.end(), of_account.begin(), of_account.end());
      if (of_account.empty()) untied.push_back(row);
    }
    if (!untied.empty()) untied_ = Group{{}, {}, std::move(untied)};
    result_.tied = !ties.empty();
    std::sort(ties.begin(), ties.end());
    ties.erase(std::unique(ties.begin(), ties.end()), ties.end());
    for (const Uuid& tie : ties) add_to_group(tie);
    settle_strays();
    for (const std::uint32_t row : engagements_) {
      if (!std::binary_search(ties.begin(), ties.end(), engagement_uuid(row))) unclaimed_.push_back(row);
    }
  }

  void add_to_group(const Uuid& tie) {
    Rows accounts;
    for (const std::uint32_t row : relevant_) {
      if (contains(it_users_[row].engagements, tie)) accounts.push_back(row);
    }
    auto group = std::ranges::find(groups_, accounts, &Group::accounts);
    if (group == groups_.end()) group = groups_.insert(groups_.end(), Group{{}, {}, std::move(accounts)});
    group->ties.push_back(tie);
    const auto inside = std::ranges::find(engagements_, tie, [&](std::uint32_t row) { return engagement_uuid(row); });
    if (inside != engagements_.end()) group->engagements.push_back(*inside);
  }

  /// Groups none of whose engagements gives a position stand aside.
  void settle_strays() {
    const auto strays = std::stable_partition(groups_.begin(), groups_.end(),
                                              [](const Group& group) { return !group.engagements.empty(); });
    stray_.assign(std::make_move_iterator(strays), std::make_move_iterator(groups_.end()));
    groups_.erase(strays, groups_.end());
  }

  void choose_names(Group& group) {
    const FkUuidChoice choice = choose_fk_uuid(it_users_, group.accounts, systems_.uuids, notes_);
    result_.held |= choice.ambiguous;
    group.fk_uuid = choice.uuid;
    group.user_name = choose_user_name(it_users_, group.accounts, systems_.user_names, notes_);
  }

  /// Untied accounts stand for the whole person when nothing is tied; they complete the one tied group that lacks
  /// something they have; else they are a user with the engagements nobody claims.
  void place_untied() {
    if (!untied_) return;
    if (groups_.empty()) {
      untied_->engagements.assign(engagements_.begin(), engagements_.end());
      groups_.push_back(std::move(*untied_));
    } else if (groups_.size() == 1 && can_complete(groups_[0])) {
      complete(groups_[0]);
    } else if (!unclaimed_.empty()) {
      untied_->engagements = unclaimed_;
      groups_.push_back(std::move(*untied_));
    } else if (untied_->fk_uuid) {
      // No engagement is left for a user of their own: rather than lose the person's FK uuid, the groups without one,
      // which become one user anyway, take it.
      for (Group& group : groups_) {
        if (!group.fk_uuid) complete(group);
      }
    }
  }

  bool can_complete(const Group& group) const {
    const bool two_identities = group.fk_uuid && untied_->fk_uuid && *group.fk_uuid != *untied_->fk_uuid;
    const bool gives_uuid = !group.fk_uuid && untied_->fk_uuid;
    const bool gives_name = group.user_name.empty() && !untied_->user_name.empty();
    return !two_identities && (gives_uuid || gives_name);
  }

  void complete(Group& group) {
    if (!group.fk_uuid) {
      group.fk_uuid = untied_->fk_uuid;
      borrowed_uuid_ = untied_->fk_uuid;
    }
    if (group.user_name.empty()) group.user_name = untied_->user_name;
    group.accounts.insert(group.accounts.end(), untied_->accounts.begin(), untied_->accounts.end());
  }

  /// Never two users with one uuid: groups that end under the same one are one user with all their engagements.
  void merge_by_uuid() {
    add_strays();
    std::stable_sort(groups_.begin(), groups_.end(),
                     [&](const Group& a, const Group& b) { return uuid_of(a) < uuid_of(b); });
    for (auto first = groups_.begin(); first != groups_.end();) {
      const auto last =
          std::find_if(first, groups_.end(), [&](const Group& g) { return uuid_of(g) != uuid_of(*first); });
      const std::span<Group> same{first, last};
      UserGroup user{uuid_of(*first), same.size() == 1 ? first->user_name : merge_user_names(same), {}, {}};
      for (Group& group : same) {
        user.engagements.insert(user.engagements.end(), group.engagements.begin(), group.engagements.end());
        user.accounts.insert(user.accounts.end(), group.accounts.begin(), group.accounts.end());
      }
      std::ranges::sort(user.engagements, {}, [&](std::uint32_t row) { return engagement_uuid(row); });
      result_.users.push_back(std::move(user));
      first = last;
    }
  }

  /// Accounts tied to engagements that are over or lie outside give no position. They only take part where tied
  /// accounts without FK uuid become one user: there the name must not depend on which engagement is transferred.
  void add_strays() {
    const auto lacks_uuid = [](const Group& group) { return !group.ties.empty() && !group.fk_uuid; };
    if (stray_.empty() || std::ranges::none_of(groups_, lacks_uuid)) return;
    std::vector<Finding> unheard;  // what is wrong with an account that is not used concerns nobody
    Notes silent{ObjectKind::user, person_, unheard, nullptr};
    for (Group& group : stray_) {
      group.fk_uuid = choose_fk_uuid(it_users_, group.accounts, systems_.uuids, silent).uuid;
      group.user_name = choose_user_name(it_users_, group.accounts, systems_.user_names, silent);
      if (!group.fk_uuid) groups_.push_back(std::move(group));
    }
  }

  /// Groups without an FK uuid of their own share the name of the account that owns the primary engagement, else the
  /// lowest. Groups whose accounts say the same FK uuid but different names contradict each other.
  std::string_view merge_user_names(std::span<const Group> groups) {
    const bool share_by_default = uuid_of(groups.front()) == person_ || uuid_of(groups.front()) == borrowed_uuid_;
    const auto primary = find_primary(directory_.person_engagements.of(person_row_), directory_);
    std::string_view lowest;
    std::string_view of_primary;
    for (const Group& group : groups) {
      if (share_by_default && !group.ties.empty()) {
        notes_.find(FindingCode::account_without_uuid, it_users_[group.accounts.front()].uuid.to_string());
      }
      if (group.user_name.empty()) continue;
      if (!share_by_default && !lowest.empty() && lowest != group.user_name) result_.held = true;
      lowest = lowest.empty() ? group.user_name : std::min(lowest, group.user_name);
      if (primary && owns(group, *primary)) of_primary = group.user_name;
    }
    return of_primary.empty() ? lowest : of_primary;
  }

  bool owns(const Group& group, std::uint32_t engagement) const {
    return contains(group.ties, engagement_uuid(engagement)) ||
           std::ranges::find(group.engagements, engagement) != group.engagements.end();
  }

  const Uuid& engagement_uuid(std::uint32_t row) const { return directory_.snapshot.engagements[row].uuid; }
  const Uuid& uuid_of(const Group& group) const { return group.fk_uuid ? *group.fk_uuid : person_; }

  std::uint32_t person_row_;
  const Uuid& person_;
  std::span<const std::uint32_t> engagements_;
  const Directory& directory_;
  const std::vector<SourceItUser>& it_users_;
  const AccountSystems& systems_;
  Notes& notes_;
  Rows relevant_;
  Rows unclaimed_;
  std::vector<Group> groups_;  ///< tied to engagements in transferred units; later the untied group too
  std::vector<Group> stray_;   ///< tied to other engagements only
  std::optional<Group> untied_;
  std::optional<Uuid> borrowed_uuid_;
  GroupedAccounts result_;
};

}  // namespace

GroupedAccounts group_accounts(std::uint32_t person_row, std::span<const std::uint32_t> engagements,
                               const Directory& directory, const AccountSystems& systems, Notes& notes) {
  const std::span<const std::uint32_t> accounts = directory.person_it_users.of(person_row);
  GroupedAccounts result = Grouping{person_row, engagements, directory, systems, notes}.run(accounts);
  if (notes.traced()) {
    constexpr std::string_view kSettings = "os2sync.uuid_from_it_systems, os2sync.user_key_it_system_name";
    trace_accounts(accounts, directory, systems, rule::kUserAccounts, kSettings, notes);
    notes.step(rule::kUserAccounts, kSettings, say(result.tied ? kSomeTied : kNoneTied, accounts.size()),
               result.held ? say(kContradict) : say(kUserCount, result.users.size()));
    for (const UserGroup& user : result.users) {
      notes.step(rule::kUserUuid, "os2sync.uuid_from_it_systems",
                 say(kOneUser, user.engagements.size(), user.user_name),
                 say(user.uuid == directory.snapshot.persons[person_row].uuid ? kOwnUuid : kAccountUuid, user.uuid));
    }
  }
  return result;
}

}  // namespace os2sync
