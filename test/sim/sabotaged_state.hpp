// SPDX-License-Identifier: MPL-2.0
/// @file The sabotaged parts of what the exporter remembers.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ports/guard_memory.hpp"
#include "ports/ledger.hpp"
#include "ports/quarantine.hpp"
#include "sim/world.hpp"

namespace os2sync::sim {

class SabotagedLedger final : public Ledger {
 public:
  SabotagedLedger(Ledger& ledger, Sabotage sabotage) : ledger_{ledger}, sabotage_{sabotage} {}
  std::vector<LedgerEntry> load() override { return ledger_.load(); }
  void begin(const LedgerEntry& after) override {
    if (sabotage_ != Sabotage::does_not_note) ledger_.begin(after);
  }
  void withdraw(ObjectKind kind, const Uuid& uuid) override { ledger_.withdraw(kind, uuid); }
  void record(std::span<const LedgerEntry> entries) override {
    if (sabotage_ == Sabotage::forgets && ++calls_ % 10 == 0) return;
    ledger_.record(entries);
  }
  std::optional<RunFacts> last_run() override { return ledger_.last_run(); }
  void record_run(const RunFacts& facts) override { ledger_.record_run(facts); }
  std::vector<Deletion> deletions_since(std::int64_t time) override {
    if (sabotage_ == Sabotage::forgets_deletions) return {};
    return ledger_.deletions_since(time);
  }

 private:
  Ledger& ledger_;
  Sabotage sabotage_;
  int calls_ = 0;
};

class SabotagedQuarantine final : public Quarantine {
 public:
  SabotagedQuarantine(Quarantine& quarantine, Sabotage sabotage) : quarantine_{quarantine}, sabotage_{sabotage} {}
  std::vector<SetAside> load() override {
    std::vector<SetAside> objects = quarantine_.load();
    if (sabotage_ == Sabotage::ignores_quarantine) {
      for (SetAside& object : objects) object.retry = true;
    }
    return objects;
  }
  void put(const SetAside& object) override {
    if (sabotage_ != Sabotage::sets_nothing_aside) quarantine_.put(object);
  }
  void release(ObjectKind kind, const Uuid& uuid) override {
    if (sabotage_ != Sabotage::keeps_aside) quarantine_.release(kind, uuid);
  }

 private:
  Quarantine& quarantine_;
  Sabotage sabotage_;
};

/// Takes any approval for one of every removal, as a switch would.
class SabotagedGuardMemory final : public GuardMemory {
 public:
  SabotagedGuardMemory(GuardMemory& memory, Ledger& ledger, Sabotage sabotage)
      : memory_{memory}, ledger_{ledger}, sabotage_{sabotage} {}
  std::vector<Approval> approvals() override {
    std::vector<Approval> approvals = memory_.approvals();
    if (sabotage_ != Sabotage::widens_approvals) return approvals;
    for (Approval& approval : approvals) {
      for (const LedgerEntry& entry : ledger_.load()) {
        if (!entry.deleted) approval.items.push_back({HeldAction::remove, entry.kind, entry.uuid});
      }
      std::ranges::sort(approval.items);
    }
    return approvals;
  }
  void approve(const Approval& approval, std::int64_t forget_before) override {
    memory_.approve(approval, forget_before);
  }
  bool revoke(const std::string& hash) override { return memory_.revoke(hash); }
  std::vector<HeldSince> held() override { return memory_.held(); }
  void record_held(std::span<const HeldSince> held) override { memory_.record_held(held); }

 private:
  GuardMemory& memory_;
  Ledger& ledger_;
  Sabotage sabotage_;
};

}  // namespace os2sync::sim
