# SPDX-License-Identifier: MPL-2.0
"""cleanup-mo-uuids: what an earlier exporter left in FK-ORG under OS2MO's uuids goes, and nothing else."""

import json
import unittest
import urllib.request

from support import API_KEY, CVR, Rig

FK_UUID = "f0f0f0f0-1111-4222-8333-{:012d}"


class Cleanup(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(persons=100, seed=5)
        self.addCleanup(self.rig.stop)
        system = next(row for row in self.rig.lines("itsystem") if row["name"] == "FK-ORG UUID")
        self.settings = {"os2sync.uuid_from_it_systems": [system["name"]], "os2sync.autowash": True,
                         "os2sync.user_key_it_system_name": "Omada"}
        plan = self.rig.run("plan", "--json", settings=self.settings).json()["changes"]
        self.persons = [change["source_uuid"] for change in plan
                        if change["kind"] == "user" and change["uuid"] == change["source_uuid"]][:3]
        accounts = [row for row in self.rig.lines("ituser") if row.get("person")]
        self.accounts = [{**accounts[0], "uuid": FK_UUID.format(100 + i), "person": person, "itsystem": system["uuid"],
                          "user_key": FK_UUID.format(i), "external_id": None, "engagements": []}
                         for i, person in enumerate(self.persons)]

    def post_as_another_exporter(self, uuid):
        body = {"Uuid": uuid, "UserId": uuid, "Person": {"Name": "Gammel"},
                "Positions": [{"Name": "Lærer", "OrgUnitUuid": self.rig.mo["top_unit"]}]}
        request = urllib.request.Request(self.rig.sync["url"] + "/user", json.dumps(body).encode(),
                                         {"Content-Type": "application/json", "ApiKey": API_KEY, "Cvr": CVR})
        urllib.request.urlopen(request, timeout=60).close()

    def run_cleanup(self, *words, **settings):
        return self.rig.run("cleanup-mo-uuids", *words, settings={**self.settings, **settings})

    def send_all(self):
        for person in self.persons[:2]:
            self.post_as_another_exporter(person)
        self.rig.change(upsert=self.accounts)
        self.assertIn(self.rig.run("sync", settings=self.settings).code, (0, 3))
        self.rig.drain()

    def test_deletes_what_fk_org_holds_twice_and_only_once(self):
        self.send_all()
        before = len(self.rig.writes())
        dry = self.run_cleanup("--dry-run", "--json").json()
        self.assertEqual(dry["planned"]["users"]["delete"], 2, dry)
        self.assertEqual(len(self.rig.writes()), before)
        done = self.run_cleanup("--json")
        self.assertEqual(done.json()["sent"]["users"]["delete"], 2, done)
        deleted = {(entry["method"], entry["uuid"]) for entry in self.rig.writes()[before:]}
        self.assertEqual(deleted, {("DELETE", person) for person in self.persons[:2]},
                         "the third person's uuid is not in FK-ORG")
        self.rig.drain()
        self.assertEqual(self.run_cleanup("--json").json()["planned"]["users"]["delete"], 0)
        self.assertEqual(self.rig.run("plan", "--json", settings=self.settings).json()["changes"], [])

    def test_holds_back_more_than_the_guard_allows(self):
        self.send_all()
        before = len(self.rig.writes())
        result = self.run_cleanup("--json", **{"os2sync.guard.user_count": 1, "os2sync.guard.user_percent": 0})
        self.assertEqual(result.code, 4, result)
        self.assertEqual(len(self.rig.writes()), before)

    def test_says_when_there_is_nothing_it_could_clean_up(self):
        result = self.rig.run("cleanup-mo-uuids", settings={"os2sync.uuid_from_it_systems": []})
        self.assertEqual(result.code, 78, result)
        self.assertIn("nothing to clean up", result.err)

    def test_says_that_it_found_nothing_not_that_all_was_sent_before(self):
        self.rig.run("sync", settings=self.settings)
        for command in ("mo-uuids", "duplicate-positions"):
            result = self.rig.run("cleanup", command, "-n", settings=self.settings)
            self.assertIn("Nothing was found to clean up.\n", result.out, result)
            self.assertNotIn("Nothing to send", result.out)

    def test_deletes_nothing_when_fk_org_cannot_be_read(self):
        self.send_all()
        before = len(self.rig.writes())
        self.rig.sync_control("/fault", {"kind": "status", "method": "GET", "path": "/api/user", "nth": 1, "times": 1000, "status": 500})
        result = self.run_cleanup()
        self.assertIn(result.code, (69, 75), result)
        self.assertEqual(len(self.rig.writes()), before)


if __name__ == "__main__":
    unittest.main()
