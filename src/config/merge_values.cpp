// SPDX-License-Identifier: MPL-2.0
#include "config/merge_values.hpp"

#include <algorithm>

#include "config/setting_types.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;

void add_missing_members(SettingValue& object, const SettingValue& from) {
  for (const SettingMember& member : from.members) {
    const auto has_same_key = [&](const SettingMember& other) { return other.key == member.key; };
    if (std::none_of(object.members.begin(), object.members.end(), has_same_key)) object.members.push_back(member);
  }
}

}  // namespace

SettingValue merge_objects(const SettingValue& stronger, const SettingValue& weaker) {
  SettingValue merged;
  merged.kind = Kind::object;
  add_missing_members(merged, stronger);
  add_missing_members(merged, weaker);
  // Only now: a null of the stronger side has to hide the weaker side's member first.
  std::erase_if(merged.members, [](const SettingMember& member) { return member.value.kind == Kind::null; });
  return merged;
}

bool is_neutral(const SettingValue& value) {
  if (value.is_blank()) return true;
  if (value.kind == Kind::list) return value.items.empty();
  if (value.kind == Kind::object) return value.members.empty();
  try {
    return !read_flag(value);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace os2sync
