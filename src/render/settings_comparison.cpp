// SPDX-License-Identifier: MPL-2.0
#include "render/settings_comparison.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/wrap_text.hpp"
#include "core/said.hpp"
#include "render/difference_json.hpp"
#include "render/difference_text.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

constexpr Text kKeys{"Settings that differ: {}", "Indstillinger, der er forskellige: {}"};
constexpr Text kNoKeys{"No setting differs (secrets are not compared).",
                       "Ingen indstillinger er forskellige (hemmeligheder sammenlignes ikke)."};
constexpr Text kSame{"The plan would be the same.", "Planen ville være den samme."};
constexpr Text kBefore{"By the settings in force:", "Efter de gældende indstillinger:"};
constexpr Text kAfter{"By {}:", "Efter {}:"};

template <typename Object>
std::string find_name(const std::vector<Object>& objects, const Uuid& uuid) {
  const auto found = std::find_if(objects.begin(), objects.end(), [&](const Object& o) { return o.uuid == uuid; });
  return found == objects.end() ? "" : found->name;
}

/// As it is to be called by the other settings, else as it is called now.
std::string name_in(const ComparedSettings& compared, const PlannedObject& object) {
  const auto find_in = [&](const Wanted& wanted) {
    return object.kind == ObjectKind::unit ? find_name(wanted.units, object.uuid)
                                           : find_name(wanted.users, object.uuid);
  };
  const std::string name = find_in(compared.after.wanted);
  return name.empty() ? find_in(compared.before.wanted) : name;
}

ordered_json counts_of(const Plan& plan) { return {{"units", json_of(plan.units)}, {"users", json_of(plan.users)}}; }

}  // namespace

std::string render_compared_settings(const ComparedSettings& compared, Language language, std::size_t width) {
  std::string out;
  const std::string keys = compared.keys.empty() ? std::string{kNoKeys.in(language)}
                                                 : fill_in(language, kKeys, fmt::join(compared.keys, ", "));
  for (const std::string& line : wrap_text(keys, width)) out += line + "\n";
  out += "\n";
  if (compared.differences.empty()) out += fmt::format("{}\n", kSame.in(language));
  out +=
      render_differences(compared.differences,
                         {language, width, 0, [&](const PlannedObject& object) { return name_in(compared, object); }});
  out += fmt::format("\n{}\n{}", kBefore.in(language), render_counts(compared.before.plan, language));
  out += fill_in(language, kAfter, compared.name) + "\n";
  return out + render_counts(compared.after.plan, language);
}

std::string render_compared_settings_json(const ComparedSettings& compared) {
  const ordered_json document{{"format_version", kFormatVersion},
                              {"type", "settings_comparison"},
                              {"settings", compared.keys},
                              {"differences", json_of(compared.differences)},
                              {"before", counts_of(compared.before.plan)},
                              {"after", counts_of(compared.after.plan)}};
  return document.dump() + "\n";
}

std::string render_compared_settings_ndjson(const ComparedSettings& compared, std::string_view program_version) {
  std::string out = version_line(program_version);
  for (const std::string& key : compared.keys) out += line_of("setting_difference", {{"key", key}});
  for (const PlanDifference& difference : compared.differences) out += line_of("plan_difference", json_of(difference));
  return out + line_of("difference_summary", {{"differences", compared.differences.size()},
                                              {"before", counts_of(compared.before.plan)},
                                              {"after", counts_of(compared.after.plan)}});
}

}  // namespace os2sync
