// SPDX-License-Identifier: MPL-2.0
/// @file What each address type can fill and how much it is wanted there, decided once per class.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/source.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// The user fields that hold addresses.
enum class UserText : std::size_t { email, phone_number, landline };
inline constexpr std::size_t kUserTextCount = 3;
inline constexpr std::array<std::string_view, kUserTextCount> kUserTextNames{"Email", "PhoneNumber", "Landline"};

/// A field an address may fill, and its place in that field's priority list (0 first).
template <typename FieldEnum>
struct AddressUse {
  FieldEnum field{};
  std::size_t rank = 0;
  bool operator==(const AddressUse&) const = default;
};

struct AddressType {
  std::optional<AddressUse<UnitText>> for_units;
  std::optional<AddressUse<UserText>> for_users;
  std::optional<std::size_t> work_rank;  ///< place in os2sync.employee_engagement_address; units' addresses only
};

/// Units: the first row of the address table that fits, a phone in a landline class being a landline; the priority
/// lists order, they do not exclude. Users: scope EMAIL or PHONE, a landline class being nothing else; a list that is
/// not empty excludes what is not on it (docs/rules.md, unit.addresses and user.addresses).
AddressType classify_address_type(const SourceClass& type, const Rules& rules);

/// By class row.
std::vector<AddressType> classify_address_types(const std::vector<SourceClass>& classes, const Rules& rules);

}  // namespace os2sync
