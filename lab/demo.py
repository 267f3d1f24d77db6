#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""The demo: sync, sync again, change something in OS2MO, plan, sync, explain. Fails when any step is not as promised."""

import argparse
import json
import pathlib
import subprocess
import sys

from lab import Lab

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


def main():
    parser = argparse.ArgumentParser(description="Shows the main job on an invented municipality.")
    parser.add_argument("--build", required=True)
    parser.add_argument("--persons", type=int, default=300)
    arguments = parser.parse_args()
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
