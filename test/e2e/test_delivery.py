# SPDX-License-Identifier: MPL-2.0
"""Delivery: what FK-ORG does not hold is found, named and sent again; what it does hold raises no alarm."""

import json
import unittest
import urllib.request

from support import API_KEY, CVR, Rig

# What was sent counts as worked off at once; a sync does not look by itself.
AT_ONCE = {"os2sync.verify.grace_minutes": 0, "os2sync.queue.per_minute": 1_000_000, "os2sync.queue.max_waiting": 0}
NO_LOOK = {"os2sync.verify.reads_per_run": 0, "os2sync.verify.list_hours": 0}
QUIET = {**AT_ONCE, **NO_LOOK}


class Delivery(unittest.TestCase):
    profile = "4.9.1"
    settings = QUIET

    def setUp(self):
        self.rig = Rig(persons=60, seed=3, profile=self.profile)
        self.addCleanup(self.rig.stop)

    def sync(self, **changed):
        result = self.rig.run("sync", "--json", settings={**self.settings, **changed})
        self.assertIn(result.code, (0, 3), result)
        return result.json()

    def verify(self, *words, code, **changed):
        result = self.rig.run("verify", "--json", *words, settings={**self.settings, **changed})
        self.assertEqual(result.code, code, result)
        return json.loads(result.out.splitlines()[0])

    def persons(self, count):
        """Persons whose user stands under their own uuid."""
        sent = {entry["uuid"] for entry in self.rig.writes()}
        rows = sorted((row for row in self.rig.lines("employee") if row["uuid"] in sent), key=lambda row: row["uuid"])
        self.assertGreaterEqual(len(rows), count)
        return rows[:count]

    def rename(self, rows, surname):
        self.rig.change(upsert=[{**row, "surname": surname} for row in rows])

    def delivered(self):
        self.sync()
        self.rig.drain()

    def posts_since(self, before):
        return [entry for entry in self.rig.writes()[before:] if entry["method"] == "POST"]

    def journal_reads(self):
        return [entry for entry in self.rig.sync_journal() if entry["method"] == "GET"]


class Clean(Delivery):
    def test_raises_no_alarm_and_is_still_right_when_asked_for_everything(self):
        self.delivered()
        report = self.verify(code=0)
        self.assertGreater(report["sent"], 40)
        self.assertEqual((report["verified"], report["wrong"], report["unclear"]), (report["sent"], 0, 0), report)
        self.assertEqual([report["lists"][kind]["complete"] for kind in ("units", "users")], [True, True])
        self.rig.sync_control("/forget", {})
        again = self.verify("--all", code=0)
        self.assertEqual(again["reads"], again["sent"])
        self.assertEqual(self.rig.writes(), [], "verify sends nothing")

    def test_what_may_still_be_queued_is_not_lost_and_nobody_is_asked(self):
        late = {"os2sync.verify.grace_minutes": 15, "os2sync.queue.per_minute": 100}
        run = self.rig.run("sync", settings={**late, **NO_LOOK, "os2sync.verify.reads_per_run": 50})
        self.assertRegex(run.out, r"FK-ORG will be level about \d{4}-\d\d-\d\d \d\d:\d\d\n")
        self.rig.sync_control("/forget", {})
        report = self.verify(code=0, **late)
        self.assertEqual((report["queued"], report["reads"]), (report["sent"], 0), report)
        self.assertIsNotNone(report["level_at"])
        self.assertEqual(self.rig.sync_journal(), [])

    def test_every_sync_looks_within_its_budget_and_at_the_lists_once_a_day(self):
        self.delivered()
        looking = {"os2sync.verify.reads_per_run": 7, "os2sync.verify.list_hours": 24}
        first = self.sync(**looking)["delivery"]
        self.assertEqual((first["reads"], first["verified"], first["wrong"]), (7, 7, 0), first)
        self.assertTrue(first["lists"]["users"]["complete"])
        second = self.sync(**looking)["delivery"]
        self.assertEqual((second["reads"], second["verified"]), (7, 14), second)
        self.assertIsNone(second["lists"]["users"])

    def test_another_systems_objects_are_nobodys_difference(self):
        self.delivered()
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": "user", "state": "active", "payload": {
            "Uuid": "f0f0f0f0-1111-4222-8333-000000000001", "UserId": "fremmed", "Person": {"Name": "Fremmed"},
            "Positions": [{"Name": "Vikar", "OrgUnitUuid": self.rig.mo["top_unit"]}]}})
        self.assertEqual(self.verify(code=0)["wrong"], 0)

    def test_a_danish_operator_reads_in_danish_why_fk_org_could_not_be_looked_at(self):
        self.delivered()
        self.rig.sync_control("/fault", {"kind": "status", "method": "GET", "path": "/api/", "nth": 1, "times": 0,
                                         "status": 503, "content_type": "text/plain", "body": "down"})
        result = self.rig.run("verify", "--lang", "da", settings=self.settings)
        self.assertEqual(result.code, 69, result)
        self.assertIn("FK-ORG's liste over brugere kunne ikke bruges: OS2sync svarede 503\n", result.out)
        self.assertIn("læsningen i FK-ORG endte før tid: OS2sync svarede 503\n", result.out)
        report = self.verify("--lang", "da", code=69)
        self.assertEqual((report["ended_early"], report["lists"]["users"]["error"]), ("OS2sync answered 503",) * 2, report)

    def test_what_cannot_be_asked_is_refused(self):
        stub = self.rig.run("verify", settings={"os2sync.api_url": "stub"})
        self.assertEqual(stub.code, 78, stub)
        self.assertEqual(self.rig.run("verify", "--sample", "some").code, 64)
        self.assertEqual(self.rig.run("verify", "--all", "--sample", "3").code, 64)


