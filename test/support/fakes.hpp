// SPDX-License-Identifier: MPL-2.0
/// @file Fakes of the ports: a clock that jumps, a sink that answers by script, a ledger in memory, a fixed source.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "ports/audit_trail.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_log.hpp"
#include "ports/guard_memory.hpp"
#include "ports/ledger.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"
#include "ports/source.hpp"

namespace os2sync::test {

/// Sleeping moves the time on at once.
class FakeClock final : public Clock {
 public:
  std::chrono::sys_seconds now() const override {
    const std::lock_guard lock{mutex_};
    return std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}} +
           std::chrono::duration_cast<std::chrono::seconds>(passed_) + stepped_;
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    const std::lock_guard lock{mutex_};
    return std::chrono::steady_clock::time_point{} + passed_;
  }
  bool sleep_for(std::chrono::milliseconds duration) override {
    on_sleep();
    const std::lock_guard lock{mutex_};
    if (stopped_) return false;
    passed_ += duration;
    return true;
  }
  bool stop_requested() const override {
    const std::lock_guard lock{mutex_};
    return stopped_;
  }
  std::uint32_t random() override { return 0; }

  std::function<void()> on_sleep = [] {};  ///< before the time moves on
  void advance(std::chrono::milliseconds duration) {
    const std::lock_guard lock{mutex_};
    passed_ += duration;
  }
  void stop() {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }
  /// Sets the wall clock forward or, negative, back.
  void step(std::chrono::seconds by) {
    const std::lock_guard lock{mutex_};
    stepped_ += by;
  }
  std::chrono::milliseconds passed() const {
    const std::lock_guard lock{mutex_};
    return passed_;
  }

 private:
  mutable std::mutex mutex_;
  std::chrono::milliseconds passed_{0};
  std::chrono::seconds stepped_{0};
  bool stopped_ = false;
};

/// What a sink was asked, as text: "unit U1", "user P1", "delete user P1", "passivate user P1".
class FakeSink final : public Sink {
 public:
  /// Answers a write; the default accepts all.
  std::function<PushResult(const std::string& write)> answer = [](const std::string&) {
    return PushResult{Accepted{}};
  };
  std::map<Uuid, FkRead> fk;              ///< what reads return; absent = FkUnknown
  std::map<ObjectKind, FkListing> lists;  ///< what list() returns; absent = FkUnavailable
  SinkFacts facts;
  std::function<void()> on_probe = [] {};  ///< may throw
  std::function<void()> on_read = [] {};   ///< before the answer, which it may change
  int probes = 0;
  std::vector<Uuid> reads;

  SinkFacts probe() override {
    ++probes;
    on_probe();
    return facts;
  }
  PushResult push(const Write& write) override {
    const std::string text = describe(write);
    {
      const std::lock_guard lock{mutex_};
      log_.push_back(text);
      if (const auto* unit = std::get_if<PostUnit>(&write)) kept_[unit->unit->uuid] = *unit->kept;
      if (const auto* user = std::get_if<PostUser>(&write)) kept_[user->user->uuid] = *user->kept;
    }
    return answer(text);
  }
  FkRead read(ObjectKind, const Uuid& uuid) override {
    {
      const std::lock_guard lock{mutex_};
      reads.push_back(uuid);
    }
    on_read();
    const auto found = fk.find(uuid);
    return found == fk.end() ? FkRead{FkUnknown{}} : found->second;
  }
  FkListing list(ObjectKind kind) override {
    const auto found = lists.find(kind);
    return found == lists.end() ? FkListing{FkUnavailable{say("no list was given")}} : found->second;
  }

  std::vector<std::string> log() const {
    const std::lock_guard lock{mutex_};
    return log_;
  }
  /// The fields that were sent back with an object's post.
  FkFields kept_of(const Uuid& object) const { return kept_.at(object); }

  static std::string symbol(const Uuid& uuid) {
    const char* begin = reinterpret_cast<const char*>(uuid.bytes().data());
    return std::string(begin, strnlen(begin, 16));
  }

 private:
  static std::string describe(const Write& write) {
    if (const auto* unit = std::get_if<PostUnit>(&write)) {
      return (unit->bypass_cache ? "bypass unit " : "unit ") + symbol(unit->unit->uuid);
    }
    if (const auto* user = std::get_if<PostUser>(&write)) {
      return (user->bypass_cache ? "bypass user " : "user ") + symbol(user->user->uuid);
    }
    if (const auto* passive = std::get_if<PassivateObject>(&write)) {
      return std::string{"passivate "} + (passive->kind == ObjectKind::unit ? "unit " : "user ") +
             symbol(passive->uuid);
    }
    const auto& gone = std::get<DeleteObject>(write);
    return std::string{"delete "} + (gone.kind == ObjectKind::unit ? "unit " : "user ") + symbol(gone.uuid);
  }

  mutable std::mutex mutex_;
  std::vector<std::string> log_;
  std::map<Uuid, FkFields> kept_;
};

