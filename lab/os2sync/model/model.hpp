// SPDX-License-Identifier: MPL-2.0
/// @file One OS2sync service with its queue and the FK-ORG behind it, as a value that answers requests.
#pragma once

#include <random>
#include <string>
#include <variant>

#include "os2sync/model/fault.hpp"
#include "os2sync/model/fk.hpp"
#include "os2sync/model/hierarchy.hpp"
#include "os2sync/model/http.hpp"
#include "os2sync/model/moment.hpp"
#include "os2sync/model/options.hpp"
#include "os2sync/model/queue.hpp"
#include "os2sync/model/read_json.hpp"
#include "os2sync/model/route.hpp"
#include "os2sync/model/scheduler.hpp"

namespace os2sync_model {

/// Deterministic: the same requests, ticks, times and seed give the same answers. Not thread-safe.
class Model {
 public:
  /// `clock` is asked once per request and tick and should not run backwards.
  Model(Options options, Clock clock);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  Response handle(const Request& request);

  /// One scheduler minute; the caller moves its own clock.
  TickReport tick() { return scheduler_.tick(clock_()); }
  /// Empties the queue at once, as far as it can be emptied.
  TickReport drain() { return scheduler_.drain(clock_()); }

  Faults& faults() { return faults_; }
  const Queue& queue() const { return queue_; }
  const Fk& fk() const { return fk_; }
  Fk& fk() { return fk_; }
  const Scheduler& scheduler() const { return scheduler_; }
  const Profile& profile() const { return profile_; }
  const Options& options() const { return options_; }
  Moment now() const { return clock_(); }

 private:
  using Admission = std::variant<std::string, Response>;  ///< the municipality, or the answer that turns it away

  Admission admit(const Route& route, const Request& request) const;
  Response answer(const Route& route, const Request& request, const std::string& cvr);

  Response post_user(const Request& request, const std::string& cvr);
  Response post_unit(const Request& request, const std::string& cvr);
  Response queue_removal(Operation operation, const Route& route, const Request& request, const std::string& cvr);
  Response cleanup(const Route& route, const Request& request, const std::string& cvr);
  /// Inserts one row, or says what the database says.
  std::optional<std::string> insert(QueueRow row);
  QueueRow update_row(const Request& request, const std::string& cvr, Kind kind, std::string uuid, Payload payload);
  std::string echo_time(const Text& given) const;

  Response list_all(const Route& route, const Request& request, const std::string& cvr);
  Response read(const Route& route, const Request& request, const std::string& cvr);
  Response start_hierarchy(const Request& request, const std::string& cvr);
  Response fetch_hierarchy(const std::string& ticket);
  Response dtr_ids(const Request& request, const std::string& cvr);
  /// What keeps FK-ORG from answering a read: a text for the client, or Absent.
  struct Absent {};
  using ReadTrouble = std::variant<std::monostate, std::string, Absent>;
  ReadTrouble read_trouble(Kind kind, const std::string& cvr, std::string_view uuid);

  Options options_;
  Profile profile_;
  Clock clock_;
  std::mt19937_64 random_;
  Faults faults_;
  Queue queue_;
  Fk fk_;
  Tickets tickets_;
  Scheduler scheduler_;
};

}  // namespace os2sync_model
