// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/queue.hpp"

#include <limits>
#include <utility>

namespace os2sync_model {
namespace {

std::size_t index_of(Kind kind) { return static_cast<std::size_t>(kind); }

/// The copy of a row whose positions did not make it.
DoneRow parent_only(QueueRow row, std::string error) {
  if (auto* user = std::get_if<User>(&row.payload)) user->positions.clear();
  return {std::move(row), false, true, std::move(error)};
}

}  // namespace

std::int64_t Queue::push(QueueRow row, std::uint64_t tie, bool by_time) {
  row.id = ++last_id_;
  const auto second = std::chrono::floor<std::chrono::seconds>(row.inserted).time_since_epoch().count();
  const Key key{row.kind, by_time ? second : row.priority, tie, row.id};
  order_.emplace(row.id, key);
  rows_.emplace_hint(rows_.end(), key, std::move(row));
  return last_id_;
}

std::vector<std::int64_t> Queue::next(Kind kind, std::size_t count, std::optional<int> ceiling) const {
  std::vector<std::int64_t> ids;
  for (auto at = rows_.lower_bound(Key{kind, std::numeric_limits<std::int64_t>::min(), 0, 0});
       at != rows_.end() && at->first.kind == kind && ids.size() < count; ++at) {
    if (ceiling && at->second.priority >= *ceiling) continue;
    ids.push_back(at->first.id);
  }
  return ids;
}

void Queue::drop(std::int64_t id) {
  rows_.erase(order_.at(id));
  order_.erase(id);
}

void Queue::sink(std::int64_t id, int priority) {
  auto node = rows_.extract(order_.at(id));
  node.key().rank = priority;
  node.mapped().priority = priority;
  order_.at(id) = node.key();
  rows_.insert(std::move(node));
}

void Queue::add_success(DoneRow done) {
  const QueueRow& row = done.row;
  const auto remember = [&](Newest& index) {
    const auto [entry, added] = index.try_emplace(row.uuid, success_.size());
    if (!added && success_[entry->second].row.id < row.id) entry->second = success_.size();
  };
  remember(newest_[index_of(row.kind)]);
  if (row.operation == Operation::update) remember(newest_update_[index_of(row.kind)]);
  success_.push_back(std::move(done));
}

void Queue::succeed(std::int64_t id, bool skipped) {
  auto node = rows_.extract(order_.at(id));
  order_.erase(id);
  add_success({std::move(node.mapped()), skipped, false, {}});
}

void Queue::fail(std::int64_t id, std::string error) {
  auto node = rows_.extract(order_.at(id));
  order_.erase(id);
  failure_.push_back({std::move(node.mapped()), false, false, std::move(error)});
}

void Queue::half_copy(std::int64_t id, const std::string& error) {
  if (!half_copied_.insert(id).second) return;
  add_success(parent_only(row(id), {}));
  failure_.push_back(parent_only(row(id), error));
}

std::vector<const QueueRow*> Queue::waiting() const {
  std::vector<const QueueRow*> rows;
  rows.reserve(rows_.size());
  for (const auto& [key, row] : rows_) rows.push_back(&row);
  return rows;
}

const DoneRow* Queue::find(const Newest& index, const std::string& uuid) const {
  const auto entry = index.find(uuid);
  return entry == index.end() ? nullptr : &success_[entry->second];
}

const DoneRow* Queue::last_success(Kind kind, const std::string& uuid) const {
  return find(newest_[index_of(kind)], uuid);
}

const DoneRow* Queue::last_update(Kind kind, const std::string& uuid) const {
  return find(newest_update_[index_of(kind)], uuid);
}

}  // namespace os2sync_model
