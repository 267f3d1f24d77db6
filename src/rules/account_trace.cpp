// SPDX-License-Identifier: MPL-2.0
#include "rules/account_trace.hpp"

#include <fmt/format.h>

#include "core/mask.hpp"
#include "rules/fk_uuid.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kTied{"IT account {} in {}, tied to {} engagement(s)",
                     "it-konto {} i {}, knyttet til {} engagement(er)"};
constexpr Text kUntied{"IT account {} in {}", "it-konto {} i {}"};
constexpr Text kGivesUuid{"says the FK uuid {}", "siger FK-uuid {}"};
constexpr Text kBadUuid{"'{}' is no FK uuid: not used", "'{}' er ikke et FK-uuid: bruges ikke"};
constexpr Text kGivesName{"says the user name '{}'", "siger brugernavnet '{}'"};
constexpr Text kNotAsked{"its it-system gives neither FK uuid nor user name",
                         "dens it-system giver hverken FK-uuid eller brugernavn"};

std::string system_name(const Uuid& system, const Directory& directory) {
  const SourceItSystem* const known = directory.it_system_of(system);
  return known ? fmt::format("'{}'", known->name) : system.to_string();
}

Said uuid_said_by(const SourceItUser& account) {
  if (const auto uuid = fk_uuid_of(account)) return say(kGivesUuid, *uuid);
  // Whatever a clumsy hand has put there.
  return say(kBadUuid, mask_cpr(account.external_id.empty() ? account.user_key : account.external_id));
}

}  // namespace

void trace_accounts(std::span<const std::uint32_t> accounts, const Directory& directory, const AccountSystems& systems,
                    std::string_view rule, std::string_view setting, Notes& notes) {
  if (!notes.traced()) return;
  for (const std::uint32_t row : accounts) {
    const SourceItUser& account = directory.snapshot.it_users[row];
    const std::string system = system_name(account.it_system, directory);
    const Said saw = account.engagements.empty() ? say(kUntied, account.uuid, system)
                                                 : say(kTied, account.uuid, system, account.engagements.size());
    const bool gives_uuid = systems.uuids.rank_of(account.it_system).has_value();
    const bool gives_name = systems.user_names.rank_of(account.it_system).has_value();
    if (gives_uuid) notes.step(rule, setting, saw, uuid_said_by(account));
    if (gives_name) notes.step(rule, setting, saw, say(kGivesName, mask_cpr(trim(account.user_key))));
    if (!gives_uuid && !gives_name) notes.step(rule, setting, saw, say(kNotAsked));
  }
}

}  // namespace os2sync
