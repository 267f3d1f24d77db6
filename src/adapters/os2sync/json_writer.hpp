// SPDX-License-Identifier: MPL-2.0
/// @file Writes JSON straight into a buffer: same values, same bytes.
#pragma once

#include <string>
#include <string_view>

#include "core/uuid.hpp"

namespace os2sync {

/// Puts the commas; that brackets and names match is the caller's part. Texts must be UTF-8.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_{out} {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void write_name(std::string_view name);
  void write_text(std::string_view text);
  void write_uuid(const Uuid& id);
  void write_true();
  void write_null();

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void append_quoted(std::string_view text);

  std::string& out_;
  bool after_value_ = false;
};

}  // namespace os2sync
