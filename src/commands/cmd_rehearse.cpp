// SPDX-License-Identifier: MPL-2.0
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/rehearse.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "render/rehearsal_text.hpp"

namespace os2sync {
namespace {

struct AccidentFlag {
  Accident accident;
  const char* flag;
  const char* help;
};
constexpr std::array<AccidentFlag, kAccidentCount - 1> kFlags{{
    {Accident::source_empty, "--source-empty", "OS2MO answers, but is empty"},
    {Accident::half, "--half", "Half of the organisation is missing in OS2MO"},
    {Accident::wrong_root, "--wrong-root", "The top unit is set to another unit"},
    {Accident::ad_gone, "--ad-gone", "All IT accounts with FK uuids and names are gone"},
    {Accident::settings_typo, "--settings-typo", "A typo in a setting"},
}};

using Chosen = std::array<bool, kAccidentCount>;

/// What was asked for, everything when nothing was; how it is without an accident comes first.
std::vector<Accident> accidents_of(const Chosen& chosen) {
  bool any = false;
  for (const bool one : chosen) any |= one;
  std::vector<Accident> accidents{Accident::none};
  for (const AccidentFlag& flag : kFlags) {
    if (!any || chosen[static_cast<std::size_t>(flag.accident)]) accidents.push_back(flag.accident);
  }
  return accidents;
}

int rehearse_accidents(const GlobalOptions& options, const Chosen& chosen, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const NewModeTools new_mode = open_new_mode(settings, *sink, false, toolbox);
  const std::vector<Rehearsal> rehearsals =
      rehearse(context_of(open, *source, *sink, templates.get(), new_mode, toolbox), settings, accidents_of(chosen));
  toolbox.finish_progress();
  std::vector<Verdict> verdicts;
  verdicts.reserve(rehearsals.size());
  for (const Rehearsal& rehearsal : rehearsals) verdicts.push_back(rehearsal.verdict);
  switch (options.format) {
    case OutputFormat::text: toolbox.print(render_verdicts(verdicts, options.language, toolbox.width())); break;
    case OutputFormat::json: toolbox.print(render_verdicts_json(verdicts)); break;
    case OutputFormat::ndjson: toolbox.print(render_verdicts_ndjson(verdicts, toolbox.version())); break;
  }
  return 0;
}

}  // namespace

void add_rehearse_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("rehearse", "What accidents would do; sends and writes nothing");
  auto chosen = std::make_shared<Chosen>();
  for (const AccidentFlag& flag : kFlags) {
    command->add_flag(flag.flag, (*chosen)[static_cast<std::size_t>(flag.accident)], flag.help);
  }
  add_format_options(*command, invocation.options);
  command->footer("Without an accident named: all of them.");
  command->callback([&invocation, chosen] {
    invocation.run = [&options = invocation.options, chosen](Toolbox& toolbox) {
      return rehearse_accidents(options, *chosen, toolbox);
    };
  });
}

}  // namespace os2sync
