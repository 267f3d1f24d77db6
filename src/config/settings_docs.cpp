// SPDX-License-Identifier: MPL-2.0
#include "config/settings_docs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/settings_page_text.hpp"
#include "config/settings_table.hpp"
#include "config/wrap_text.hpp"

namespace os2sync {
namespace {

/// Calls `visit` for every setting of a kind, by group; `open` before the first of a group.
template <typename Open, typename Visit>
void for_each_group(const std::vector<SettingSpec>& table, SettingSupport support, Open open, Visit visit) {
  for (std::size_t i = 0; i < kSettingGroupCount; ++i) {
    const auto group = static_cast<SettingGroup>(i);
    bool is_open = false;
    for (const SettingSpec& spec : table) {
      if (spec.group != group || spec.support != support) continue;
      if (!is_open) open(group);
      is_open = true;
      visit(spec);
    }
  }
}

std::string describe_type(const SettingSpec& spec, Language language) {
  const std::string_view type = describe(spec.type).in(language);
  if (!spec.range) return std::string{type};
  return fmt::format("{}, {}–{}", type, spec.range->first, spec.range->second);
}

std::string describe_default(const SettingSpec& spec, Language language) {
  constexpr Text kRequired{"required", "påkrævet"};
  constexpr Text kNone{"–", "–"};
  if (spec.required) return std::string{kRequired.in(language)};
  const std::string text = spec.default_text();
  return text == "null" ? std::string{kNone.in(language)} : fmt::format("`{}`", text);
}

std::string join_names(const std::vector<std::string>& names) {
  std::vector<std::string> marked;
  marked.reserve(names.size());
  for (const std::string& name : names) marked.push_back(fmt::format("`{}`", name));
  return fmt::format("{}", fmt::join(marked, "<br>"));
}

void append_wrapped(std::string& out, std::string_view text, std::string_view indent, std::size_t width) {
  for (const std::string& line : wrap_text(text, width - indent.size())) out += fmt::format("{}{}\n", indent, line);
}

}  // namespace

std::string make_settings_help(Language language, std::size_t width) {
  width = std::max<std::size_t>(width, 40);
  std::string out;
  for_each_group(
      make_settings_table(), SettingSupport::honoured,
      [&](SettingGroup group) { out += fmt::format("{}{}:\n", out.empty() ? "" : "\n", describe(group).in(language)); },
      [&](const SettingSpec& spec) {
        std::string standard = describe_default(spec, language);
        std::erase(standard, '`');
        append_wrapped(out, fmt::format("{}  [{}]", spec.key, standard), "  ", width);
        append_wrapped(out, spec.help.in(language), "      ", width);
      });
  return out;
}

std::string make_settings_man_section(Language language) {
  constexpr Text kTitle{"# SETTINGS\n", "# INDSTILLINGER\n"};
  std::string out{kTitle.in(language)};
  for_each_group(
      make_settings_table(), SettingSupport::honoured,
      [&](SettingGroup group) { out += fmt::format("\n## {}\n", describe(group).in(language)); },
      [&](const SettingSpec& spec) {
        out += fmt::format("\n**{}** ({}; {})\n:   {}\n    {}\n", spec.key, describe_type(spec, language),
                           describe_default(spec, language), spec.help.in(language), fmt::join(spec.environment, ", "));
      });
  return out;
}

std::string make_settings_man_page() {
  constexpr std::string_view kFrame =
      R"(% OS2SYNC-EXPORT-SETTINGS(5) os2sync-export
%
%

# NAME

os2sync-export-settings - every setting, its variables, type and default

# DESCRIPTION

Settings stand in a JSON file under the names below and in the environment, which wins. **os2sync-export config example**
prints a file to fill in, **config check** tells everything that is wrong, **config show** what is in force and why.

{}
# SEE ALSO

**os2sync-export**(1), **os2sync-export-config**(1)
)";
  return fmt::format(kFrame, make_settings_man_section(Language::english));
}

std::string make_settings_page(Language language) {
  const std::vector<SettingSpec> table = make_settings_table();
  std::string out{kPageIntroduction.in(language)};
  for_each_group(
      table, SettingSupport::honoured,
      [&](SettingGroup group) {
        out += fmt::format("\n## {}\n\n{}", describe(group).in(language), kPageTableHead.in(language));
      },
      [&](const SettingSpec& spec) {
        out += fmt::format("| {} | {} | {} | {} | {} |\n", join_names(spec.file_keys), join_names(spec.environment),
                           describe_type(spec, language), describe_default(spec, language), spec.help.in(language));
      });
  const bool has_more =
      std::ranges::any_of(table, [](const SettingSpec& spec) { return spec.support == SettingSupport::not_yet; });
  if (has_more) out += kPageNotYet.in(language);
  for_each_group(
      table, SettingSupport::not_yet, [](SettingGroup) {},
      [&](const SettingSpec& spec) {
        out += fmt::format("| {} | {} | {} |\n", join_names(spec.file_keys), join_names(spec.environment),
                           spec.help.in(language));
      });
  out += kPageNoEffect.in(language);
  for_each_group(
      table, SettingSupport::no_effect, [](SettingGroup) {},
      [&](const SettingSpec& spec) {
        out += fmt::format("| {} | {} | {} |\n", join_names(spec.file_keys), join_names(spec.environment),
                           spec.help.in(language));
      });
  return out;
}

}  // namespace os2sync
