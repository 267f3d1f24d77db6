// SPDX-License-Identifier: MPL-2.0
#include "core/uuid.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kTextLength = 36;

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != kTextLength) return std::nullopt;
  Bytes bytes{};
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < kTextLength; ++i) {
    if (is_dash_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    bytes[nibble / 2] = static_cast<std::uint8_t>(bytes[nibble / 2] << 4 | value);
    ++nibble;
  }
  return Uuid{bytes};
}

void Uuid::write(char* out) const noexcept {
  constexpr char kDigits[] = "0123456789abcdef";
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < kTextLength; ++i) {
    if (is_dash_position(i)) {
      out[i] = '-';
      continue;
    }
    const unsigned byte = bytes_[nibble / 2];
    out[i] = kDigits[nibble % 2 == 0 ? byte >> 4 : byte & 0xFU];
    ++nibble;
  }
}

std::string Uuid::to_string() const {
  std::string text(kTextLength, '\0');
  write(text.data());
  return text;
}

}  // namespace os2sync
