# SPDX-License-Identifier: MPL-2.0
"""The nightly job from OS2MO to FK-ORG: sent once, not sent again, changes only after that."""

import json
import unittest

from support import Rig


class MainJob(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=7)
        cls.addClassCleanup(cls.rig.stop)

    def test_1_sends_everything_once_and_nothing_again(self):
        first = self.rig.run("sync", "--json")
        self.assertIn(first.code, (0, 3), first)
        sent = first.json()["sent"]
        self.assertEqual(len(self.rig.writes()), sum(sent["units"].values()) + sum(sent["users"].values()))
        self.assertGreater(sent["users"]["create"], 150)
        again = self.rig.run("sync", "--json").json()
        self.assertEqual([again["sent"]["units"], again["sent"]["users"]], [{"create": 0, "update": 0, "delete": 0}] * 2)
        self.assertGreater(again["planned"]["users"]["unchanged"], 150)

    def test_2_fk_org_holds_the_payloads_that_explain_shows(self):
        self.rig.run("sync")
        objects = self.rig.fk_objects()
        users = [uuid for (kind, uuid), (state, _) in objects.items() if kind == "user"]
        self.assertGreater(len(users), 150)
        for uuid in sorted(users)[:3]:
            answer = self.rig.run("explain", uuid, "--json")
            self.assertEqual(answer.code, 0, answer)
            shown = next(o for o in answer.json()["objects"] if o["uuid"] == uuid)
            held = objects[("user", uuid)][1]
            self.assertEqual(shown["payload"]["UserId"], held["UserId"])
            self.assertEqual(shown["payload"]["Person"]["Name"], held["Person"]["Name"])
            self.assertEqual([p["Name"] for p in shown["payload"]["Positions"]], [p["Name"] for p in held["Positions"]])
            self.assertEqual(shown["next"], "nothing")

    def test_3_plans_names_the_changed_field_and_sync_sends_only_that_object(self):
        self.rig.run("sync")
        self.rig.drain()
        sent = {entry["uuid"] for entry in self.rig.writes()}
        person = next(row for row in self.rig.lines("employee") if row["uuid"] in sent)
        self.rig.change(upsert=[{**person, "surname": "Ørsted-Ågård"}])
        plan = self.rig.run("plan", "--json", "--detailed-exitcode")
        self.assertEqual(plan.code, 2, plan)
        changes = plan.json()["changes"]
        self.assertEqual([(c["action"], c["source_uuid"]) for c in changes], [("update", person["uuid"])])
        self.assertEqual(changes[0]["fields"], [{"field": "Person.Name", "change": "changed"}])
        before = len(self.rig.writes())
        self.rig.run("sync")
        self.assertEqual(len(self.rig.writes()) - before, 1)
        old = self.rig.run("plan", "--detailed-exitcode")
        self.assertEqual(old.code, 0, old)

    def test_4_shows_old_values_from_fk_org_when_asked(self):
        self.rig.run("sync")
        self.rig.drain()
        sent = {entry["uuid"] for entry in self.rig.writes()}
        unit = next(row for row in self.rig.lines("org_unit") if row["uuid"] in sent)
        self.rig.change(upsert=[{**unit, "name": "Nyt navn æøå"}])
        shown = self.rig.run("plan", "--with-old")
        self.assertIn(f'"{unit["name"].strip()}" → "Nyt navn æøå"', shown.out, shown)
        self.rig.change(upsert=[unit])

    def test_5_a_leaver_is_deleted_and_revived_on_return(self):
        self.rig.run("sync")
        self.rig.drain()
        sent = {entry["uuid"] for entry in self.rig.writes()}
        engagements = self.rig.lines("engagement")
        person = sorted(row["uuid"] for row in self.rig.lines("employee") if row["uuid"] in sent)[10]
        own = [row for row in engagements if row["person"] == person]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in own])
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.assertNotEqual(self.rig.fk_objects()[("user", person)][0], "active")
        self.rig.change(upsert=own)
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.assertEqual(self.rig.fk_objects()[("user", person)][0], "active")

    def test_6_a_dry_run_writes_nothing_at_all(self):
        before = len(self.rig.sync_journal())
        self.assertIn(self.rig.run("sync", "--dry-run").code, (0, 3))
        self.assertEqual(len(self.rig.sync_journal()), before)
        result = self.rig.run("sync", "--dry-run", settings={"os2sync.hash_cache": str(self.rig.folder / "none.db")})
        self.assertEqual(result.code, 5, "a new ledger, and FK-ORG holds the municipality")
        self.assertEqual([entry["method"] for entry in self.rig.sync_journal()[before:]], ["GET"])
        self.assertFalse((self.rig.folder / "none.db").exists())

    def test_7_stub_sends_nothing_says_so_and_remembers_nothing(self):
        stub = {"os2sync.api_url": "stub", "os2sync.hash_cache": str(self.rig.folder / "stub.db")}
        result = self.rig.run("sync", settings=stub)
        self.assertIn("stub", result.out)
        self.assertFalse((self.rig.folder / "stub.db").exists())

    def test_8_uses_at_most_two_connections_and_one_request_per_uuid(self):
        counters = self.rig.sync_control("/counters")
        self.assertEqual(counters["max_concurrent_per_uuid"], 1)
        self.assertLessEqual(counters["max_connections"], 2)

    def test_9_the_same_input_gives_the_same_bytes_in_both_languages(self):
        fresh = {"os2sync.hash_cache": str(self.rig.folder / "other.db")}
        for language in ("da", "en"):
            outputs = {self.rig.run("--lang", language, "plan", settings=fresh).out for _ in range(2)}
            self.assertEqual(len(outputs), 1)
        one, other = (json.dumps(self.rig.run("plan", "--json", settings=fresh).json()) for _ in range(2))
        self.assertEqual(one, other)


class OlderOs2sync(unittest.TestCase):
    """OS2sync 3.x: shorter texts, no bypassCache."""

    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=7, profile="3.x")
        cls.addClassCleanup(cls.rig.stop)

    def test_1_a_wrong_server_version_is_refused_with_the_remedy(self):
        result = self.rig.run("sync")
        self.assertEqual(result.code, 78, result)
        self.assertIn("os2sync.server_version", result.err)
        self.assertEqual(self.rig.writes(), [])

    def test_2_person_names_are_cut_to_a_hundred_characters_and_all_are_accepted(self):
        settings = {"os2sync.server_version": 3}
        result = self.rig.run("sync", settings=settings)
        self.assertIn(result.code, (0, 3), result)
        names = [json.loads(entry["body"])["Person"]["Name"] for entry in self.rig.sync_journal(bodies=True)
                 if entry["path"] == "/api/user" and entry["status"] == 200]
        self.assertGreater(len(names), 150)
        self.assertEqual(max(len(name) for name in names), 100)
        again = self.rig.run("sync", "--json", settings=settings).json()
        self.assertEqual(again["sent"]["users"], {"create": 0, "update": 0, "delete": 0})


if __name__ == "__main__":
    unittest.main()
