# SPDX-License-Identifier: MPL-2.0
"""What the end-to-end tests share: the program under test, the lab, and questions to ask them."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "lab"))

from lab import API_KEY, CLIENT_SECRET, CVR, Lab, call  # noqa: E402,F401

BUILD = pathlib.Path(os.environ.get("OS2SYNC_BUILD", ROOT / "build/dev"))
PROGRAM = BUILD / "os2sync-export"
SHARED = pathlib.Path(os.environ.get("OS2SYNC_SHARED", ROOT.parent / "shared"))


class Result:
    def __init__(self, completed):
        self.code = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out[-3000:]}\n--- err\n{self.err[-3000:]}"


def run(*words, environment=None, folder=None, timeout=1200, preexec=None):
    """Runs the program to its end, with nothing of the caller's own settings."""
    completed = subprocess.run([str(PROGRAM), *map(str, words)], env=environment or {}, cwd=folder, timeout=timeout,
                               capture_output=True, text=True, errors="replace", check=False, preexec_fn=preexec)
    return Result(completed)


class Rig(Lab):
    """A lab with the program pointed at it."""

    def __init__(self, **options):
        super().__init__(BUILD, **options)

    def run(self, *words, settings=None, environment=None, **options):
        """Runs a command with the lab's settings; `settings` overrides keys (None removes one)."""
        file = self.settings_file
        if settings is not None:
            merged = json.loads(file.read_text(encoding="utf-8"))
            merged.update(settings)
            file = self.folder / "settings-changed.json"
            file.write_text(json.dumps({k: v for k, v in merged.items() if v is not None}), encoding="utf-8")
        return run("--config", file, *words, environment={**self.environment(), **(environment or {})}, **options)

    def writes(self):
        """Accepted posts and deletes, in order."""
        return [entry for entry in self.sync_journal() if entry["method"] in ("POST", "DELETE") and entry["status"] == 200]

    def sync_journal(self, bodies=False):
        answer = self.sync_control("/journal?bodies=1" if bodies else "/journal")
        return answer["entries"] if isinstance(answer, dict) else answer

    def fk_objects(self):
        """What FK-ORG holds once the queue is worked off: (kind, uuid) -> (state, payload)."""
        self.drain()
        return fk_objects_of(self.sync_control("/state"))

    def lines(self, kind=None):
        """The municipality as OS2MO was loaded with it."""
        rows = [json.loads(line) for line in self.mo_municipality().splitlines() if line]
        return [row for row in rows if kind in (None, row["kind"])]

    def change(self, **changes):
        """upsert=[…], terminate=[…], delete=[…]."""
        return self.mo_control("/objects", changes)

    def clear_sync_faults(self):
        urllib.request.urlopen(urllib.request.Request(self.sync["control"] + "/fault", method="DELETE"), timeout=60).close()

    def mo_fault(self, fault, match=None, times=1):
        return self.mo_control("/fault", {"match": match or {}, "fault": fault, "times": times})


def fk_objects_of(state):
    """FK-ORG's objects without what it draws by chance or takes from the clock."""
    objects = {}
    for per_cvr in state["fk"].values():
        for item in per_cvr:
            payload = {k: v for k, v in item["payload"].items() if k not in ("Timestamp", "ShortKey")}
            (payload.get("Person") or {}).pop("Uuid", None)
            for position in payload.get("Positions") or []:
                position.pop("StartDate", None)
            objects[("unit" if item["kind"] == "orgUnit" else "user", item["uuid"])] = (item["state"], payload)
    return objects
