// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/compare_settings.hpp"
#include "app/delivery.hpp"
#include "app/kept_reading.hpp"
#include "app/plan_basis_of.hpp"
#include "app/sync.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "core/error.hpp"
#include "render/finding_text.hpp"
#include "render/plan_file.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "render/settings_comparison.hpp"

namespace os2sync {
namespace {

constexpr int kChangesPending = 2;
constexpr std::size_t kFindingExamples = 3;

struct PlanOptions {
  bool with_old = false;
  bool show_values = false;
  bool detailed_exit_code = false;
  std::string out;      ///< file to write; empty = none
  std::string compare;  ///< another settings file; empty = none
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

void write_plan_file(const PreparedRun& run, const PlanBasis& basis, const Digester& digester,
                     const PlanOptions& plan_options, Language language, Toolbox& toolbox) {
  const std::string text = render_plan_file(run.plan, run.wanted, basis, digester, plan_options.show_values);
  toolbox.write_file(plan_options.out, text);
  constexpr Text kWritten{"plan {} is in {}; send it with: os2sync-export apply {}\n",
                          "plan {} ligger i {}; send den med: os2sync-export apply {}\n"};
  toolbox.say(fill_in(language, kWritten, hash_of_plan_file(text), plan_options.out, plan_options.out));
}

int run_plan(const GlobalOptions& options, const PlanOptions& plan_options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  // A file outlives this call, so the key of its digests has to: the ledger is made if there is none.
  const LedgerAccess access = plan_options.out.empty() ? LedgerAccess::read_only : LedgerAccess::write;
  const OpenLedger open = toolbox.open_ledger(settings, access);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const NewModeTools new_mode = open_new_mode(settings, *sink, false, toolbox);
  SyncOptions sync = sync_options_of(settings, true);
  sync.plan_rules.reposts = find_reposts(*open.ledger, open.deliveries->load(), sync.delivery);
  const PreparedRun run = prepare_run(context_of(open, *source, *sink, templates.get(), new_mode, toolbox).inputs,
                                      sync.rules, sync.plan_rules);
  toolbox.finish_progress();

  switch (options.format) {
    case OutputFormat::json: toolbox.print(render_plan_json(run.plan, run.wanted, plan_options.show_values)); break;
    case OutputFormat::ndjson:
      toolbox.print(render_plan_ndjson(run.plan, run.wanted, toolbox.version(), plan_options.show_values));
      break;
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
  if (!plan_options.out.empty()) {
    write_plan_file(run, plan_basis_of(loaded, run.ledger, *open.digester, toolbox.version()), *open.digester,
                    plan_options, options.language, toolbox);
  }
  return plan_options.detailed_exit_code && run.plan.sends_something() ? kChangesPending : 0;
}

void print_comparison(const ComparedSettings& compared, const GlobalOptions& options, Toolbox& toolbox) {
  switch (options.format) {
    case OutputFormat::text:
      toolbox.print(render_compared_settings(compared, options.language, toolbox.width()));
      break;
    case OutputFormat::json: toolbox.print(render_compared_settings_json(compared)); break;
    case OutputFormat::ndjson: toolbox.print(render_compared_settings_ndjson(compared, toolbox.version())); break;
  }
}

int run_comparison(const GlobalOptions& options, const PlanOptions& plan_options, Toolbox& toolbox) {
  GlobalOptions other_options = options;
  other_options.config_file = plan_options.compare;
  const LoadedSettings loaded = toolbox.load_settings(options);
  const LoadedSettings other = toolbox.load_settings(other_options);
  toolbox.start(options, loaded);
  for (const std::string& warning : other.warnings) toolbox.observer().warn(os2sync::say(warning));
  const auto templates = toolbox.open_templates(loaded.settings, options.language);
  const auto other_templates = toolbox.open_templates(other.settings, options.language);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(loaded.settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(loaded.settings);
  KeptReading shared{*source};
  std::unique_ptr<Source> own;
  if (!share_a_source(loaded.settings, other.settings)) own = toolbox.open_source(other.settings);
  const NewModeTools new_mode = open_new_mode(loaded.settings, *sink, false, toolbox);
  const NewModeTools other_mode = open_new_mode(other.settings, *sink, false, toolbox);
  const auto inputs = [&](Source& from, const PersonTemplates* by, const NewModeTools& mode) {
    return context_of(open, from, *sink, by, mode, toolbox).inputs;
  };
  const SettingsComparison comparison = compare_settings(
      {inputs(shared, templates.get(), new_mode), sync_options_of(loaded.settings, true)},
      {inputs(own ? *own : shared, other_templates.get(), other_mode), sync_options_of(other.settings, true)},
      plan_options.compare);
  toolbox.finish_progress();
  print_comparison({plan_options.compare,
                    differing_settings(loaded, other),
                    {comparison.before.plan, comparison.before.wanted},
                    {comparison.after.plan, comparison.after.wanted},
                    comparison.differences},
                   options, toolbox);
  return plan_options.detailed_exit_code && !comparison.differences.empty() ? kChangesPending : 0;
}

}  // namespace

void add_plan_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("plan", "What sync would send, field by field, and why");
  auto plan_options = std::make_shared<PlanOptions>();
  auto* with_old =
      command->add_flag("--with-old", plan_options->with_old, "Show FK-ORG's present values too (slow reads)");
  command->add_flag("--detailed-exitcode", plan_options->detailed_exit_code, "Exit 2 when there is something to send");
  auto* values =
      command->add_flag("--show-values", plan_options->show_values, "Put values into JSON and FILE (personal data)");
  auto* out = command->add_option("--out", plan_options->out, "Write the plan for apply, to a private file");
  out->type_name("FILE");
  command->add_option("--compare", plan_options->compare, "Only what this settings file would change")
      ->type_name("SETTINGS")
      ->excludes(out)
      ->excludes(with_old)
      ->excludes(values);
  add_format_options(*command, invocation.options);
  command->callback([&invocation, plan_options] {
    invocation.run = [&options = invocation.options, plan_options](Toolbox& toolbox) {
      return (plan_options->compare.empty() ? run_plan : run_comparison)(options, *plan_options, toolbox);
    };
  });
}

}  // namespace os2sync