class Lost(Delivery):
    def test_a_change_fk_org_refused_is_named_and_repaired_conformance_21(self):
        self.delivered()
        person = self.persons(1)[0]
        self.rename([person], "Ørsted")
        self.sync()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "permanent", "uuid": person["uuid"], "count": 1})
        self.rig.drain()
        self.rig.clear_sync_faults()
        report = self.verify(code=6)
        problem = report["problems"][0]
        self.assertEqual((report["wrong"], problem["uuid"], problem["state"], problem["fields"]),
                         (1, person["uuid"], "lost", ["Person.Name"]), report)
        before = len(self.rig.writes())
        self.verify("--repair", code=0)
        posts = self.posts_since(before)
        self.assertEqual([entry["uuid"] for entry in posts], [person["uuid"]])
        self.assertIn("bypassCache=true", json.dumps(posts[0]))
        self.rig.drain()
        self.assertEqual(self.verify(code=0)["wrong"], 0)

    def test_an_object_that_never_came_is_missing_from_the_complete_list_conformance_17(self):
        plan = self.rig.run("plan", "--json", settings=self.settings).json()["changes"]
        uuid = next(change["uuid"] for change in plan if change["kind"] == "user")
        self.sync()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "permanent", "uuid": uuid, "count": 1})
        self.rig.drain()
        self.rig.clear_sync_faults()
        problems = self.verify(code=6)["problems"]
        self.assertEqual([(p["uuid"], p["state"], p["detail"]) for p in problems], [(uuid, "lost", "absent")])

    def test_an_outage_of_the_sts_is_noticed_and_the_next_sync_sends_all_of_it_again(self):
        self.delivered()
        self.verify(code=0)
        persons = self.persons(6)
        self.rename(persons, "Ny")
        self.sync()
        self.rig.sync_control("/fault", {"target": "sts", "mode": "permanent", "count": 6})
        self.rig.drain()
        self.rig.clear_sync_faults()
        report = self.verify(code=6)
        self.assertEqual({p["uuid"] for p in report["problems"]}, {row["uuid"] for row in persons})
        self.assertTrue(report["nothing_arrives"])
        planned = self.rig.run("plan", "--json", settings=self.settings).json()["changes"]
        self.assertEqual({change["reason"] for change in planned}, {"not_delivered"})
        before = len(self.rig.writes())
        self.sync()
        self.assertEqual(len(self.posts_since(before)), 6)
        self.rig.drain()
        self.assertEqual(self.verify(code=0)["wrong"], 0)
        before = len(self.rig.writes())
        self.sync()
        self.assertEqual(self.rig.writes()[before:], [])

    def test_a_stale_row_that_ran_last_is_found_and_overruled_conformance_20(self):
        self.delivered()
        persons = self.persons(7)
        self.rename(persons[:1], "Gammel")
        self.sync()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "temporary", "uuid": persons[0]["uuid"], "count": 1})
        self.rig.sync_control("/tick", {})  # the row stays, with priority 20
        self.rig.clear_sync_faults()
        self.rename(persons, "Ny")
        self.sync()
        self.rig.sync_control("/tick", {"advance_seconds": 600})
        self.rig.drain()
        report = self.verify(code=6)
        self.assertEqual([p["uuid"] for p in report["problems"]], [persons[0]["uuid"]], report)
        self.sync()
        self.rig.drain()
        self.assertEqual(self.verify(code=0)["wrong"], 0)

    def test_a_queue_that_stands_still_is_not_called_delivered_conformance_22(self):
        self.delivered()
        body = {"Uuid": "f0f0f0f0-1111-4222-8333-000000000002", "UserId": "gift", "Person": {"Name": "Gift"},
                "Positions": [{"Name": "x" * 201, "OrgUnitUuid": self.rig.mo["top_unit"]}]}
        request = urllib.request.Request(self.rig.sync["url"] + "/user", json.dumps(body).encode(),
                                         {"Content-Type": "application/json", "ApiKey": API_KEY, "Cvr": CVR})
        urllib.request.urlopen(request, timeout=60).close()
        persons = self.persons(10)
        self.rename(persons, "Ny")
        self.sync()
        self.rig.sync_control("/tick", {})
        report = self.verify(code=6)
        self.assertGreaterEqual(report["wrong"], 5, report)
        self.assertTrue({p["uuid"] for p in report["problems"]} <= {row["uuid"] for row in persons})

    def test_what_another_system_changed_is_overwritten(self):
        self.delivered()
        self.verify(code=0)
        unit = sorted(row["uuid"] for row in self.rig.lines("org_unit")
                      if row["uuid"] in {entry["uuid"] for entry in self.rig.writes()})[0]
        state = self.rig.sync_control("/state?parts=fk")["fk"][CVR]
        payload = next(item["payload"] for item in state if item["uuid"] == unit)
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": "orgUnit", "state": "active", "payload": {**payload, "Name": "Andet"}})
        report = self.verify("--all", code=6)
        self.assertEqual([(p["uuid"], p["state"], p["fields"]) for p in report["problems"]], [(unit, "overwritten", ["Name"])])


