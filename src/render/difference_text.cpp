// SPDX-License-Identifier: MPL-2.0
#include "render/difference_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/wrap_text.hpp"
#include "core/said.hpp"
#include "render/field_text.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

struct KindText {
  std::string_view name;
  Text head;  ///< of the list; {} is how many
};
constexpr std::array<KindText, 7> kKinds{{
    {"added", {"{} only in the new plan:", "{} kun i den nye plan:"}},
    {"gone", {"{} only in the old plan:", "{} kun i den gamle plan:"}},
    {"action", {"{} with another action:", "{} med en anden handling:"}},
    {"withheld",
     {"{} held back in one of the plans, or for another reason:",
      "{} tilbageholdt i den ene plan eller af en anden grund:"}},
    {"reason", {"{} for another reason:", "{} af en anden grund:"}},
    {"payload", {"{} with other content:", "{} med andet indhold:"}},
    {"source", {"{} made from another record in OS2MO:", "{} lavet af en anden registrering i OS2MO:"}},
}};
constexpr std::array<Text, 3> kActions{{{"create", "opret"}, {"update", "ret"}, {"delete", "slet"}}};
constexpr Text kMore{"  … and {} more\n", "  … og {} mere\n"};
constexpr Text kFields{"fields: {}", "felter: {}"};

const KindText& row(DifferenceKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

char mark_of(const PlanDifference& difference) {
  if (!difference.before) return '+';
  return difference.after ? '~' : '-';
}

/// "delete, no longer transferred by the rules".
std::string describe(const PlannedObject& object, Language language) {
  std::string text = fmt::format("{}, {}", kActions[static_cast<std::size_t>(object.action)].in(language),
                                 text_of(object.reason).in(language));
  if (object.withheld) text += fmt::format("; {}", text_of(*object.withheld).in(language));
  return text;
}

/// What both plans say, once where they say the same.
std::string describe(const PlanDifference& difference, Language language) {
  if (!difference.before || !difference.after) return describe(difference.either(), language);
  const std::string before = describe(*difference.before, language);
  const std::string after = describe(*difference.after, language);
  return before == after ? after : before + " → " + after;
}

std::string list_fields(const std::vector<FieldChange>& fields) {
  std::string names;
  for (const FieldChange& field : fields) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", field_name(field.field));
  }
  return names;
}

void append_indented(std::string_view text, std::size_t indent, std::size_t width, std::string& out) {
  for (const std::string& line : wrap_text(text, width > indent + 20 ? width - indent : 20)) {
    out += fmt::format("{:{}}{}\n", "", indent, line);
  }
}

void append_difference(const PlanDifference& difference, const DifferenceTextOptions& options, std::string& out) {
  const Language language = options.language;
  const std::size_t width = options.width;
  const PlannedObject& object = difference.either();
  const std::string name = options.name_of ? options.name_of(object) : "";
  const std::string line = fmt::format("  {} {} {}{}", mark_of(difference), text_of(object.kind).in(language),
                                       object.uuid, name.empty() ? name : fmt::format(" \"{}\"", name));
  out += fit(line, width) + "\n";
  append_indented(describe(difference, language), 6, width, out);
  if (!object.fields.empty()) {
    append_indented(fill_in(language, kFields, list_fields(object.fields)), 6, width, out);
  }
}

}  // namespace

DifferenceKind kind_of(const PlanDifference& difference) {
  if (!difference.before) return DifferenceKind::added;
  if (!difference.after) return DifferenceKind::gone;
  const PlannedObject& before = *difference.before;
  const PlannedObject& after = *difference.after;
  if (before.action != after.action) return DifferenceKind::action;
  if (before.withheld != after.withheld) return DifferenceKind::withheld;
  if (before.reason != after.reason) return DifferenceKind::reason;
  return before.source == after.source ? DifferenceKind::payload : DifferenceKind::source;
}

std::string_view name_of(DifferenceKind kind) noexcept { return row(kind).name; }

std::string render_differences(const std::vector<PlanDifference>& differences, const DifferenceTextOptions& options) {
  std::string out;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const auto kind = static_cast<DifferenceKind>(i);
    const auto is_one = [kind](const PlanDifference& difference) { return kind_of(difference) == kind; };
    const auto count = static_cast<std::size_t>(std::count_if(differences.begin(), differences.end(), is_one));
    if (count == 0) continue;
    out += fill_in(options.language, row(kind).head, count) + "\n";
    std::size_t shown = 0;
    for (const PlanDifference& difference : differences) {
      if (!is_one(difference)) continue;
      if (options.examples != 0 && shown == options.examples) break;
      append_difference(difference, options, out);
      ++shown;
    }
    if (count > shown) out += fill_in(options.language, kMore, count - shown);
  }
  return out;
}

}  // namespace os2sync
