// SPDX-License-Identifier: MPL-2.0
#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"
#include "config/render_settings.hpp"
#include "config/settings_docs.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

int check_settings(const GlobalOptions& options, Toolbox& toolbox) {
  const SettingsResult result = try_load_settings(toolbox.settings_sources(options));
  toolbox.print(options.format == OutputFormat::text ? render_settings_check_text(result, options.language)
                                                     : render_settings_check_json(result));
  return std::holds_alternative<LoadedSettings>(result) ? 0 : exit_code_of(ErrorKind::settings);
}

int show_settings(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.print(options.format == OutputFormat::text ? render_settings_text(loaded, options.language, toolbox.width())
                                                     : render_settings_json(loaded));
  return 0;
}

}  // namespace

void add_config_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("config", "Check and show the settings");
  command->require_subcommand(1);
  const auto set = [&invocation](auto run) {
    return [&invocation, run] {
      invocation.run = [&options = invocation.options, run](Toolbox& toolbox) { return run(options, toolbox); };
    };
  };
  auto* check = command->add_subcommand("check", "List everything that is wrong, with the remedy");
  add_format_options(*check, invocation.options);
  check->callback(set(check_settings));

  auto* show = command->add_subcommand("show", "Every setting, its value and its source");
  add_format_options(*show, invocation.options);
  show->callback(set(show_settings));
  command->add_subcommand("schema", "Print a JSON Schema of the settings file")
      ->callback(set([](const GlobalOptions& options, Toolbox& toolbox) {
        toolbox.print(make_settings_schema(options.language));
        return 0;
      }));
  command->add_subcommand("example", "Print a settings file with all defaults")
      ->callback(set([](const GlobalOptions&, Toolbox& toolbox) {
        toolbox.print(make_example_settings());
        return 0;
      }));
}

}  // namespace os2sync