class NoProof(Delivery):
    """Faults that look like absence."""

    def test_a_404_while_fk_org_is_unwell_is_no_loss_and_no_success(self):
        self.delivered()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "looks_absent", "count": 100_000})
        report = self.verify(code=69)
        self.assertEqual((report["wrong"], report["verified"]), (0, 0), report)
        self.rig.clear_sync_faults()
        self.assertEqual(self.verify(code=0)["verified"], report["sent"])

    def test_a_list_that_fails_is_not_an_empty_one(self):
        self.delivered()
        self.rig.sync_control("/fault", {"kind": "status", "method": "GET", "path": "/api/user/all", "nth": 1, "times": 0,
                                         "status": 400, "body": "\"Service 'virksomhed' returned (50)\""})
        report = self.verify(code=69)
        self.assertEqual(report["wrong"], 0, report)
        self.assertIn("400", report["lists"]["users"]["error"])
        before = len(self.rig.writes())
        self.sync(**{"os2sync.verify.list_hours": 24})
        self.assertEqual(self.rig.writes()[before:], [], "nothing is deleted and nothing sent because of it")

    def test_os2sync_going_away_after_the_sending_ends_no_sync(self):
        self.delivered()
        self.rig.sync_control("/fault", {"kind": "status", "method": "POST", "path": "/api/orgUnit", "nth": 1, "times": 0, "status": 503})
        result = self.rig.run("sync", settings={**AT_ONCE, "os2sync.verify.reads_per_run": 5})
        self.assertIn(result.code, (0, 3), result)
        self.assertIn("is not known", result.err)


class StuckDeletion(Delivery):
    def test_a_deletion_fk_org_refused_is_named_with_the_remedy_and_not_repeated(self):
        self.delivered()
        person = self.persons(1)[0]["uuid"]
        own = [row for row in self.rig.lines("engagement") if row["person"] == person]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in own])
        self.sync()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "permanent", "uuid": person, "count": 1})
        self.rig.drain()
        self.rig.clear_sync_faults()
        report = self.verify(code=6)
        self.assertEqual([(p["uuid"], p["state"], p["stuck"]) for p in report["problems"]], [(person, "not_removed", True)])
        before = len(self.rig.writes())
        run = self.rig.run("sync", settings={**AT_ONCE, "os2sync.verify.list_hours": 0})
        self.assertEqual(run.code, 3, run)
        self.assertIn("success_users", run.out)
        self.assertEqual(self.rig.writes()[before:], [])
        self.rig.change(upsert=own)


class OlderOs2sync(Delivery):
    """3.x has the hierarchy for a list, no bypassCache, and skips what it thinks done."""

    profile = "3.x"
    settings = {**QUIET, "os2sync.server_version": 3}

    def test_1_the_hierarchy_proves_no_absence_and_raises_no_alarm_conformance_19(self):
        self.delivered()
        report = self.verify(code=0)
        self.assertEqual((report["verified"], report["wrong"]), (report["sent"], 0), report)
        self.assertFalse(report["lists"]["users"]["complete"])
        self.assertGreater(report["lists"]["users"]["held"], 30)

    def test_2_what_never_came_is_found_by_reading(self):
        plan = self.rig.run("plan", "--json", settings=self.settings).json()["changes"]
        uuid = next(change["uuid"] for change in plan if change["kind"] == "user")
        self.sync()
        self.rig.sync_control("/fault", {"target": "fk", "mode": "permanent", "uuid": uuid, "count": 1})
        self.rig.drain()
        self.rig.clear_sync_faults()
        problems = self.verify(code=6)["problems"]
        self.assertEqual([(p["uuid"], p["detail"]) for p in problems], [(uuid, "absent")])

    def test_3_a_return_that_os2sync_would_skip_is_sent_with_another_short_key_conformance_15(self):
        self.delivered()
        person = self.persons(1)[0]["uuid"]
        own = [row for row in self.rig.lines("engagement") if row["person"] == person]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in own])
        self.delivered()
        self.rig.change(upsert=own)
        self.delivered()
        self.assertEqual(self.verify(code=0)["wrong"], 0)
        self.assertEqual(self.rig.fk_objects()["user", person][0], "active")


if __name__ == "__main__":
    unittest.main()
