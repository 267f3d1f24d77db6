# SPDX-License-Identifier: MPL-2.0
"""state adopt: an FK-ORG that an earlier exporter filled is taken over, and only real differences are sent afterwards."""

import signal
import subprocess
import unittest

from support import CVR, PROGRAM, Rig, call

STRANGER_UNIT = "f0f0f0f0-0000-4000-8000-000000000001"
STRANGER_USER = "f0f0f0f0-0000-4000-8000-000000000002"
STRANGER_ROOT = "f0f0f0f0-0000-4000-8000-000000000003"


class Adopt(unittest.TestCase):
    """FK-ORG as an earlier exporter left it; holds no tests."""

    profile = "4.9.1"
    settings = {"os2sync.autowash": True, "os2sync.guard.change_count": 100000}

    def setUp(self):
        self.rig = Rig(persons=100, seed=3, profile=self.profile)
        self.addCleanup(self.rig.stop)
        # The earlier exporter: the same rules, but its own memory.
        earlier = {**self.settings, "os2sync.hash_cache": str(self.rig.folder / "earlier.db")}
        self.assertIn(self.rig.run("sync", settings=earlier).code, (0, 3))
        self.objects = self.rig.fk_objects()
        self.rig.sync_control("/forget", {})

    def count(self, kind):
        return sum(1 for key in self.objects if key[0] == kind)

    def run_adopt(self, *words, **settings):
        return self.rig.run("state", "adopt", *words, settings={**self.settings, **settings})

    def plan(self, **settings):
        return self.rig.run("plan", "--json", settings={**self.settings, **settings}).json()

    def remembered(self):
        counts = self.plan()["counts"]
        return counts["units"]["in_ledger"] + counts["users"]["in_ledger"]

    def put(self, kind, payload, state="active"):
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": kind, "state": state, "payload": payload})

    def add_strangers(self):
        top = self.rig.mo["top_unit"]
        self.put("orgUnit", {"Uuid": STRANGER_UNIT, "Name": "Fremmed", "ParentOrgUnitUuid": top})
        self.put("orgUnit", {"Uuid": STRANGER_ROOT, "Name": "En rod"})
        self.put("user", {"Uuid": STRANGER_USER, "UserId": "fremmed", "Person": {"Name": "Fremmed"},
                          "Positions": [{"Name": "Gæst", "OrgUnitUuid": STRANGER_UNIT}]})


