// SPDX-License-Identifier: MPL-2.0
/// @file The knobs of one modelled OS2sync service and of the FK-ORG behind it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "os2sync/model/version.hpp"

namespace os2sync_model {

/// Whose error texts the service's database speaks.
enum class Database { mysql, mssql };

struct Options {
  Version version = Version::v4_9_1;
  std::optional<std::string> api_key;  ///< none: any key will do
  std::optional<std::string> cvr;      ///< beats the header
  std::set<std::string> known_cvrs{"12345678"};
  Database database = Database::mysql;
  int threads = 4;         ///< rows per batch
  std::uint64_t seed = 1;  ///< tickets, generated short keys and person uuids
  bool shuffle = false;    ///< run each batch in random order, as parallel workers might
  std::chrono::minutes utc_offset{120};
  std::chrono::seconds crawl_time{0};  ///< how long a hierarchy ticket stays "not ready"

  /// Refuse units whose parent or manager FK-ORG does not hold; by default references are taken as given.
  bool refuse_unknown_parents = false;
  bool refuse_unknown_managers = false;

  /// OS2sync's own switches; unset means the default of the version.
  std::optional<bool> ignore_payout_units;
  std::optional<bool> ignore_contact_places;
  std::optional<bool> leave_sor_alone;
  bool ignore_tasks = false;
};

}  // namespace os2sync_model
