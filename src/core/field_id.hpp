// SPDX-License-Identifier: MPL-2.0
/// @file The names of OS2sync's fields as numbers, and sets of them.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace os2sync {

/// Every OS2sync field this program fills. The numbers are stored in the ledger: append, never renumber.
enum class FieldId : std::uint8_t {
  name = 0,
  parent = 1,
  manager = 2,
  tasks = 3,
  contact_for_tasks = 4,
  it_systems = 5,
  phone_number = 6,
  email = 7,
  location = 8,
  contact_open_hours = 9,
  dtr_id = 10,
  contact = 11,
  phone_open_hours = 12,
  ean = 13,
  url = 14,
  landline = 15,
  post = 16,
  pnr = 17,
  user_id = 18,
  person_name = 19,
  person_cpr = 20,
  positions = 21,
};
inline constexpr std::size_t kFieldCount = 22;

/// OS2sync's name of a field; a dot stands for nesting ("Person.Name").
std::string_view field_name(FieldId field) noexcept;

using FieldSet = std::bitset<kFieldCount>;
constexpr std::size_t bit_of(FieldId field) noexcept { return static_cast<std::size_t>(field); }

}  // namespace os2sync
