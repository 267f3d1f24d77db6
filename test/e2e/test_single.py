# SPDX-License-Identifier: MPL-2.0
"""Single objects: what sync-user and sync-unit do for some is what sync does for all, with a handful of requests."""

import json
import unittest

from support import Rig

kMostRequests = 10


class SingleObjects(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=3)
        cls.addClassCleanup(cls.rig.stop)
        assert cls.rig.run("sync").code in (0, 3)
        cls.rig.drain()

    def persons(self):
        """Persons FK-ORG was sent a user for under their own uuid."""
        sent = {entry["uuid"] for entry in self.rig.writes()}
        return sorted((row for row in self.rig.lines("employee") if row["uuid"] in sent), key=lambda row: row["uuid"])

    def test_agree_with_the_whole_run_about_every_object(self):
        for command, kind, of in (("sync-user", "employee", "users"), ("sync-unit", "org_unit", "units")):
            uuids = sorted(row["uuid"] for row in self.rig.lines(kind))
            for batch in (uuids, uuids[:1], uuids[-1:]):
                result = self.rig.run(command, "--dry-run", "--json", *batch)
                self.assertIn(result.code, (0, 3), result)
                planned = result.json()["planned"][of]
                self.assertEqual([planned["create"], planned["update"], planned["delete"]], [0, 0, 0], (command, planned))
                self.assertLessEqual(result.json()["source_requests"], kMostRequests)
                if batch is uuids:
                    self.assertGreater(planned["unchanged"], 20)

    def test_send_one_user_and_leave_the_others(self):
        first, second = self.persons()[:2]
        self.rig.change(upsert=[{**first, "surname": "Nyt Navn"}, {**second, "surname": "Nyt Navn"}])
        before = len(self.rig.writes())
        result = self.rig.run("sync-user", first["uuid"])
        self.assertEqual(result.code, 0, result)
        self.assertIn("Person.Name", result.out)
        self.assertEqual([entry["uuid"] for entry in self.rig.writes()[before:]], [first["uuid"]])
        self.assertEqual(self.rig.run("update-user", first["uuid"], "--json").json()["sent"]["users"]["update"], 0)
        self.rig.run("sync")
        self.assertEqual([entry["uuid"] for entry in self.rig.writes()[before:]], [first["uuid"], second["uuid"]])

    def test_remove_the_user_of_a_leaver_and_nobody_else(self):
        person = self.persons()[20]["uuid"]
        own = [row for row in self.rig.lines("engagement") if row["person"] == person]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in own])
        before = len(self.rig.writes())
        self.assertEqual(self.rig.run("sync-user", person).code, 0)
        self.assertEqual([(entry["method"], entry["uuid"]) for entry in self.rig.writes()[before:]], [("DELETE", person)])
        self.rig.change(upsert=own)
        self.rig.run("sync-user", person)
        self.assertEqual(self.rig.fk_objects()[("user", person)][0], "active")

    def test_change_a_unit(self):
        sent = {entry["uuid"] for entry in self.rig.writes()}
        unit = next(row for row in self.rig.lines("org_unit") if row["uuid"] in sent)
        self.rig.change(upsert=[{**unit, "name": "Ny Ældreenhed"}])
        result = self.rig.run("sync-unit", unit["uuid"], "--json")
        self.assertEqual(result.json()["sent"]["units"]["update"], 1, result)
        self.assertEqual(self.rig.fk_objects()[("unit", unit["uuid"])][1]["Name"], "Ny Ældreenhed")

    def test_dry_run_sends_and_remembers_nothing(self):
        person = self.persons()[5]
        self.rig.change(upsert=[{**person, "surname": "Kun Prøve"}])
        before = len(self.rig.writes())
        for _ in range(2):
            result = self.rig.run("sync-user", person["uuid"], "--dry-run", "--json")
            self.assertEqual(result.json()["planned"]["users"]["update"], 1, result)
        self.assertEqual(len(self.rig.writes()), before)
        self.rig.change(upsert=[person])

    def test_names_come_from_the_same_templates_as_in_the_whole_run(self):
        templates = {"os2sync.templates": {"person.name": "{{ surname }}, {{ givenname }}"}, "os2sync.guard.change_percent": 100}
        whole = self.rig.run("plan", "--json", settings=templates).json()["changes"]
        person = next(change["source_uuid"] for change in whole if change["kind"] == "user")
        shown = self.rig.run("sync-user", person, "--dry-run", "--ndjson", settings=templates)
        changes = [json.loads(line) for line in shown.out.splitlines()]
        self.assertIn({"field": "Person.Name", "change": "changed"},
                      [field for change in changes for field in change.get("fields", [])])

    def test_a_uuid_nobody_knows_changes_nothing_and_says_so(self):
        result = self.rig.run("sync-user", "11111111-2222-4333-8444-555555555555", "--lang", "da")
        self.assertEqual(result.code, 0, result)
        self.assertIn("der er aldrig sendt noget", result.out)

    def test_claims_no_earlier_sending_of_what_the_rules_make_nothing_of(self):
        unit = self.rig.lines("org_unit")[0]["uuid"]
        self.assertIn("Nothing to send.\n", self.rig.run("sync-user", unit).out)
        self.assertIn("Nothing to send.\n", self.rig.run("sync-user", "11111111-2222-4333-8444-555555555555", "-n").out)

    def test_what_is_no_uuid_is_a_usage_error(self):
        result = self.rig.run("sync-user", "hanne")
        self.assertEqual(result.code, 64, result)
        self.assertIn("'hanne' is no uuid", result.err)


class BeforeTheFirstRun(unittest.TestCase):
    def test_a_user_in_a_unit_that_was_never_sent_is_refused(self):
        rig = Rig(persons=300, seed=3)
        self.addCleanup(rig.stop)
        plan = rig.run("plan", "--json").json()
        user = next(change for change in plan["changes"] if change["kind"] == "user")
        result = rig.run("sync-user", user["source_uuid"])
        self.assertEqual(result.code, 5, result)
        self.assertIn("never sent", result.err)
        self.assertEqual(rig.writes(), [])
        rig.run("sync-unit", json.loads(rig.settings_file.read_text())["os2sync.top_unit_uuid"])
        self.assertEqual([entry["method"] for entry in rig.writes()], ["POST"])


if __name__ == "__main__":
    unittest.main()
