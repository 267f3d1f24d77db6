// SPDX-License-Identifier: MPL-2.0
/// @file The setting os2sync.unit_address_table: two named tables or a municipality's own rows.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/setting_error.hpp"
#include "config/setting_types.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;

/// Every scope OS2MO gives to address types.
constexpr std::array<std::string_view, 9> kScopes{"EMAIL", "EAN",     "PHONE",          "DAR", "PNUMBER", "TEXT",
                                                  "WWW",   "INTEGER", "MULTIFIELD_TEXT"};

/// `what` holds places for the value and for the suggestion.
SettingError unknown_name(Text what, const SettingValue& value, const std::vector<std::string>& candidates) {
  const std::string nearest = find_nearest_name(value.text, candidates);
  return setting_error(what, quote_value(value),
                       nearest.empty()
                           ? say({"use one of {}", "brug en af {}"}, fmt::format("{}", fmt::join(candidates, ", ")))
                           : say({"did you mean {}?", "mente du {}?"}, nearest));
}

std::string read_scope(const SettingValue& value) {
  std::string scope = read_text(value);
  if (std::find(kScopes.begin(), kScopes.end(), scope) != kScopes.end()) return scope;
  throw unknown_name({"scope: {} is no scope of OS2MO; {}", "scope: {} er ikke et scope i OS2MO; {}"}, value,
                     {kScopes.begin(), kScopes.end()});
}

UnitText read_field(const SettingValue& value) {
  const std::string field = read_text(value);
  const auto found = std::find(kUnitTextNames.begin(), kUnitTextNames.end(), field);
  if (found != kUnitTextNames.end()) return static_cast<UnitText>(found - kUnitTextNames.begin());
  throw unknown_name(
      {"field: {} is no field an address can fill; {}", "field: {} er ikke et felt, en adresse kan udfylde; {}"}, value,
      {kUnitTextNames.begin(), kUnitTextNames.end()});
}

AddressRow read_row(const SettingValue& value) {
  constexpr std::string_view kExample = R"({"scope": "PHONE", "user_key": "", "field": "PhoneNumber"})";
  if (value.kind != Kind::object) {
    throw setting_error({"{} is no row; write {}", "{} er ikke en række; skriv {}"}, quote_value(value), kExample);
  }
  AddressRow row;
  bool has_field = false;
  for (const SettingMember& member : value.members) {
    if (member.key == "scope") {
      row.scope = read_scope(member.value);
    } else if (member.key == "field") {
      row.field = read_field(member.value);
      has_field = true;
    } else if (member.key == "user_key") {
      if (!member.value.is_blank()) row.user_key = read_text(member.value);
    } else {
      throw setting_error({"{} is no member of a row; write {}", "{} hører ikke til i en række; skriv {}"},
                          quote_value(SettingValue::of_text(member.key)), kExample);
    }
  }
  if (row.scope.empty() || !has_field) {
    throw setting_error({"{} lacks its scope or its field; write {}", "{} mangler sit scope eller sit field; skriv {}"},
                        quote_value(value), kExample);
  }
  return row;
}

}  // namespace

std::vector<AddressRow> read_address_table(const SettingValue& given) {
  const SettingValue value = parse_if_json(given);
  if (value.kind == Kind::text && trim_blanks(value.text) == "documented") return documented_address_table();
  if (value.kind == Kind::text && trim_blanks(value.text) == "current") return current_address_table();
  if (value.kind != Kind::list) {
    throw setting_error(
        {"{} is no address table; write documented, current or a list of rows with scope, user_key and field",
         "{} er ikke en adressetabel; skriv documented, current eller en liste af rækker med scope, user_key og field"},
        quote_value(value));
  }
  std::vector<AddressRow> rows;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const std::string english = fmt::format("row {}", i + 1);
    const std::string danish = fmt::format("række {}", i + 1);
    within(Text{english, danish}, [&] { rows.push_back(read_row(value.items[i])); });
  }
  return rows;
}

std::string show_value(const std::vector<AddressRow>& value) {
  if (value == documented_address_table()) return "\"documented\"";
  if (value == current_address_table()) return "\"current\"";
  std::vector<std::string> rows;
  rows.reserve(value.size());
  for (const AddressRow& row : value) {
    rows.push_back(fmt::format(R"({{"scope":{},"user_key":{},"field":"{}"}})",
                               to_json_text(std::string_view{row.scope}), to_json_text(std::string_view{row.user_key}),
                               kUnitTextNames[static_cast<std::size_t>(row.field)]));
  }
  return fmt::format("[{}]", fmt::join(rows, ","));
}

}  // namespace os2sync
