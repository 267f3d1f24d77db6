// SPDX-License-Identifier: MPL-2.0
/// @file One call of the program: what was asked for, ready to be carried out.
#pragma once

#include <functional>
#include <string>

#include "commands/toolbox.hpp"

namespace CLI {
class App;
}

namespace os2sync {

/// Filled while the command line is parsed; `run` is set by the one command that was named.
struct Invocation {
  GlobalOptions options;
  std::function<int(Toolbox&)> run;
};

// One function per command: adds its sub-command, options and help to the command line. Options live as long as `app`.
void add_sync_command(CLI::App& app, Invocation& invocation);
void add_single_commands(CLI::App& app, Invocation& invocation);
void add_cleanup_command(CLI::App& app, Invocation& invocation);
void add_state_command(CLI::App& app, Invocation& invocation);
void add_adopt_command(CLI::App& state, Invocation& invocation);  ///< to `state`
void add_plan_command(CLI::App& app, Invocation& invocation);
void add_apply_command(CLI::App& app, Invocation& invocation);
void add_rehearse_command(CLI::App& app, Invocation& invocation);
void add_approve_command(CLI::App& app, Invocation& invocation);
void add_explain_command(CLI::App& app, Invocation& invocation);
void add_compare_peer_command(CLI::App& app, Invocation& invocation);
void add_verify_command(CLI::App& app, Invocation& invocation);
void add_report_command(CLI::App& app, Invocation& invocation);
void add_quarantine_command(CLI::App& app, Invocation& invocation);
void add_state_command(CLI::App& app, Invocation& invocation);
void add_audit_command(CLI::App& app, Invocation& invocation);
void add_config_command(CLI::App& app, Invocation& invocation);
void add_doctor_command(CLI::App& app, Invocation& invocation);

/// Adds --config, --lang, --json and their like.
void add_global_options(CLI::App& app, GlobalOptions& options);
/// --json and --ndjson, for commands that print results.
void add_format_options(CLI::App& command, GlobalOptions& options);

/// Parses the command line, runs the command and returns the exit code. Never throws.
int run_command_line(int argc, const char* const* argv, std::string_view version, Toolbox& toolbox);

}  // namespace os2sync
