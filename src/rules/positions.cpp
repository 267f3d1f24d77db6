// SPDX-License-Identifier: MPL-2.0
#include "rules/positions.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "rules/rule_names.hpp"
#include "rules/text.hpp"

namespace os2sync {
namespace {

constexpr Text kEngagement{"engagement {} in unit {}, title '{}'", "engagement {} i enhed {}, titel '{}'"};
constexpr Text kPosition{"a position", "en stilling"};
constexpr Text kNoTitle{"no title: left out", "ingen titel: udelades"};

std::optional<std::string> title_of(const SourceEngagement& engagement, const Directory& directory, const Rules& rules,
                                    Notes& notes) {
  if (rules.job_title_extension != 0) {
    const std::string& extension = rules.job_title_extension == 1 ? engagement.extension_1 : engagement.extension_3;
    if (auto title = fit_text(extension, rules.limits.position_name, "Positions.Name", notes)) return title;
  }
  const SourceClass* const job = directory.class_of(engagement.job_function);
  if (!job) return std::nullopt;
  if (auto title = fit_text(job->name, rules.limits.position_name, "Positions.Name", notes)) return title;
  return fit_text(job->user_key, rules.limits.position_name, "Positions.Name", notes);
}

/// A position with what decides its place and the work address.
struct Made {
  WantedPosition position;
  std::uint32_t unit_row = kNoRow;
  bool primary = false;
};

/// OS2sync passes over an end without a beginning.
void set_dates(const SourceEngagement& engagement, WantedPosition& position) {
  position.start = engagement.from;
  if (engagement.from) position.stop = engagement.to;
}

/// The unit of the one primary engagement, else that of the first position.
void choose_work_unit(const std::vector<Made>& made, Positions& positions) {
  if (made.empty()) return;
  const bool one_primary = std::ranges::count(made, true, &Made::primary) == 1;
  const auto chosen = one_primary ? std::ranges::find(made, true, &Made::primary) : made.begin();
  positions.work_unit = chosen->unit_row;
  positions.work_unit_unclear =
      !one_primary && std::ranges::any_of(made, [&](const Made& m) { return m.unit_row != chosen->unit_row; });
}

}  // namespace

Positions map_positions(std::span<const std::uint32_t> engagements, const Directory& directory,
                        const std::vector<Uuid>& unit_fk_uuids, const Rules& rules, Notes& notes) {
  Positions positions;
  std::vector<Made> made;
  made.reserve(engagements.size());
  for (const std::uint32_t row : engagements) {
    const SourceEngagement& engagement = directory.snapshot.engagements[row];
    auto title = title_of(engagement, directory, rules, notes);
    if (!title) {
      positions.nameless = true;
      notes.find(FindingCode::position_name_missing, engagement.uuid.to_string());
    }
    if (notes.traced()) {
      notes.step(rule::kUserPositions, "os2sync.extension_field_as_job_function",
                 say(kEngagement, engagement.uuid, engagement.unit, title.value_or("")),
                 say(title ? kPosition : kNoTitle));
    }
    if (!title) continue;
    const std::uint32_t unit_row = directory.units.find(engagement.unit);
    made.push_back({{unit_fk_uuids[unit_row], std::move(*title), {}, {}}, unit_row, engagement.is_primary});
    if (rules.position_dates) set_dates(engagement, made.back().position);
  }
  // Engagements come in uuid order, so a stable sort leaves equal positions in engagement order before they are merged.
  std::ranges::stable_sort(made, [](const Made& a, const Made& b) {
    return std::tie(a.position.name, a.position.unit, a.position.start, a.position.stop) <
           std::tie(b.position.name, b.position.unit, b.position.start, b.position.stop);
  });
  choose_work_unit(made, positions);
  positions.list.reserve(made.size());
  for (Made& one : made) positions.list.push_back(std::move(one.position));
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
