// SPDX-License-Identifier: MPL-2.0
#include "rules/kle.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kTasksKept{"FK-ORG's own tasks are kept", "FK-ORG's egne opgaver bevares"};
constexpr Text kRows{"{} KLE rows", "{} KLE-rækker"};

/// Lower-case, with the Danish letters spelt out: OS2MO writes 'Udførende', 'Udfoerende' and 'UDFOERENDE'.
std::string fold(std::string_view text) {
  std::string folded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "ø" || text.substr(i, 2) == "Ø") {
      folded += "oe";
      ++i;
    } else {
      folded += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
  }
  return folded;
}

void sort_distinct(std::vector<Uuid>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// "27.12.08, 27.15.00", by uuid where the source does not say the number; "-" for none.
std::string list_numbers(const std::vector<Uuid>& ids, const Directory& directory) {
  std::string text;
  for (const Uuid& id : ids) {
    const SourceClass* const number = directory.class_of(id);
    text += fmt::format("{}{}", text.empty() ? "" : ", ", number ? number->user_key : id.to_string());
  }
  return text.empty() ? "-" : text;
}

bool has_aspect(const SourceKle& row, KleAspect wanted, const Directory& directory) {
  return std::ranges::any_of(row.aspects, [&](const Uuid& id) {
    const SourceClass* const aspect = directory.class_of(id);
    return aspect && kle_aspect_of(*aspect) == wanted;
  });
}

}  // namespace

KleAspect kle_aspect_of(const SourceClass& aspect) {
  constexpr std::array<std::pair<std::string_view, KleAspect>, 3> kAspects{
      {{"udfoerende", KleAspect::performing}, {"ansvarlig", KleAspect::responsible}, {"indsigt", KleAspect::insight}}};
  for (const std::string_view text :
       {std::string_view{aspect.scope}, std::string_view{aspect.user_key}, std::string_view{aspect.name}}) {
    const std::string folded = fold(text);
    for (const auto& [word, meaning] : kAspects) {
      if (folded == word) return meaning;
    }
  }
  return KleAspect::unknown;
}

void map_kle(std::uint32_t unit_row, const Directory& directory, const Rules& rules, WantedUnit& wanted, Notes& notes) {
  wanted.owns_kle = rules.enable_kle;
  if (!rules.enable_kle) {
    if (notes.traced()) notes.step(rule::kUnitKle, "os2sync.enable_kle", say("false"), say(kTasksKept));
    return;
  }
  for (const std::uint32_t kle : directory.unit_kles.of(unit_row)) {
    const SourceKle& row = directory.snapshot.kles[kle];
    if (!row.number) continue;
    if (!rules.use_contact_for_tasks) {
      wanted.tasks.push_back(*row.number);
      continue;
    }
    if (has_aspect(row, KleAspect::performing, directory)) wanted.tasks.push_back(*row.number);
    if (has_aspect(row, KleAspect::responsible, directory)) wanted.contact_for_tasks.push_back(*row.number);
  }
  sort_distinct(wanted.tasks);
  sort_distinct(wanted.contact_for_tasks);
  if (notes.traced()) {
    notes.step(rule::kUnitKle, "os2sync.enable_kle, os2sync.use_contact_for_tasks",
               say(kRows, directory.unit_kles.of(unit_row).size()),
               say(fmt::format("Tasks: {}; ContactForTasks: {}", list_numbers(wanted.tasks, directory),
                               list_numbers(wanted.contact_for_tasks, directory))));
  }
}

}  // namespace os2sync
