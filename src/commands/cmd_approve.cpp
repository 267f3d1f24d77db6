// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/approve.hpp"
#include "commands/invocation.hpp"
#include "render/approval_text.hpp"

namespace os2sync {
namespace {

constexpr Text kRevoked{"approval {} was taken back\n", "godkendelsen {} er taget tilbage\n"};

struct ApproveOptions {
  std::string hash;
  std::string revoke;
  bool list = false;
};

int list_approvals(const GlobalOptions& options, Toolbox& toolbox, const Settings& settings) {
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::read_only);
  const std::int64_t now = toolbox.clock().now().time_since_epoch().count();
  const std::vector<Approval> approvals = open.guard_memory->approvals();
  toolbox.print(options.format == OutputFormat::text ? render_approvals(approvals, now, options.language)
                                                     : render_approvals_json(approvals, now));
  return 0;
}

int revoke(const GlobalOptions& options, Toolbox& toolbox, const Settings& settings, const std::string& hash) {
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::write);
  revoke_approval(*open.guard_memory, hash);
  toolbox.say(fmt::format(fmt::runtime(kRevoked.in(options.language)), hash));
  return 0;
}

int approve(const GlobalOptions& options, Toolbox& toolbox, const Settings& settings, const std::string& hash) {
  const auto templates = toolbox.open_templates(settings, options.language);
  const OpenLedger open = toolbox.open_ledger(settings, LedgerAccess::write);
  const std::unique_ptr<Source> source = toolbox.open_source(settings);
  const std::unique_ptr<Sink> sink = toolbox.open_sink(settings);
  const Approved approved =
      approve_plan({{*source, *open.ledger, *open.digester, toolbox.clock(), toolbox.observer(), templates.get(),
                     *open.guard_memory, sink.get(), settings.wash_foreign ? sink.get() : nullptr},
                    *sink},
                   sync_options_of(settings, true), hash);
  toolbox.finish_progress();
  const PreparedRun& run = approved.run;
  toolbox.print(options.format == OutputFormat::text
                    ? render_approved(approved.approval, run.plan, run.wanted, run.names_of_vanished, options.language,
                                      toolbox.width())
                    : render_approval_json(approved.approval));
  return 0;
}

int run_approve(const GlobalOptions& options, const ApproveOptions& asked, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  if (asked.list) return list_approvals(options, toolbox, loaded.settings);
  if (!asked.revoke.empty()) return revoke(options, toolbox, loaded.settings, asked.revoke);
  return approve(options, toolbox, loaded.settings, asked.hash);
}

}  // namespace

void add_approve_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("approve", "Let exactly the withheld changes of a plan through");
  auto asked = std::make_shared<ApproveOptions>();
  auto* what = command->add_option_group("what")->require_option(1);
  what->add_option("HASH", asked->hash, "Of the withheld changes, as plan and sync show it");
  what->add_flag("--list", asked->list, "Show what has been approved");
  what->add_option("--revoke", asked->revoke, "Take an approval back")->type_name("HASH");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, asked] {
    invocation.run = [&options = invocation.options, asked](Toolbox& toolbox) {
      return run_approve(options, *asked, toolbox);
    };
  });
}

}  // namespace os2sync
