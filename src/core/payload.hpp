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

#include "core/field_id.hpp"
#include "core/wanted.hpp"

namespace os2sync {

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
