// SPDX-License-Identifier: MPL-2.0
/// @file A uuid as sixteen bytes: parsed once at the edge, compared without regard to letter case ever after.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace os2sync {

/// Any of OS2MO's or FK-ORG's object ids. Written lower-case with dashes, as OS2sync demands.
class Uuid {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  constexpr Uuid() = default;
  constexpr explicit Uuid(const Bytes& bytes) : bytes_{bytes} {}

  /// Reads the 36-character form in any letter case; nothing else (no braces, no blanks) is a uuid.
  static std::optional<Uuid> parse(std::string_view text) noexcept;

  std::string to_string() const;
  /// Writes the 36 characters of the text form to `out`.
  void write(char* out) const noexcept;
  const Bytes& bytes() const noexcept { return bytes_; }
  bool is_nil() const noexcept { return *this == Uuid{}; }

  // By words instead of by the library's byte loop: a run compares uuids tens of millions of times.
  bool operator==(const Uuid& other) const noexcept { return words() == other.words(); }
  std::strong_ordering operator<=>(const Uuid& other) const noexcept { return words() <=> other.words(); }

 private:
  /// The bytes as two big-endian numbers, which sort as the bytes and the text do.
  std::array<std::uint64_t, 2> words() const noexcept {
    std::array<std::uint64_t, 2> both{};
    std::memcpy(both.data(), bytes_.data(), sizeof both);
    if constexpr (std::endian::native == std::endian::little) {
      both = {__builtin_bswap64(both[0]), __builtin_bswap64(both[1])};
    }
    return both;
  }

  Bytes bytes_{};
};

}  // namespace os2sync

template <>
struct std::hash<os2sync::Uuid> {
  // Uuids are hashes or random already: eight of their bytes spread as well as any mixing would.
  std::size_t operator()(const os2sync::Uuid& id) const noexcept {
    std::size_t low = 0;
    std::size_t high = 0;
    std::memcpy(&low, id.bytes().data(), sizeof low);
    std::memcpy(&high, id.bytes().data() + sizeof low, sizeof high);
    return low ^ (high * 0x9E3779B97F4A7C15ULL);
  }
};

template <>
struct fmt::formatter<os2sync::Uuid> : fmt::formatter<std::string_view> {
  template <typename Context>
  auto format(const os2sync::Uuid& id, Context& context) const {
    return fmt::formatter<std::string_view>::format(id.to_string(), context);
  }
};
