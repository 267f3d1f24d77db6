// SPDX-License-Identifier: MPL-2.0
#include "render/field_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace os2sync {
namespace {

struct ValueRenderer {
  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(std::string_view text) const { return fmt::format("\"{}\"", text); }
  std::string operator()(const Uuid& id) const { return id.to_string(); }
  std::string operator()(std::reference_wrapper<const Cpr>) const { return "[cpr]"; }
  std::string operator()(std::span<const Uuid> ids) const {
    return ids.empty() ? "-" : fmt::format("{}", fmt::join(ids, ", "));
  }
  std::string operator()(std::span<const WantedPosition> positions) const {
    std::string out;
    for (const WantedPosition& position : positions) {
      if (!out.empty()) out += ", ";
      out += fmt::format("\"{}\" @ {}", position.name, position.unit);
    }
    return out;
  }
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string render_value(const FieldValue& value) { return std::visit(ValueRenderer{}, value); }

std::string render_value(const FkValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("\"{}\"", *text);
  const auto& items = std::get<std::vector<std::string>>(value);
  return items.empty() ? "-" : fmt::format("{}", fmt::join(items, ", "));
}

std::string fit(std::string_view text, std::size_t width) {
  std::size_t columns = 0;
  std::size_t cut = 0;  // where to cut if one column is needed for the ellipsis
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_continuation(text[i])) continue;
    if (columns + 1 == width) cut = i;
    if (++columns > width) return std::string{text.substr(0, cut)} + "…";
  }
  return std::string{text};
}

}  // namespace os2sync
