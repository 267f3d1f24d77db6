// SPDX-License-Identifier: MPL-2.0
#include "render/stale_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/wrap_text.hpp"
#include "core/said.hpp"
#include "render/difference_json.hpp"
#include "render/difference_text.hpp"
#include "render/plan_json.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

constexpr Text kHead{"The plan in the file is not the plan of now. Since it was made:",
                     "Planen i filen er ikke den, der gælder nu. Siden den blev lavet:"};
constexpr Text kSettings{"settings were changed: {}", "indstillinger er ændret: {}"};
constexpr Text kLedger{"something was sent: the ledger is another", "noget er sendt: hovedbogen er en anden"};
constexpr Text kRemarks{"remarks on records, or how many objects are untouched, are others",
                        "bemærkninger til registreringer eller antallet af urørte objekter er andre"};

ordered_json refusal_of(const StalePlan& stale) {
  return {{"settings", stale.settings},
          {"ledger_changed", stale.ledger},
          {"remarks_changed", stale.remarks},
          {"differences", stale.differences.size()},
          {"exit_code", 5}};
}

}  // namespace

StalePlan compare_with_now(const PlanFile& file, std::string_view now, const PlanBasis& basis, const Plan& plan) {
  StalePlan stale;
  stale.settings = differing_keys(file.basis.settings, basis.settings);
  stale.ledger = file.basis.ledger != basis.ledger;
  stale.differences = subtract_plans(objects_of(plan), file.objects);
  const bool explained = !stale.settings.empty() || stale.ledger || !stale.differences.empty();
  stale.remarks = !explained || remarks_of_plan_file(now) != file.remarks;
  return stale;
}

std::string render_stale_plan(const StalePlan& stale, Language language, std::size_t width, std::size_t examples) {
  std::string out;
  const auto add = [&](const std::string& text, std::string_view first, std::string_view others) {
    for (const std::string& line : wrap_text(text, width - first.size())) {
      out += fmt::format("{}{}\n", first, line);
      first = others;
    }
  };
  add(std::string{kHead.in(language)}, "", "");
  if (!stale.settings.empty()) add(fill_in(language, kSettings, fmt::join(stale.settings, ", ")), "* ", "  ");
  if (stale.ledger) add(std::string{kLedger.in(language)}, "* ", "  ");
  if (stale.remarks) add(std::string{kRemarks.in(language)}, "* ", "  ");
  return out + render_differences(stale.differences, {language, width, examples, {}});
}

std::string render_stale_plan_json(const StalePlan& stale) {
  ordered_json document{{"format_version", kFormatVersion}, {"type", "apply_refused"}};
  document.update(refusal_of(stale));
  document["differences"] = json_of(stale.differences);
  return document.dump() + "\n";
}

std::string render_stale_plan_ndjson(const StalePlan& stale, std::string_view program_version) {
  std::string out = version_line(program_version);
  for (const std::string& key : stale.settings) out += line_of("setting_difference", {{"key", key}});
  for (const PlanDifference& difference : stale.differences) out += line_of("plan_difference", json_of(difference));
  return out + line_of("apply_refused", refusal_of(stale));
}

}  // namespace os2sync
