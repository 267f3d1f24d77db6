// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/apply.hpp"
#include "app/audited_run.hpp"
#include "app/plan_basis_of.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "commands/run_identity.hpp"
#include "core/error.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kExamples = 5;

/// Only looks at the ledger: a file that is refused leaves no trace.
PlanFile read_plan(const std::string& path, const std::string& text, const LoadedSettings& loaded, Toolbox& toolbox) {
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::read_only);
  const PlanBasis ours = plan_basis_of(loaded, {}, *open.digester, toolbox.version());
  auto read = read_plan_file(text, ours, *open.digester);
  if (const auto* fault = std::get_if<PlanFileFault>(&read)) {
    throw Error{*fault == PlanFileFault::no_plan ? ErrorKind::usage : ErrorKind::refused, Text{"{}: {}", "{}: {}"},
                path, describe(*fault)};
  }
  return std::get<PlanFile>(std::move(read));
}

[[noreturn]] void refuse(const StalePlan& stale, const std::string& path, const GlobalOptions& options,
                         Toolbox& toolbox) {
  toolbox.finish_progress();
  switch (options.format) {
    case OutputFormat::text:
      toolbox.print(render_stale_plan(stale, options.language, toolbox.width(), kExamples));
      break;
    case OutputFormat::json: toolbox.print(render_stale_plan_json(stale)); break;
    case OutputFormat::ndjson: toolbox.print(render_stale_plan_ndjson(stale, toolbox.version())); break;
  }
  throw Error{ErrorKind::refused,
              Text{"{}: the plan does not hold any more; nothing was sent. Make a new one with `plan --out FILE`",
                   "{}: planen gælder ikke længere; intet blev sendt. Lav en ny med `plan --out FIL`"},
              path};
}

int apply(const GlobalOptions& options, const std::string& path, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  SavedPlan saved;
  saved.text = toolbox.read_input(path);
  saved.file = read_plan(path, saved.text, loaded, toolbox);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open =
      toolbox.open_ledger(settings, settings.os2sync.is_stub() ? LedgerAccess::read_only : LedgerAccess::write);
  saved.basis_of = [&](const std::vector<LedgerEntry>& ledger) {
    return plan_basis_of(loaded, ledger, *open.digester, toolbox.version());
  };
  return on_record(open.audit.get(), identify_run("apply", loaded, open, toolbox), [&]() -> int {
    const std::unique_ptr<Source> source = toolbox.open_source(settings);
    const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
    const NewModeTools new_mode = open_new_mode(settings, *sink, !settings.os2sync.is_stub(), toolbox);
    try {
      const std::unique_ptr<SyncOutcome> outcome =
          apply_plan(context_of(open, *source, *sink, templates.get(), new_mode, toolbox),
                     sync_options_of(settings, false), saved);
      toolbox.finish_progress();
      toolbox.print(options.format == OutputFormat::text ? render_run(outcome->summary, options.language)
                                                         : render_run_json(outcome->summary));
      return outcome->summary.exit_code;
    } catch (const StalePlanError& error) {
      refuse(error.stale(), path, options, toolbox);
    }
  });
}

}  // namespace

void add_apply_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("apply", "Send exactly what a plan file says, or nothing");
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "Made by plan --out")->required();
  add_format_options(*command, invocation.options);
  command->callback([&invocation, path] {
    invocation.run = [&options = invocation.options, path](Toolbox& toolbox) { return apply(options, *path, toolbox); };
  });
}

}  // namespace os2sync
