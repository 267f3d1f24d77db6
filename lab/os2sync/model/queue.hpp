// SPDX-License-Identifier: MPL-2.0
/// @file OS2sync's SQL tables: rows waiting, rows done, rows given up.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "os2sync/model/moment.hpp"
#include "os2sync/model/registration.hpp"

namespace os2sync_model {

inline constexpr int kDefaultPriority = 10;
inline constexpr int kCleanupPriority = 12;
inline constexpr int kParkedPriority = 15;
inline constexpr int kSunkenPriority = 20;

using Payload = std::variant<std::monostate, Unit, User>;

struct QueueRow {
  std::int64_t id = 0;
  Kind kind = Kind::unit;
  Operation operation = Operation::update;
  std::string uuid;  ///< as the client wrote it
  std::string cvr;
  bool bypass_cache = false;
  int priority = kDefaultPriority;
  Moment inserted;
  Payload payload;
};

/// A row copied to the success or failure table.
struct DoneRow {
  QueueRow row;
  bool skipped = false;
  bool parent_only = false;  ///< the copy broke off after the parent row
  std::string error;
};

class Queue {
 public:
  /// Adds a row under the next id. `tie` orders rows of one second where the version sorts by time only.
  std::int64_t push(QueueRow row, std::uint64_t tie, bool by_time);

  /// The next rows in order, as ids. Rows with a priority of `ceiling` or more are left out.
  std::vector<std::int64_t> next(Kind kind, std::size_t count, std::optional<int> ceiling) const;

  const QueueRow& row(std::int64_t id) const { return rows_.at(order_.at(id)); }
  void drop(std::int64_t id);
  void sink(std::int64_t id, int priority);

  /// Moves a row to the success or failure table.
  void succeed(std::int64_t id, bool skipped);
  void fail(std::int64_t id, std::string error);
  /// Both copies break off after the parent row and the row stays. The second time even the parents are refused as
  /// duplicates, so nothing is added.
  void half_copy(std::int64_t id, const std::string& error);

  std::size_t size() const { return rows_.size(); }
  std::vector<const QueueRow*> waiting() const;
  const std::vector<DoneRow>& success() const { return success_; }
  const std::vector<DoneRow>& failure() const { return failure_; }

  /// Newest success row of a uuid by row id, of any operation or of updates only; null when there is none.
  const DoneRow* last_success(Kind kind, const std::string& uuid) const;
  const DoneRow* last_update(Kind kind, const std::string& uuid) const;

 private:
  struct Key {
    Kind kind = Kind::unit;
    std::int64_t rank = 0;
    std::uint64_t tie = 0;
    std::int64_t id = 0;
    auto operator<=>(const Key&) const = default;
  };
  using Newest = std::unordered_map<std::string, std::size_t>;

  const DoneRow* find(const Newest& index, const std::string& uuid) const;
  void add_success(DoneRow done);

  std::int64_t last_id_ = 0;
  std::map<Key, QueueRow> rows_;
  std::unordered_map<std::int64_t, Key> order_;
  std::vector<DoneRow> success_;
  std::vector<DoneRow> failure_;
  std::array<Newest, 2> newest_;
  std::array<Newest, 2> newest_update_;
  std::unordered_set<std::int64_t> half_copied_;
};

}  // namespace os2sync_model
