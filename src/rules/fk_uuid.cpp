// SPDX-License-Identifier: MPL-2.0
#include "rules/fk_uuid.hpp"

#include <algorithm>

#include "rules/text.hpp"

namespace os2sync {
namespace {

std::optional<Uuid> parse_real_uuid(std::string_view text) noexcept {
  const auto id = Uuid::parse(trim(text));
  return id && !id->is_nil() ? id : std::nullopt;
}

}  // namespace

std::optional<Uuid> fk_uuid_of(const SourceItUser& account) noexcept {
  if (const auto id = parse_real_uuid(account.external_id)) return id;
  return parse_real_uuid(account.user_key);
}

FkUuidChoice choose_fk_uuid(const std::vector<SourceItUser>& it_users, std::span<const std::uint32_t> accounts,
                            const ItSystemRanks& uuid_systems, Notes& notes) {
  FkUuidChoice choice;
  for (std::size_t rank = 0; rank < uuid_systems.size() && !choice.uuid; ++rank) {
    for (const std::uint32_t row : accounts) {
      const SourceItUser& account = it_users[row];
      if (uuid_systems.rank_of(account.it_system) != rank) continue;
      const auto id = fk_uuid_of(account);
      if (!id) {
        notes.find(FindingCode::fk_uuid_invalid, account.uuid.to_string());
        continue;
      }
      choice.ambiguous |= choice.uuid && *choice.uuid != *id;
      choice.uuid = choice.uuid ? std::min(*choice.uuid, *id) : *id;
    }
  }
  if (choice.ambiguous) notes.find(FindingCode::fk_uuid_ambiguous, choice.uuid->to_string());
  return choice;
}

}  // namespace os2sync
