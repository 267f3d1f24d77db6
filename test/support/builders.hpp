// SPDX-License-Identifier: MPL-2.0
/// @file Short notations for test data: uuids from small names, units, persons, engagements.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/source.hpp"

namespace os2sync::test {

/// A stable uuid for a symbolic name such as "U1"; symbols that sort sort alike: id("A1") < id("A2").
inline Uuid id(std::string_view symbol) {
  Uuid::Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size() && i < symbol.size(); ++i) bytes[i] = static_cast<std::uint8_t>(symbol[i]);
  return Uuid{bytes};
}

}  // namespace os2sync::test
