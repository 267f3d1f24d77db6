// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/read_wanted.hpp"
#include "commands/invocation.hpp"
#include "core/error.hpp"
#include "render/peer_text.hpp"

namespace os2sync {
namespace {

constexpr int kDifferences = 6;

struct PeerOptions {
  std::string file;
  std::size_t examples = 3;
  bool show_values = false;
};

int compare_peer(const GlobalOptions& options, const PeerOptions& peer, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const Recording recording = toolbox.read_recording(peer.file);
  if (recording.passed_over > 0) {
    toolbox.observer().warn(
        say({"{}: {} line(s) are no post or delete of a unit or user and were passed over",
             "{}: {} linje(r) er hverken POST eller DELETE af en enhed eller bruger og er sprunget over"},
            peer.file, recording.passed_over));
  }
  const auto templates = toolbox.open_templates(loaded.settings, options.language);
  const std::unique_ptr<Source> source = toolbox.open_source(loaded.settings);
  const ReadWanted read = read_wanted(*source, loaded.settings.rules, templates.get(), toolbox.observer());
  toolbox.finish_progress();
  const PeerComparison comparison = compare_with_peer(read.wanted, recording);
  if (comparison.compared() == 0) {
    throw Error{ErrorKind::usage,
                Text{"{}: nothing was compared: none of its {} objects is among the {} that the rules give. Is it a "
                     "recording of this municipality's posts to OS2sync?",
                     "{}: intet blev sammenlignet: ingen af dens {} objekter er blandt de {}, reglerne giver. Er det "
                     "en optagelse af denne kommunes POST til OS2sync?"},
                peer.file, recording.objects.size(), read.wanted.units.size() + read.wanted.users.size()};
  }
  const PeerTextOptions text{options.language, peer.examples, peer.show_values};
  toolbox.print(options.format == OutputFormat::text ? render_peer_comparison(comparison, text)
                                                     : render_peer_comparison_json(comparison, text));
  return comparison.equal() ? 0 : kDifferences;
}

}  // namespace

void add_compare_peer_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("compare-peer", "Another exporter's recorded posts against ours");
  auto peer = std::make_shared<PeerOptions>();
  command->add_option("RECORDED", peer->file, "Their requests to OS2sync, one JSON object a line")->required();
  command->add_option("--examples", peer->examples, "Objects to show per field, 3")->type_name("N");
  command->add_flag("--show-values", peer->show_values, "Show both values (personal data)");
  command->add_flag_callback(
      "--json", [&invocation] { invocation.options.format = OutputFormat::json; }, "Print one JSON document");
  command->callback([&invocation, peer] {
    invocation.run = [&options = invocation.options, peer](Toolbox& toolbox) {
      return compare_peer(options, *peer, toolbox);
    };
  });
}

}  // namespace os2sync
