// SPDX-License-Identifier: MPL-2.0
#include "plan/order.hpp"

#include <algorithm>
#include <map>

namespace os2sync {
namespace {

using Depths = std::unordered_map<Uuid, std::size_t>;

/// From `start` up to a unit whose depth is settled, to the top, or round a circle until it meets itself.
/// Returns the way taken; `next` becomes where it stopped, none above the top.
std::vector<Uuid> climb(const Uuid& start, const ParentMap& parents, const Depths& settled, std::optional<Uuid>& next) {
  std::vector<Uuid> way;
  std::unordered_map<Uuid, std::size_t> seen;
  next = start;
  while (next && parents.contains(*next) && !settled.contains(*next) && seen.emplace(*next, way.size()).second) {
    way.push_back(*next);
    next = parents.at(*next);
  }
  return way;
}

void settle(const Uuid& start, const ParentMap& parents, Depths& depths) {
  std::optional<Uuid> stop;
  std::vector<Uuid> way = climb(start, parents, depths, stop);
  if (way.empty()) return;

  // The part of the way from `stop` on is a circle: without any order among themselves, its units count as tops.
  const auto circle = stop ? std::find(way.begin(), way.end(), *stop) : way.end();
  for (auto unit = circle; unit != way.end(); ++unit) depths[*unit] = 0;
  if (circle != way.end()) {
    stop = *circle;
    way.erase(circle, way.end());
  }
  const auto above = stop ? depths.find(*stop) : depths.end();
  std::size_t depth = above == depths.end() ? 0 : above->second + 1;
  for (auto unit = way.rbegin(); unit != way.rend(); ++unit) depths[*unit] = depth++;
}

}  // namespace

Depths find_depths(const ParentMap& parents) {
  Depths depths;
  depths.reserve(parents.size());
  for (const auto& [unit, parent] : parents) settle(unit, parents, depths);
  return depths;
}

std::vector<Wave> make_waves_by_depth(std::vector<Change> changes, const Depths& depths) {
  std::map<std::size_t, Wave> by_depth;
  for (Change& change : changes) by_depth[depths.at(change.uuid)].changes.push_back(std::move(change));
  std::vector<Wave> waves;
  for (auto& [depth, wave] : by_depth) {
    std::sort(wave.changes.begin(), wave.changes.end(),
              [](const Change& a, const Change& b) { return a.uuid < b.uuid; });
    waves.push_back(std::move(wave));
  }
  return waves;
}

}  // namespace os2sync
