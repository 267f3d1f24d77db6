// SPDX-License-Identifier: MPL-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"
#include "commands/uuid_arguments.hpp"
#include "core/error.hpp"
#include "render/names.hpp"
#include "render/quarantine_text.hpp"

namespace os2sync {
namespace {

enum class Treatment { retry, drop };

struct QuarantineOptions {
  std::vector<std::string> uuids;
  bool all = false;
};

std::string render(const std::vector<SetAside>& objects, const GlobalOptions& options, const Toolbox& toolbox) {
  switch (options.format) {
    case OutputFormat::json: return render_quarantine_json(objects);
    case OutputFormat::ndjson: return render_quarantine_ndjson(objects);
    case OutputFormat::text: break;
  }
  return render_quarantine(objects, options.language, toolbox.width());
}

int list(const GlobalOptions& options, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::read_only);
  toolbox.print(render(open.quarantine->load(), options, toolbox));
  return 0;
}

/// The objects that go by one of these uuids, in FK-ORG or in OS2MO. A uuid that nobody goes by is a mistake.
std::vector<SetAside> choose(std::vector<SetAside> objects, const std::vector<Uuid>& asked) {
  const auto goes_by = [](const Uuid& uuid) {
    return [&uuid](const SetAside& object) { return object.uuid == uuid || object.source == uuid; };
  };
  for (const Uuid& uuid : asked) {
    if (std::none_of(objects.begin(), objects.end(), goes_by(uuid)))
      throw Error{ErrorKind::usage,
                  Text{"{} is not set aside; `quarantine list` shows what is",
                       "{} er ikke sat til side; `quarantine list` viser, hvad der er"},
                  uuid};
  }
  std::erase_if(objects, [&](const SetAside& object) {
    return std::none_of(asked.begin(), asked.end(), [&](const Uuid& uuid) { return goes_by(uuid)(object); });
  });
  return objects;
}

int treat(const GlobalOptions& options, const QuarantineOptions& chosen, Treatment treatment, Toolbox& toolbox) {
  if (chosen.all == !chosen.uuids.empty())
    throw Error{ErrorKind::usage,
                Text{"name some uuids, or all with --all", "nævn nogle uuid'er, eller alle med --all"}};
  const std::vector<Uuid> asked = read_uuids(chosen.uuids);
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const OpenLedger open = toolbox.open_ledger(loaded.settings, LedgerAccess::write);
  std::vector<SetAside> objects = open.quarantine->load();
  if (!chosen.all) objects = choose(std::move(objects), asked);
  for (SetAside& object : objects) {
    if (open.audit) {
      open.audit->record({treatment == Treatment::drop ? audit::kDropped : audit::kRetryAsked,
                          {{"kind", std::string{name_of(object.kind)}}},
                          AuditSubject{object.uuid, object.source}});
    }
    if (treatment == Treatment::drop) {
      open.quarantine->release(object.kind, object.uuid);
      continue;
    }
    object.retry = true;
    open.quarantine->put(object);
  }
  if (treatment == Treatment::drop && options.format == OutputFormat::text) {
    constexpr Text kDropped{"{} objects were let go; the next run sends them like any other.\n",
                            "{} objekter er sluppet; næste kørsel sender dem som alle andre.\n"};
    toolbox.print(fmt::format(fmt::runtime(kDropped.in(options.language)), objects.size()));
    return 0;
  }
  toolbox.print(render(objects, options, toolbox));
  return 0;
}

void add_treatment(CLI::App* command, Treatment treatment, Invocation& invocation) {
  auto chosen = std::make_shared<QuarantineOptions>();
  command->add_option("UUID", chosen->uuids, "FK uuids or OS2MO uuids of objects set aside");
  command->add_flag("--all", chosen->all, "All that are set aside");
  add_format_options(*command, invocation.options);
  command->callback([&invocation, chosen, treatment] {
    invocation.run = [&options = invocation.options, chosen, treatment](Toolbox& toolbox) {
      return treat(options, *chosen, treatment, toolbox);
    };
  });
}

}  // namespace

void add_quarantine_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("quarantine", "What was refused for good, and letting it try again");
  command->require_subcommand(1);
  auto* listing = command->add_subcommand("list", "What is set aside, why, and who can mend it");
  add_format_options(*listing, invocation.options);
  listing->callback([&invocation] {
    invocation.run = [&options = invocation.options](Toolbox& toolbox) { return list(options, toolbox); };
  });
  add_treatment(command->add_subcommand("retry", "Try these once more in the next run"), Treatment::retry, invocation);
  add_treatment(command->add_subcommand("drop", "Forget that these were refused"), Treatment::drop, invocation);
}

}  // namespace os2sync