class MemoryLedger final : public Ledger {
 public:
  std::map<std::pair<ObjectKind, Uuid>, LedgerEntry> entries;
  std::set<std::pair<ObjectKind, Uuid>> under_way;
  std::optional<RunFacts> run;

  std::vector<LedgerEntry> load() override {
    std::vector<LedgerEntry> list;
    for (const auto& [key, entry] : entries) list.push_back(entry);
    return list;
  }
  void begin(const LedgerEntry& after) override { under_way.insert({after.kind, after.uuid}); }
  void withdraw(ObjectKind kind, const Uuid& uuid) override { under_way.erase({kind, uuid}); }
  void record(std::span<const LedgerEntry> changed) override {
    for (const LedgerEntry& entry : changed) {
      entries[{entry.kind, entry.uuid}] = entry;
      under_way.erase({entry.kind, entry.uuid});
      if (entry.deleted) deletions.push_back({entry.kind, entry.uuid, entry.changed_at});
    }
  }
  std::optional<RunFacts> last_run() override { return run; }
  void record_run(const RunFacts& facts) override { run = facts; }
  std::vector<Deletion> deletions_since(std::int64_t time) override {
    std::vector<Deletion> recent;
    std::copy_if(deletions.begin(), deletions.end(), std::back_inserter(recent),
                 [&](const Deletion& deletion) { return deletion.at >= time; });
    return recent;
  }
  std::vector<Deletion> deletions;
};

class MemoryGuardMemory final : public GuardMemory {
 public:
  std::vector<Approval> given;
  std::vector<HeldSince> waiting;

  std::vector<Approval> approvals() override { return given; }
  void approve(const Approval& approval, std::int64_t forget_before) override {
    std::erase_if(given, [&](const Approval& earlier) {
      return earlier.hash == approval.hash || earlier.approved_at < forget_before;
    });
    given.push_back(approval);
  }
  bool revoke(const std::string& hash) override {
    return std::erase_if(given, [&](const Approval& approval) { return approval.hash == hash; }) > 0;
  }
  std::vector<HeldSince> held() override { return waiting; }
  void record_held(std::span<const HeldSince> held) override { waiting.assign(held.begin(), held.end()); }
};

class MemoryDeliveryLog final : public DeliveryLog {
 public:
  std::map<std::pair<ObjectKind, Uuid>, Delivery> looks;
  std::optional<std::int64_t> compared_at;

  std::vector<Delivery> load() override {
    std::vector<Delivery> list;
    for (const auto& [key, delivery] : looks) list.push_back(delivery);
    return list;
  }
  void record(std::span<const Delivery> deliveries) override {
    for (const Delivery& delivery : deliveries) looks[{delivery.kind, delivery.uuid}] = delivery;
  }
  std::optional<std::int64_t> lists_compared_at() override { return compared_at; }
  void record_lists_compared(std::int64_t time) override { compared_at = time; }
};

/// Events as text: "write kind=user action=create …".
class MemoryTrail final : public AuditTrail {
 public:
  std::vector<std::string> lines;
  std::vector<AuditSubject> subjects;
  bool is_full = false;

  void record(const AuditEvent& event) override {
    if (is_full) throw Error{ErrorKind::state, say("no room")};
    std::string line{event.name};
    for (const AuditFact& fact : event.facts) line += " " + fact.name + "=" + text_of(fact);
    lines.push_back(line);
    if (event.subject) subjects.push_back(*event.subject);
  }
  std::int64_t erase(std::span<const Uuid>) override { return 0; }

 private:
  static std::string text_of(const AuditFact& fact) {
    if (const auto* number = std::get_if<std::int64_t>(&fact.value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&fact.value)) return *text;
    std::string joined;
    for (const std::string& item : std::get<std::vector<std::string>>(fact.value)) joined += item + ";";
    return joined;
  }
};

class FakeSource final : public Source {
 public:
  Snapshot snapshot;
  std::function<void(const ReadRequest&)> on_read = [](const ReadRequest&) {};  ///< may throw
  std::vector<Said> warnings;                                                   ///< what reading warns of

  Snapshot read(const ReadRequest& request, Observer& observer) override {
    ++reads;
    on_read(request);
    for (const Said& warning : warnings) observer.warn(warning);
    return snapshot;
  }
  Scope find_owners(const std::string& user_key, Observer&) override {
    Scope owners;
    for (const SourceItUser& account : snapshot.it_users) {
      if (account.user_key != user_key) continue;
      if (account.person) owners.persons.push_back(*account.person);
      if (account.unit) owners.units.push_back(*account.unit);
    }
    return owners;
  }
  std::size_t requests_made() const override { return 1; }
  int reads = 0;
};

/// A digest anyone can compute: FNV over the bytes, twice.
class PlainDigester final : public Digester {
 public:
  Digest digest(std::string_view bytes) const override {
    Digest result;
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (std::size_t half = 0; half < 2; ++half) {
      for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      for (std::size_t i = 0; i < 8; ++i) result.bytes[half * 8 + i] = static_cast<std::uint8_t>(hash >> (8 * i));
    }
    return result;
  }
};

}  // namespace os2sync::test
