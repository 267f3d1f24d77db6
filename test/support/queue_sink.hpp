// SPDX-License-Identifier: MPL-2.0
/// @file OS2sync with its queue: what is written reaches FK-ORG a minute later, by a clock that jumps.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ports/repair_log.hpp"
#include "support/fakes.hpp"

namespace os2sync::test {

class QueueSink final : public Sink {
 public:
  explicit QueueSink(FakeClock& clock) : clock_{clock} {}

  std::map<ObjectKey, FkObject> fk;  ///< what FK-ORG holds and shows
  std::map<ObjectKey, int> passive;  ///< how often an object was taken out of it
  std::vector<std::string> log;      ///< accepted writes: "passivate user P1", "unit U1", "bypass user P1"
  bool version_4 = true;
  bool unwell = false;  ///< FK-ORG answers "unknown" to everything
  bool stuck = false;   ///< OS2sync does not work off its queue
  bool lists = true;
  std::function<PushResult(const std::string& write)> answer = [](const std::string&) {
    return PushResult{Accepted{}};
  };
  std::function<void()> on_accepted = [] {};  ///< may throw: killed before the answer is remembered

  SinkFacts probe() override { return {false, version_4}; }
  PushResult push(const Write& write) override {
    const std::lock_guard lock{mutex_};
    const std::string text = describe(write);
    PushResult result = answer(text);
    if (!std::holds_alternative<Accepted>(result)) return result;
    log.push_back(text);
    queue_.push_back({clock_.steady_now() + std::chrono::minutes{1}, effect_of(write)});
    on_accepted();
    return result;
  }
  FkRead read(ObjectKind kind, const Uuid& uuid) override {
    const std::lock_guard lock{mutex_};
    work_off();
    const auto found = fk.find({kind, uuid});
    return unwell || found == fk.end() ? FkRead{FkUnknown{}} : FkRead{found->second};
  }
  FkListing list(ObjectKind kind) override {
    if (!lists) return FkUnavailable{say("no list")};
    FkList list{{}, true};
    for (const auto& [key, object] : fk) {
      if (key.first == kind && !object.inactive) list.uuids.push_back(key.second);
    }
    return list;
  }

 private:
  struct Queued {
    std::chrono::steady_clock::time_point due;
    std::function<void()> effect;
  };

  static std::string name_of(ObjectKind kind, const Uuid& uuid) {
    return (kind == ObjectKind::unit ? "unit " : "user ") + FakeSink::symbol(uuid);
  }
  static std::string describe(const Write& write) {
    if (const auto* unit = std::get_if<PostUnit>(&write))
      return (unit->bypass_cache ? "bypass " : "") + name_of(ObjectKind::unit, unit->unit->uuid);
    if (const auto* user = std::get_if<PostUser>(&write))
      return (user->bypass_cache ? "bypass " : "") + name_of(ObjectKind::user, user->user->uuid);
    if (const auto* gone = std::get_if<PassivateObject>(&write)) return "passivate " + name_of(gone->kind, gone->uuid);
    const auto& removed = std::get<DeleteObject>(write);
    return "delete " + name_of(removed.kind, removed.uuid);
  }
  std::function<void()> effect_of(const Write& write) {
    if (const auto* post = std::get_if<PostUnit>(&write)) {
      FkObject object{*post->kept};
      object.fields["Name"] = post->unit->name;
      return [this, key = ObjectKey{ObjectKind::unit, post->unit->uuid}, object] { fk[key] = object; };
    }
    if (const auto* post = std::get_if<PostUser>(&write)) {
      FkObject object{*post->kept};
      object.positions = post->user->positions;
      return [this, key = ObjectKey{ObjectKind::user, post->user->uuid}, object] { fk[key] = object; };
    }
    if (const auto* out = std::get_if<PassivateObject>(&write)) {
      return [this, key = ObjectKey{out->kind, out->uuid}] {
        ++passive[key];
        fk.erase(key);
      };
    }
    const auto& removed = std::get<DeleteObject>(write);
    return [this, key = ObjectKey{removed.kind, removed.uuid}] {
      ++passive[key];
      fk[key].inactive = true;
      fk[key].positions.clear();
    };
  }
  void work_off() {
    while (!stuck && !queue_.empty() && queue_.front().due <= clock_.steady_now()) {
      queue_.front().effect();
      queue_.pop_front();
    }
  }

  FakeClock& clock_;
  std::mutex mutex_;
  std::deque<Queued> queue_;
};

/// A repair log in memory.
class MemoryRepairLog final : public RepairLog {
 public:
  OpenRepairs repairs;

  OpenRepairs load() override { return repairs; }
  void record(std::span<const OpenRepair> changed) override {
    for (const OpenRepair& repair : changed) {
      on_record(repair);
      repairs[{repair.kind, repair.uuid}] = repair;
    }
  }
  void forget(const ObjectKey& object) override { repairs.erase(object); }
  std::function<void(const OpenRepair&)> on_record = [](const OpenRepair&) {};  ///< may throw
};

}  // namespace os2sync::test
