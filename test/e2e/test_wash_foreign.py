# SPDX-License-Identifier: MPL-2.0
"""os2sync.wash_foreign: what others put into FK-ORG goes as ordinary, guarded deletions; and nothing without it."""

import unittest

from support import CVR, Rig

UNITS = ["f0f0f0f0-0000-4000-8000-00000000000%d" % i for i in (1, 2)]
ROOT = "f0f0f0f0-0000-4000-8000-000000000003"
USERS = ["f0f0f0f0-0000-4000-8000-00000000001%d" % i for i in (1, 2, 3)]


class WashForeign(unittest.TestCase):
    profile = "4.9.1"
    settings = {"os2sync.autowash": True, "os2sync.wash_foreign": True}

    def setUp(self):
        self.rig = Rig(persons=100, seed=3, profile=self.profile)
        self.addCleanup(self.rig.stop)
        self.rig.run("sync", settings={**self.settings, "os2sync.wash_foreign": False})
        self.ours = self.rig.fk_objects()
        parent = self.rig.mo["top_unit"]
        for unit in UNITS:
            self.put("orgUnit", {"Uuid": unit, "Name": "Fremmed", "ParentOrgUnitUuid": parent})
            parent = unit
        self.put("orgUnit", {"Uuid": ROOT, "Name": "En anden rod"})
        for user in USERS[:2]:
            self.put("user", self.stranger(user))
        self.put("user", self.stranger(USERS[2]), "inactive")
        self.rig.sync_control("/forget", {})

    def put(self, kind, payload, state="active"):
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": kind, "state": state, "payload": payload})

    def stranger(self, uuid):
        return {"Uuid": uuid, "UserId": uuid[-12:], "Person": {"Name": "Fremmed"},
                "Positions": [{"Name": "Gæst", "OrgUnitUuid": UNITS[0]}]}

    def run_it(self, *words, **settings):
        return self.rig.run(*words, settings={**self.settings, **settings})

    def deletions(self):
        return [entry["uuid"] for entry in self.rig.writes() if entry["method"] == "DELETE"]


class OnVersion4(WashForeign):
    def test_plans_and_deletes_what_others_sent_and_nothing_else(self):
        plan = self.run_it("plan", "--json").json()
        self.assertEqual([(change["action"], change["reason"]) for change in plan["changes"]],
                         [("delete", "foreign")] * 4, plan)
        text = self.run_it("plan", "--lang", "da").out
        self.assertIn("aldrig sendt af dette program", text)
        result = self.run_it("sync", "--json")
        self.assertIn(result.code, (0, 3), result)
        self.assertEqual(self.deletions()[2:], [UNITS[1], UNITS[0]], "users, then units from the leaves up")
        self.assertEqual(set(self.deletions()[:2]), set(USERS[:2]))
        after = self.rig.fk_objects()
        self.assertEqual(after["unit", ROOT][0], "active", "a unit that nothing stands above never goes")
        self.assertEqual({key: after[key] for key in self.ours}, self.ours)
        self.assertEqual(self.run_it("plan", "--json").json()["changes"], [])

    def test_deletes_nothing_of_others_when_off(self):
        self.run_it("sync", **{"os2sync.wash_foreign": False})
        self.assertEqual(self.rig.writes(), [])

    def test_leaves_units_to_autowash(self):
        self.run_it("sync", **{"os2sync.autowash": False})
        self.assertEqual(set(self.deletions()), set(USERS[:2]))

    def test_withholds_more_than_the_guard_allows(self):
        result = self.run_it("sync", **{"os2sync.guard.user_count": 1, "os2sync.guard.user_percent": 0})
        self.assertEqual(result.code, 4, result)
        self.assertFalse(set(self.deletions()) & set(USERS))

    def test_goes_on_without_when_fk_org_cannot_be_listed(self):
        self.rig.sync_control("/fault", {"kind": "status", "method": "GET", "path": "/api/user/all", "nth": 1, "times": 0, "status": 500})
        result = self.run_it("sync")
        self.assertIn(result.code, (0, 3), result)
        self.assertIn("cannot be listed", result.err)
        self.assertEqual(set(self.deletions()), set(UNITS))

    def test_asks_nothing_for_one_person(self):
        person = next(uuid for kind, uuid in self.ours if kind == "user")
        self.run_it("sync-user", person)
        self.assertFalse([entry for entry in self.rig.sync_journal() if entry["path"].endswith("/all")])
        self.assertEqual(self.deletions(), [])


class OnVersion3(WashForeign):
    profile = "3.x"
    settings = {**WashForeign.settings, "os2sync.server_version": 3}

    def test_deletes_what_the_hierarchy_shows(self):
        result = self.run_it("sync")
        self.assertIn(result.code, (0, 3), result)
        self.assertEqual(set(self.deletions()) - {USERS[2]}, {*UNITS, *USERS[:2]})
        self.assertNotIn(ROOT, self.deletions())


if __name__ == "__main__":
    unittest.main()
