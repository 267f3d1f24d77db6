// SPDX-License-Identifier: MPL-2.0
#include "core/uuid.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kTextLength = 36;

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_digit_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
  for (std::uint8_t i = 0; i < 6; ++i) {
    const auto value = static_cast<std::uint8_t>(10 + i);
    values[static_cast<std::size_t>('a' + i)] = value;
    values[static_cast<std::size_t>('A' + i)] = value;
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> kDigitValues = make_digit_values();
/// Where the two digits of each byte stand in the text.
constexpr std::array<std::uint8_t, 16> kBytePositions{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != kTextLength) return std::nullopt;
  if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
  // A full read parses some ten million of these: no branch per digit, one check at the end.
  Bytes bytes{};
  unsigned seen = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned high = kDigitValues[static_cast<unsigned char>(text[kBytePositions[i]])];
    const unsigned low = kDigitValues[static_cast<unsigned char>(text[kBytePositions[i] + 1U])];
    seen |= high | low;
    bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  if (seen > 0xFU) return std::nullopt;
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
