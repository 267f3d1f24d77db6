// SPDX-License-Identifier: MPL-2.0
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"
#include "commands/uuid_arguments.hpp"
#include "core/error.hpp"
#include "render/state_text.hpp"

namespace os2sync {
namespace {

std::int64_t now(Toolbox& toolbox) { return toolbox.clock().now().time_since_epoch().count(); }

int show(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::read_only);
  StateFacts facts = open.upkeep->examine();
  facts.last_run = open.ledger->last_run();
  toolbox.print(options.format == OutputFormat::text ? render_state(facts, now(toolbox), options.language)
                                                     : render_state_json(facts, now(toolbox)));
  return facts.integrity == "ok" ? 0 : exit_code_of(ErrorKind::state);
}

int export_content(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::read_only);
  toolbox.print(
      render_state_ndjson({open.ledger->load(), open.ledger->deletions_since(std::numeric_limits<std::int64_t>::min()),
                           open.quarantine->load(), open.ledger->last_run()}));
  return 0;
}

/// How many lines of the audit trail have one of these as their subject.
std::int64_t count_audit_lines(const std::vector<Uuid>& uuids, const Settings& settings, Toolbox& toolbox) {
  if (!settings.has_audit_trail()) return 0;
  const std::unique_ptr<AuditArchive> archive = toolbox.open_audit_archive(settings);
  std::set<std::int64_t> lines;
  for (const Uuid& uuid : uuids) {
    for (const AuditRecord& record : archive->about(uuid)) lines.insert(record.number);
  }
  return static_cast<std::int64_t>(lines.size());
}

int forget(const GlobalOptions& options, const std::vector<std::string>& texts, bool dry_run, Toolbox& toolbox) {
  const std::vector<Uuid> uuids = read_uuids(texts);
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, dry_run ? LedgerAccess::read_only : LedgerAccess::write);
  ForgetResult result;
  result.dry_run = dry_run;
  // The trail first: from the ledger comes what else belongs to these uuids, also when this has to be done again.
  const std::vector<Uuid> tied = open.upkeep->forget(uuids, true).uuids;
  if (dry_run) {
    result.audit_lines = count_audit_lines(tied, loaded.settings, toolbox);
  } else if (open.audit) {
    result.audit_lines = open.audit->erase(tied);
  }
  result.forgotten = open.upkeep->forget(uuids, dry_run);
  toolbox.print(options.format == OutputFormat::text ? render_forgotten(result, options.language, toolbox.width())
                                                     : render_forgotten_json(result));
  return 0;
}

}  // namespace

void add_state_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("state", "The ledger: look at it, export it, erase somebody");
  command->require_subcommand(1);
  const auto set = [&invocation](auto run) {
    return [&invocation, run] {
      invocation.run = [&options = invocation.options, run](Toolbox& toolbox) { return run(options, toolbox); };
    };
  };
  auto* showing = command->add_subcommand("show", "What it holds, how old it is, whether it is sound");
  add_format_options(*showing, invocation.options);
  showing->callback(set(show));
  command->add_subcommand("export", "All of it without digests, one JSON object a line")->callback(set(export_content));

  add_adopt_command(*command, invocation);

  auto* forgetting = command->add_subcommand("forget", "Erase all that is tied to some uuids");
  auto uuids = std::make_shared<std::vector<std::string>>();
  auto dry_run = std::make_shared<bool>(false);
  forgetting->add_option("UUID", *uuids, "Of OS2MO or of FK-ORG")->required();
  forgetting->add_flag("-n,--dry-run", *dry_run, "Show what would be erased, erase nothing");
  add_format_options(*forgetting, invocation.options);
  forgetting->callback([&invocation, uuids, dry_run] {
    invocation.run = [&options = invocation.options, uuids, dry_run](Toolbox& toolbox) {
      return forget(options, *uuids, *dry_run, toolbox);
    };
  });
}

}  // namespace os2sync