class TakingOver(Adopt):
    def test_leaves_the_next_run_nothing_to_send(self):
        dry = self.run_adopt("--dry-run", "--json").json()
        self.assertEqual(dry["users"]["adopted_equal"], self.count("user"), dry)
        self.assertEqual(self.remembered(), 0, "a dry run remembers nothing")
        report = self.run_adopt("--json")
        self.assertEqual(report.code, 0, report)
        self.assertEqual(report.json()["units"]["adopted_equal"], self.count("unit"), report)
        self.assertEqual(report.json()["users"]["adopted_equal"], self.count("user"), report)
        self.assertTrue(report.json()["users"]["list_complete"])
        self.assertIn(self.rig.run("sync", settings=self.settings).code, (0, 3))
        self.assertEqual(self.rig.writes(), [])

    def test_sends_exactly_what_differs(self):
        kind, uuid = next(key for key in self.objects if key[0] == "user")
        payload = self.objects[kind, uuid][1]
        self.put("user", {**payload, "Email": "gammel@example.dk"})
        report = self.run_adopt("--json").json()
        self.assertEqual(report["users"]["adopted_different"], 1, report)
        changes = self.plan()["changes"]
        self.assertEqual([(change["uuid"], change["reason"]) for change in changes], [(uuid, "fields_differ")])
        self.assertEqual([field["field"] for field in changes[0]["fields"]], ["Email"])
        self.rig.run("sync", settings=self.settings)
        self.assertEqual(self.rig.fk_objects(), self.objects)

    def test_compares_cpr_numbers_and_shows_none(self):
        settings = {"os2sync.xfer_cpr": False}
        report = self.run_adopt("--json", **settings)
        without = sum(1 for _, payload in self.objects.values() if "Person" in payload and not payload["Person"]["Cpr"])
        self.assertEqual(report.json()["users"]["adopted_equal"], without, "the earlier exporter sent all it knew")
        self.assertGreater(report.json()["users"]["adopted_different"], 50)
        fields = {field["field"] for change in self.plan(**settings)["changes"] for field in change["fields"]}
        self.assertEqual(fields, {"Person.Cpr"})
        self.assertIn(self.rig.run("sync", settings={**self.settings, **settings}).code, (0, 3))
        self.rig.drain()
        again = self.rig.run("state", "adopt", "--json",
                             settings={**self.settings, **settings, "os2sync.hash_cache": str(self.rig.folder / "new.db")})
        self.assertEqual(again.json()["users"]["adopted_equal"], self.count("user"), again)

    def test_fast_reads_no_object_and_lets_all_be_sent_once(self):
        report = self.run_adopt("--fast", "--json").json()
        self.assertEqual(report["users"]["adopted_not_compared"], self.count("user"), report)
        reads = [entry for entry in self.rig.sync_journal() if entry["method"] == "GET" and entry["path"].startswith("/api/user/")]
        self.assertEqual([entry["path"] for entry in reads], ["/api/user/all"])
        self.assertEqual(self.rig.run("sync", "--dry-run", settings={**self.settings, "os2sync.guard.change_count": 10}).code, 4,
                         "so much at once is for somebody to approve")
        self.assertEqual({change["action"] for change in self.plan()["changes"]}, {"update"})
        self.rig.run("sync", settings=self.settings)
        self.assertEqual(self.plan()["changes"], [])
        self.assertEqual(self.rig.fk_objects(), self.objects)

    def test_makes_what_leaves_later_deletable(self):
        self.run_adopt()
        engagement = next(row for row in self.rig.lines("engagement") if ("user", row["person"]) in self.objects)
        mine = [{"kind": "engagement", "uuid": row["uuid"]} for row in self.rig.lines("engagement")
                if row["person"] == engagement["person"]]
        self.rig.change(delete=mine)
        changes = self.plan()["changes"]
        self.assertIn((engagement["person"], "delete"), [(change["uuid"], change["action"]) for change in changes])

    def test_leaves_strangers_alone_unless_told_to_take_them(self):
        self.add_strangers()
        text = self.run_adopt("--dry-run", "--lang", "da")
        self.assertIn(STRANGER_USER, text.out, text)
        self.assertTrue(all(len(line) <= 80 for line in text.out.splitlines()), text)
        self.run_adopt()
        self.assertEqual(self.plan()["changes"], [])
        report = self.run_adopt("--add", "--with-unwanted", "--json").json()
        self.assertEqual((report["units"]["unwanted_adopted"], report["units"]["unwanted_kept"],
                          report["users"]["unwanted_adopted"]), (1, 1, 1), report)
        done = self.rig.run("sync", "--json", settings=self.settings)
        self.assertEqual({(entry["method"], entry["uuid"]) for entry in self.rig.writes()},
                         {("DELETE", STRANGER_USER), ("DELETE", STRANGER_UNIT)}, done)

    def test_refuses_a_ledger_in_use_and_another_municipality(self):
        top = ("unit", self.rig.mo["top_unit"])
        self.put("orgUnit", {**self.objects[top][1], "Name": "En helt anden kommune"})
        refused = self.run_adopt()
        self.assertEqual(refused.code, 5, refused)
        self.assertIn("--top-unit-name", refused.err)
        self.assertEqual(self.run_adopt("--top-unit-name", "En helt anden kommune").code, 0)
        again = self.run_adopt("--top-unit-name", "En helt anden kommune")
        self.assertEqual(again.code, 5, again)
        self.assertIn("--add", again.err)

    def test_takes_nothing_when_fk_org_cannot_be_listed(self):
        self.rig.sync_control("/fault", {"kind": "status", "method": "GET", "path": "/api/user/all", "nth": 1, "times": 0, "status": 500})
        result = self.run_adopt()
        self.assertEqual(result.code, 69, result)
        self.assertEqual(self.remembered(), 0)

    def test_goes_on_where_it_was_killed(self):
        self.rig.sync_control("/fault", {"kind": "hold", "method": "GET", "path": "/api/user/", "nth": 40, "times": 2})
        settings = self.rig.settings_file
        program = subprocess.Popen([str(PROGRAM), "--config", str(settings), "state", "adopt"],
                                   env=self.rig.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        call(self.rig.sync["control"] + "/counters?held=2")
        program.send_signal(signal.SIGKILL)
        program.wait()
        self.rig.clear_sync_faults()
        self.rig.sync_control("/release", {})
        read = {entry["uuid"] for entry in self.rig.sync_journal() if entry["method"] == "GET" and entry["status"] == 200}
        self.rig.sync_control("/forget", {})
        refused = self.run_adopt()
        self.assertEqual(refused.code, 5, refused)
        report = self.run_adopt("--add", "--json").json()
        self.assertGreater(report["units"]["known"] + report["users"]["known"], 30, report)
        self.assertEqual(report["users"]["known"] + report["users"]["adopted_equal"], self.count("user"), report)
        twice = read & {entry["uuid"] for entry in self.rig.sync_journal() if entry["path"].startswith("/api/user/")}
        self.assertLessEqual(len(twice), 3, "at most the two under way at the kill, and the one of the list")
        self.assertEqual(self.plan()["changes"], [])


class FromAnOldOs2sync(Adopt):
    profile = "3.x"
    settings = {**Adopt.settings, "os2sync.server_version": 3}

    def test_takes_over_what_the_hierarchy_shows(self):
        report = self.run_adopt("--json")
        self.assertEqual(report.code, 0, report)
        self.assertFalse(report.json()["users"]["list_complete"])
        self.assertEqual(report.json()["users"]["adopted_equal"], self.count("user"), report)
        self.assertEqual(self.plan()["changes"], [])


if __name__ == "__main__":
    unittest.main()
