// SPDX-License-Identifier: MPL-2.0
/// @file A plan made by hand and the fakes it is sent to.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "app/send.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync::test {

class MemoryQuarantine final : public Quarantine {
 public:
  std::map<std::pair<ObjectKind, Uuid>, SetAside> objects;

  std::vector<SetAside> load() override {
    std::vector<SetAside> list;
    for (const auto& [key, object] : objects) list.push_back(object);
    return list;
  }
  void put(const SetAside& object) override { objects[{object.kind, object.uuid}] = object; }
  void release(ObjectKind kind, const Uuid& uuid) override { objects.erase({kind, uuid}); }
};

/// A hand-made run: units, users and removals in the waves they are given in.
class World {
 public:
  FakeClock clock;
  FakeSink sink;
  MemoryLedger ledger;
  MemoryQuarantine quarantine;
  SilentObserver observer;
  PreparedRun run;
  SendOptions options{1, {5, 30}, false};

  World() { run.wanted.top_unit = id("TOP"); }

  Change unit(std::string_view name, std::optional<Uuid> parent = {}, Action action = Action::create) {
    WantedUnit wanted;
    wanted.uuid = wanted.source = id(name);
    wanted.parent = parent;
    run.wanted.units.push_back(wanted);
    return change(ObjectKind::unit, name, action, run.wanted.units.size() - 1);
  }
  Change user(std::string_view name, std::string_view unit_name, Action action = Action::create) {
    WantedUser wanted;
    wanted.uuid = wanted.source = id(name);
    wanted.positions = {{id(unit_name), "Lærer", {}, {}}};
    run.wanted.users.push_back(wanted);
    return change(ObjectKind::user, name, action, run.wanted.users.size() - 1);
  }
  Change removal(ObjectKind kind, std::string_view name, Reason reason = Reason::no_longer_wanted,
                 std::string_view source = "") {
    Change removed = change(kind, name, Action::remove, 0);
    removed.reason = reason;
    if (!source.empty()) removed.source = id(source);
    return removed;
  }
  void wave(std::vector<Change> changes) { run.plan.waves.push_back({std::move(changes)}); }
  SendReport send() { return send_plan(run, {sink, ledger, clock, observer, &quarantine}, options); }
  bool remembers(ObjectKind kind, std::string_view name) const { return ledger.entries.contains({kind, id(name)}); }

 private:
  static Change change(ObjectKind kind, std::string_view name, Action action, std::size_t index) {
    Change made;
    made.kind = kind;
    made.uuid = made.source = id(name);
    made.action = action;
    made.wanted_index = index;
    made.after.kind = kind;
    made.after.uuid = made.after.source = id(name);
    made.after.deleted = action == Action::remove;
    return made;
  }
};

}  // namespace os2sync::test
