// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/single.hpp"
#include "app/sync.hpp"
#include "commands/invocation.hpp"
#include "core/error.hpp"
#include "render/finding_text.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

constexpr Text kNothingKnown{
    "The rules make nothing of it and nothing was ever sent for it; `explain UUID` says why.\n",
    "Reglerne giver intet ud af det, og der er aldrig sendt noget for det; `explain UUID` siger hvorfor.\n"};

struct SingleOptions {
  std::vector<std::string> uuids;
  bool dry_run = false;
};

std::vector<Uuid> read_uuids(const std::vector<std::string>& texts) {
  std::vector<Uuid> uuids;
  for (const std::string& text : texts) {
    const std::optional<Uuid> uuid = Uuid::parse(text);
    if (!uuid)
      throw Error{ErrorKind::usage,
                  Text{"'{}' is no uuid; give uuids of OS2MO or of FK-ORG",
                       "'{}' er ikke et uuid; giv uuid'er fra OS2MO eller FK-ORG"},
                  text};
    uuids.push_back(*uuid);
  }
  return uuids;
}

void print_text(const SyncOutcome& outcome, const GlobalOptions& options, Toolbox& toolbox) {
  const Wanted& wanted = outcome.run.wanted;
  toolbox.print(render_findings_summary(wanted.findings, options.language, wanted.findings.size(), toolbox.width()));
  toolbox.print(render_plan(outcome.run.plan, wanted, {options.language, toolbox.colour(), toolbox.width(), 0, {}}));
  toolbox.print(render_outcome(outcome.summary, options.language));
  const ObjectCounts& units = outcome.run.plan.units;
  const ObjectCounts& users = outcome.run.plan.users;
  const std::size_t concerned =
      units.wanted + units.held + units.in_ledger + users.wanted + users.held + users.in_ledger;
  if (concerned == 0) toolbox.print(kNothingKnown.in(options.language));
}

int sync_single(const GlobalOptions& options, const SingleOptions& single, ObjectKind kind, Toolbox& toolbox) {
  const std::vector<Uuid> asked = read_uuids(single.uuids);
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const bool writes = !single.dry_run && !settings.os2sync.is_stub();
  const OpenLedger open = toolbox.open_ledger(settings, writes ? LedgerAccess::write : LedgerAccess::read_only);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  SyncOptions sync = sync_options_of(settings, single.dry_run);
  sync.plan_rules.scope = find_scope(kind, asked, open.ledger->load());
  const std::unique_ptr<SyncOutcome> outcome =
      run_sync({{*source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates.get(),
                 *open.guard_memory, sink.get()},
                *sink,
                open.repairs.get()},
               sync);
  toolbox.finish_progress();
  switch (options.format) {
    case OutputFormat::text: print_text(*outcome, options, toolbox); break;
    case OutputFormat::json: toolbox.print(render_run_json(outcome->summary)); break;
    case OutputFormat::ndjson:
      toolbox.print(render_plan_ndjson(outcome->run.plan, outcome->run.wanted, toolbox.version()));
      break;
  }
  return outcome->summary.exit_code;
}

void complete_command(CLI::App* command, ObjectKind kind, Invocation& invocation) {
  auto single = std::make_shared<SingleOptions>();
  command->add_option("UUID", single->uuids, "Of OS2MO, or the FK uuid of something sent before")->required();
  command->add_flag("-n,--dry-run", single->dry_run, "Decide all, send and remember nothing");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, single, kind] {
    invocation.run = [&options = invocation.options, single, kind](Toolbox& toolbox) {
      return sync_single(options, *single, kind, toolbox);
    };
  });
}

}  // namespace

void add_single_commands(CLI::App& app, Invocation& invocation) {
  // The other names are those of the exporter before this one.
  complete_command(app.add_subcommand("sync-user", "The users of some persons, now")->alias("update-user"),
                   ObjectKind::user, invocation);
  complete_command(app.add_subcommand("sync-unit", "Some units, now")->alias("update-org-unit"), ObjectKind::unit,
                   invocation);
}

}  // namespace os2sync
