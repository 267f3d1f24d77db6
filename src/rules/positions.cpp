// SPDX-License-Identifier: MPL-2.0
#include "rules/positions.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

std::optional<std::string> title_of(const SourceEngagement& engagement, const Directory& directory, const Rules& rules,
                                    Notes& notes) {
  const SourceClass* const job = directory.class_of(engagement.job_function);
  if (!job) return std::nullopt;
  if (auto title = fit_text(job->name, rules.limits.position_name, "Positions.Name", notes)) return title;
  return fit_text(job->user_key, rules.limits.position_name, "Positions.Name", notes);
}

}  // namespace

Positions map_positions(std::span<const std::uint32_t> engagements, const Directory& directory,
                        const std::vector<Uuid>& unit_fk_uuids, const Rules& rules, Notes& notes) {
  Positions positions;
  positions.list.reserve(engagements.size());
  for (const std::uint32_t row : engagements) {
    const SourceEngagement& engagement = directory.snapshot.engagements[row];
    auto title = title_of(engagement, directory, rules, notes);
    if (!title) {
      positions.nameless = true;
      notes.find(FindingCode::position_name_missing, engagement.uuid.to_string());
    }
    if (notes.traced()) {
      notes.step(
          rule::kUserPositions, "",
          fmt::format("engagement {} in unit {}, title '{}'", engagement.uuid, engagement.unit, title.value_or("")),
          title ? "a position" : "no title: left out");
    }
    if (title)
      positions.list.push_back({unit_fk_uuids[directory.units.find(engagement.unit)], std::move(*title), {}, {}});
  }
  // Engagements come in uuid order, so a stable sort leaves equal (name, unit) in engagement order before they are
  // merged.
  std::stable_sort(positions.list.begin(), positions.list.end(), [](const WantedPosition& a, const WantedPosition& b) {
    return std::tie(a.name, a.unit) < std::tie(b.name, b.unit);
  });
  positions.list.erase(std::unique(positions.list.begin(), positions.list.end()), positions.list.end());
  return positions;
}

std::optional<std::uint32_t> find_primary(std::span<const std::uint32_t> engagements,
                                          const Directory& directory) noexcept {
  std::optional<std::uint32_t> primary;
  for (const std::uint32_t row : engagements) {
    if (!directory.snapshot.engagements[row].is_primary) continue;
    if (primary) return std::nullopt;
    primary = row;
  }
  return primary;
}

}  // namespace os2sync
