// SPDX-License-Identifier: MPL-2.0
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/sync.hpp"
#include "commands/invocation.hpp"
#include "core/error.hpp"
#include "render/finding_text.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"

namespace os2sync {
namespace {

constexpr int kChangesPending = 2;
constexpr std::size_t kFindingExamples = 3;

struct PlanOptions {
  bool with_old = false;
  bool detailed_exit_code = false;
};

/// Asks FK-ORG for the present values of a changed object; an object that cannot be read shows no old values.
std::function<FkFields(const Change&)> read_old_fields(Sink& sink, Observer& observer) {
  return [&sink, &observer](const Change& change) {
    FkRead read = sink.read(change.kind, change.uuid);
    if (auto* object = std::get_if<FkObject>(&read)) return std::move(object->fields);
    if (const auto* unavailable = std::get_if<FkUnavailable>(&read)) {
      observer.warn(say({"{}: FK-ORG's values cannot be read ({})", "{}: FK-ORG's værdier kan ikke læses ({})"},
                        change.uuid, unavailable->why));
    }
    return FkFields{};
  };
}

int run_plan(const GlobalOptions& options, const PlanOptions& plan_options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const SyncOptions sync = sync_options_of(settings, true);
  const PreparedRun run =
      prepare_run({*source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates.get(),
                   *open.guard_memory, sink.get(), settings.wash_foreign ? sink.get() : nullptr},
                  sync.rules, sync.plan_rules);
  toolbox.finish_progress();

  switch (options.format) {
    case OutputFormat::json: toolbox.print(render_plan_json(run.plan, run.wanted)); break;
    case OutputFormat::ndjson: toolbox.print(render_plan_ndjson(run.plan, run.wanted, toolbox.version())); break;
    case OutputFormat::text: {
      PlanTextOptions text{options.language, toolbox.colour(), toolbox.width(), 0, {}};
      if (plan_options.with_old) {
        sink->probe();
        text.old_fields = read_old_fields(*sink, toolbox.observer());
      }
      toolbox.print(render_findings_summary(run.wanted.findings, options.language, kFindingExamples, toolbox.width()));
      toolbox.print(render_plan(run.plan, run.wanted, text));
      break;
    }
  }
  if (run.plan.refusal) return exit_code_of(ErrorKind::refused);
  return plan_options.detailed_exit_code && !run.plan.empty() ? kChangesPending : 0;
}

}  // namespace

void add_plan_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("plan", "What sync would send, field by field, and why");
  auto plan_options = std::make_shared<PlanOptions>();
  command->add_flag("--with-old", plan_options->with_old, "Show FK-ORG's present values too (slow reads)");
  command->add_flag("--detailed-exitcode", plan_options->detailed_exit_code, "Exit 2 when there is something to send");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, plan_options] {
    invocation.run = [&options = invocation.options, plan_options](Toolbox& toolbox) {
      return run_plan(options, *plan_options, toolbox);
    };
  });
}

}  // namespace os2sync
