// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"
#include "commands/uuid_arguments.hpp"
#include "core/error.hpp"
#include "render/audit_text.hpp"

namespace os2sync {
namespace {

std::unique_ptr<AuditArchive> open_archive(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  return toolbox.open_audit_archive(loaded.settings);
}

int verify(const GlobalOptions& options, const std::string& head, Toolbox& toolbox) {
  const AuditVerdict verdict = open_archive(options, toolbox)->verify(head);
  toolbox.print(options.format == OutputFormat::text ? render_audit_verdict(verdict, options.language, toolbox.width())
                                                     : render_audit_verdict_json(verdict));
  return verdict.fault == AuditFault::none ? 0 : exit_code_of(ErrorKind::state);
}

int show(const GlobalOptions& options, const std::string& text, Toolbox& toolbox) {
  const Uuid uuid = read_uuids({text}).front();
  const std::vector<AuditRecord> records = open_archive(options, toolbox)->about(uuid);
  switch (options.format) {
    case OutputFormat::text: toolbox.print(render_audit_records(records, options.language, toolbox.width())); break;
    case OutputFormat::json: toolbox.print(render_audit_records_json(records)); break;
    case OutputFormat::ndjson: toolbox.print(render_audit_records_ndjson(records)); break;
  }
  return 0;
}

}  // namespace

void add_audit_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("audit", "What was decided and sent; is that record sound?");
  command->require_subcommand(1);
  auto* verifying = command->add_subcommand("verify", "Is every line as it was written, and none missing?");
  auto head = std::make_shared<std::string>();
  verifying->add_option("--holds", *head, "A hash noted earlier that the trail must hold")->type_name("HASH");
  add_format_options(*verifying, invocation.options);
  verifying->callback([&invocation, head] {
    invocation.run = [&options = invocation.options, head](Toolbox& toolbox) {
      return verify(options, *head, toolbox);
    };
  });

  auto* showing = command->add_subcommand("show", "All that was done with one object or person");
  auto uuid = std::make_shared<std::string>();
  showing->add_option("UUID", *uuid, "Of OS2MO or of FK-ORG")->required();
  add_format_options(*showing, invocation.options);
  showing->callback([&invocation, uuid] {
    invocation.run = [&options = invocation.options, uuid](Toolbox& toolbox) { return show(options, *uuid, toolbox); };
  });
}

}  // namespace os2sync
