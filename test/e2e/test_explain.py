# SPDX-License-Identifier: MPL-2.0
"""explain: finds the object by whatever name it is known, and says of each what the plan says."""

import json
import unittest

from support import Rig

NOBODY = "11111111-2222-4333-8444-555555555555"


def verdicts_of(plan):
    """(kind, source uuid) -> {FK uuid: (action, withheld)} of everything a plan would do."""
    verdicts = {}
    for change in plan["changes"] + plan["withheld"]:
        key = (change["kind"], change["source_uuid"])
        verdicts.setdefault(key, {})[change["uuid"]] = (change["action"], change.get("withheld"))
    return verdicts


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=11)
        cls.addClassCleanup(cls.rig.stop)

    def explain(self, asked, *words):
        result = self.rig.run("explain", asked, "--json", *words)
        self.assertEqual(result.code, 0, result)
        return result.json()

    def check_against_plan(self, subjects):
        """Every object that the plan changes is explained with that change, every other one without."""
        verdicts = verdicts_of(self.rig.run("plan", "--json").json())
        for kind, uuid in subjects:
            told = self.explain(uuid)
            planned = verdicts.get((kind, uuid), {})
            shown = {o["uuid"]: (o["next"] if not o["withheld"] else "delete", o["withheld"])
                     for o in told["objects"] if o["next"] != "nothing" or o["withheld"]}
            self.assertEqual(shown, planned, (kind, uuid, told))
        return verdicts

    def test_1_agrees_with_the_plan_about_every_object(self):
        units = [("unit", row["uuid"]) for row in self.rig.lines("org_unit")]
        persons = [("user", row["uuid"]) for row in self.rig.lines("employee")]
        before = self.check_against_plan(units + persons[:60])
        self.assertGreater(len(before), 200)
        self.rig.run("sync")
        employee = self.rig.lines("employee")
        engagements = self.rig.lines("engagement")
        leaver = engagements[3]["person"]
        self.rig.change(upsert=[{**row, "surname": "Ny-Ørsted"} for row in employee[:20]],
                        terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"}
                                   for row in engagements if row["person"] == leaver])
        after = self.check_against_plan(persons[:30] + [("user", leaver)])
        self.assertGreater(len(after), 5)

    def test_2_finds_a_person_by_user_name_and_by_fk_uuid(self):
        employed = {row["person"] for row in self.rig.lines("engagement")}
        accounts = [row for row in self.rig.lines("ituser") if row.get("person") in employed]
        keys = [row["user_key"] for row in accounts]
        account = next(row for row in accounts if keys.count(row["user_key"]) == 1)
        self.assertEqual(self.explain(account["user_key"])["source_uuid"], account["person"])
        with Rig(persons=300, seed=11) as fresh:  # where nothing was sent, so that the ledger cannot help
            plan = fresh.run("plan", "--json").json()
            other = next(c for c in plan["changes"] if c["kind"] == "user" and c["uuid"] != c["source_uuid"])
            self.assertEqual(fresh.run("explain", other["uuid"], "--json").json()["source_uuid"], other["source_uuid"])

    def test_3_reads_only_what_the_object_needs(self):
        self.rig.mo_control("/reset", {})
        self.explain(self.rig.lines("employee")[0]["uuid"])
        self.assertLessEqual(self.rig.mo_control("/counters")["graphql_requests"], 10)

    def test_4_names_the_settings_a_rule_went_by_and_where_they_are_set(self):
        person = self.rig.lines("employee")[0]["uuid"]
        settings = {key: value for rule in self.explain(person)["rules"] for key, value in rule["settings"].items()}
        self.assertEqual(settings["os2sync.xfer_cpr"]["value"], True)
        self.assertTrue(settings["os2sync.xfer_cpr"]["origin"].startswith(str(self.rig.settings_file)), settings)
        shown = self.rig.run("explain", person, "--lang", "da", environment={"SYNC_CPR": "false"}).out
        self.assertIn("→ sendes ikke", shown)
        self.assertIn("os2sync.xfer_cpr = false (fra SYNC_CPR)", shown)

    def test_5_says_so_when_nothing_is_known(self):
        self.assertEqual(self.explain(NOBODY)["objects"], [])
        unknown = self.rig.run("explain", "nobody-is-called-so")
        self.assertEqual(unknown.code, 64, unknown)
        self.assertIn("no account in OS2MO is called so", unknown.err)

    def test_6_asks_back_when_a_name_belongs_to_several(self):
        first, second = [row for row in self.rig.lines("ituser") if row.get("person")][:2]
        self.rig.change(upsert=[{**second, "user_key": first["user_key"]}])
        result = self.rig.run("explain", first["user_key"])
        self.rig.change(upsert=[second])
        self.assertEqual(result.code, 64, result)
        for account in (first, second):
            self.assertIn(account["person"], result.err)


if __name__ == "__main__":
    unittest.main()
