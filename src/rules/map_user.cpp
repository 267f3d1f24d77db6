// SPDX-License-Identifier: MPL-2.0
#include "rules/map_user.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "rules/accounts.hpp"
#include "rules/fk_accounts.hpp"
#include "rules/notes.hpp"
#include "rules/owners.hpp"
#include "rules/positions.hpp"
#include "rules/rule_names.hpp"
#include "rules/user_addresses.hpp"
#include "rules/user_names.hpp"
#include "rules/work_address.hpp"

namespace os2sync {
namespace {

constexpr Text kEngagement{"engagement {} in unit {}", "engagement {} i enhed {}"};
constexpr Text kUnitOut{"the unit is not transferred: no position", "enheden overføres ikke: ingen stilling"};
constexpr Text kFuture{"begins later: no position", "begynder senere: ingen stilling"};
constexpr Text kReadToday{"{} engagement(s) of today; ended and future ones are not read",
                          "{} engagement(er) i dag; afsluttede og fremtidige læses ikke"};
constexpr Text kReadLater{"{} engagement(s) of today or later; ended ones are not read",
                          "{} engagement(er) i dag eller senere; afsluttede læses ikke"};
constexpr Text kSeveralUsers{"what follows is about this user", "det følgende handler om denne bruger"};
constexpr Text kHasCpr{"OS2MO has one", "OS2MO har et"};
constexpr Text kNoCprNumber{"OS2MO has something else", "OS2MO har noget andet"};
constexpr Text kNoCpr{"OS2MO has none", "OS2MO har intet"};
constexpr Text kSent{"sent", "sendes"};
constexpr Text kNotSent{"not sent", "sendes ikke"};
constexpr Text kNoPosition{"no position in a transferred unit: no user",
                           "ingen stilling i en enhed, der overføres: ingen bruger"};
constexpr Text kUserNamed{"user {}, user name '{}'", "bruger {}, brugernavn '{}'"};
constexpr Text kHasAccount{"has an account: transferred", "har en konto: overføres"};
constexpr Text kHasNone{"has no account in the it-system: no user", "har ingen konto i it-systemet: ingen bruger"};

constexpr std::string_view kFutureSetting = "os2sync.future_engagements";

std::vector<std::uint32_t> engagements_in_t(std::uint32_t person_row, const Mapping& mapping, Notes& notes) {
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t row : mapping.directory.person_engagements.of(person_row)) {
    const SourceEngagement& engagement = mapping.directory.snapshot.engagements[row];
    if (engagement.is_future && !mapping.rules.future_engagements) {
      if (notes.traced())
        notes.step(rule::kUserPositions, kFutureSetting, say(kEngagement, engagement.uuid, engagement.unit),
                   say(kFuture));
      continue;
    }
    const bool transferred = mapping.selection.holds(mapping.directory.units.find(engagement.unit));
    if (transferred) inside.push_back(row);
    if (!transferred && notes.traced()) {
      notes.step(rule::kUserPositions, "", say(kEngagement, engagement.uuid, engagement.unit), say(kUnitOut));
    }
  }
  return inside;
}

std::optional<Cpr> cpr_of(const SourcePerson& person, const Rules& rules, Notes& notes) {
  const bool sent = rules.xfer_cpr && person.cpr;
  if (rules.xfer_cpr && !person.cpr) {
    notes.find(person.cpr_unusable ? FindingCode::cpr_invalid : FindingCode::cpr_missing);
  }
  if (notes.traced()) {
    notes.step(rule::kUserCpr, "os2sync.xfer_cpr",
               say(person.cpr            ? kHasCpr
                   : person.cpr_unusable ? kNoCprNumber
                                         : kNoCpr),
               say(sent ? kSent : kNotSent));
  }
  return sent ? person.cpr : std::nullopt;
}

class PersonMapper {
 public:
  PersonMapper(std::uint32_t row, const Mapping& mapping, Notes& notes)
      : row_{row}, mapping_{mapping}, person_{mapping.directory.snapshot.persons[row]}, notes_{notes} {}

