// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/doctor.hpp"
#include "app/leak_check.hpp"
#include "commands/invocation.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

void print_checks(const std::vector<Check>& checks, Text good, Text bad, const GlobalOptions& options,
                  Toolbox& toolbox) {
  toolbox.print(options.format == OutputFormat::text
                    ? render_checks(checks, good, bad, options.language, toolbox.width())
                    : render_checks_json(checks));
}

int doctor(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  DoctorTools tools{
      [&](const Settings& asked) { return toolbox.open_source(asked); },
      [&](const Settings& asked) { return toolbox.open_sink(asked); },
      [&](Peer peer) { return toolbox.open_examiner(settings, peer); },
      [&](const std::string& path) { return toolbox.look_at_file(path); },
      [&] { return toolbox.lc_db_exported(settings); },
      [&] { return toolbox.open_ledger(settings, LedgerAccess::read_only).ledger->last_run(); },
      toolbox.state_path(settings),
      toolbox.clock(),
      toolbox.observer(),
  };
  const DoctorReport report = examine(settings, tools, options.language);
  toolbox.finish_progress();
  constexpr Text kGood{"A run can do its work.", "En kørsel kan gøre sit arbejde."};
  constexpr Text kBad{"A run cannot do its work before the faults above are mended.",
                      "En kørsel kan ikke gøre sit arbejde, før fejlene ovenfor er rettet."};
  print_checks(report.checks, kGood, kBad, options, toolbox);
  return report.exit_code;
}

/// Needs no settings: what it tries is the program itself.
int check_for_leaks(const GlobalOptions& options, Toolbox& toolbox) {
  const std::vector<Check> checks = check_leaks(toolbox.leak_tools(), options.language);
  constexpr Text kGood{"No CPR number gets out.", "Intet CPR-nummer slipper ud."};
  constexpr Text kBad{"The program does not keep CPR numbers to itself here.",
                      "Programmet holder ikke CPR-numre for sig selv her."};
  print_checks(checks, kGood, kBad, options, toolbox);
  return any_failed(checks) ? exit_code_of(ErrorKind::unexpected) : 0;
}

}  // namespace

void add_doctor_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("doctor", "Can a run do its work? A look at all it needs");
  add_format_options(*command, invocation.options);
  auto leaks = std::make_shared<bool>(false);
  command->add_flag("--leak-check", *leaks, "Ask nobody: try whether a CPR number gets out");
  command->callback([&invocation, leaks] {
    invocation.run = [&options = invocation.options, leaks](Toolbox& toolbox) {
      return *leaks ? check_for_leaks(options, toolbox) : doctor(options, toolbox);
    };
  });
}

}  // namespace os2sync
