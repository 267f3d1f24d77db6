// SPDX-License-Identifier: MPL-2.0
// test_sim: plays seeds until one breaks a promise, and says how to see that one again.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "sim/fixed_random.hpp"
#include "sim/sabotage_names.hpp"
#include "sim/scenario.hpp"

namespace {

using namespace os2sync::sim;

void add(const Verdict& one, Verdict& all) {
  all.runs += one.runs;
  all.killed += one.killed;
  all.failed += one.failed;
  all.writes += one.writes;
  all.deletes += one.deletes;
  all.compared += one.compared;
  all.excused += one.excused;
  all.approved += one.approved;
  all.refused += one.refused;
  all.not_removed += one.not_removed;
}

/// A folder in memory where there is one: a simulated disk need not turn.
std::filesystem::path fast_folder() {
  std::error_code none;
  const std::filesystem::path memory{"/dev/shm"};
  return std::filesystem::is_directory(memory, none) ? memory : std::filesystem::temp_directory_path();
}

std::string make_folder() {
  std::string name = (fast_folder() / "os2sync-sim-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
  return name;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Plays invented municipalities by seed and checks what must always hold"};
  std::uint64_t first = 1;
  std::uint64_t count = 100;
  std::optional<std::uint64_t> seed;
  bool verbose = false;
  std::string sabotage_name = "none";
  app.add_option("--seed", seed, "Play this one seed");
  app.add_option("--first", first, "The first of several seeds")->capture_default_str();
  app.add_option("--count", count, "How many seeds")->capture_default_str();
  app.add_flag("--verbose", verbose, "Tell the story");
  app.add_option("--sabotage", sabotage_name, "Break the exporter on purpose; then a seed has to fail")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (seed) {
    first = *seed;
    count = 1;
  }
  const std::optional<Sabotage> sabotage = find_sabotage(sabotage_name);
  if (!sabotage) {
    std::cerr << "no such sabotage: " << sabotage_name << "\n";
    return 64;
  }
  const std::string folder = make_folder();
  Verdict all;
  int code = 0;
  std::uint64_t played = 0;
  for (std::uint64_t at = first; at < first + count; ++at) {
    fix_random_bytes(at);
    const Verdict verdict = play({at, verbose, *sabotage, folder});
    ++played;
    add(verdict, all);
    if (!verdict.violation) continue;
    fmt::print("seed {}: {}\nreplay: {} --seed {} --verbose{}\n", at, *verdict.violation, argv[0], at,
               *sabotage == Sabotage::none ? "" : " --sabotage " + sabotage_name);
    code = 1;
    break;
  }
  std::filesystem::remove_all(folder);
  fmt::print(
      "seeds {} to {}: {} played, {} runs ({} killed, {} failed), {} writes, {} refused for good, {} deletes ({} "
      "approved); at rest {} objects compared, {} excused for the quarantine, {} not removed and told of\n",
      first, first + count - 1, played, all.runs, all.killed, all.failed, all.writes, all.refused, all.deletes,
      all.approved, all.compared, all.excused, all.not_removed);
  // An empty comparison proves nothing.
  if (code == 0 && all.compared == 0) code = 1;
  return code;
}
