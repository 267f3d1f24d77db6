#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Removes every guard condition once and fails when no test notices, or when a condition is no longer where it was.

Works on a copy of the sources in BUILD/guards, whose test programs are built once and then again for each mutation. Each
row of MUTATIONS is one condition: file, exact text, what is put in its place, and the test program that must go red.
"""

import argparse
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

GUARD = "src/plan/guard.cpp"
PLAN = "src/plan/plan.cpp"
REMOVALS = "src/plan/removals.cpp"
JUDGE = "src/plan/judge.cpp"
MASS = "src/plan/mass_change.cpp"
APPROVABLE = "src/plan/approvable.cpp"
MO_UUIDS = "src/plan/mo_uuid_removals.cpp"
APP = "src/app/guards.cpp"
RUN = "src/app/run.cpp"
SYNC = "src/app/sync.cpp"
SEND = "src/app/send.cpp"
MUNICIPALITY = "src/app/same_municipality.cpp"
APPROVE = "src/app/approve.cpp"
GATE = "src/app/quarantine_gate.cpp"
WITNESSES = "src/app/witnesses.cpp"
SETTINGS = "src/config/load_settings.cpp"
SETTINGS_TABLE = "src/config/settings_table.cpp"

MUTATIONS = [
    # The quarantine
    ("quarantine: refused is not sent", SEND, "if (gate_.holds_back(change)) return", "if (false) return", "app"),
    ("quarantine: the same content", GATE, "known->second.payload == change.after.digest", "true", "app"),
    ("quarantine: another try", GATE, "!known->second.retry && ", "", "app"),
    ("quarantine: occupied units stay", SEND, "if (occupied_units_.contains(change.uuid))", "if (false)", "app"),
    ("quarantine: holds nobody up", SEND, "if (!lasting) something_failed_ = true;", "something_failed_ = true;", "app"),
    ("no write begins after a lane failed", SEND,
     "if (is_over_now()) throw Halted{};\n      targets_", "targets_", "app"),
    ("failures in plan order", SEND, "    sort_failed();\n", "", "app"),
    ("a stopped queue is heard", "src/app/work_queue.cpp", "<std::chrono::milliseconds>(next->due - now), kNap)",
     "<std::chrono::milliseconds>(next->due - now), std::chrono::milliseconds{3'600'000})", "app"),
    ("no unit is removed after a failure", SEND, "if (something_failed_) return", "if (false) return", "app"),
    # What FK-ORG's "unknown" proves
    ("unknown: nobody vouches for himself", WITNESSES, "witness != unknown && ", "", "app"),
    ("unknown: the witness is shown", WITNESSES,
     "std::holds_alternative<FkObject>(sink.read(witness.first, witness.second))", "true", "app"),
    ("unknown: fields are not wiped without a witness", SEND, "if (must_be_known && !is_really_unknown(change))",
     "if (false)", "app"),
    ("unknown: nothing is lost without a witness", "src/app/verify.cpp",
     "is_vouched_for({entry.kind, entry.uuid}, witnesses_, targets_.sink)", "true", "app"),
    # S2 and S4: limits
    ("S2 limit 0 is never", GUARD, "if (of.limit.count == 0) return WithheldReason::removal_off;", "", "plan"),
    ("S2 limit of one run", GUARD, "if (removals > most) return WithheldReason::guard;", "", "plan"),
    ("S4 budget of earlier runs", GUARD, "if (removals + removed_before > most) return", "if (false) return", "plan"),
    ("S2 0 beats the percentage", GUARD, "if (limit.count == 0) return 0;", "", "plan"),
    ("S2 percentage", GUARD, "std::max(limit.count, held * limit.percent / 100);\n}", "limit.count;\n}", "plan"),
    ("S2 never, though approved", GUARD, "*reason != WithheldReason::removal_off && is_approved", "is_approved", "plan"),
    ("S2 units", REMOVALS, "withhold_removals({ObjectKind::unit,", "if (false) withhold_removals({ObjectKind::unit,", "plan"),
    ("S2 users", REMOVALS, "withhold_removals({ObjectKind::user,", "if (false) withhold_removals({ObjectKind::user,", "plan"),
    ("S2 clean-up", MO_UUIDS, "withhold_removals(of, history, allowed, plan.withheld);", "", "plan"),
    ("S2 target, not scope", PLAN, "count_live(index_entries(whole_ledger, ObjectKind::user))", "count_live(sent_users)", "plan"),
    ("S4 window", APP, "if (deletion.at < now - window) continue;", "", "app"),
    ("S4 window is a setting", APP, "static_cast<std::int64_t>(guards.window_hours) * kHour", "24 * kHour", "app"),
    ("S4 earlier deletions are counted", APP,
     "++(deletion.kind == ObjectKind::unit ? history.units_removed : history.users_removed);", "", "app"),
    ("S4 deletions from the future count", APP, "if (deletion.at < now - window) continue;",
     "if (deletion.at < now - window || deletion.at > now) continue;", "app"),
    # S3: stops and the top unit
    ("S3 no units", JUDGE, "if (facts.units_read == 0 && (live_units || live_users)) return Refusal::source_empty;", "", "plan"),
    ("S3 no persons", JUDGE, "if (facts.persons_read == 0 && live_users) return Refusal::source_empty;", "", "plan"),
    ("S3 no top unit", JUDGE, "if (facts.units_read == 0 || !facts.top_unit_read)", "if (facts.units_read == 0)", "plan"),
    ("S3 no users wanted", JUDGE, "if (live_users && wanted.users.empty()) return Refusal::no_users_wanted;", "", "plan"),
    ("S3 units shrank", JUDGE, "if (last && shrank(last->units_read,", "if (false && shrank(last->units_read,", "plan"),
    ("S3 persons shrank", JUDGE, "if (last && shrank(last->persons_read,", "if (false && shrank(last->persons_read,", "plan"),
    ("S3 top unit by FK uuid", REMOVALS, "entry.uuid == wanted.top_unit ||", "", "plan"),
    ("S3 top unit by OS2MO uuid", REMOVALS, "entry.uuid == rules.top_unit ||", "", "plan"),
    ("S3 former FK uuid of the top unit", REMOVALS, "|| entry.source == rules.top_unit;", ";", "plan"),
    ("S3 a stopped run has no changes", PLAN, "if (rules.refusal) {", "if (false) {", "plan"),
    ("S3 a stopped run says so", PLAN, "if (!is_approved(*rules.refusal, rules.history)) plan.refusal = rules.refusal;",
     "", "plan"),
    ("S3 the run itself is approved", GUARD, "return run_approved && is_approved(change, history);",
     "return is_approved(change, history);", "plan"),
    ("S3 each change is approved", GUARD, "return run_approved && is_approved(change, history);", "return run_approved;", "plan"),
    ("S3 a stopped run sends nothing", APP, "if (plan.refusal) return text_of(*plan.refusal);", "", "app"),
    ("S3 what stops a run stops it", SYNC, "refuse(*why, run.plan);", "static_cast<void>(why);", "app"),
    ("S3 no plan without the top unit", RUN, "if (run.plan_rules.refusal && !facts.top_unit_read)", "if (false)", "app"),
    ("S3 a partly approved source is no measure", SYNC, "if (is_done && !still_refused) {", "if (is_done) {", "app"),
    ("S3 a dry run ends as refused", SYNC, "if (plan.refusal) return exit_code_of(ErrorKind::refused);", "", "app"),
    ("S3 another municipality", MUNICIPALITY, "if (sent_so) return true;\n  throw", "return true;\n  throw", "app"),
    # S5
    ("S5 switch", APP, "if (guards.continue_when_withheld || !has_guarded(plan)) return std::nullopt;", "return std::nullopt;", "app"),
    ("S5 only when something is withheld", APP, "guards.continue_when_withheld || !has_guarded(plan)", "guards.continue_when_withheld",
     "app"),
    ("S5 exit code", SYNC, "if (has_guarded(plan)) return kDeletionsWithheld;", "", "app"),
    ("S5 goes before failures", SYNC, "if (has_guarded(plan)) return kDeletionsWithheld;\n",
     "if (has_guarded(plan) && report.failed.empty()) return kDeletionsWithheld;\n", "app"),
    ("S5 accounts in OS2MO count", APP, "return !plan.fk_accounts.withheld.empty() ||", "return", "app"),
    # S6: approvals
    ("S6 an approval lets through", GUARD, "return *found == item;", "return false;", "plan"),
    ("S6 an approval is a ceiling", GUARD, "return *found == item;", "return true;", "plan"),
    ("S6 expires", APPROVABLE, "|| now >= approval.approved_at + kApprovalSeconds) continue;", ") continue;", "plan"),
    ("S6 not from the future", APPROVABLE, "if (approval.approved_at > now || now", "if (now", "plan"),
    ("S6 spent", APPROVABLE, "return !was_carried_out(item, approval.approved_at, deletions);", "return true;", "plan"),
    ("S6 spent since it was given", APPROVABLE, "&& deletion.at >= approved_at;", ";", "plan"),
    ("S6 what no approval lifts", APPROVABLE, "if (can_be_approved(withheld.reason)) items.push_back", "items.push_back", "plan"),
    ("S6 the run is an item", APPROVABLE, "if (plan.refusal) items.push_back(held_item(*plan.refusal));", "", "plan"),
    ("S6 a set has one hash", APPROVABLE, "  std::sort(items.begin(), items.end());\n  return items;\n}\n\nstd::string group_hash",
     "  return items;\n}\n\nstd::string group_hash", "plan"),
    ("S6 whole plans only", APPROVABLE, "if (!plan.is_whole) return {};", "", "plan"),
    ("S6 the hash is that of now", APPROVE, "if (found == hash) return run;", "return run;", "app"),
    ("S6 remembered", APPROVE, "context.inputs.guard_memory.approve(", "(void)(", "app"),
    ("S6 an approval covers what is sent once more", APPROVE,
     "prepare_run(context.inputs, options.rules, rules)", "prepare_run(context.inputs, options.rules, options.plan_rules)",
     "app"),
    ("S6 recalled", APP, "history.approved = find_approved(memory.approvals(), deletions, now);", "", "app"),
    # order of what is withheld
    ("units stay while users stay", GUARD, "if (change.kind == ObjectKind::unit && units_stay_peopled) return false;", "", "plan"),
    ("units stay while user removals wait", GUARD, "return change.kind == ObjectKind::user && can_be_approved(withheld.reason);",
     "return false;", "plan"),
    ("units stay while positions wait", GUARD, "|| field.field == FieldId::positions;", ";", "plan"),
    ("an old uuid waits for the new one", GUARD, "change.reason != Reason::uuid_replaced || !uncreated.contains(change.source)",
     "true", "plan"),
    ("a refusal leaves an earlier run's note", SEND, "attempt.number == 0 && !was_under_way(change)",
     "attempt.number == 0", "app"),
    # S7
    ("S7 ages are remembered", SYNC, "if (run.ages_withheld) remember_withheld(inputs.guard_memory, run);", "", "app"),
    ("S7 ages are recalled", RUN, "recall_ages(inputs.guard_memory, run.plan);", "", "app"),
    ("S7 a scoped run forgets no other", APP, "if (scope.is_all()) return {};", "return {};", "app"),
    ("S7 first alarm", APPROVABLE, "if (now - withheld.since > kDay) ++alarm.over_a_day;", "", "plan"),
    ("S7 second alarm", APPROVABLE, "if (now - withheld.since > kWeek) ++alarm.over_a_week;", "", "plan"),
    ("S7 alarms are told", SYNC, "tell_of_guards(run, inputs.observer);", "", "app"),
    # S8
    ("S8 limit", MASS, "if (counts.at(i) <= most) continue;", "continue;", "plan"),
    ("S8 floor", MASS, "std::max(limit.count, held * limit.percent / 100)", "held * limit.percent / 100", "plan"),
    ("S8 percentage", MASS, "std::max(limit.count, held * limit.percent / 100)", "limit.count", "plan"),
    ("S8 only what overwrites", MASS, "return change.kind != FieldChangeKind::added;", "return true;", "plan"),
    ("S8 a field that becomes ours", "src/plan/diff.cpp", "if (was_theirs && ", "if (false && ", "plan"),
    ("S8 a field filled only when empty", "src/plan/diff.cpp", "if (was_theirs && !fill_if_empty[bit_of(field.id)])",
     "if (was_theirs)", "plan"),
    ("S8 bound to values", MASS, "held_item(change, value)", "held_item(change, digest_of({}, guarded))", "plan"),
    ("S8 other updates go on", MASS, "return guarded[bit_of(field.field)] && overwrites(field);",
     "return overwrites(field);", "plan"),
    ("S8 units", PLAN, "withhold_mass_changes(ObjectKind::unit, held_units", "if (false) withhold_mass_changes(ObjectKind::unit, held_units",
     "plan"),
    ("S8 users", PLAN, "withhold_mass_changes(ObjectKind::user, held_users", "if (false) withhold_mass_changes(ObjectKind::user, held_users",
     "plan"),
    # S9
    ("S9 staging", RUN, "run.plan_rules.refusal = Refusal::first_run;", "", "app"),
    ("S9 only with an empty ledger", APP, "if (!ledger.empty()) return false;", "", "app"),
    ("S9 asked again before sending", SYNC,
     "if (options.top_unit_known && run.ledger.empty() && run.plan_rules.refusal != Refusal::first_run)", "if (false)", "app"),
    ("S9 another municipality first", SYNC,
     "if (run.plan.refusal == Refusal::first_run)\n    check_same_municipality(", "if (false) check_same_municipality(", "app"),
    # S10
    ("S10 confirmation", RUN, "if (plan_rules.scope.is_all()) confirm_removals(inputs, rules, run);", "", "app"),
    ("S10 by FK uuid", APP, "uuids.contains({change->kind, change->uuid}) ||", "", "app"),
    ("S10 of what is withheld", APP,
     "if (withheld.change.action == Action::remove && is_guarded(withheld.reason)) removals.push_back(&withheld.change);",
     "", "app"),
    ("S10 the top unit again", APP, "if (!has_top) {", "if (false) {", "app"),
    # S11
    ("S11 loosening", SETTINGS, "std::erase_if(given, loosens);", "", "config"),
    ("S11 direction", SETTINGS_TABLE, "spec.looser == LooserWhen::higher ? after > before : after < before", "after > before", "config"),
    ("S11 a broken file value is no licence", SETTINGS, "base = {};  // a fault", "return;  // a fault", "config"),
]


def copy_sources(scratch):
    """Brings the copy up to date, touching only what differs so that little is built again."""
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                             capture_output=True, text=True).stdout.split("\n")
    for name in filter(None, listing):
        source, target = ROOT / name, scratch / name
        if source.is_file() and not (target.is_file() and filecmp.cmp(source, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def build(scratch, programs, jobs):
    targets = [f"test_{program}" for program in programs]
    return subprocess.run(["ninja", "-C", "build", "-j", str(jobs), *targets], cwd=scratch, capture_output=True, text=True,
                          check=False)


def passes(scratch, program):
    return subprocess.run([scratch / "build" / f"test_{program}", "--gtest_brief=1"], cwd=scratch, capture_output=True,
                          check=False, timeout=600).returncode == 0


def try_mutation(scratch, row, jobs):
    """None when a test noticed, else what is wrong."""
    name, file, text, replacement, program = row
    path = scratch / file
    original = path.read_text(encoding="utf-8")
    path.write_text(original.replace(text, replacement, 1), encoding="utf-8")
    try:
        built = build(scratch, [program], jobs)
        if built.returncode != 0:
            return f"{name}: does not compile; mend the replacement in tools/check_guards.py\n{built.stdout[-2000:]}"
        return f"{name}: {file} without `{text}` passes test_{program}" if passes(scratch, program) else None
    finally:
        path.write_text(original, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="a build folder, e.g. build/dev")
    parser.add_argument("--only", default="", help="mutations whose name contains this, e.g. S6")
    parser.add_argument("--list", action="store_true", help="check that every text is still there; build nothing")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()

    problems = [f"{name}: {file} has no `{text}` any more; follow the condition to where it went"
                for name, file, text, *_ in MUTATIONS if (ROOT / file).read_text(encoding="utf-8").count(text) == 0]
    chosen = [row for row in MUTATIONS if arguments.only in row[0]]
    if not arguments.list and not problems:
        scratch = arguments.build.resolve() / "guards"
        copy_sources(scratch)
        programs = sorted({row[4] for row in chosen})
        subprocess.run(["cmake", "-G", "Ninja", "-S", ".", "-B", "build", "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O0"],
                       cwd=scratch, check=True, stdout=subprocess.DEVNULL)
        built = build(scratch, programs, arguments.jobs)
        if built.returncode != 0:
            sys.exit(f"the sources do not build:\n{built.stdout[-4000:]}")
        problems += [f"test_{program} fails without any mutation" for program in programs if not passes(scratch, program)]
        for row in [] if problems else chosen:
            problem = try_mutation(scratch, row, arguments.jobs)
            print(("MISSED  " if problem else "noticed ") + row[0], flush=True)
            problems += [problem] if problem else []
    for problem in problems:
        print(problem)
    print(f"{len(MUTATIONS)} guard conditions, {len(chosen)} chosen, {len(problems)} problems")
    return 1 if problems or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
