# SPDX-License-Identifier: MPL-2.0
"""plan --compare: what another settings file would change, and nothing else."""

import json
import unittest

from plan_schemas import check_document, check_lines
from support import Rig


def objects_of(plan):
    """(kind, uuid) -> what the plan says of it."""
    return {(c["kind"], c["uuid"]): {k: c[k] for k in ("action", "reason", "fields", "withheld") if k in c}
            for c in plan["changes"] + plan["withheld"]}


class CompareSettings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=150, seed=51)
        cls.addClassCleanup(cls.rig.stop)
        cls.rig.run("sync")
        cls.other = cls.rig.folder / "other.json"

    def write_other(self, **changes):
        settings = json.loads(self.rig.settings_file.read_text(encoding="utf-8"))
        settings.update(changes)
        self.other.write_text(json.dumps(settings), encoding="utf-8")

    def compare(self, *words, code=0):
        result = self.rig.run("plan", "--compare", self.other, *words)
        self.assertEqual(result.code, code, result)
        return result

    def test_is_the_new_plan_minus_the_old_plan(self):
        person = next(row for row in self.rig.lines("employee") if row["uuid"] in {e["uuid"] for e in self.rig.writes()})
        self.rig.change(upsert=[{**person, "surname": "Venter"}])  # pending anyway, so no difference
        for changes in ({"os2sync.ignored.unit_types": []}, {"os2sync.xfer_cpr": False}, {"os2sync.autowash": False},
                        {"os2sync.phone_scope_classes": []}, {"os2sync.uuid_from_it_systems": []}):
            with self.subTest(changes):
                self.write_other(**changes)
                document = check_document(self.compare("--json").out)
                before = objects_of(self.rig.run("plan", "--json").json())
                after = objects_of(self.rig.run("plan", "--json", settings=changes).json())
                self.assertEqual(document["settings"], list(changes))
                seen = {(d["kind"], d["uuid"]): (d["before"], d["after"]) for d in document["differences"]}
                for key, (old, new) in seen.items():
                    self.assertEqual((old, new), (before.get(key), after.get(key)))
                for key in before.keys() | after.keys():
                    if before.get(key) != after.get(key):
                        self.assertIn(key, seen)
        self.assertGreater(len(seen), 50)
        self.rig.change(upsert=[person])

    def test_names_the_settings_at_the_top_in_both_languages(self):
        self.write_other(**{"os2sync.xfer_cpr": False, "os2sync.sync_managers": False})
        for language, words in (("en", "Settings that differ: "), ("da", "Indstillinger, der er forskellige: ")):
            shown = self.compare("--lang", language).out
            self.assertTrue(shown.startswith(words + "os2sync.sync_managers, os2sync.xfer_cpr"), shown[:300])
            for line in shown.splitlines():
                self.assertLessEqual(len(line), 80)
        lines = check_lines(self.compare("--ndjson").out)
        self.assertEqual([line["key"] for line in lines if line["type"] == "setting_difference"],
                         ["os2sync.sync_managers", "os2sync.xfer_cpr"])
        self.assertEqual(lines[-1]["differences"], sum(line["type"] == "plan_difference" for line in lines))

    def test_says_when_nothing_would_change(self):
        self.write_other(log_level="ERROR")
        self.assertIn("The plan would be the same.", self.compare("--detailed-exitcode").out)
        self.write_other(**{"os2sync.xfer_cpr": False})
        self.compare("--detailed-exitcode", code=2)

    def count_requests(self, *words):
        self.rig.mo_control("/reset", {})
        self.assertEqual(self.rig.run(*words).code, 0)
        return len([e for e in self.rig.mo_control("/journal")["entries"] if "graphql" in json.dumps(e)])

    def test_reads_once_when_both_need_the_same_and_twice_when_not(self):
        once = self.count_requests("plan")
        self.assertGreater(once, 3)
        self.write_other(**{"os2sync.autowash": False})
        self.assertEqual(self.count_requests("plan", "--compare", self.other), once)
        self.write_other(**{"os2sync.xfer_cpr": False})
        self.assertGreater(self.count_requests("plan", "--compare", self.other), once + 3)

    def test_writes_nothing(self):
        before = len(self.rig.sync_journal())
        ledger = (self.rig.folder / "ledger.db").read_bytes()
        self.write_other(**{"os2sync.uuid_from_it_systems": []})
        self.compare()
        self.assertEqual(len(self.rig.sync_journal()), before)
        self.assertEqual((self.rig.folder / "ledger.db").read_bytes(), ledger)

    def test_wrong_input(self):
        self.assertEqual(self.rig.run("plan", "--compare", "/nonexistent.json").code, 78)
        self.write_other(**{"os2sync.top_unit_uuid": "11111111-2222-4333-8444-555555555555"})
        refused = self.compare(code=5)
        self.assertIn(f"{self.other}: OS2MO returned no units", refused.err)
        self.assertEqual(self.rig.run("plan", "--compare", self.other, "--out", "x").code, 64)


if __name__ == "__main__":
    unittest.main()
