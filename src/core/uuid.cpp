// SPDX-License-Identifier: MPL-2.0
#include "core/uuid.hpp"

#include <bit>
#include <cstring>

namespace os2sync {
namespace {

constexpr std::size_t kTextLength = 36;

constexpr bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

static_assert(std::endian::native == std::endian::little, "words of digits are read lowest byte first");

// A full read parses some six million of these, so eight digits are read at a time: each byte of a word is one digit.
constexpr std::uint64_t every_byte(std::uint8_t value) { return value * 0x0101010101010101ULL; }

/// Non-zero in the top bit of each byte of `word` that lies in [first, last]; for bytes below 128.
constexpr std::uint64_t mark_range(std::uint64_t word, std::uint8_t first, std::uint8_t last) {
  return (word + every_byte(static_cast<std::uint8_t>(128 - first))) &
         ~(word + every_byte(static_cast<std::uint8_t>(127 - last)));
}

/// Turns eight hexadecimal digits, the first in the lowest byte, into four bytes, the first in the lowest byte.
/// Sets bits in `wrong` when one of them is no digit.
std::uint32_t read_digits(std::uint64_t word, std::uint64_t& wrong) {
  const std::uint64_t lower = word | every_byte(0x20);
  const std::uint64_t letters = mark_range(lower & every_byte(0x7F), 'a', 'f');
  const std::uint64_t digits = mark_range(word & every_byte(0x7F), '0', '9');
  wrong |= (~(letters | digits) | word) & every_byte(0x80);
  const std::uint64_t letter_bits = (letters & every_byte(0x80)) >> 7U;
  std::uint64_t nibbles = (word & every_byte(0x0F)) + letter_bits * 9;
  nibbles = (nibbles << 4U | nibbles >> 8U) & 0x00FF00FF00FF00FFULL;
  nibbles = (nibbles | nibbles >> 8U) & 0x0000FFFF0000FFFFULL;
  return static_cast<std::uint32_t>(nibbles | nibbles >> 16U);
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) noexcept {
  if (text.size() != kTextLength) return std::nullopt;
  const char* const at = text.data();
  if (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-') return std::nullopt;
  Bytes bytes{};
  std::uint64_t wrong = 0;
  const auto read_word = [&](std::size_t index, const char* first, const char* second) {
    std::uint64_t word = 0;
    std::memcpy(&word, first, 4);
    std::memcpy(reinterpret_cast<char*>(&word) + 4, second, 4);
    const std::uint32_t four = read_digits(word, wrong);
    std::memcpy(bytes.data() + index * 4, &four, sizeof four);
  };
  read_word(0, at, at + 4);
  read_word(1, at + 9, at + 14);
  read_word(2, at + 19, at + 24);
  read_word(3, at + 28, at + 32);
  if (wrong != 0) return std::nullopt;
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
