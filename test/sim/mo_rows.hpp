// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the source as OS2MO's JSON, and the questions its filters ask of them.
#pragma once

#include <optional>
#include <string>

#include "core/source.hpp"

namespace os2sync::sim {

std::string json_of(const SourceClass& row, bool with_cpr);
std::string json_of(const SourceItSystem& row, bool with_cpr);
std::string json_of(const SourceUnit& row, bool with_cpr);
std::string json_of(const SourceEngagement& row, bool with_cpr);
std::string json_of(const SourceManager& row, bool with_cpr);
std::string json_of(const SourceKle& row, bool with_cpr);
std::string json_of(const SourcePerson& row, bool with_cpr);
std::string json_of(const SourceItUser& row, bool with_cpr);
std::string json_of(const SourceAddress& row, bool with_cpr);

/// What a row says to a filter; empty = nothing.
struct Belongings {
  std::optional<Uuid> unit;
  std::optional<Uuid> person;
  std::optional<Uuid> it_system;
  std::optional<Uuid> address_type;
  std::string user_key;
};
inline Belongings belongings_of(const SourceClass& row) { return {{}, {}, {}, {}, row.user_key}; }
inline Belongings belongings_of(const SourceItSystem& row) { return {{}, {}, {}, {}, row.user_key}; }
inline Belongings belongings_of(const SourceUnit& row) { return {{}, {}, {}, {}, row.user_key}; }
inline Belongings belongings_of(const SourceEngagement& row) { return {row.unit, row.person, {}, {}, {}}; }
inline Belongings belongings_of(const SourceManager& row) { return {row.unit, row.person, {}, {}, {}}; }
inline Belongings belongings_of(const SourceKle& row) { return {row.unit, {}, {}, {}, {}}; }
inline Belongings belongings_of(const SourcePerson& row) { return {{}, {}, {}, {}, row.user_key}; }
inline Belongings belongings_of(const SourceItUser& row) {
  return {row.unit, row.person, row.it_system, {}, row.user_key};
}
inline Belongings belongings_of(const SourceAddress& row) { return {row.unit, row.person, {}, row.type, {}}; }

}  // namespace os2sync::sim
