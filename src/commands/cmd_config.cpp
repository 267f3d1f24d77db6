// SPDX-License-Identifier: MPL-2.0
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/mapping_tests.hpp"
#include "commands/invocation.hpp"
#include "config/check_names.hpp"
#include "config/render_settings.hpp"
#include "config/setting_error.hpp"
#include "config/settings_docs.hpp"
#include "core/error.hpp"
#include "render/check_report.hpp"
#include "render/settings_checks.hpp"

namespace os2sync {
namespace {

constexpr Text kGood{"The settings are in order.", "Indstillingerne er i orden."};
constexpr Text kBad{"The settings cannot be used.", "Indstillingerne kan ikke bruges."};

constexpr Text kHalf{"The settings could not be checked to the end.", "Indstillingerne kunne ikke prøves til ende."};

int print_checks(const std::vector<Check>& checks, const GlobalOptions& options, Toolbox& toolbox, Text bad = kBad) {
  toolbox.print(options.format == OutputFormat::text
                    ? render_checks(checks, kGood, bad, options.language, toolbox.width())
                    : render_checks_json(checks));
  return any_failed(checks) ? exit_code_of(ErrorKind::settings) : 0;
}

Check check_of_tests(const std::vector<MappingTestResult>& results, Language language) {
  constexpr Text kTitle{"Mapping tests", "Afbildningsprøver"};
  Check check;
  check.id = "tests";
  check.title = kTitle.in(language);
  std::size_t passed = 0;
  for (const MappingTestResult& result : results) {
    if (result.differences.empty()) ++passed;
    for (const std::string& difference : result.differences) {
      check.faults.push_back(fmt::format("{}: {}", result.name, difference));
    }
  }
  check.detail = fill_in(language, {"{} of {} pass", "{} af {} består"}, passed, results.size());
  return check;
}

/// Reads no more of the source than the settings can name.
Check look_up_names(const LoadedSettings& loaded, const GlobalOptions& options, Toolbox& toolbox) {
  LoadedSettings told = loaded;
  told.warnings.clear();  // they are part of the result here
  toolbox.start(options, told);
  ReadRequest request;
  request.with_engagements = false;
  const std::unique_ptr<Source> source = toolbox.open_source(loaded.settings);
  const Snapshot snapshot = source->read(request, toolbox.observer());
  toolbox.finish_progress();
  return check_of_names(check_names(loaded.settings, snapshot, options.language), snapshot, options.language);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Templates are settings too, but only Jinja can tell whether they work: their faults become the result.
std::unique_ptr<PersonTemplates> check_templates(SettingsResult& result, const GlobalOptions& options,
                                                 Toolbox& toolbox) {
  const auto* loaded = std::get_if<LoadedSettings>(&result);
  if (loaded == nullptr) return nullptr;
  try {
    return toolbox.open_templates(loaded->settings, options.language);
  } catch (const Error& error) {
    SettingsFaults faults;
    faults.lines = lines_of(error.in(options.language));
    result = std::move(faults);
    return nullptr;
  }
}

/// None when there are no tests.
std::optional<Check> try_tests(const Settings& settings, const PersonTemplates* templates, Language language) {
  if (settings.mapping_tests.empty()) return std::nullopt;
  std::vector<MappingTestResult> results;
  for (const MappingTest& test : settings.mapping_tests) {
    results.push_back(run_mapping_test(test, settings.rules, templates, language));
  }
  return check_of_tests(results, language);
}

int check_settings(const GlobalOptions& options, bool offline, Toolbox& toolbox) {
  SettingsResult result = try_load_settings(toolbox.settings_sources(options));
  const std::unique_ptr<PersonTemplates> templates = check_templates(result, options, toolbox);
  std::vector<Check> checks = check_settings_alone(result, options.language);
  const auto* loaded = std::get_if<LoadedSettings>(&result);
  if (loaded == nullptr) return print_checks(checks, options, toolbox);
  if (auto tests = try_tests(loaded->settings, templates.get(), options.language)) checks.push_back(std::move(*tests));
  const bool good_so_far = !any_failed(checks);
  try {
    checks.push_back(offline ? skipped_check_of_names(options.language) : look_up_names(*loaded, options, toolbox));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted) throw;
    toolbox.finish_progress();
    checks.push_back(failed_check_of_names(lines_of(error.in(options.language)), options.language));
    const bool at_fault = !good_so_far || error.kind() == ErrorKind::settings;
    print_checks(checks, options, toolbox, at_fault ? kBad : kHalf);
    return exit_code_of(at_fault ? ErrorKind::settings : error.kind());
  }
  return print_checks(checks, options, toolbox);
}

int show_settings(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.print(options.format == OutputFormat::text ? render_settings_text(loaded, options.language, toolbox.width())
                                                     : render_settings_json(loaded));
  return 0;
}

constexpr std::size_t kHelpWidth = 80;

/// The names `--to` takes.
const std::map<std::string, Spelling> kSpellings{
    {"file", Spelling::file}, {"environment", Spelling::environment}, {"today", Spelling::today}};

void add_spelling_option(CLI::App& command, Spelling& spelling, const std::string& help) {
  command
      .add_option_function<std::string>(
          "--to", [&spelling](const std::string& name) { spelling = kSpellings.at(name); }, help)
      ->type_name("SPELLING")
      ->check(CLI::IsMember({"file", "environment", "today"}).description(""));
}

int convert(const GlobalOptions& options, Spelling spelling, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  for (const std::string& warning : loaded.warnings) toolbox.say(fmt::format("! {}\n", warning));
  toolbox.print(convert_settings(loaded, spelling, options.language));
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
  auto offline = std::make_shared<bool>(false);
  check->add_flag("--offline", *offline, "Ask nobody: do not look up names in OS2MO");
  check->callback([&invocation, offline] {
    invocation.run = [&options = invocation.options, offline](Toolbox& toolbox) {
      return check_settings(options, *offline, toolbox);
    };
  });

  auto* show = command->add_subcommand("show", "Every setting, its value and its source");
  add_format_options(*show, invocation.options);
  show->callback(set(show_settings));
  command->add_subcommand("schema", "Print a JSON Schema of the settings file")
      ->callback(set([](const GlobalOptions& options, Toolbox& toolbox) {
        toolbox.print(make_settings_schema(options.language));
        return 0;
      }));
  auto spelling = std::make_shared<Spelling>(Spelling::file);
  const auto set_with_spelling = [&invocation, spelling](auto run) {
    return [&invocation, spelling, run] {
      invocation.run = [&options = invocation.options, spelling, run](Toolbox& toolbox) {
        return run(options, *spelling, toolbox);
      };
    };
  };
  auto* example = command->add_subcommand("example", "Print settings to fill in, each with what it means");
  add_spelling_option(*example, *spelling, "file (usual), environment or today: which names");
  example->callback(set_with_spelling([](const GlobalOptions& options, Spelling to, Toolbox& toolbox) {
    toolbox.print(make_example_settings(to, options.language));
    return 0;
  }));
  auto* converted = command->add_subcommand("convert", "Print the settings in force under other names");
  add_spelling_option(*converted, *spelling, "file (usual), environment or today: which names");
  converted->callback(set_with_spelling(convert));
  command->footer(make_settings_help(invocation.options.language, kHelpWidth));
}

}  // namespace os2sync
