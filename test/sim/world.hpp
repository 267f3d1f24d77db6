// SPDX-License-Identifier: MPL-2.0
/// @file One municipality with its OS2MO, OS2sync, FK-ORG, disk and clock, and the exporter's own code running in it.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/sync.hpp"
#include "core/error.hpp"
#include "os2sync/model/model.hpp"
#include "render/delivery_text.hpp"
#include "sim/ledger_disk.hpp"
#include "sim/mo_model.hpp"
#include "sim/municipality.hpp"
#include "sim/sim_clock.hpp"
#include "sim/witness.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::sim {

/// Leaves everything at once, as kill -9 does. No std::exception on purpose: nothing of the program may stop it.
struct Killed {};

/// A deliberately broken exporter: the proof that the simulation can fail.
enum class Sabotage {
  none,
  remembers_too_early,  ///< takes a busy answer for an accepted one
  forgets,              ///< loses some of what was accepted
  does_not_note,        ///< sends without noting first that it will
  has_no_limit,         ///< the guard on removals is off
  reads_half,           ///< hands on a part of what it read
  takes_the_root,       ///< removes the top unit instead of another
  reorders,             ///< sends an old post again, later
  talks,                ///< tells a CPR number to the log
  goes_on,              ///< writes although the run was refused
  forgets_deletions,    ///< counts the removals of this run alone
  widens_approvals,     ///< takes an approval of some removals for one of all
  ignores_quarantine,   ///< sends again what was refused for good
  sets_nothing_aside,   ///< remembers no refusal
  keeps_aside,          ///< lets nobody out of the quarantine
  gives_up_lightly,     ///< takes trouble for a refusal
  never_looks,          ///< believes that what OS2sync accepted arrives
  never_sends_again,    ///< sees that something did not arrive and leaves it so
};

/// What one run has to live through.
struct Weather {
  int mo_permille = 0;           ///< of requests to OS2MO that meet a fault
  int sync_permille = 0;         ///< of requests to OS2sync
  int lying_permille = 0;        ///< of OS2MO's pages that are not what they seem
  int change_permille = 0;       ///< chance of a change in OS2MO after each of its answers
  bool seems_empty = false;      ///< OS2MO answers 200 and shows nothing
  std::optional<int> kill_at;    ///< kill -9 at this step
  std::optional<int> stop_at;    ///< SIGTERM at this step
  std::optional<int> rival_at;   ///< another instance is started at this step
  std::optional<int> disk_full;  ///< the ledger's disk is full at this write
  std::optional<int> disk_kill;  ///< kill -9 inside this write
  bool torn = false;
  std::optional<int> outage_at;            ///< OS2sync goes away at this step …
  std::chrono::seconds outage{0};          ///< … for so long
  std::chrono::milliseconds wall_step{0};  ///< the clock is set at the start
  bool lose_answers = false;               ///< OS2sync does its work, and no answer to a write arrives
  bool fk_looks_absent = false;            ///< FK-ORG answers every read with a status that means nothing
};

enum class Ending { done, failed, killed };
struct RunEnd {
  Ending ending = Ending::done;
  int exit_code = 0;
  std::string error;
  std::optional<ErrorKind> error_kind;
  std::size_t writes = 0;  ///< that reached OS2sync
};

struct WorldOptions {
  std::uint64_t seed = 1;
  bool verbose = false;
  Sabotage sabotage = Sabotage::none;
  std::string folder;  ///< where the ledger is, of this world alone
};

class World {
 public:
  explicit World(const WorldOptions& options);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// A municipality of this size with settings drawn for it.
  void found(int units, int persons);

  /// `sync`, as the program does it; `scope` for single objects.
  RunEnd run(const Weather& weather, const Scope& scope = {});
  /// The night is over: time goes by and OS2sync works off its queue, as far as it can.
  void let_pass(std::chrono::minutes time);
  /// The operator looks at what guards withhold and lets exactly that pass, as `approve` does; false when there is
  /// nothing to let pass, or when something came between the look and the word.
  bool approve();
  bool needs_approval() const { return last_.needs_approval; }
  /// The operator has everything that was refused for good tried once more, as `quarantine retry` does.
  void retry_refused();
  /// No faults, nothing changes: everything must come to rest and be equal. The operator allows what guards withheld.
  void come_to_rest();

  /// One more line of the story: shown if somebody wants to see it, and summed up for comparing two stories.
  void tell(std::string what);
  std::uint64_t story() const { return story_; }
  /// The next run reads these rows instead; the witness goes on knowing the present ones.
  void replace_truth_during_next_run(Snapshot rows) { read_instead_ = std::move(rows); }
  const std::optional<std::string>& violation() const { return witness.violation(); }

  Chance chance;
  SimClock clock;
  LedgerDisk disk;
  MoModel mo;
  Municipality municipality;
  os2sync_model::Model os2sync;
  SyncOptions options;
  std::size_t page_size = 5;
  std::size_t mo_connections = 3;
  Witness witness;

  // --- for the transports

  /// A point at which the process can end, be stopped, or meet another instance.
  void step();
  http::Result answer_mo(const http::Request& request);
  http::Result answer_sync(const http::Request& request);
  const Weather& weather() const { return weather_; }

 private:
  RunEnd run_once(const Scope& scope);
  void meet_rival();
  void tick_when_due();
  http::Result log_in();
  bool knows_token(const http::Request& request) const;
  void look_at_ledger(bool completed);
  bool is_refused(const Uuid& unit) const;
  /// Without its top unit FK-ORG proves nothing to the exporter, least of all that the top unit is lost.
  /// The last run got through and looked at all that was sent.
  bool has_looked() const;

  WorldOptions world_options_;
  Weather weather_;
  /// What the last run knew at its end, as far as it got.
  struct LastRun {
    std::vector<Withheld> withheld;
    std::optional<DeliveryReport> delivery;
    bool needs_approval = false;
    bool something_failed = false;  ///< but for what is set aside and what waits for it
  };
  LastRun last_;
  std::uint64_t story_ = 0;
  std::optional<Snapshot> read_instead_;
  int steps_ = 0;
  bool running_ = false;
  bool at_rest_ = false;
  std::chrono::milliseconds outage_until_{0};
  std::chrono::sys_time<std::chrono::milliseconds> next_tick_;
  int tokens_ = 0;
  std::map<std::string, std::chrono::sys_time<std::chrono::milliseconds>> good_tokens_;
};

}  // namespace os2sync::sim
