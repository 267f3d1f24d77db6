# SPDX-License-Identifier: MPL-2.0
"""rehearse: what it foretells is what happens when OS2MO or the settings really have the accident."""

import json
import unittest

from plan_schemas import check_document, check_lines
from support import Rig

OWNED = ("engagement", "ituser", "address", "kle", "manager")


class Rehearse(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(persons=200, seed=61)
        self.addCleanup(self.rig.stop)
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.rig.drain()

    def foretell(self, accident, **settings):
        before = len(self.rig.sync_journal())
        result = self.rig.run("rehearse", f"--{accident.replace('_', '-')}", "--json", settings=settings)
        self.assertEqual(result.code, 0, result)
        self.assertEqual([e for e in self.rig.sync_journal()[before:] if e["method"] != "GET"], [])
        calm, foretold = check_document(result.out)["rehearsals"]
        self.assertEqual((calm["accident"], calm["plan"]["changes"]), ("none", []))
        self.assertEqual(foretold["accident"], accident)
        return foretold

    def check_it_happens(self, foretold, **settings):
        """The accident has been made real."""
        plan = self.rig.run("plan", "--json", settings=settings)
        before = len(self.rig.writes())
        sync = self.rig.run("sync", "--json", settings=settings)
        self.assertEqual(sync.code, foretold["exit_code"], sync)
        if foretold["stopped"]:
            self.assertIn(foretold["stopped"]["why"], sync.err)
            self.assertEqual(len(self.rig.writes()), before)
            self.assertEqual(plan.code, sync.code)
            return
        self.assertEqual(foretold["plan"], plan.json())
        self.assertEqual(len(self.rig.writes()) - before, len(foretold["plan"]["changes"]))
        self.assertEqual(foretold["plan"]["counts"], foretold["counts"])

    def delete(self, rows):
        self.rig.change(delete=[{"kind": row["kind"], "uuid": uuid} for uuid, row in
                                sorted({row["uuid"]: row for row in rows}.items())])

    def test_source_empty(self):
        foretold = self.foretell("source_empty")
        self.assertEqual(foretold["stopped"]["by"], "guard")
        self.assertEqual(foretold["exit_code"], 5)
        self.delete(row for row in self.rig.lines() if row["kind"] in (*OWNED, "org_unit", "employee"))
        self.check_it_happens(foretold)

    def lose_branches(self, branches):
        units = self.rig.lines("org_unit")
        gone = set(branches)
        while True:
            below = {row["uuid"] for row in units if row.get("parent") in gone} - gone
            if not below:
                break
            gone |= below
        rows = [row for row in self.rig.lines() if row["kind"] in OWNED and row.get("org_unit") in gone]
        self.delete(rows + [row for row in units if row["uuid"] in gone])
        return gone

    def test_half(self):
        foretold = self.foretell("half")
        self.assertEqual(foretold["stopped"]["by"], "guard")
        gone = self.lose_branches(foretold["damage"]["branches"])
        self.assertEqual(foretold["damage"]["units"], len(gone))
        self.check_it_happens(foretold)

    def test_half_when_the_guard_on_shrinking_is_switched_off(self):
        off = {"os2sync.guard.shrink_percent": 100}
        foretold = self.foretell("half", **off)
        self.assertIsNone(foretold["stopped"])
        self.assertGreater(foretold["counts"]["users"]["withheld"], 10)
        self.lose_branches(foretold["damage"]["branches"])
        self.check_it_happens(foretold, **off)

    def test_wrong_root(self):
        foretold = self.foretell("wrong_root")
        damage = foretold["damage"]
        self.assertEqual(damage["setting"], "os2sync.top_unit_uuid")
        self.check_it_happens(foretold, **{damage["setting"]: damage["became"]})

    def test_ad_gone(self):
        foretold = self.foretell("ad_gone")
        systems = foretold["damage"]["it_systems"]
        self.assertGreaterEqual(len(systems), 2)
        self.delete(row for row in self.rig.lines("ituser") if row["itsystem"] in systems)
        self.check_it_happens(foretold)

    def test_settings_typo(self):
        foretold = self.foretell("settings_typo")
        damage = foretold["damage"]
        self.assertEqual(damage["setting"], "os2sync.ignored.unit_types")
        self.check_it_happens(foretold, **{damage["setting"]: damage["became"]})

    def test_settings_typo_in_a_name_is_stopped_by_the_names_check(self):
        fewer = {"os2sync.ignored.unit_types": None, "os2sync.ignored.unit_levels": None}
        self.assertIn(self.rig.run("sync", settings=fewer).code, (0, 3))
        foretold = self.foretell("settings_typo", **fewer)
        damage = foretold["damage"]
        self.assertEqual((damage["setting"], foretold["stopped"]["by"]), ("os2sync.uuid_from_it_systems", "settings"))
        self.check_it_happens(foretold, **fewer, **{damage["setting"]: damage["became"]})

    def test_all_of_them_at_once_in_words(self):
        ledger = (self.rig.folder / "ledger.db").read_bytes()
        for language, stopped, through in (("en", "STOPPED", "WOULD GO THROUGH"), ("da", "STANDSET", "VILLE GÅ IGENNEM")):
            result = self.rig.run("--lang", language, "rehearse")
            self.assertEqual(result.code, 0, result)
            self.assertIn(stopped, result.out)
            self.assertIn(through, result.out)
            for line in result.out.splitlines():
                self.assertLessEqual(len(line), 80)
        lines = check_lines(self.rig.run("rehearse", "--ndjson").out)
        self.assertEqual([line["accident"] for line in lines if line["type"] == "rehearsal"],
                         ["none", "source_empty", "half", "wrong_root", "ad_gone", "settings_typo"])
        self.assertEqual((self.rig.folder / "ledger.db").read_bytes(), ledger)

    def test_os2mo_that_is_down_ends_the_rehearsal(self):
        self.rig.mo_fault({"reset": "before"}, {"collection": "org_units"}, times=100)
        self.assertEqual(self.rig.run("rehearse", settings={"mora.attempts": 1}).code, 69)


if __name__ == "__main__":
    unittest.main()