  MappedPerson run() {
    const std::vector<std::uint32_t> engagements = engagements_in_t(row_, mapping_, notes_);
    if (engagements.empty()) {
      if (notes_.traced()) trace_no_position();
      if (!mapping_.new_mode_systems) return {};
    }
    const GroupedAccounts grouped = group(engagements);
    if (grouped.held) return hold();
    const std::vector<const UserGroup*> kept = filter(grouped);
    if (kept.empty()) return std::move(mapped_);
    const auto name = person_name_of(person_, mapping_, notes_);
    if (!name) return hold();
    const auto cpr = cpr_of(person_, mapping_.rules, notes_);
    for (const UserGroup* const group : kept) {
      if (kept.size() > 1 && notes_.traced()) {
        notes_.step(rule::kUserUuid, "", say(kUserNamed, group->uuid, group->user_name), say(kSeveralUsers));
      }
      Positions positions =
          map_positions(group->engagements, mapping_.directory, mapping_.unit_fk_uuids, mapping_.rules, notes_);
      if (positions.list.empty()) {
        // Titles are missing, not the job: concluding that the user is gone would delete it for a slip in the source.
        notes_.find(FindingCode::name_missing, "Positions.Name");
        return hold();
      }
      auto user_id = user_id_of(person_, *group, mapping_, notes_);
      if (!user_id) return hold();
      WantedUser& user = mapped_.users.emplace_back();
      user.uuid = group->uuid;
      user.source = person_.uuid;
      user.user_id = std::move(*user_id);
      user.name = *name;
      user.cpr = cpr;
      user.positions = std::move(positions.list);
      user.owners = mapping_.rules.user_owners;
      map_user_addresses(row_, grouped, *group, mapping_, user, notes_);
      map_work_address(positions, mapping_, user, notes_);
    }
    trace_owners(mapping_.rules.user_owners, notes_);
    mapped_.lead = lead_of(kept, engagements);
    return std::move(mapped_);
  }

 private:
  static MappedPerson hold() {
    MappedPerson held;
    held.held = true;
    return held;
  }

  void trace_no_position() {
    const std::size_t read = mapping_.directory.person_engagements.of(row_).size();
    notes_.step(rule::kUserPositions, kFutureSetting,
                say(mapping_.rules.future_engagements ? kReadLater : kReadToday, read), say(kNoPosition));
  }

  GroupedAccounts group(const std::vector<std::uint32_t>& engagements) {
    if (!mapping_.new_mode_systems) {
      return group_accounts(row_, engagements, mapping_.directory, mapping_.systems, notes_);
    }
    FkAccountGroups groups = group_by_fk_accounts(row_, engagements, mapping_.directory, *mapping_.new_mode_systems,
                                                  mapping_.rules, mapping_.new_mode_facts, notes_);
    mapped_.idle_uuids = std::move(groups.idle_uuids);
    mapped_.accounts = std::move(groups.accounts);
    return std::move(groups.grouped);
  }

  /// With os2sync.filter_users_by_it_system only users with a user name remain. In `new` mode every user is an account.
  std::vector<const UserGroup*> filter(const GroupedAccounts& grouped) {
    std::vector<const UserGroup*> kept;
    const bool filters = mapping_.rules.filter_users_by_it_system && !mapping_.new_mode_systems;
    for (const UserGroup& user : grouped.users) {
      const bool stays = !filters || !user.user_name.empty();
      if (stays) kept.push_back(&user);
      if (filters && notes_.traced()) {
        notes_.step(rule::kUserFilter, "os2sync.filter_users_by_it_system", say(kUserNamed, user.uuid, user.user_name),
                    say(stays ? kHasAccount : kHasNone));
      }
    }
    if (kept.empty() && filters) notes_.find(FindingCode::user_name_missing);
    return kept;
  }

  std::optional<Uuid> lead_of(const std::vector<const UserGroup*>& kept,
                              const std::vector<std::uint32_t>& engagements) const {
    if (const auto primary = find_primary(engagements, mapping_.directory)) {
      for (const UserGroup* const user : kept) {
        if (std::ranges::find(user->engagements, *primary) != user->engagements.end()) return user->uuid;
      }
    }
    return kept.front()->uuid;
  }

  std::uint32_t row_;
  const Mapping& mapping_;
  const SourcePerson& person_;
  Notes& notes_;
  MappedPerson mapped_;
};

}  // namespace

MappedPerson map_person(std::uint32_t person_row, const Mapping& mapping, std::vector<Finding>& findings) {
  Notes notes{ObjectKind::user, mapping.directory.snapshot.persons[person_row].uuid, findings, mapping.trace};
  return PersonMapper{person_row, mapping, notes}.run();
}

}  // namespace os2sync
