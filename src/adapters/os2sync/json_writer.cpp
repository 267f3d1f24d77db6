// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/json_writer.hpp"

namespace os2sync {

void JsonWriter::write_name(std::string_view name) {
  separate();
  append_quoted(name);
  out_ += ':';
  after_value_ = false;
}

void JsonWriter::write_text(std::string_view text) {
  separate();
  append_quoted(text);
  after_value_ = true;
}

void JsonWriter::write_uuid(const Uuid& id) {
  char text[36];
  id.write(text);
  write_text({text, sizeof text});
}

void JsonWriter::write_true() {
  separate();
  out_ += "true";
  after_value_ = true;
}

void JsonWriter::write_null() {
  separate();
  out_ += "null";
  after_value_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  after_value_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  after_value_ = true;
}

void JsonWriter::separate() {
  if (after_value_) out_ += ',';
}

void JsonWriter::append_quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (byte < 0x20U) {
      out_ += "\\u00";
      out_ += kHex[byte >> 4U];
      out_ += kHex[byte & 0xFU];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace os2sync
