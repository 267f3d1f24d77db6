# SPDX-License-Identifier: MPL-2.0
"""The LC database as the source: the same municipality gives the same bytes as through OS2MO, which is never asked."""

import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest

from support import CVR, ROOT, SHARED, Rig, run

sys.path.insert(0, str(ROOT / "lab/lcdb"))

from make_lcdb import make_lcdb  # noqa: E402

NO_OS2MO = {"mora.base": None, "os2sync.use_lc_db": True}


def bodies(rig):
    """What OS2sync was sent, whatever the order."""
    return sorted((entry["method"], entry["path"], entry["body"]) for entry in rig.sync_journal(bodies=True) if entry["method"] in ("POST", "DELETE"))


def through_os2mo(lines, persons, **options):
    with Rig(persons=persons) as rig:
        result = rig.run("sync", **options)
        lines.extend(rig.mo_municipality().splitlines())
        return result, bodies(rig)


class SameMunicipality(unittest.TestCase):
    def compare(self, persons, settings):
        lines = []
        wanted, sent = through_os2mo(lines, persons, settings=settings)
        self.assertIn(wanted.code, (0, 3), wanted)
        self.assertTrue(any("/user" in path.lower() for _, path, _ in sent))
        with Rig(persons=0) as rig:
            file = rig.folder / "ActualState.db"
            make_lcdb([line for line in lines if line], file)
            given = json.loads(rig.settings_file.read_text(encoding="utf-8"))
            own = {key: given[key] for key in ("os2sync.api_url", "os2sync.hash_cache")}
            result = rig.run("sync", settings={**self.generated_settings(persons), **settings, **own, **NO_OS2MO, "lc-for-jobs.actual_db_name": str(file)},
                             environment={"AUTH_SERVER": "http://127.0.0.1:9", "CLIENT_SECRET_FILE": ""})
            self.assertEqual(result.code, wanted.code, result)
            self.assertEqual(bodies(rig), sent)
            self.assertEqual(rig.mo_control("/counters")["requests"], 0)
            again = rig.run("sync", settings={**self.generated_settings(persons), **settings, **own, **NO_OS2MO, "lc-for-jobs.actual_db_name": str(file)})
            self.assertEqual(again.code, wanted.code, again)
            self.assertEqual(bodies(rig), sent)

    def generated_settings(self, persons):
        with Rig(persons=persons) as rig:
            settings = json.loads(rig.settings_file.read_text(encoding="utf-8"))
        return {key: value for key, value in settings.items() if key not in ("mora.base", "os2sync.api_url", "os2sync.hash_cache")}

    def test_the_same_bytes_as_through_os2mo(self):
        self.compare(300, {})

    @unittest.skipUnless((SHARED / "data/m300/municipality.jsonl").exists(), "the recorded municipality is not here")
    def test_the_same_bytes_for_a_recorded_municipality(self):
        lines = (SHARED / "data/m300/municipality.jsonl").read_text(encoding="utf-8").splitlines()
        recorded = json.loads((SHARED / "data/m300/peer-settings.json").read_text(encoding="utf-8"))
        environment = {name: value if isinstance(value, str) else json.dumps(value) for name, value in recorded.items()}
        environment |= {"MUNICIPALITY": CVR, "TOP_UNIT_UUID": next(row["uuid"] for row in map(json.loads, lines) if row.get("user_key") == "U0")}
        given = {"os2sync.top_unit_uuid": None, "municipality.cvr": None}
        sent = []
        for lc_db in (False, True):
            with Rig(municipality=SHARED / "data/m300/municipality.jsonl") as rig:
                file = rig.folder / "ActualState.db"
                make_lcdb(lines, file)
                source = {**NO_OS2MO, "lc-for-jobs.actual_db_name": str(file)} if lc_db else {}
                result = rig.run("sync", settings={**given, **source}, environment=environment)
                self.assertIn(result.code, (0, 3), result)
                self.assertEqual(rig.mo_control("/counters")["requests"] == 0, lc_db)
                sent.append(bodies(rig))
        self.assertGreater(len(sent[0]), 200)
        self.assertEqual(sent[1], sent[0])

    def test_the_same_bytes_with_other_rules(self):
        self.compare(300, {"os2sync.unit_address_table": "current", "os2sync.use_contact_for_tasks": True, "os2sync.xfer_cpr": False,
                           "os2sync.filter_users_by_it_system": True, "os2sync.use_nickname": True,
                           "os2sync.employee_engagement_address": ["Postadresse"], "os2sync.extension_field_as_job_function": "1"})


