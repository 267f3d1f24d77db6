// SPDX-License-Identifier: MPL-2.0
/// @file One object of a page, field by field. Private to the page reader: it brings in all of simdjson.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "core/day.hpp"
#include "core/language.hpp"
#include "core/uuid.hpp"

namespace os2sync::os2mo {

/// Valid JSON that breaks the schema's promise. Carries no value.
struct WrongShape {
  Text what;
};

/// A validity as it is written; empty = without bound, or not asked for.
struct Stretch {
  std::string from;
  std::string to;
};

/// Reads a uuid where it stands: without escapes there is nothing to copy first, and a uuid with escapes is none.
simdjson_inline Uuid parse_uuid(simdjson::ondemand::value value) {
  constexpr std::size_t kQuoted = 38;
  const std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != '"') throw simdjson::simdjson_error{simdjson::INCORRECT_TYPE};
  const std::optional<Uuid> uuid =
      token.size() >= kQuoted && token[kQuoted - 1] == '"' ? Uuid::parse(token.substr(1, kQuoted - 2)) : std::nullopt;
  if (!uuid) throw WrongShape{{"a uuid that is none", "en uuid, der ikke er en"}};
  return *uuid;
}

/// Reads fields in the order of the query fast, in any other order too. Throws simdjson_error or WrongShape; then
/// `field()` says where. All inline: with the key known at compile time its comparison is a few instructions.
class Row {
 public:
  explicit Row(simdjson::ondemand::object object) : object_{object} {}

  /// Empty for null.
  simdjson_inline std::string text(std::string_view key) {
    auto value = find(key);
    return value.is_null() ? std::string{} : std::string{std::string_view{value.get_string()}};
  }
  simdjson_inline bool flag(std::string_view key) {
    auto value = find(key);
    return !value.is_null() && value.get_bool();
  }
  /// `key{uuid}`; none for null.
  simdjson_inline std::optional<Uuid> reference(std::string_view key) {
    auto value = find(key);
    if (value.is_null()) return std::nullopt;
    return parse_uuid(value.get_object().find_field_unordered("uuid"));
  }
  simdjson_inline Uuid mandatory_reference(std::string_view key) {
    const std::optional<Uuid> uuid = reference(key);
    if (!uuid) throw WrongShape{{"null where the schema allows none", "null, hvor skemaet ikke tillader det"}};
    return *uuid;
  }
  simdjson_inline std::vector<Uuid> uuids(std::string_view key) {
    std::vector<Uuid> ids;
    for (auto id : find(key).get_array()) ids.push_back(parse_uuid(id.value()));
    return ids;
  }
  /// `key{inner}`; empty when either is null.
  simdjson_inline std::string text_within(std::string_view key, std::string_view inner) {
    auto value = find(key);
    if (value.is_null()) return {};
    auto inner_value = simdjson::ondemand::value{value.get_object()[inner]};
    return inner_value.is_null() ? std::string{} : std::string{std::string_view{inner_value.get_string()}};
  }

  /// `key{from to}`, of which `to` may be missing.
  simdjson_inline Stretch stretch(std::string_view key) {
    Stretch out;
    auto value = find(key);
    if (value.is_null()) return out;
    simdjson::ondemand::object object = value.get_object();
    out.from = text_of(object["from"]);
    simdjson::ondemand::value to;
    const auto found = object["to"].get(to);
    if (found == simdjson::NO_SUCH_FIELD) return out;
    if (found != simdjson::SUCCESS) throw simdjson::simdjson_error{found};
    out.to = text_of(to);
    return out;
  }

  std::string_view field() const noexcept { return field_; }

 private:
  static simdjson_inline std::string text_of(simdjson::ondemand::value value) {
    return value.is_null() ? std::string{} : std::string{std::string_view{value.get_string()}};
  }
  simdjson_inline simdjson::ondemand::value find(std::string_view key) {
    field_ = key;
    return object_.find_field_unordered(key);
  }

  simdjson::ondemand::object object_;
  std::string_view field_ = "current";
};

}  // namespace os2sync::os2mo
