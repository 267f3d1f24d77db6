// SPDX-License-Identifier: MPL-2.0
#include "sim/session.hpp"

#include <limits>

#include "sim/fk_comparison.hpp"

namespace os2sync::sim {
namespace {

os2mo::Options mo_options(const World& world) {
  os2mo::Options options;
  options.base_url = "http://mo";
  options.auth_server = "http://auth";
  options.client_id = "dipex";
  options.client_secret = Secret{"sim-secret"};
  options.page_size = world.page_size;
  options.connections = world.mo_connections;
  return options;
}

Os2syncOptions sync_options() {
  Os2syncOptions options;
  options.api_url = "http://os2sync/api";
  options.cvr = kCvr;
  options.api_key = Secret{kSimApiKey};
  options.connections = 1;
  return options;
}

}  // namespace

Session::Session(World& world, Sabotage sabotage)
    : source{mo_options(world), world.clock, std::make_unique<SimTransport>(world)},
      sink{sync_options(), [&world] { return std::make_unique<SimLane>(world); }, world.clock},
      opened{open_ledger(world.disk.path())},
      observer{world},
      watched{source, world, sabotage},
      pushed{sink, world, sabotage},
      ledger{*opened.ledger, sabotage},
      quarantine{*opened.quarantine, sabotage},
      guard_memory{*opened.guard_memory, *opened.ledger, sabotage},
      clock{world.clock} {
  for (const Said& remark : opened.remarks) world.witness.hears(remark.english);
}

SyncContext Session::context() {
  return {{watched, ledger, *opened.digester, clock, observer, nullptr, guard_memory, &pushed},
          pushed,
          &quarantine,
          nullptr,
          opened.deliveries.get(),
          nullptr,
          opened.repairs.get()};
}

Remembered recall(const std::string& path) {
  const OpenedLedger opened = open_ledger_for_reading(path);
  return {opened.ledger->load(), opened.ledger->deletions_since(std::numeric_limits<std::int64_t>::min()),
          opened.quarantine->load(), opened.deliveries->load()};
}

}  // namespace os2sync::sim
