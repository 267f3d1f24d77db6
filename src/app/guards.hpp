// SPDX-License-Identifier: MPL-2.0
/// @file The guards' memory and the questions they ask outside: approvals, ages, FK-ORG on a first run, the source once
/// more about whatever vanished. The decisions themselves are plan's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/run.hpp"
#include "core/said.hpp"
#include "ports/guard_memory.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// What was removed and approved, as far as it counts at `now` (Unix seconds). A removal dated later than now counts: a
/// clock that was set back frees no budget (S4).
GuardHistory recall_history(Ledger& ledger, GuardMemory& memory, const Guards& guards, std::int64_t now);

/// S9: FK-ORG shows the top unit although nothing was ever sent. False when FK-ORG cannot say; sending asks again.
bool is_first_run_on_a_filled_fk_org(const std::vector<LedgerEntry>& ledger, const Uuid& top_unit, Sink& fk_org,
                                     Observer& observer);

/// S10: reads once more, by their uuids, the objects whose removal is planned or withheld. Throws Error{incomplete}
/// when the rules make of that read what they did not make of the first: then the first was not whole.
/// Names of those the source still knows go into the run.
void confirm_removals(const RunInputs& inputs, const Rules& rules, PreparedRun& run);

/// S7: since when each withheld change has been so.
void recall_ages(GuardMemory& memory, Plan& plan);
/// S7: for the next run. One about some objects says nothing about the others.
void remember_withheld(GuardMemory& memory, const PreparedRun& run);

/// Everything the guards did in a run that is about to send, in one place: warnings now, an audit's entries too.
void tell_of_guards(const PreparedRun& run, Observer& observer);

/// What to do when all that is withheld is right.
Said how_to_approve(const Plan& plan);
/// Something waits because a guard or the settings hold it back.
bool has_guarded(const Plan& plan);
/// Why a run that would write has to stop before it does; none = it goes on.
std::optional<Text> find_stop(const Plan& plan, const Guards& guards);
/// Ends the run with why, and with what lets it go on.
[[noreturn]] void refuse(const Text& why, const Plan& plan);

}  // namespace os2sync
