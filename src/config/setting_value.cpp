// SPDX-License-Identifier: MPL-2.0
#include "config/setting_value.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace os2sync {
namespace {

constexpr std::size_t kLongestQuote = 60;

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Cuts between code points, so that a message stays valid UTF-8.
std::string shorten(std::string_view text) {
  if (text.size() <= kLongestQuote) return std::string{text};
  std::size_t end = kLongestQuote;
  while (end > 0 && is_continuation_byte(text[end])) --end;
  return std::string{text.substr(0, end)} + "…";
}

std::string without_control_characters(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

}  // namespace

SettingValue SettingValue::of_text(std::string text) {
  SettingValue value;
  value.kind = Kind::text;
  value.text = std::move(text);
  return value;
}

bool SettingValue::is_blank() const { return kind == Kind::null || (kind == Kind::text && trim_blanks(text).empty()); }

std::string to_json_text(std::string_view text) {
  // An environment variable may hold any bytes; dump() would throw at them without the replacement.
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string to_json_text(const SettingValue& value) {
  switch (value.kind) {
    case SettingValue::Kind::null: return "null";
    case SettingValue::Kind::flag: return value.flag ? "true" : "false";
    case SettingValue::Kind::number: return value.text;
    case SettingValue::Kind::text: return to_json_text(std::string_view{value.text});
    case SettingValue::Kind::list: {
      std::vector<std::string> parts;
      for (const SettingValue& item : value.items) parts.push_back(to_json_text(item));
      return fmt::format("[{}]", fmt::join(parts, ","));
    }
    case SettingValue::Kind::object: {
      std::vector<std::string> parts;
      for (const SettingMember& member : value.members) {
        parts.push_back(to_json_text(std::string_view{member.key}) + ":" + to_json_text(member.value));
      }
      return fmt::format("{{{}}}", fmt::join(parts, ","));
    }
  }
  return "null";
}

std::string quote_value(const SettingValue& value) {
  if (value.kind != SettingValue::Kind::text) return fmt::format("'{}'", shorten(to_json_text(value)));
  // Through JSON and back: whatever bytes came in, the message is UTF-8.
  const std::string clean = nlohmann::json::parse(to_json_text(std::string_view{value.text})).get<std::string>();
  return fmt::format("'{}'", without_control_characters(shorten(clean)));
}

std::string_view trim_blanks(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace os2sync
