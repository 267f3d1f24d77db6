// SPDX-License-Identifier: MPL-2.0
#include "config/render_settings.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/settings_table.hpp"
#include "config/wrap_text.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;
using OriginKind = SettingOrigin::Kind;

constexpr Text kSet{"(set, from {})", "(sat, fra {})"};
constexpr Text kNotSet{"(not set)", "(ikke sat)"};
constexpr Text kDefault{"default", "standard"};
constexpr Text kSameAsDefault{"{} (default)", "{} (standard)"};
constexpr Text kOtherDefault{"{} (default: {})", "{} (standard: {})"};
constexpr Text kOverrides{"{}, not {}", "{}, ikke {}"};
constexpr Text kMerged{"{} over {}", "{} oven på {}"};
constexpr Text kWarnings{"Warnings", "Advarsler"};

std::string describe_value(const LoadedSetting& setting, Language language) {
  if (!setting.is_secret) {
    return setting.value == "null" ? std::string{kNotSet.in(language)} : setting.value;
  }
  if (!setting.is_set) return std::string{kNotSet.in(language)};
  const std::string& from = setting.secret_file.empty() ? setting.origin.to_string() : setting.secret_file;
  return fmt::format(fmt::runtime(kSet.in(language)), from);
}

/// Blanks after the commas of a list, so that it can be broken there; commas inside texts stay as they are.
std::string with_blanks_after_commas(std::string_view json) {
  std::string spaced;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    spaced += c;
    if (in_text && c == '\\' && i + 1 < json.size()) {
      spaced += json[++i];
    } else if (c == '"') {
      in_text = !in_text;
    } else if (c == ',' && !in_text) {
      spaced += ' ';
    }
  }
  return spaced;
}

std::string describe_origin(const LoadedSetting& setting, Language language) {
  if (setting.origin.kind == OriginKind::default_value) return std::string{kDefault.in(language)};
  std::string text = setting.origin.to_string();
  if (!setting.overridden.empty()) {
    text = fmt::format(fmt::runtime(kOverrides.in(language)), text, fmt::join(setting.overridden, ", "));
  }
  if (!setting.merged.empty()) {
    text = fmt::format(fmt::runtime(kMerged.in(language)), text, fmt::join(setting.merged, ", "));
  }
  if (setting.is_default) return fmt::format(fmt::runtime(kSameAsDefault.in(language)), text);
  if (setting.default_value == "null") return text;
  return fmt::format(fmt::runtime(kOtherDefault.in(language)), text, with_blanks_after_commas(setting.default_value));
}

void append_line(std::string& out, const LoadedSetting& setting, Language language, std::size_t width) {
  const std::string value = describe_value(setting, language);
  const std::string line =
      fmt::format("{} = {}", setting.key, setting.is_secret ? value : with_blanks_after_commas(value));
  const std::string origin = describe_origin(setting, language);
  const std::size_t needed = count_columns(line) + 2 + count_columns(origin);
  if (needed <= width) {
    out += fmt::format("{}{}{}\n", line, std::string(width - needed + 2, ' '), origin);
    return;
  }
  const std::vector<std::string> lines = wrap_text(line, width - 4);
  for (std::size_t i = 0; i < lines.size(); ++i) out += fmt::format("{}{}\n", i == 0 ? "" : "    ", lines[i]);
  for (const std::string& part : wrap_text(origin, width)) {
    const std::size_t columns = std::min(count_columns(part), width);
    out += fmt::format("{}{}\n", std::string(width - columns, ' '), part);
  }
}

void append_warnings(std::string& out, const std::vector<std::string>& warnings, Language language, std::size_t width) {
  if (warnings.empty()) return;
  out += fmt::format("\n{}\n", kWarnings.in(language));
  for (const std::string& warning : warnings) {
    const std::vector<std::string> lines = wrap_text(warning, width - 2);
    for (std::size_t i = 0; i < lines.size(); ++i) out += fmt::format("{}{}\n", i == 0 ? "! " : "  ", lines[i]);
  }
}

std::string_view name_of(OriginKind kind) {
  switch (kind) {
    case OriginKind::default_value: return "default";
    case OriginKind::file: return "file";
    case OriginKind::environment: return "environment";
  }
  return "default";
}

Json origin_json(const LoadedSetting& setting) {
  Json origin{{"kind", name_of(setting.origin.kind)}};
  if (setting.origin.kind != OriginKind::default_value) origin["name"] = setting.origin.name;
  if (setting.origin.kind == OriginKind::file) origin["line"] = setting.origin.line;
  if (!setting.secret_file.empty()) origin["secret_file"] = setting.secret_file;
  return origin;
}

std::string dump(const Json& document) {
  // Paths and names may hold any bytes; output is UTF-8 whatever they are.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_settings_text(const LoadedSettings& loaded, Language language, std::size_t width) {
  width = std::max<std::size_t>(width, 40);
  const std::vector<SettingSpec> table = make_settings_table();
  std::string out;
  std::optional<SettingGroup> group;
  for (const LoadedSetting& setting : loaded.values) {
    const SettingSpec* spec = find_setting(table, setting.key);
    if (spec != nullptr && group != spec->group) {
      out += fmt::format("{}# {}\n", group ? "\n" : "", describe(spec->group).in(language));
      group = spec->group;
    }
    append_line(out, setting, language, width);
  }
  append_warnings(out, loaded.warnings, language, width);
  return out;
}

std::string render_settings_json(const LoadedSettings& loaded) {
  Json settings = Json::array();
  for (const LoadedSetting& setting : loaded.values) {
    Json entry{{"key", setting.key}};
    if (setting.is_secret) {
      entry["is_secret"] = true;
    } else {
      entry["value"] = Json::parse(setting.value);
      entry["default"] = Json::parse(setting.default_value);
    }
    entry["is_set"] = setting.is_set;
    entry["is_default"] = setting.is_default;
    entry["origin"] = origin_json(setting);
    if (!setting.overridden.empty()) entry["overridden"] = setting.overridden;
    if (!setting.merged.empty()) entry["merged"] = setting.merged;
    settings.push_back(std::move(entry));
  }
  return dump(Json{{"settings", std::move(settings)}, {"warnings", loaded.warnings}});
}

}  // namespace os2sync
