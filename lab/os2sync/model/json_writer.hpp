// SPDX-License-Identifier: MPL-2.0
/// @file Writes compact JSON front to back, in the casing of the profile; fast because nothing is built up first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "os2sync/model/text.hpp"

namespace os2sync_model {

/// Commas are put in by the writer; nesting is the caller's duty.
class JsonWriter {
 public:
  explicit JsonWriter(bool camel_case = false) : camel_case_{camel_case} {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  /// Turns "LOSShortName" into "losShortName" for 2.x.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& text(const Text& value) { return value ? string(*value) : null(); }
  JsonWriter& number(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// Puts in text that is JSON already.
  JsonWriter& raw(std::string_view json);

  std::string take() { return std::move(out_); }

 private:
  void separate();
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void quote(std::string_view value);

  bool camel_case_;
  bool needs_comma_ = false;
  std::string out_;
};

}  // namespace os2sync_model
