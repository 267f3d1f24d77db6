// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/utf8.hpp"

#include <cstdint>

namespace os2sync {
namespace {

/// Bytes of the sequence that begins with `lead`; 0 = it begins none.
std::size_t sequence_length(std::uint8_t lead) {
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return 2;
  if (lead >= 0xE0U && lead <= 0xEFU) return 3;
  if (lead >= 0xF0U && lead <= 0xF4U) return 4;
  return 0;
}

/// XML 1.0 has no other control characters, no surrogates and not the two last code points of the first plane.
bool fits_into_xml(std::uint32_t point) {
  if (point < 0x20U) return point == '\t' || point == '\n' || point == '\r';
  return !(point >= 0xD800U && point <= 0xDFFFU) && point != 0xFFFEU && point != 0xFFFFU && point <= 0x10FFFFU;
}

}  // namespace

std::optional<std::size_t> count_sendable(std::string_view text) noexcept {
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  constexpr std::uint8_t kLeadMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const std::size_t length = sequence_length(lead);
    if (length == 0 || i + length > text.size()) return std::nullopt;
    std::uint32_t point = lead & kLeadMask[length];
    for (std::size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<std::uint8_t>(text[i + k]);
      if ((byte & 0xC0U) != 0x80U) return std::nullopt;
      point = (point << 6U) | (byte & 0x3FU);
    }
    if (point < kSmallest[length] || !fits_into_xml(point)) return std::nullopt;
    i += length;
  }
  return count;
}

}  // namespace os2sync
