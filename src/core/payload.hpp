// SPDX-License-Identifier: MPL-2.0
/// @file An object as OS2sync's fields: one list that digests, JSON, plan texts and read-back all go by.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/wanted.hpp"

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

/// A view of one field's value inside a WantedUnit or WantedUser, which must outlive it. monostate = null.
using FieldValue = std::variant<std::monostate, std::string_view, Uuid, std::reference_wrapper<const Cpr>,
                                std::span<const Uuid>, std::span<const WantedPosition>>;
struct Field {
  FieldId id;
  FieldValue value;
};

/// The owned fields of an object in FieldId order of OS2sync's declaration, nulls included, unowned ones left out.
/// The uuid is not among them: it is the object's identity.
std::vector<Field> fields_of(const WantedUnit& unit);
std::vector<Field> fields_of(const WantedUser& user);

/// Appends an unambiguous byte form of `value` to `out`: the input of digests. Contains the CPR number, so it goes
/// nowhere but into a Digester.
void append_canonical(const FieldValue& value, std::string& out);

/// Fields as FK-ORG returned them, by OS2sync name; null ones are absent. Used for fields we do not own (kept as they
/// are) and for showing old values. Never holds CPR.
using FkValue = std::variant<std::string, std::vector<std::string>>;
using FkFields = std::map<std::string, FkValue, std::less<>>;

}  // namespace os2sync
