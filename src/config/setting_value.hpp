// SPDX-License-Identifier: MPL-2.0
/// @file A setting's value as it was written, before its type is known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace os2sync {

struct SettingMember;

/// One JSON value. What comes from an environment variable is a text, whatever it looks like.
struct SettingValue {
  enum class Kind { null, flag, number, text, list, object };

  Kind kind = Kind::null;
  bool flag = false;
  std::string text;  ///< of a text; of a number its digits
  std::vector<SettingValue> items;
  std::vector<SettingMember> members;

  static SettingValue of_text(std::string text);

  /// null, or a text of blanks only: counts as not given.
  bool is_blank() const;
};

struct SettingMember {
  std::string key;
  std::size_t line = 0;
  SettingValue value;
};

/// Compact JSON; lines are not part of it, so equal values give equal texts.
std::string to_json_text(const SettingValue& value);
/// A text as a JSON string, quotes included. Bytes that are not UTF-8 come out as U+FFFD.
std::string to_json_text(std::string_view text);

/// The value between single quotes for an error message: shortened, on one line, printable.
std::string quote_value(const SettingValue& value);

/// The text without blanks, tabs and line breaks at either end.
std::string_view trim_blanks(std::string_view text) noexcept;

}  // namespace os2sync
