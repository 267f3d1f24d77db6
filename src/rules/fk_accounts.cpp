// SPDX-License-Identifier: MPL-2.0
#include "rules/fk_accounts.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kCounts{"{} account(s) that become users, {} FK-ORG account(s)",
                       "{} konto/konti, der bliver brugere, {} FK-ORG-konto/konti"};
constexpr Text kUnfit{"they are unfit or contradict each other: the person is left as it is in OS2MO and FK-ORG",
                      "de kan ikke bruges eller modsiger hinanden: personen bliver, som den er i OS2MO og FK-ORG"};
constexpr Text kUnreadable{"FK-ORG cannot say whether it knows the person: left as it is in OS2MO and FK-ORG",
                           "FK-ORG kan ikke sige, om den kender personen: bliver, som den er i OS2MO og FK-ORG"};
constexpr Text kResult{"{} user(s), {} FK-ORG account(s) to make and {} to end",
                       "{} bruger(e), {} FK-ORG-konto/konti at oprette og {} at afslutte"};
constexpr Text kAccount{"account '{}', ObjectGUID {}, {} engagement(s) in transferred units",
                        "konto '{}', ObjectGUID {}, {} engagement(er) i overførte enheder"};
constexpr Text kHasFkAccount{"FK uuid {}, from the FK-ORG account", "FK-uuid {}, fra FK-ORG-kontoen"};
constexpr Text kAdopted{"FK uuid {}: FK-ORG knows the person by it; an FK-ORG account is made",
                        "FK-uuid {}: FK-ORG kender personen under det; en FK-ORG-konto oprettes"};
constexpr Text kFromGuid{"FK uuid {}, the ObjectGUID; an FK-ORG account is made",
                         "FK-uuid {}, som er ObjectGUID'et; en FK-ORG-konto oprettes"};
constexpr Text kDrawn{"FK uuid {}, drawn at random; an FK-ORG account is made",
                      "FK-uuid {}, tilfældigt valgt; en FK-ORG-konto oprettes"};
constexpr Text kOrphan{"FK-ORG account for ObjectGUID {}, which no account has",
                       "FK-ORG-konto til ObjectGUID {}, som ingen konto har"};
constexpr Text kEnded{"ended in OS2MO, and user {} removed", "afsluttes i OS2MO, og brugeren {} fjernes"};

constexpr std::string_view kSettings = "os2sync.new, os2sync.it_system_user_keys";

std::optional<Uuid> parse_guid(std::string_view text) noexcept {
  const auto guid = Uuid::parse(trim(text));
  return guid && !guid->is_nil() ? guid : std::nullopt;
}

/// An account that becomes a user.
struct UserAccount {
  std::uint32_t row = 0;
  Uuid guid;
};
/// An FK-ORG account.
struct FkAccount {
  std::uint32_t row = 0;
  Uuid guid;     ///< of the account it belongs to
  Uuid fk_uuid;  ///< of the user
};

/// The same for the same guid and another guid's never: all bits the other way.
Uuid stand_in_for(const Uuid& guid) {
  Uuid::Bytes bytes = guid.bytes();
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(~byte);
  return Uuid{bytes};
}

