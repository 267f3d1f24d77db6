// SPDX-License-Identifier: MPL-2.0
// A settings file and the environment: the file's text up to a NUL, then NAME=VALUE a line.
#include "config/convert_settings.hpp"
#include "config/load_settings.hpp"
#include "config/render_settings.hpp"
#include "harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  SettingsSources sources;
  sources.file = SettingsFile{"settings.json", std::string{input.until('\0')}};
  while (!input.empty()) {
    const std::string_view line = input.until('\n');
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos)
      sources.environment.emplace(std::string{line.substr(0, equals)}, std::string{line.substr(equals + 1)});
  }
  sources.read_file = [](const std::string&) { return std::optional<std::string>{"secret"}; };

  for (const Language language : {Language::english, Language::danish}) {
    sources.language = language;
    const SettingsResult result = try_load_settings(sources);
    static_cast<void>(is_switched_on(sources));
    const auto* loaded = std::get_if<LoadedSettings>(&result);
    if (loaded == nullptr) {
      fuzz::require(!std::get<SettingsFaults>(result).lines.empty(), "settings are refused for a reason");
      continue;
    }
    static_cast<void>(render_settings_text(*loaded, language, 80));
    static_cast<void>(render_settings_json(*loaded));
    static_cast<void>(convert_settings(*loaded, Spelling::file, language));
  }
  return 0;
}
