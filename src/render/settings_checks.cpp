// SPDX-License-Identifier: MPL-2.0
#include "render/settings_checks.hpp"

#include <algorithm>

#include "config/check_meaning.hpp"
#include "config/setting_error.hpp"

namespace os2sync {
namespace {

Check new_check(std::string id, Text title, Language language) {
  Check check;
  check.id = std::move(id);
  check.title = title.in(language);
  return check;
}
Check new_syntax_check(Language language) {
  return new_check("syntax", {"Names and values", "Navne og værdier"}, language);
}
Check new_meaning_check(Language language) {
  return new_check("meaning", {"What they say together", "Hvad de siger tilsammen"}, language);
}
Check new_names_check(Language language) {
  return new_check("source", {"What they name in OS2MO", "Hvad de nævner i OS2MO"}, language);
}

std::size_t count_origin(const LoadedSettings& loaded, SettingOrigin::Kind kind) {
  return static_cast<std::size_t>(
      std::ranges::count_if(loaded.values, [&](const LoadedSetting& setting) { return setting.origin.kind == kind; }));
}

std::string describe_origins(const LoadedSettings& loaded, Language language) {
  using Kind = SettingOrigin::Kind;
  return fill_in(
      language,
      {"{} from the file, {} from the environment, {} defaults", "{} fra filen, {} fra miljøet, {} standardværdier"},
      count_origin(loaded, Kind::file), count_origin(loaded, Kind::environment),
      count_origin(loaded, Kind::default_value));
}

}  // namespace

std::vector<Check> check_settings_alone(const SettingsResult& result, Language language) {
  Check syntax = new_syntax_check(language);
  Check meaning = new_meaning_check(language);
  if (const auto* faults = std::get_if<SettingsFaults>(&result)) {
    (faults->contradict ? meaning : syntax).faults = faults->lines;
    if (!faults->contradict) return {std::move(syntax)};
    return {std::move(syntax), std::move(meaning)};
  }
  const auto& loaded = std::get<LoadedSettings>(result);
  syntax.detail = describe_origins(loaded, language);
  meaning.warnings = find_risks(loaded.settings, language);
  for (const std::string& warning : loaded.warnings) {
    const bool is_risk = std::ranges::find(meaning.warnings, warning) != meaning.warnings.end();
    if (!is_risk) syntax.warnings.push_back(warning);
  }
  return {std::move(syntax), std::move(meaning)};
}

Check check_of_names(NameFindings findings, const Snapshot& snapshot, Language language) {
  Check check = new_names_check(language);
  check.detail = fill_in(
      language, {"{} units, {} classes, {} it-systems looked at", "{} enheder, {} klasser, {} it-systemer set efter"},
      snapshot.units.size(), snapshot.classes.size(), snapshot.it_systems.size());
  check.faults = std::move(findings.faults);
  check.warnings = std::move(findings.warnings);
  return check;
}

Check failed_check_of_names(std::vector<std::string> why, Language language) {
  Check check = new_names_check(language);
  check.faults = std::move(why);
  return check;
}

Check skipped_check_of_names(Language language) {
  Check check = new_names_check(language);
  constexpr Text kOffline{"not asked (--offline)", "ikke spurgt (--offline)"};
  check.detail = kOffline.in(language);
  check.skipped = true;
  return check;
}

}  // namespace os2sync
