// SPDX-License-Identifier: MPL-2.0
#include <CLI/CLI.hpp>

#include "app/doctor.hpp"
#include "commands/invocation.hpp"

namespace os2sync {
namespace {

int doctor(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  DoctorTools tools{
      [&](const Settings& asked) { return toolbox.open_source(asked); },
      [&](const Settings& asked) { return toolbox.open_sink(asked); },
      [&](Peer peer) { return toolbox.open_examiner(settings, peer); },
      [&](const std::string& path) { return toolbox.look_at_file(path); },
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
  toolbox.print(options.format == OutputFormat::text
                    ? render_checks(report.checks, kGood, kBad, options.language, toolbox.width())
                    : render_checks_json(report.checks));
  return report.exit_code;
}

}  // namespace

void add_doctor_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("doctor", "Can a run do its work? A look at all it needs");
  add_format_options(*command, invocation.options);
  command->callback([&invocation] {
    invocation.run = [&options = invocation.options](Toolbox& toolbox) { return doctor(options, toolbox); };
  });
}

}  // namespace os2sync
