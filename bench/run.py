#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Measures the release binary against the lab and prints ratios of one run: reading against plain curl, sending against
a plain load generator, 100,000 persons against 10,000, an unchanged second run, memory. Asserts nothing about time."""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "lab"))

from lab import Lab  # noqa: E402


class Measured:
    """One run of the program: wall seconds, peak memory and its own report."""

    def __init__(self, build, lab, *words):
        command = ["/usr/bin/time", "-f", "%e %M", str(build / "os2sync-export"), "-q", "--config", str(lab.settings_file), *words, "--json"]
        done = subprocess.run(command, env=lab.environment(), capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-500:]}")
        wall, memory = done.stderr.strip().splitlines()[-1].split()
        self.wall, self.megabytes = float(wall), int(memory) / 1024
        self.report = json.loads(done.stdout)


class Questions:
    """What the program asks of OS2MO in one full read, so that curl can ask the same."""

    def __init__(self, build, persons, folder):
        self.folder = folder
        with Lab(build, persons=persons, memo=True) as lab:
            Measured(build, lab, "sync", "--dry-run")
            self.asked = lab.mo_control("/memo")
        for number, question in enumerate(self.asked):
            self.body(number).write_text(question["body"], encoding="utf-8")

    def body(self, number):
        return self.folder / f"{number}.json"

    def fetch_with_curl(self, lab):
        """Asks them over four connections and throws the answers away; returns the seconds."""
        token_url = lab.mo["auth"] + "/realms/mo/protocol/openid-connect/token"
        token = json.loads(subprocess.run(
            ["curl", "-s", "-d", "grant_type=client_credentials&client_id=dipex&client_secret=lab-secret", token_url],
            capture_output=True, check=True).stdout)["access_token"]
        lines = []
        for number, question in enumerate(self.asked):
            lines += ["next"] if lines else []
            lines += [f'url = "{lab.mo["url"]}{question["path"]}"', f'data-binary = "@{self.body(number)}"', 'output = "/dev/null"',
                      'header = "Content-Type: application/json"', f'header = "Authorization: Bearer {token}"']
        config = self.folder / "curl.config"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(["curl", "-s", "--parallel", "--parallel-max", "4", "-K", str(config)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - start


def measure_reading(build, persons, rounds, memo):
    """`memo`: the lab answers from memory, hundreds of times faster than OS2MO; else it executes every query."""
    with tempfile.TemporaryDirectory() as name:
        questions = Questions(build, persons, pathlib.Path(name))
        with Lab(build, persons=persons, memo=memo) as lab:
            Measured(build, lab, "sync", "--dry-run")  # warms the lab up
            pairs = [(Measured(build, lab, "sync", "--dry-run"), questions.fetch_with_curl(lab)) for _ in range(rounds)]
    ratio = statistics.median(run.wall / curl for run, curl in pairs)
    wall = statistics.median(run.wall for run, _ in pairs)
    curl = statistics.median(curl for _, curl in pairs)
    memory = max(run.megabytes for run, _ in pairs)
    how, goal = ("answers from memory", "no goal") if memo else ("queries executed", "goal 1.25")
    print(f"reading {persons} persons, {how}: {pairs[0][0].report['source_requests']} requests, dry run {wall:.2f} s, "
          f"curl {curl:.2f} s, ratio {ratio:.2f} ({goal}); peak memory {memory:.0f} MB", flush=True)
    return wall


def measure_unchanged(build, persons):
    with Lab(build, persons=persons, memo=True) as lab:
        first = Measured(build, lab, "sync")
        again = Measured(build, lab, "sync")
        sent = sum(sum(counts.values()) for counts in again.report["sent"].values())
        seconds = again.report["seconds"]
        print(f"unchanged run at {persons} persons: {sent} sent, {seconds['deciding'] + seconds['sending']:.2f} s after the read "
              f"(goal 1 s); peak memory {again.megabytes:.0f} MB")
        counts = {kind: sum(of_kind.values()) for kind, of_kind in first.report["sent"].items()}
        print(f"sending: {counts['units'] + counts['users']} objects in {first.report['seconds']['sending']:.2f} s")
        return lab.sync_control("/journal?bodies=1"), first.report["seconds"]["sending"]


def measure_sending(build, persons):
    """The program's rate against curl asking and posting the same over two connections at a fresh OS2sync. Each object is
    read before it is posted: FK-ORG's own fields are sent back."""
    journal, seconds = measure_unchanged(build, persons)
    asked = [entry for entry in journal if entry["method"] in ("GET", "POST")]
    posts = sum(entry["method"] == "POST" and entry["status"] == 200 for entry in asked)
    with tempfile.TemporaryDirectory() as name, Lab(build, persons=300) as lab:
        folder = pathlib.Path(name)
        lines = []
        for number, entry in enumerate(asked):
            lines += ["next"] if lines else []
            lines += [f'url = "{lab.sync["url"]}{entry["path"].removeprefix("/api")}"', 'output = "/dev/null"',
                      'header = "ApiKey: lab-key"', 'header = "Cvr: 12345678"']
            if entry["method"] == "POST":
                file = folder / f"{number}.json"
                file.write_text(entry["body"], encoding="utf-8")
                lines += [f'data-binary = "@{file}"', 'header = "Content-Type: application/json"']
        config = folder / "curl.config"
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        start = time.perf_counter()
        subprocess.run(["curl", "-s", "--parallel", "--parallel-max", "2", "-K", str(config)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        plain = time.perf_counter() - start
        accepted = lab.sync_control("/counters")["statuses"]
    print(f"sending {posts} objects with {len(asked)} requests: {seconds:.2f} s, curl {plain:.2f} s ({accepted}), "
          f"rate ratio {plain / seconds:.2f} (goal 0.8)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--big", type=int, default=100_000)
    arguments = parser.parse_args()
    for memo in (False, True):
        small = measure_reading(arguments.build, arguments.small, arguments.rounds, memo)
        big = measure_reading(arguments.build, arguments.big, arguments.rounds, memo)
        print(f"{arguments.big} against {arguments.small} persons: {big / small:.1f} times the time (goal 11)")
    measure_unchanged(arguments.build, arguments.big)
    measure_sending(arguments.build, arguments.small)
    return 0


if __name__ == "__main__":
    sys.exit(main())
