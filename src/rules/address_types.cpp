// SPDX-License-Identifier: MPL-2.0
#include "rules/address_types.hpp"

#include <algorithm>

#include "rules/resolved_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

std::optional<std::size_t> place_in(const std::vector<Uuid>& priorities, const Uuid& type) {
  const auto found = std::find(priorities.begin(), priorities.end(), type);
  if (found == priorities.end()) return std::nullopt;
  return static_cast<std::size_t>(found - priorities.begin());
}

const std::vector<Uuid>* priorities_of(UnitText field, const Rules& rules) {
  switch (field) {
    case UnitText::email: return &rules.email_classes;
    case UnitText::phone_number: return &rules.phone_classes;
    case UnitText::landline: return &rules.landline_classes;
    default: return nullptr;
  }
}

std::optional<AddressUse<UnitText>> use_for_units(const SourceClass& type, const Rules& rules) {
  const auto row = std::ranges::find_if(rules.unit_addresses, [&](const AddressRow& candidate) {
    return candidate.scope == type.scope && (candidate.user_key.empty() || candidate.user_key == type.user_key);
  });
  if (row == rules.unit_addresses.end()) return std::nullopt;
  UnitText field = row->field;
  if (field == UnitText::phone_number && place_in(rules.landline_classes, type.uuid)) field = UnitText::landline;
  const std::vector<Uuid>* const priorities = priorities_of(field, rules);
  return AddressUse<UnitText>{
      field, priorities ? place_in(*priorities, type.uuid).value_or(priorities->size()) : std::size_t{0}};
}

std::optional<AddressUse<UserText>> use_for_users(const SourceClass& type, const Rules& rules) {
  const bool is_phone = type.scope == "PHONE";
  if (!is_phone && type.scope != "EMAIL") return std::nullopt;
  if (const auto place = place_in(rules.landline_classes, type.uuid)) {
    return is_phone ? std::optional{AddressUse<UserText>{UserText::landline, *place}} : std::nullopt;
  }
  const std::vector<Uuid>& priorities = is_phone ? rules.phone_classes : rules.email_classes;
  const auto place = place_in(priorities, type.uuid);
  if (!priorities.empty() && !place) return std::nullopt;
  return AddressUse<UserText>{is_phone ? UserText::phone_number : UserText::email, place.value_or(0)};
}

/// Classes without facet are taken too: not every source tells facets apart.
std::optional<std::size_t> place_of_name(const SourceClass& type, const std::vector<std::string>& names) {
  if (!is_address_type(type)) return std::nullopt;
  for (std::size_t place = 0; place < names.size(); ++place) {
    if (trim(names[place]) == type.name) return place;
  }
  return std::nullopt;
}

}  // namespace

AddressType classify_address_type(const SourceClass& type, const Rules& rules) {
  return {use_for_units(type, rules), use_for_users(type, rules), place_of_name(type, rules.work_address_types)};
}

std::vector<AddressType> classify_address_types(const std::vector<SourceClass>& classes, const Rules& rules) {
  std::vector<AddressType> types;
  types.reserve(classes.size());
  for (const SourceClass& type : classes) types.push_back(classify_address_type(type, rules));
  return types;
}

}  // namespace os2sync
