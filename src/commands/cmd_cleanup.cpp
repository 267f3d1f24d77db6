// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cleanup.hpp"
#include "app/repairs.hpp"
#include "commands/invocation.hpp"
#include "commands/new_mode.hpp"
#include "commands/run_context.hpp"
#include "commands/run_identity.hpp"
#include "commands/uuid_arguments.hpp"
#include "core/error.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "render/run_text.hpp"

namespace os2sync {
namespace {

constexpr Text kNothingFound{"Nothing was found to clean up.\n", "Der blev intet fundet at rydde op i.\n"};
constexpr Text kMustConfirm{"A run that changes them needs --confirm {}\n",
                            "En kørsel, der ændrer dem, skal have --confirm {}\n"};

/// What the repairs have in common on the command line.
struct CleanupOptions {
  bool dry_run = false;
  std::vector<std::string> uuids;
  bool all = false;
  std::size_t confirmed = 0;

  RepairOptions repair() const {
    RepairOptions options;
    options.named = read_uuids(uuids);
    if (confirmed > 0) options.confirmed = confirmed;
    return options;
  }
};

using Repair = std::function<RepairOutcome(const SyncContext&, const SyncOptions&)>;

void print(const RepairOutcome& outcome, const GlobalOptions& options, Toolbox& toolbox) {
  const PreparedRun& run = outcome.run->run;
  switch (options.format) {
    case OutputFormat::text:
      toolbox.print(render_plan(run.plan, run.wanted,
                                {options.language, toolbox.colour(), toolbox.width(), 0, {}, &kNothingFound}));
      toolbox.print(render_outcome(outcome.run->summary, options.language));
      if (outcome.must_confirm && outcome.run->summary.dry_run)
        toolbox.print(fmt::format(fmt::runtime(kMustConfirm.in(options.language)), outcome.objects));
      break;
    case OutputFormat::json: toolbox.print(render_run_json(outcome.run->summary)); break;
    case OutputFormat::ndjson: toolbox.print(render_plan_ndjson(run.plan, run.wanted, toolbox.version())); break;
  }
}

int clean_up(std::string_view command, const GlobalOptions& options, bool dry_run, const Repair& repair,
             Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  const Settings& settings = loaded.settings;
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, dry_run ? LedgerAccess::read_only : LedgerAccess::write);
  return on_record(open.audit.get(), identify_run(command, loaded, open, toolbox), [&] {
    const std::unique_ptr<Source> source = toolbox.open_source(settings);
    const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
    const NewModeTools new_mode = open_new_mode(settings, *sink, !dry_run, toolbox);
    const RepairOutcome outcome = repair(context_of(open, *source, *sink, templates.get(), new_mode, toolbox),
                                         sync_options_of(settings, dry_run));
    toolbox.finish_progress();
    print(outcome, options, toolbox);
    return outcome.run->summary.exit_code;
  });
}

void add_dry_run(CLI::App& command, Invocation& invocation, CleanupOptions& cleanup, const char* help) {
  command.add_flag("-n,--dry-run", cleanup.dry_run, help);
  add_format_options(command, invocation.options);
}

void add_mo_uuids(CLI::App& command, Invocation& invocation) {
  auto cleanup = std::make_shared<CleanupOptions>();
  add_dry_run(command, invocation, *cleanup, "Show what would be deleted, delete nothing");
  command.callback([&invocation, cleanup] {
    invocation.run = [&options = invocation.options, cleanup](Toolbox& toolbox) {
      const Repair repair = [](const SyncContext& context, const SyncOptions& sync) {
        return RepairOutcome{clean_up_mo_uuids(context, sync)};
      };
      return clean_up("cleanup-mo-uuids", options, cleanup->dry_run, repair, toolbox);
    };
  });
}

void add_repair_options(CLI::App& command, Invocation& invocation, CleanupOptions& cleanup, const char* uuid_help) {
  command.add_option("UUID", cleanup.uuids, uuid_help);
  command.add_option("--confirm", cleanup.confirmed, "That so many objects leave FK-ORG and come back")
      ->type_name("N")
      ->check(CLI::PositiveNumber.description(""));
  add_dry_run(command, invocation, cleanup, "Show what would be done, change nothing");
}

void add_duplicate_positions(CLI::App& command, Invocation& invocation) {
  auto cleanup = std::make_shared<CleanupOptions>();
  add_repair_options(command, invocation, *cleanup, "Look at these users only");
  command.callback([&invocation, cleanup] {
    invocation.run = [&options = invocation.options, cleanup](Toolbox& toolbox) {
      const RepairOptions repair_options = cleanup->repair();
      const Repair repair = [&](const SyncContext& context, const SyncOptions& sync) {
        return repair_duplicate_positions(context, sync, repair_options);
      };
      return clean_up("cleanup duplicate-positions", options, cleanup->dry_run, repair, toolbox);
    };
  });
}

void add_passivate_reimport(CLI::App& command, Invocation& invocation) {
  auto cleanup = std::make_shared<CleanupOptions>();
  add_repair_options(command, invocation, *cleanup, "Units and users, by uuid of OS2MO or FK-ORG");
  command.add_flag("--all", cleanup->all, "Everything that is sent, but the top unit");
  command.callback([&invocation, cleanup] {
    invocation.run = [&options = invocation.options, cleanup](Toolbox& toolbox) {
      const RepairOptions repair_options = cleanup->repair();
      if (cleanup->all != repair_options.named.empty()) {
        throw Error{ErrorKind::usage, Text{"say what: uuids of units and users, or --all",
                                           "sig hvad: uuid'er på enheder og brugere, eller --all"}};
      }
      const Repair repair = [&](const SyncContext& context, const SyncOptions& sync) {
        return passivate_and_reimport(context, sync, repair_options);
      };
      return clean_up("cleanup passivate-reimport", options, cleanup->dry_run, repair, toolbox);
    };
  });
}

void add_resume(CLI::App& command, Invocation& invocation) {
  auto cleanup = std::make_shared<CleanupOptions>();
  add_dry_run(command, invocation, *cleanup, "Show what is left to do, change nothing");
  command.callback([&invocation, cleanup] {
    invocation.run = [&options = invocation.options, cleanup](Toolbox& toolbox) {
      return clean_up("cleanup resume", options, cleanup->dry_run, resume_repairs, toolbox);
    };
  });
}

}  // namespace

void add_cleanup_command(CLI::App& app, Invocation& invocation) {
  constexpr const char* kMoUuids = "Delete what stands under OS2MO's uuids in FK-ORG";
  // The name from before there were others.
  add_mo_uuids(*app.add_subcommand("cleanup-mo-uuids", kMoUuids), invocation);
  auto* group = app.add_subcommand("cleanup", "Repair what is wrong in FK-ORG itself");
  group->require_subcommand(1);
  add_mo_uuids(*group->add_subcommand("mo-uuids", kMoUuids), invocation);
  add_duplicate_positions(
      *group->add_subcommand("duplicate-positions", "Users that hold a position twice: delete, send again"),
      invocation);
  add_passivate_reimport(*group->add_subcommand("passivate-reimport", "Passivate objects and send them again"),
                         invocation);
  add_resume(*group->add_subcommand("resume", "Finish a repair that was interrupted"), invocation);
}

}  // namespace os2sync
