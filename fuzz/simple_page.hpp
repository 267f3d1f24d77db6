// SPDX-License-Identifier: MPL-2.0
/// @file OS2MO's pages decoded the simple way, to hold the fast way against: a whole tree, then field by field.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/os2mo/kinds.hpp"
#include "core/source.hpp"

namespace os2sync::fuzz {

struct SimplePage {
  bool is_good = false;  ///< whole, without errors and as the schema says
  std::optional<std::string> next_cursor;
  Snapshot rows;
};

/// None for a body that is no JSON, or JSON about which two decoders may differ: a key twice in one object, nesting
/// without end.
std::optional<SimplePage> decode_simply(std::string_view body, os2mo::Kind kind, bool with_cpr);

}  // namespace os2sync::fuzz
