// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/json_writer.hpp"

#include <fmt/format.h>

namespace os2sync_model {
namespace {

constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }

/// System.Text.Json's rule: the leading run of capitals falls, save the last one if a small letter follows it.
std::string camel(std::string_view name) {
  std::string result{name};
  for (std::size_t i = 0; i < result.size() && is_upper(result[i]); ++i) {
    if (i > 0 && i + 1 < result.size() && !is_upper(result[i + 1])) break;
    result[i] = static_cast<char>(result[i] - 'A' + 'a');
  }
  return result;
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(camel_case_ ? camel(name) : std::string{name});
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  separate();
  quote(value);
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  needs_comma_ = true;
  return *this;
}

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
  return *this;
}

void JsonWriter::quote(std::string_view value) {
  out_ += '"';
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    out_ += value.substr(plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': out_ += "\\\""; break;
      case '\\': out_ += "\\\\"; break;
      case '\n': out_ += "\\n"; break;
      case '\r': out_ += "\\r"; break;
      case '\t': out_ += "\\t"; break;
      default: out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
  }
  out_ += value.substr(plain);
  out_ += '"';
}

}  // namespace os2sync_model
