// SPDX-License-Identifier: MPL-2.0
/// @file What a look at FK-ORG found, as values, in words and as JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/delivery.hpp"
#include "core/field_id.hpp"
#include "core/said.hpp"

namespace os2sync {

/// What exactly was found.
enum class DeliveryDetail {
  earlier,      ///< found by an earlier look, not looked at again
  absent,       ///< FK-ORG does not hold it
  inactive,     ///< FK-ORG holds it as deleted
  fields,       ///< other values than were sent
  still_there,  ///< deleted, and still held
};

/// One object that FK-ORG does not hold as it was sent.
struct DeliveryProblem {
  Delivery delivery;
  Uuid source;  ///< OS2MO uuid
  DeliveryDetail detail{};
  std::vector<FieldId> fields;  ///< that differ
  bool stuck = false;           ///< sending it again is over or cannot help: a person must act
  bool operator==(const DeliveryProblem&) const = default;
};

/// One list of FK-ORG.
struct ListLook {
  bool asked = false;
  bool complete = false;  ///< absence from it was taken for proof
  std::size_t held = 0;
  Said why_not;  ///< it could not be had, or not be trusted
  bool operator==(const ListLook&) const = default;
};

struct DeliveryReport {
  std::size_t sent = 0;                   ///< objects that FK-ORG should hold
  std::size_t reads = 0;                  ///< objects read one by one in this look
  std::size_t verified = 0;               ///< held as last sent, by this look or an earlier one
  std::size_t waiting = 0;                ///< sent so recently that OS2sync may not have come to them
  std::size_t unclear = 0;                ///< FK-ORG could not say
  std::size_t unread = 0;                 ///< old enough, but not read yet
  std::vector<DeliveryProblem> problems;  ///< by (kind, uuid)
  ListLook units;
  ListLook users;
  std::optional<std::int64_t> level_at;  ///< when FK-ORG should hold all that was accepted; Unix seconds
  Said ended_early;                      ///< why reading stopped; empty = it did not
  bool interrupted = false;
  /// Several objects were looked at for the first time and none of them had arrived.
  bool nothing_arrives = false;

  std::size_t stuck() const noexcept;
  /// Problems that sending again may solve.
  std::size_t can_be_sent_again() const noexcept;
  /// Something that should have been looked at was not.
  bool incomplete() const noexcept;
};

std::string_view name_of(DeliveryState state) noexcept;    ///< "accepted", "verified", "lost", …
std::string_view name_of(DeliveryDetail detail) noexcept;  ///< "absent", "fields", …

/// For `verify`: everything, line by line.
std::string render_delivery(const DeliveryReport& report, Language language);
/// For the end of a run: when FK-ORG will be level, and what a person must know.
std::string render_delivery_summary(const DeliveryReport& report, Language language);
nlohmann::ordered_json delivery_json(const DeliveryReport& report);
/// One JSON document.
std::string render_delivery_json(const DeliveryReport& report, int exit_code);
/// One object a line: each problem, then the summary.
std::string render_delivery_ndjson(const DeliveryReport& report, int exit_code);

}  // namespace os2sync
