// SPDX-License-Identifier: MPL-2.0
#include "rules/user_addresses.hpp"

#include <algorithm>

#include "rules/addresses.hpp"
#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kAddress{"address {}", "adresse {}"};
constexpr Text kNotTied{"not tied to this one's accounts or engagements: not for user {}",
                        "ikke knyttet til denne brugers konti eller engagementer: ikke for bruger {}"};

constexpr std::size_t kOwn = 0;
constexpr std::size_t kTiedToNothing = 1;

bool is_tied(const UserGroup& user, const Snapshot& snapshot) {
  return std::ranges::any_of(user.accounts,
                             [&](std::uint32_t row) { return !snapshot.it_users[row].engagements.empty(); });
}

/// How close an address is to this user; none = it is not for this user. `own_only`: no second choice.
std::optional<std::size_t> tier_of(const SourceAddress& address, const GroupedAccounts& grouped, const UserGroup& user,
                                   const Snapshot& snapshot, bool own_only) {
  if (!grouped.tied) return kOwn;  // one user for the whole person: all its addresses count alike
  if (!address.engagement && !address.it_user) return own_only ? std::nullopt : std::optional{kTiedToNothing};
  const bool by_engagement = address.engagement && std::ranges::any_of(user.engagements, [&](std::uint32_t row) {
                               return snapshot.engagements[row].uuid == *address.engagement;
                             });
  const bool by_account = address.it_user && std::ranges::any_of(user.accounts, [&](std::uint32_t row) {
                            return snapshot.it_users[row].uuid == *address.it_user;
                          });
  return by_engagement || by_account ? std::optional{kOwn} : std::nullopt;
}

}  // namespace

void map_user_addresses(std::uint32_t person_row, const GroupedAccounts& grouped, const UserGroup& user,
                        const Mapping& mapping, WantedUser& wanted, Notes& notes) {
  const Directory& directory = mapping.directory;
  const bool own_only = mapping.rules.group_by_engagement && is_tied(user, directory.snapshot);
  AddressRace<kUserTextCount> race{notes.traced()};
  for (const std::uint32_t row : directory.person_addresses.of(person_row)) {
    const SourceAddress& address = directory.snapshot.addresses[row];
    const std::uint32_t type = directory.classes.find(address.type);
    const auto use = type == kNoRow ? std::nullopt : mapping.address_types[type].for_users;
    if (!use || !may_be_sent(address, directory, mapping.rules, notes)) continue;
    const auto tier = tier_of(address, grouped, user, directory.snapshot, own_only);
    if (!tier) {
      if (notes.traced()) {
        notes.step(rule::kUserAddresses, "os2sync.group_by_engagement_uuid", say(kAddress, address.uuid),
                   say(kNotTied, user.uuid));
      }
      continue;
    }
    if (is_blank(address.text)) {
      notes.find(FindingCode::address_empty, address.uuid.to_string());
      continue;
    }
    race.offer(static_cast<std::size_t>(use->field), {*tier, use->rank}, address);
  }
  const auto take = [&](UserText field) {
    const auto lane = static_cast<std::size_t>(field);
    return take_winner(race, lane, kUserTextNames[lane], rule::kUserAddresses, mapping.rules.limits.text, notes);
  };
  wanted.email = take(UserText::email);
  wanted.phone_number = take(UserText::phone_number);
  wanted.landline = take(UserText::landline);
}

}  // namespace os2sync
