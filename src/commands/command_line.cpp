// SPDX-License-Identifier: MPL-2.0
#include <algorithm>
#include <exception>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "commands/invocation.hpp"
#include "config/nearest_name.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr int kUsageExitCode = 64;
constexpr std::size_t kHelpColumn = 26;  // leaves 54 columns for what an option does

constexpr const char* kDescription = "Keeps a municipality's organisation in FK-ORG equal to OS2MO, through OS2sync.\n";

constexpr const char* kFooter = R"(Start here:
  os2sync-export config check           are the settings right?
  os2sync-export doctor                 do the peers answer, is all in place?
  os2sync-export plan                   what would be sent, and why
  os2sync-export sync                   send it; the nightly job
  os2sync-export explain UUID           why is this object in, out or changed?
  os2sync-export sync-user UUID         one person's users now, without the rest

Settings come from --config FILE, else settings/settings.json, else
/opt/dipex/os2mo-data-import-and-export/settings/settings.json, else
/etc/os2sync-export/settings.json, and from the environment.
"os2sync-export config show" lists them all with their sources.

Exit codes: 0 done, 2 changes pending (plan --detailed-exitcode), 3 some objects
failed or have unfit records, 4 changes withheld, 5 refused before the first
write, 6 differences (compare-peer, verify), 64 usage, 69 a peer is unavailable,
75 try again later, 77 not authorised, 78 settings, 130/143 interrupted, 1
unexpected.

Manual: man os2sync-export)";

/// Names the command's manual at the end of its help, and of the help of what stands below it.
void add_manual(CLI::App& command, const std::string& name) {
  const std::string footer = command.get_footer();
  command.footer(fmt::format("{}{}Manual: man os2sync-export-{}", footer, footer.empty() ? "" : "\n", name));
  for (CLI::App* below : command.get_subcommands([](CLI::App*) { return true; })) add_manual(*below, name);
}

/// The first word that could be a command: neither an option nor the value of --config or --lang.
std::string_view find_command_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--config" || word == "--lang") {
      ++i;
    } else if (!word.starts_with('-')) {
      return word;
    }
  }
  return {};
}

/// Refuses an unknown command by its name; CLI11 would only say that a sub-command is missing.
void check_command_name(const CLI::App& app, std::string_view word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    names.insert(names.end(), command->get_aliases().begin(), command->get_aliases().end());
  }
  if (word.empty() || std::find(names.begin(), names.end(), word) != names.end()) return;
  const std::string nearest = find_nearest_name(word, names);
  throw Error{ErrorKind::usage,
              Text{"there is no command '{}'{}\nTry \"os2sync-export --help\".",
                   "der er ingen kommando '{}'{}\nPrøv \"os2sync-export --help\"."},
              word, nearest.empty() ? say(nearest) : say({", did you mean '{}'?", ", mente du '{}'?"}, nearest)};
}

/// CLI11 words its own errors; ours carry their exit code.
int report(const Error& error, Language language, Toolbox& toolbox) {
  toolbox.fail(error.in(language));
  return exit_code_of(error.kind());
}

}  // namespace

void add_global_options(CLI::App& app, GlobalOptions& options) {
  app.add_option("--config", options.config_file, "Settings file (JSON)")->type_name("FILE");
  app.add_option_function<std::string>(
         "--lang", [&options](const std::string& name) { options.language = language_of_locale(name); },
         "da or en; without it that of the locale")
      ->type_name("LANG")
      ->check(CLI::IsMember({"da", "en"}).description(""));
  app.add_flag("-q,--quiet", options.quiet, "Only warnings and errors");
  app.add_flag("-v,--verbose", options.verbose, "Say what is going on");
}

void add_format_options(CLI::App& command, GlobalOptions& options) {
  auto* json = command.add_flag_callback(
      "--json", [&options] { options.format = OutputFormat::json; }, "Print one JSON document");
  auto* ndjson = command.add_flag_callback(
      "--ndjson", [&options] { options.format = OutputFormat::ndjson; }, "Print one JSON object a line");
  json->excludes(ndjson);
}

int run_command_line(int argc, const char* const* argv, std::string_view version, Toolbox& toolbox) {
  Invocation invocation;
  const Language& language = invocation.options.language;  // --lang may change it
  invocation.options.language = toolbox.default_language();
  CLI::App app{kDescription, "os2sync-export"};
  app.get_formatter()->column_width(kHelpColumn);
  app.set_version_flag("--version", std::string{"os2sync-export "} + std::string{version});
  app.require_subcommand(1);
  app.fallthrough();  // global options may stand after the command, where people write them
  add_global_options(app, invocation.options);
  add_sync_command(app, invocation);
  add_single_commands(app, invocation);
  add_plan_command(app, invocation);
  add_apply_command(app, invocation);
  add_rehearse_command(app, invocation);
  add_approve_command(app, invocation);
  add_explain_command(app, invocation);
  add_cleanup_command(app, invocation);
  add_compare_peer_command(app, invocation);
  add_verify_command(app, invocation);
  add_report_command(app, invocation);
  add_quarantine_command(app, invocation);
  add_state_command(app, invocation);
  add_audit_command(app, invocation);
  add_config_command(app, invocation);
  add_doctor_command(app, invocation);

  app.footer(kFooter);  // not before: a command would take it over
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; }))
    add_manual(*command, command->get_name());

  try {
    check_command_name(app, find_command_word(argc, argv));
    app.parse(argc, argv);
    return invocation.run(toolbox);
  } catch (const CLI::Success& success) {  // --help, --version
    std::ostringstream out;
    app.exit(success, out, out);
    toolbox.print(out.str());
    return 0;
  } catch (const CLI::ParseError& error) {
    toolbox.say(fmt::format("os2sync-export: {}\nTry \"os2sync-export --help\".\n", error.what()));
    return kUsageExitCode;
  } catch (const Error& error) {
    return report(error, language, toolbox);
  } catch (const std::bad_alloc&) {
    return report(Error{ErrorKind::unexpected, Text{"out of memory", "der er ikke mere hukommelse"}}, language,
                  toolbox);
  } catch (const std::exception& error) {
    // A library's exception that no adapter translated: its text may quote data, so only its kind is told.
    return report(Error{ErrorKind::unexpected,
                        Text{"unexpected fault ({}); please report it", "uventet fejl ({}); meld den gerne"},
                        typeid(error).name()},
                  language, toolbox);
  }
}

}  // namespace os2sync
