#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when the tests leave branches of the safety code untried, or lines of the rest.

    cmake --preset coverage && cmake --build --preset coverage && ctest --preset coverage
    tools/check_coverage.py build/coverage [--only FOLDER...]

Every branch of ALL_BRANCHES has to be taken both ways; elsewhere 90 % of each room's lines have to be run. Branches that only
an exception takes, those of assert, of comparisons the compiler writes and past all cases of a switch do not count. docs/decisions/0019-fuzzing-coverage.md says why."""

import argparse
import collections
import fnmatch
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What decides about deletions, in which order, and what is remembered. A folder's new files are held to it by themselves.
ALL_BRANCHES = ("src/plan/guard*", "src/plan/judge*", "src/plan/*removals*", "src/plan/order*", "src/plan/plan.*", "src/plan/scope*",
                "src/plan/*budget*", "src/plan/*approv*", "src/adapters/ledger/*")
MOST_LINES = 90.0  # percent


def measure(build):
    """gcovr's view of every file of src/, by path."""
    command = ["gcovr", "--root", str(ROOT), "--filter", str(ROOT / "src") + "/", "--object-directory", str(build),
               "--exclude-throw-branches", "--exclude-unreachable-branches", "--exclude-branches-by-pattern", r".*(\bassert\(|\) const = default;|\bswitch \().*",
               "--gcov-ignore-parse-errors", "--json", "-", str(build)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"gcovr: {done.stderr[-2000:]}")
    return {entry["file"]: [line for line in entry["lines"] if not line.get("gcovr/noncode")] for entry in json.loads(done.stdout)["files"]}


def untried_branches(file, lines):
    """One text per line with a branch that was never taken, and the counts."""
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()
    missing, branches, taken = [], 0, 0
    for line in lines:
        counts = [branch["count"] for branch in line["branches"]]
        branches += len(counts)
        taken += sum(count > 0 for count in counts)
        if line["count"] == 0 or 0 in counts:
            what = "never run" if line["count"] == 0 else f"{counts.count(0)} of {len(counts)} branches untried"
            if counts or line["count"] == 0:
                missing.append(f"  {file}:{line['line_number']}: {what}: {text[line['line_number'] - 1].strip()}")
    return missing, branches, taken


def check_branches(files):
    problems, branches, taken = [], 0, 0
    for file, lines in sorted(files.items()):
        if not any(fnmatch.fnmatch(file, pattern) for pattern in ALL_BRANCHES):
            continue
        missing, of, hit = untried_branches(file, lines)
        branches, taken = branches + of, taken + hit
        problems += missing
    print(f"safety code: {taken} of {branches} branches taken")
    if branches == 0:
        problems.append("  no branch was measured at all")
    return problems


def check_lines(files):
    rooms = collections.defaultdict(lambda: [0, 0])
    for file, lines in files.items():
        room = rooms[str(pathlib.Path(file).parent)]
        room[0] += sum(line["count"] > 0 for line in lines)
        room[1] += len(lines)
    problems = []
    for room, (run, total) in sorted(rooms.items()):
        percent = 100.0 * run / total if total else 100.0
        print(f"{room}: {percent:.1f} % of {total} lines")
        if percent < MOST_LINES:
            problems.append(f"  {room}: {percent:.1f} % of its lines are run, {MOST_LINES:.0f} % are asked for")
            problems += [f"    {file}: {sum(line['count'] == 0 for line in lines)} lines never run" for file, lines in sorted(files.items())
                         if str(pathlib.Path(file).parent) == room and any(line["count"] == 0 for line in lines)]
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--only", nargs="*", default=[], help="look at these folders only, e.g. src/plan")
    arguments = parser.parse_args()
    files = {file: lines for file, lines in measure(arguments.build).items()
             if not arguments.only or any(file.startswith(folder) for folder in arguments.only)}
    problems = check_branches(files) + check_lines(files)
    print("\n".join(problems) if problems else "nothing missing")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