class Refusing(unittest.TestCase):
    """No OS2MO, no OS2sync, no login: the file alone."""

    @classmethod
    def setUpClass(cls):
        with Rig(persons=20) as rig:
            cls.lines = rig.mo_municipality().splitlines()
            cls.top = rig.mo["top_unit"]

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.file = self.folder / "ActualState.db"

    def run_on_file(self, *words, **more):
        settings = {"os2sync.use_lc_db": True, "lc-for-jobs.actual_db_name": str(self.folder / "ActualState"), "os2sync.api_url": "stub",
                    "os2sync.top_unit_uuid": self.top, "os2sync.hash_cache": str(self.folder / "state.db"), **more}
        file = self.folder / "settings.json"
        file.write_text(json.dumps(settings), encoding="utf-8")
        return run("--config", file, *words, folder=self.folder)

    def make(self, schema="2026"):
        make_lcdb([line for line in self.lines if line], self.file, schema)

    def test_a_run_needs_nothing_but_the_file(self):
        for schema in ("2023", "2026"):
            self.make(schema)
            self.file.chmod(0o400)
            before = self.file.read_bytes()
            result = self.run_on_file("sync", "--json")
            self.file.chmod(0o600)
            self.assertIn(result.code, (0, 3), result)
            self.assertEqual(self.file.read_bytes(), before)

    def test_a_missing_file_is_named_and_not_made(self):
        result = self.run_on_file("sync")
        self.assertEqual(result.code, 78, result)
        self.assertIn(str(self.file), result.err)
        self.assertFalse(self.file.exists())

    def test_an_unfinished_export_is_left_for_later(self):
        self.make()
        with sqlite3.connect(self.file) as database:
            database.execute("INSERT INTO kvittering (query_tid) VALUES ('2026-11-24 03:15:00')")
        database.close()
        result = self.run_on_file("plan")
        self.assertEqual(result.code, 75, result)
        self.assertIn("not finished", result.err)

    def test_an_old_export_gives_a_warning_and_the_run_goes_on(self):
        self.make()
        with sqlite3.connect(self.file) as database:
            database.execute("UPDATE kvittering SET query_tid = '2020-01-01 03:15:00'")
        database.close()
        result = self.run_on_file("plan")
        self.assertEqual(result.code, 0, result)
        self.assertIn("exported at 2020-01-01 03:15:00", result.err)

    def test_doctor_reads_the_age_from_the_receipt_not_from_the_file(self):
        self.make()
        with sqlite3.connect(self.file) as database:
            database.execute("UPDATE kvittering SET query_tid = '2020-01-01 03:15:00'")
        database.close()
        self.file.touch()
        result = self.run_on_file("doctor", "--json")
        check = next(check for check in result.json()["checks"] if check["id"] == "lc_db")
        self.assertEqual(check["state"], "warn", check)
        self.assertIn("exported 2020-01-01 03:15:00", check["detail"])
        self.assertIn("hours ago", check["warnings"][0])
        self.file.unlink()
        result = self.run_on_file("doctor", "--json")
        self.assertEqual(result.code, 78, result)

    def test_what_the_file_cannot_serve_is_refused_by_name_in_both_schemas(self):
        for schema in ("2023", "2026"):
            self.make(schema)
            for key, value in (("os2sync.it_system_user_keys", ["AD"]), ("os2sync.new", True), ("os2sync.position_dates", True),
                               ("os2sync.future_engagements", True), ("os2sync.randomize_fk_org_uuid", True)):
                result = self.run_on_file("plan", **{key: value})
                self.assertEqual(result.code, 78, (schema, key, result))
                self.assertIn(f"{key} cannot be used with os2sync.use_lc_db", result.err)
            result = self.run_on_file("plan", **{"os2sync.it_system_user_keys": ["Active Directory"]})
            self.assertEqual(result.code, 0, result)  # the default says nothing

    def test_faults_are_told_in_danish(self):
        result = self.run_on_file("--lang", "da", "plan")
        self.assertEqual(result.code, 78, result)
        self.assertIn("LC-databasen", result.err)


if __name__ == "__main__":
    unittest.main()