template <typename Items, typename Key>
bool has_twice(const Items& items, Key key) {
  std::vector<Uuid> keys;
  keys.reserve(items.size());
  for (const auto& item : items) keys.push_back(item.*key);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

class FkGrouping {
 public:
  FkGrouping(std::uint32_t person_row, std::span<const std::uint32_t> engagements, const Directory& directory,
             const NewModeSystems& systems, const Rules& rules, const NewModeFacts& facts, Notes& notes)
      : person_{directory.snapshot.persons[person_row].uuid},
        engagements_{engagements},
        directory_{directory},
        it_users_{directory.snapshot.it_users},
        systems_{systems},
        rules_{rules},
        facts_{facts},
        notes_{notes} {
    result_.grouped.tied = true;
    sort_accounts(directory.person_it_users.of(person_row));
  }

  FkAccountGroups run() {
    if (result_.grouped.held) return hold(kUnfit);
    if (has_twice(users_, &UserAccount::guid) || has_twice(fk_accounts_, &FkAccount::guid) ||
        has_twice(fk_accounts_, &FkAccount::fk_uuid)) {
      notes_.find(FindingCode::accounts_ambiguous);
      return hold(kUnfit);
    }
    if (may_adopt() && knowledge() == FkKnowledge::unreadable) {
      notes_.find(FindingCode::fk_org_unreadable);
      return hold(kUnreadable);
    }
    for (const UserAccount& account : users_) place(account);
    for (const FkAccount& account : fk_accounts_) end_if_orphaned(account);
    if (has_twice(claimed_, &Claim::fk_uuid)) {
      notes_.find(FindingCode::accounts_ambiguous);
      return hold(kUnfit);
    }
    std::ranges::sort(result_.grouped.users, {}, &UserGroup::uuid);
    if (notes_.traced()) {
      step_counts(
          say(kResult, result_.grouped.users.size(), result_.accounts.created.size(), result_.accounts.ended.size()));
    }
    return std::move(result_);
  }

 private:
  struct Claim {
    Uuid fk_uuid;
  };

  void sort_accounts(std::span<const std::uint32_t> rows) {
    for (const std::uint32_t row : rows) {
      const SourceItUser& account = it_users_[row];
      if (systems_.makes_users(account.it_system)) {
        const auto guid = parse_guid(account.external_id);
        if (guid) users_.push_back({row, *guid});
        if (!guid) find_fault(FindingCode::guid_invalid, account);
      } else if (account.it_system == systems_.fk_org) {
        const auto guid = parse_guid(account.user_key);
        const auto fk_uuid = parse_guid(account.external_id);
        if (guid && fk_uuid) fk_accounts_.push_back({row, *guid, *fk_uuid});
        if (!guid || !fk_uuid) find_fault(FindingCode::fk_account_invalid, account);
      }
    }
  }

  void find_fault(FindingCode code, const SourceItUser& account) {
    result_.grouped.held = true;
    notes_.find(code, account.uuid.to_string());
  }

  /// One account and no FK-ORG account yet: a user of the time before `new` mode can only be this one.
  bool may_adopt() const { return users_.size() == 1 && fk_accounts_.empty(); }

  std::optional<FkKnowledge> knowledge() const {
    const auto found = facts_.persons.find(person_);
    return found == facts_.persons.end() ? std::nullopt : std::optional{found->second};
  }

  void place(const UserAccount& account) {
    const SourceItUser& row = it_users_[account.row];
    std::vector<std::uint32_t> own;
    for (const std::uint32_t engagement : engagements_) {
      const Uuid& uuid = directory_.snapshot.engagements[engagement].uuid;
      if (std::ranges::find(row.engagements, uuid) != row.engagements.end()) own.push_back(engagement);
    }
    if (row.engagements.empty() && !engagements_.empty()) {
      notes_.find(FindingCode::account_untied, row.uuid.to_string());
    }
    const std::string_view user_name = trim(row.user_key);
    const Uuid fk_uuid = choose_fk_uuid(account, user_name, own.size());
    claimed_.push_back({fk_uuid});
    if (own.empty()) {
      result_.idle_uuids.push_back(fk_uuid);
    } else {
      result_.grouped.users.push_back({fk_uuid, user_name, std::move(own), {account.row}});
    }
  }

  Uuid choose_fk_uuid(const UserAccount& account, std::string_view user_name, std::size_t engagements) {
    const auto trace = [&](std::string_view setting, const Text& decided, const Uuid& fk_uuid) {
      if (!notes_.traced()) return;
      notes_.step(rule::kUserUuid, setting, say(kAccount, user_name, account.guid, engagements), say(decided, fk_uuid));
    };
    const auto known = std::ranges::find(fk_accounts_, account.guid, &FkAccount::guid);
    if (known != fk_accounts_.end()) {
      ++result_.accounts.kept;
      trace("os2sync.new", kHasFkAccount, known->fk_uuid);
      return known->fk_uuid;
    }
    NewFkAccount made{person_, account.guid, account.guid, false, false};
    if (may_adopt() && knowledge() == FkKnowledge::known) {
      made.adopted = true;
      made.fk_uuid = person_;
      trace("os2sync.new", kAdopted, made.fk_uuid);
    } else if (rules_.random_fk_uuids) {
      made.undrawn = !facts_.draw_uuid;
      made.fk_uuid = made.undrawn ? stand_in_for(account.guid) : facts_.draw_uuid(account.guid);
      trace("os2sync.randomize_fk_org_uuid", kDrawn, made.fk_uuid);
    } else {
      trace("os2sync.randomize_fk_org_uuid", kFromGuid, made.fk_uuid);
    }
    result_.accounts.created.push_back(made);
    return made.fk_uuid;
  }

  void end_if_orphaned(const FkAccount& account) {
    if (std::ranges::find(users_, account.guid, &UserAccount::guid) != users_.end()) return;
    result_.accounts.ended.push_back({person_, it_users_[account.row].uuid, account.fk_uuid});
    if (notes_.traced()) {
      notes_.step(rule::kUserFkAccount, "os2sync.new", say(kOrphan, account.guid), say(kEnded, account.fk_uuid));
    }
  }

  void step_counts(Said decided) {
    notes_.step(rule::kUserFkAccount, kSettings, say(kCounts, users_.size(), fk_accounts_.size()), std::move(decided));
  }

  FkAccountGroups hold(const Text& why) {
    if (notes_.traced()) step_counts(say(why));
    FkAccountGroups held;
    held.grouped.held = true;
    return held;
  }

  const Uuid& person_;
  std::span<const std::uint32_t> engagements_;
  const Directory& directory_;
  const std::vector<SourceItUser>& it_users_;
  const NewModeSystems& systems_;
  const Rules& rules_;
  const NewModeFacts& facts_;
  Notes& notes_;
  std::vector<UserAccount> users_;
  std::vector<FkAccount> fk_accounts_;
  std::vector<Claim> claimed_;
  FkAccountGroups result_;
};

}  // namespace

FkAccountGroups group_by_fk_accounts(std::uint32_t person_row, std::span<const std::uint32_t> engagements,
                                     const Directory& directory, const NewModeSystems& systems, const Rules& rules,
                                     const NewModeFacts& facts, Notes& notes) {
  return FkGrouping{person_row, engagements, directory, systems, rules, facts, notes}.run();
}

std::vector<Uuid> find_adoptable(const Snapshot& snapshot, const Rules& rules) {
  if (!rules.new_mode) return {};
  const NewModeSystems systems = resolve_new_mode_systems(snapshot.it_systems, rules);
  struct Counts {
    int users = 0;
    int fk_accounts = 0;
  };
  std::unordered_map<Uuid, Counts> persons;
  for (const SourceItUser& account : snapshot.it_users) {
    if (!account.person) continue;
    if (systems.makes_users(account.it_system)) ++persons[*account.person].users;
    if (account.it_system == systems.fk_org) ++persons[*account.person].fk_accounts;
  }
  std::vector<Uuid> adoptable;
  for (const auto& [person, counts] : persons) {
    if (counts.users == 1 && counts.fk_accounts == 0) adoptable.push_back(person);
  }
  std::sort(adoptable.begin(), adoptable.end());
  return adoptable;
}

}  // namespace os2sync
