# SPDX-License-Identifier: MPL-2.0
"""plan --out and apply: exactly what was planned is sent, or nothing and why."""

import collections
import json
import os
import re
import unittest

import jsonschema

from plan_schemas import check_document, check_lines
from support import Rig


def without_keys(text):
    """FK-ORG draws an object's ShortKey when it is made; it comes back as a field that is kept."""
    return re.sub(r'"ShortKey": ?"[0-9a-f]{8}"', '"ShortKey":"drawn"', text)


def bodies_of(rig):
    return sorted((e["method"], e["path"], without_keys(e.get("body") or "")) for e in rig.sync_journal(bodies=True)
                  if e["method"] in ("POST", "DELETE"))


class ApplySendsWhatSyncWould(unittest.TestCase):
    def test_byte_for_byte_on_the_first_run_and_on_later_ones(self):
        with Rig(persons=200, seed=41) as one, Rig(persons=200, seed=41) as other:
            for rig in (one, other):
                rig.file = rig.folder / "plan.ndjson"
            self.assertEqual(other.run("plan", "--out", other.file).code, 0)
            expected, applied = one.run("sync", "--json"), other.run("apply", other.file, "--json")
            self.assertEqual((applied.code, applied.json()["sent"]), (expected.code, expected.json()["sent"]), applied)
            self.assertGreater(len(bodies_of(one)), 150)
            self.assertEqual(bodies_of(one), bodies_of(other))

            for rig in (one, other):
                rig.drain()
                sent = {entry["uuid"] for entry in rig.writes()}
                person, leaver = [row for row in rig.lines("employee") if row["uuid"] in sent][:2]
                unit = next(row for row in rig.lines("org_unit") if row["uuid"] in sent)
                jobs = [row["uuid"] for row in rig.lines("engagement") if row["person"] == leaver["uuid"]]
                rig.change(upsert=[{**person, "surname": "Ørsted"}, {**unit, "name": "Nyt navn"}],
                           terminate=[{"kind": "engagement", "uuid": uuid, "to": "2020-01-01"} for uuid in jobs])
            self.assertEqual(other.run("plan", "--out", other.file, "--show-values").code, 0)
            expected, applied = one.run("sync", "--json"), other.run("apply", other.file, "--json")
            self.assertEqual((applied.code, applied.json()["sent"]), (expected.code, expected.json()["sent"]), applied)
            self.assertEqual(applied.json()["sent"]["users"], {"create": 0, "update": 1, "delete": 1})
            self.assertEqual(bodies_of(one), bodies_of(other))
            self.assertEqual(other.run("plan", "--json").json()["changes"], [])
            held, other_held = (without_keys(json.dumps(sorted(map(str, rig.fk_objects().items())))) for rig in (one, other))
            self.assertEqual(held, other_held)


class PlanFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=100, seed=42)
        cls.addClassCleanup(cls.rig.stop)
        cls.file = cls.rig.folder / "plan.ndjson"

    def plan(self, *words, **options):
        result = self.rig.run("plan", "--out", self.file, *words, **options)
        self.assertEqual(result.code, 0, result)
        return self.file.read_text(encoding="utf-8")

    def refused(self, *words, code=5, **options):
        """apply sends nothing and says why; returns what it says."""
        before = len(self.rig.writes())
        result = self.rig.run("apply", self.file, *words, **options)
        self.assertEqual(result.code, code, result)
        self.assertEqual(len(self.rig.writes()), before)
        return result

    def test_1_the_file_is_private_follows_the_schema_and_is_the_same_each_time(self):
        text = self.plan()
        self.assertEqual(os.stat(self.file).st_mode & 0o777, 0o600)
        lines = check_lines(text)
        self.assertEqual([lines[0]["type"], lines[1]["type"], lines[-1]["type"]], ["version", "plan_basis", "plan_hash"])
        printed = self.rig.run("plan", "--ndjson")
        check_lines(printed.out)
        stripped = [{k: v for k, v in line.items() if k != "digest"} for line in lines if line["type"] not in ("plan_basis", "plan_hash")]
        self.assertEqual(stripped, [json.loads(line) for line in printed.out.splitlines()])
        self.assertEqual(self.plan(), text)
        check_document(self.rig.run("plan", "--json").out)

    def test_1_the_schemas_refuse_what_they_do_not_know(self):
        for text in ('{"type": "planned_change"}', '{"type": "version", "format_version": 2, "program": "x"}',
                     '{"type": "plan_hash", "hash": "0"}'):
            with self.assertRaises(jsonschema.ValidationError):
                check_lines(text)
        with self.assertRaises(jsonschema.ValidationError):
            check_document("{}")

    def test_1_it_holds_no_values_unless_asked_and_no_cpr_even_then(self):
        employees = self.rig.lines("employee")
        cprs = {row["cpr_number"] for row in employees if row.get("cpr_number")}
        self.assertGreater(len(cprs), 50)
        surnames = {row["surname"] for row in employees if len(row.get("surname") or "") > 5}
        text = self.plan()
        self.assertEqual([name for name in surnames if name in text], [])
        shown = self.plan("--show-values")
        check_lines(shown)
        self.assertGreater(len([name for name in surnames if name in shown]), 10)
        for cpr in cprs:
            self.assertNotIn(cpr, shown)
            self.assertNotIn(f"{cpr[:6]}-{cpr[6:]}", shown)
        self.assertIn('"Person.Cpr":"[cpr]"', shown)
        as_json = self.rig.run("plan", "--json", "--show-values")
        check_document(as_json.out)
        self.assertIn("[cpr]", as_json.out)
        check_lines(self.rig.run("plan", "--ndjson", "--show-values").out)

    def test_2_a_file_that_was_altered_cut_or_is_something_else_is_refused(self):
        text = self.plan()
        self.assertRegex(self.rig.run("plan", "--out", self.file).err, r"plan [0-9a-f]{32} is in ")
        for changed, words in ((text.replace('"create"', '"update"', 1), "altered"),
                               (text[:len(text) // 2], "the end of the plan file is missing"),
                               (text.replace('"format_version":1', '"format_version":2', 1), "format version"),
                               (text.replace('"cvr":"12345678"', '"cvr":"87654321"', 1), "another municipality"),
                               (text.replace('"program":"', '"program":"9', 1), "another version")):
            self.file.write_text(changed, encoding="utf-8")
            self.assertIn(words, self.refused().err)
        self.file.write_text("{}", encoding="utf-8")
        self.assertIn("no plan file", self.refused(code=64).err)
        self.assertIn("ingen planfil", self.refused("--lang", "da", code=64).err)
        self.file.unlink()
        self.assertIn("no such file", self.refused(code=64).err)
        self.plan()
        other = {"os2sync.hash_cache": str(self.rig.folder / "other.db")}
        self.assertIn("another ledger", self.refused(settings=other).err)
        self.assertIn("another municipality", self.refused(settings={"municipality.cvr": "87654321"}).err)

    def test_3_any_change_of_the_source_is_told_object_by_object(self):
        changes = [json.loads(line) for line in self.plan().splitlines() if '"planned_change"' in line]
        periods = collections.Counter(row["uuid"] for row in self.rig.lines("employee"))
        user = next(change for change in changes if change["kind"] == "user" and periods[change["source_uuid"]] == 1)
        person = next(row for row in self.rig.lines("employee") if row["uuid"] == user["source_uuid"])
        self.rig.change(upsert=[{**person, "given_name": "Enestående"}])
        stale = self.refused()
        self.assertIn("1 with other content", stale.out)
        self.assertIn(user["uuid"], stale.out)
        self.assertIn("does not hold any more", stale.err)
        self.assertIn("med andet indhold", self.refused("--lang", "da").out)
        document = check_document(self.refused("--json").out)
        self.assertEqual([(d["uuid"], d["difference"]) for d in document["differences"]], [(user["uuid"], "payload")])
        self.assertEqual((document["settings"], document["ledger_changed"]), ([], False))
        lines = check_lines(self.refused("--ndjson").out)
        self.assertEqual([line["type"] for line in lines], ["version", "plan_difference", "apply_refused"])
        for line in stale.out.splitlines():
            self.assertLessEqual(len(line), 80)
        self.rig.change(upsert=[person])

    def test_4_any_change_of_a_setting_is_named(self):
        self.plan()
        for settings in ({"os2sync.autowash": False}, {"os2sync.guard.user_count": 11}, {"os2sync.sync_managers": False},
                         {"os2sync.ignored.unit_types": []}, {"mora.page_size": 50}):
            document = json.loads(self.refused("--json", settings=settings).out)
            self.assertEqual(document["settings"], list(settings))
        self.assertIn("os2sync.autowash", self.refused(settings={"os2sync.autowash": False}).out)
        self.assertIn("mora.page_size", self.refused(environment={"OS2SYNC_MORA_PAGE_SIZE": "50"}).out)

    def test_5_what_was_sent_in_between_is_noticed_and_a_plan_is_good_for_one_time(self):
        text = self.plan()
        self.assertIn(self.rig.run("apply", self.file).code, (0, 3))
        document = json.loads(self.refused("--json").out)
        self.assertTrue(document["ledger_changed"])
        self.assertGreater(len(document["differences"]), 50)
        self.assertNotEqual(self.plan(), text)
        self.assertIn(self.rig.run("apply", self.file).code, (0, 3))  # nothing to send is a plan, too

    def test_6_a_plan_is_no_approval_of_withheld_deletions(self):
        self.rig.run("sync")
        self.rig.drain()
        sent = {entry["uuid"] for entry in self.rig.writes()}
        leavers = sorted(row["uuid"] for row in self.rig.lines("employee") if row["uuid"] in sent)[:12]
        jobs = [row for row in self.rig.lines("engagement") if row["person"] in leavers]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in jobs])
        lines = check_lines(self.plan())
        self.assertEqual(sum(line.get("withheld") == "guard" for line in lines), len(leavers))
        before = len(self.rig.writes())
        result = self.rig.run("apply", self.file)
        self.assertIn(result.code, (3, 4), result)
        self.assertEqual([entry for entry in self.rig.writes()[before:] if entry["method"] == "DELETE"], [])
        self.plan()
        self.assertIn("os2sync.guard.user_count", self.refused(settings={"os2sync.guard.user_count": 1000}).out)
        self.rig.change(upsert=jobs)

    def test_7_apply_of_a_stub_sends_nothing(self):
        stub = {"os2sync.api_url": "stub"}
        self.plan(settings=stub)
        before = len(self.rig.sync_journal())
        result = self.rig.run("apply", self.file, settings=stub)
        self.assertIn(result.code, (0, 3), result)
        self.assertEqual(len(self.rig.sync_journal()), before)

    def test_7_a_plan_that_the_guards_refuse_is_not_written(self):
        self.assertIn(self.rig.run("sync").code, (0, 3, 4))
        units = self.rig.lines("org_unit")
        leaf = next(row for row in units if row["uuid"] not in {other.get("parent") for other in units})
        self.rig.change(delete=[{"kind": "org_unit", "uuid": leaf["uuid"]}])
        self.file.unlink(missing_ok=True)
        result = self.rig.run("plan", "--out", self.file, "--json", settings={"os2sync.guard.shrink_percent": 0})
        self.assertEqual(result.code, 5, result)
        self.assertEqual(check_document(result.out)["refusal"], "units_shrank")
        self.assertFalse(self.file.exists())

    def test_8_a_plan_that_cannot_be_written_says_so(self):
        result = self.rig.run("plan", "--out", "/nonexistent/plan")
        self.assertEqual(result.code, 64, result)
        self.assertIn("cannot be written", result.err)


if __name__ == "__main__":
    unittest.main()
