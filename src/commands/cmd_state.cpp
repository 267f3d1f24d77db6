// SPDX-License-Identifier: MPL-2.0
#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"

namespace os2sync {

void add_state_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("state", "The ledger: what was sent");
  command->require_subcommand(1);
  add_adopt_command(*command, invocation);
}

}  // namespace os2sync
