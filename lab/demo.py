#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""The demo: sync, sync again, change something in OS2MO, plan, sync, explain. Fails when any step is not as promised.
With --lc-db: the same municipality from an LC database, without OS2MO, OS2sync or any other server."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from lab import NODE_MODULES, ROOT, Lab

sys.path.insert(0, str(ROOT / "lab/lcdb"))

from make_lcdb import make_lcdb  # noqa: E402

TODAY_FROM = {"from": "2015-01-01"}


class Demo:
    def __init__(self, lab, build):
        self.lab = lab
        self.program = str(pathlib.Path(build) / "os2sync-export")

    def show(self, *words):
        """Runs the program with its output on this terminal; some generated records are unfit on purpose, so 3 is fine."""
        print(f"\n$ os2sync-export {' '.join(words)}", flush=True)
        result = subprocess.run([self.program, "--config", str(self.lab.settings_file), *words],
                                env=self.lab.environment(), check=False)
        if result.returncode not in (0, 3):
            raise SystemExit(f"demo failed: os2sync-export {' '.join(words)} ended with {result.returncode}")

    def writes(self):
        """How many POST and DELETE requests OS2sync has answered."""
        return sum(1 for request in self.lab.sync_control("/journal")
                   if request["method"] in ("POST", "DELETE") and request.get("uuid"))

    def sync(self):
        before = self.writes()
        self.show("sync")
        self.lab.drain()
        return self.writes() - before


def change_something(lab):
    """Renames a unit, gives a person another surname and ends one engagement; returns the person's uuid."""
    lines = [json.loads(line) for line in lab.mo_municipality().splitlines() if line]
    sent = {row["uuid"] for row in lab.sync_control("/journal") if row["method"] == "POST" and row.get("uuid")}
    units = [row for row in lines if row["kind"] == "org_unit" and row["uuid"] in sent]
    persons = [row for row in lines if row["kind"] == "employee" and row["uuid"] in sent]
    engagements = [row for row in lines if row["kind"] == "engagement" and row["person"] == persons[1]["uuid"]
                   and "to" not in row["validity"]]
    unit = {**units[-1], "name": "Ny Ældrepleje Åbenrå"}
    person = {**persons[0], "surname": "Ørsted-Ågård"}
    lab.mo_control("/objects", {"upsert": [unit, person],
                                "terminate": [{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in engagements]})
    print(f"\nIn OS2MO: unit {unit['uuid']} renamed, person {person['uuid']} has a new surname, "
          f"person {persons[1]['uuid']} left.", flush=True)
    return person["uuid"]


class LcDemo:
    """A municipality as an LC database in a folder of its own, and settings that need nothing else."""

    def __init__(self, folder, build, persons):
        self.program = str(pathlib.Path(build) / "os2sync-export")
        self.settings_file = folder / "settings.json"
        municipality = folder / "municipality.jsonl"
        subprocess.run(["node", str(ROOT / "lab/os2mo/generate.js"), "--persons", str(persons), "--out", str(municipality), "--settings",
                        str(self.settings_file)], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "NODE_PATH": NODE_MODULES})
        self.lines = municipality.read_text(encoding="utf-8").splitlines()
        make_lcdb(self.lines, folder / "ActualState.db")
        settings = json.loads(self.settings_file.read_text(encoding="utf-8"))
        settings |= {"os2sync.use_lc_db": True, "lc-for-jobs.actual_db_name": str(folder / "ActualState"), "os2sync.api_url": "stub",
                     "os2sync.hash_cache": str(folder / "ledger.db")}
        self.settings_file.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def run(self, *words, show=True):
        if show:
            print(f"\n$ os2sync-export {' '.join(words)}", flush=True)
        result = subprocess.run([self.program, "--config", str(self.settings_file), *words], check=False, stdout=None if show else subprocess.PIPE,
                                env={name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TERM", "COLUMNS")})
        if result.returncode not in (0, 3):
            raise SystemExit(f"demo failed: os2sync-export {' '.join(words)} ended with {result.returncode}")
        return result.stdout

    def count(self, kind):
        return sum(1 for line in self.lines if json.loads(line)["kind"] == kind)


def show_lc_db(build, persons):
    with tempfile.TemporaryDirectory(prefix="os2sync-lcdb-") as name:
        demo = LcDemo(pathlib.Path(name), build, persons)
        print(f"An LC database with {demo.count('org_unit')} units and {demo.count('employee')} invented persons; no server is running.")
        demo.run("sync")
        plan = json.loads(demo.run("plan", "--json", show=False))
        users = [change for change in plan["changes"] if change["kind"] == "user"]
        if not users:
            raise SystemExit("demo failed: no user would be sent")
        demo.run("explain", users[0]["uuid"])
        print(f"\ndemo passed: {len(plan['changes'])} would be sent from the LC database, {len(users)} of them users")


def main():
    parser = argparse.ArgumentParser(description="Shows the main job on an invented municipality.")
    parser.add_argument("--lc-db", action="store_true", help="read an LC database; no server at all")
    parser.add_argument("--build", required=True)
    parser.add_argument("--persons", type=int, default=300)
    arguments = parser.parse_args()
    if arguments.lc_db:
        show_lc_db(arguments.build, arguments.persons)
        return
    with Lab(arguments.build, persons=arguments.persons) as lab:
        demo = Demo(lab, arguments.build)
        print(f"Lab: OS2MO with {arguments.persons} invented persons at {lab.mo['url']}, OS2sync at {lab.sync['url']}")
        first = demo.sync()
        again = demo.sync()
        person = change_something(lab)
        demo.show("plan")
        changed = demo.sync()
        demo.show("explain", person)
        print(f"\nOS2MO was asked {lab.mo_control('/counters')['requests']} times in all.")
    if first == 0 or again != 0 or changed != 3:
        raise SystemExit(f"demo failed: {first} sent, {again} sent again, {changed} after the change")
    print(f"demo passed: {first} sent, {again} sent again, {changed} after the change")


if __name__ == "__main__":
    sys.exit(main())
