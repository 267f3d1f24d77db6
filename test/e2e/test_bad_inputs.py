# SPDX-License-Identifier: MPL-2.0
"""Bad inputs, each answered with the right exit code and a message that names what to mend; nothing is written."""

import json
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from support import PROGRAM, Rig, run

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


class Settings(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)

    def try_settings(self, text, environment=None):
        file = self.folder / "settings.json"
        file.write_text(text, encoding="utf-8")
        return run("--config", file, "config", "check", environment={"CLIENT_SECRET": "s3cret-canary", **(environment or {})})

    def test_no_settings_at_all(self):
        result = run("sync", environment={}, folder=self.folder)
        self.assertEqual(result.code, 78, result)
        for key in ("os2sync.top_unit_uuid", "municipality.cvr"):
            self.assertIn(key, result.err)

    def test_a_named_file_that_is_not_there(self):
        result = run("--config", self.folder / "none.json", "sync", environment={})
        self.assertEqual(result.code, 78, result)
        self.assertIn("none.json", result.err)

    def test_broken_json(self):
        result = self.try_settings('{\n  "os2sync.xfer_cpr": true,,\n}')
        self.assertEqual(result.code, 78, result)
        self.assertIn("settings.json:2", result.out)

    def test_an_unknown_key_gets_the_nearest_name(self):
        result = self.try_settings('{"os2sync.top_unit_uid": "x", "municipality.cvr": "12345678"}')
        self.assertEqual(result.code, 78, result)
        self.assertIn("os2sync.top_unit_uuid", result.out)

    def test_a_bad_uuid(self):
        result = self.try_settings('{"os2sync.top_unit_uuid": "ukendt", "municipality.cvr": "12345678"}')
        self.assertEqual(result.code, 78, result)
        self.assertIn("ukendt", result.out)
        self.assertNotIn("s3cret-canary", result.err + result.out)

    def test_an_unknown_command_and_option(self):
        for words in (["synk"], ["sync", "--dryrun"], []):
            self.assertEqual(run(*words, environment={}).code, 64, words)
        self.assertIn("did you mean 'sync'", run("synk", environment={}).err)

    def test_help_names_the_manual_of_its_command_alone(self):
        for words in (["plan"], ["config"], ["config", "check"], ["config", "convert"], ["state", "show"]):
            help_text = run(*words, "--help", environment={}).out
            manuals = [line for line in help_text.splitlines() if line.startswith("Manual:")]
            self.assertEqual(manuals, [f"Manual: man os2sync-export-{words[0]}"], words)
            self.assertNotIn("Start here", help_text)
        self.assertIn("Start here", run("--help", environment={}).out)

    def test_help_fits_eighty_columns(self):
        for words in ([], ["sync"], ["plan"], ["approve"], ["explain"], ["config"], ["config", "check"], ["config", "convert"], ["doctor"]):
            result = run(*words, "--help", environment={})
            self.assertEqual(result.code, 0, result)
            self.assertGreater(len(result.out), 100)
            for line in result.out.splitlines():
                self.assertLessEqual(len(line), 80, line)


class Peers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=3)
        cls.addClassCleanup(cls.rig.stop)

    def setUp(self):
        self.rig.mo_control("/reset", {})
        self.before = len(self.rig.writes())

    def refuse(self, result, code, *texts):
        self.assertEqual(result.code, code, result)
        for text in texts:
            self.assertIn(text, result.err)
        self.assertEqual(len(self.rig.writes()), self.before, "nothing may be written")
        self.assertNotIn("lab-secret", result.err + result.out)

    def test_os2mo_is_dead(self):
        self.refuse(self.rig.run("sync", settings={"mora.base": NOWHERE, "mora.attempts": 2}), 69, NOWHERE)

    def test_off_a_terminal_every_line_of_a_failed_run_is_json_the_last_one_too(self):
        result = self.rig.run("--lang", "da", "sync", settings={"mora.base": NOWHERE, "mora.attempts": 2})
        lines = [json.loads(line) for line in result.err.splitlines()]
        self.assertEqual(lines[-1]["level"], "error")
        self.assertIn(NOWHERE, lines[-1]["message"])
        self.assertEqual(len({line["run_id"] for line in lines}), 1)

    def test_the_login_is_dead(self):
        self.refuse(self.rig.run("sync", settings={"mora.attempts": 2}, environment={"AUTH_SERVER": NOWHERE}), 69, NOWHERE)

    def test_os2sync_is_dead(self):
        self.refuse(self.rig.run("sync", settings={"os2sync.api_url": NOWHERE + "/api"}), 69, NOWHERE)

    def test_wrong_secret(self):
        result = self.rig.run("sync", environment={"CLIENT_SECRET": "wrong-canary", "CLIENT_SECRET_FILE": ""})
        self.refuse(result, 77, "dipex")
        self.assertNotIn("wrong-canary", result.err)

    def test_wrong_api_key(self):
        result = self.rig.run("sync", environment={"OS2SYNC_API_KEY": "wrong-canary", "OS2SYNC_API_KEY_FILE": ""})
        self.refuse(result, 77, "os2sync.api_key")
        self.assertNotIn("wrong-canary", result.err)

    def test_a_cvr_that_os2sync_does_not_know(self):
        self.refuse(self.rig.run("sync", settings={"municipality.cvr": "87654321"}), 69, "municipality.cvr")

    def test_s3_another_municipality_answers(self):
        with Rig(persons=300, seed=3) as rig:
            top = rig.mo["top_unit"]
            rig.sync_control("/fk", {"kind": "orgUnit", "payload": {"Uuid": top, "Name": "En helt anden kommune"}})
            result = rig.run("sync", settings={"os2sync.uuid_from_it_systems": []})
            self.assertEqual(result.code, 5, result)
            self.assertIn("municipality.cvr", result.err)
            self.assertEqual(rig.writes(), [])

    def test_explain_of_a_name_nobody_has(self):
        self.refuse(self.rig.run("explain", "Hanne"), 64, "Hanne")

    def test_html_from_a_proxy(self):
        self.rig.mo_fault({"html": True, "status": 200}, {"path": "/graphql"}, times=100)
        self.refuse(self.rig.run("sync", settings={"mora.attempts": 2}), 69, "HTML")

    def test_a_graphql_version_that_is_not_served(self):
        self.refuse(self.rig.run("sync", settings={"mora.graphql_version": 99}), 78, "v99")

    def test_the_top_unit_is_not_in_os2mo(self):
        unknown = "11111111-2222-4333-8444-555555555555"
        self.refuse(self.rig.run("sync", settings={"os2sync.top_unit_uuid": unknown}), 5, "os2sync.top_unit_uuid")

    def test_an_unknown_hierarchy_and_it_system(self):
        self.refuse(self.rig.run("sync", settings={"os2sync.filter_hierarchy_names": ["Linjeorg"]}), 78, "Linjeorg")
        self.refuse(self.rig.run("sync", settings={"os2sync.uuid_from_it_systems": ["AD ObjektGUID"]}), 78, "AD ObjektGUID")


class State(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=4)
        cls.addClassCleanup(cls.rig.stop)

    def ledger(self, name):
        return {"os2sync.hash_cache": str(self.rig.folder / name)}

    def test_s3_an_empty_os2mo_deletes_nobody(self):
        with Rig(persons=300, seed=4) as rig:
            rig.run("sync")
            before = len(rig.writes())
            rig.change(delete=[{"kind": row["kind"], "uuid": row["uuid"]} for row in rig.lines()
                               if row["kind"] in ("employee", "engagement")])
            result = rig.run("sync")
            self.assertEqual(result.code, 5, result)
            rig.change(delete=[{"kind": row["kind"], "uuid": row["uuid"]} for row in rig.lines() if row["kind"] == "org_unit"])
            self.assertEqual(rig.run("sync").code, 5)
            self.assertEqual(len(rig.writes()), before)

    def test_s2_too_many_leavers_are_withheld_and_the_rest_goes_on(self):
        with Rig(persons=300, seed=4) as rig:
            rig.run("sync")
            rig.drain()
            sent = {entry["uuid"] for entry in rig.writes()}
            persons = sorted(row["uuid"] for row in rig.lines("employee") if row["uuid"] in sent)
            leavers, stayer = set(persons[:40]), persons[50]
            row = next(row for row in rig.lines("employee") if row["uuid"] == stayer)
            rig.change(upsert=[{**row, "surname": "Ny"}], terminate=[
                {"kind": "engagement", "uuid": e["uuid"], "to": "2020-01-01"} for e in rig.lines("engagement") if e["person"] in leavers])
            before = len(rig.writes())
            result = rig.run("sync", "--json", settings={"os2sync.guard.shrink_percent": 100})
            self.assertIn(result.code, (3, 4), result)
            self.assertGreaterEqual(result.json()["planned"]["users"]["withheld"], 40)
            new = rig.writes()[before:]
            self.assertEqual([e for e in new if e["method"] == "DELETE"], [])
            self.assertIn(stayer, {e["uuid"] for e in new})

    def test_a_second_instance_is_told_to_wait(self):
        file = self.ledger("locked.db")
        self.rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/orgUnit", "nth": 2, "times": 1})
        settings = json.loads(self.rig.settings_file.read_text())
        settings.update(file)
        (self.rig.folder / "held.json").write_text(json.dumps(settings))
        first = subprocess.Popen([PROGRAM, "--config", self.rig.folder / "held.json", "sync"], env=self.rig.environment(),
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.rig.sync_control("/counters?held=1")
            second = self.rig.run("sync", settings=file)
            self.assertEqual(second.code, 75, second)
            self.assertIn("locked.db", second.err)
            self.assertIn(self.rig.run("plan", settings=file).code, (0, 2), "looking is allowed meanwhile")
        finally:
            self.rig.sync_control("/release", {})
            first.wait(timeout=600)

    def test_a_file_that_is_no_ledger(self):
        other = self.rig.folder / "other.db"
        with sqlite3.connect(other) as database:
            database.execute("create table t(x)")
        result = self.rig.run("sync", settings=self.ledger("other.db"))
        self.assertEqual(result.code, 1, result)
        self.assertIn("other.db", result.err)
        with sqlite3.connect(other) as database:
            self.assertEqual(database.execute("select count(*) from t").fetchone(), (0,))

    def test_the_old_exporters_cache_is_moved_aside(self):
        cache = self.rig.folder / "cache.json"
        cache.write_text('{"/user/x": "abc"}')
        result = self.rig.run("sync", settings=self.ledger("cache.json"))
        self.assertIn(result.code, (0, 3), result)
        kept = [path for path in self.rig.folder.iterdir() if path.name.startswith("cache.json.old-exporter")]
        self.assertEqual(len(kept), 1, "the old cache is still there")
        self.assertEqual(os.stat(cache).st_mode & 0o777, 0o600)

    def test_a_full_disk(self):
        def limit_file_size():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

        result = self.rig.run("sync", settings=self.ledger("full.db"), preexec=limit_file_size)
        self.assertEqual(result.code, 1, result)
        self.assertIn("full.db", result.err)
        # what was accepted before is not forgotten and the next run ends well
        self.assertIn(self.rig.run("sync", settings=self.ledger("full.db")).code, (0, 3))
        self.assertEqual(self.rig.run("plan", "--json", settings=self.ledger("full.db")).json()["changes"], [])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_read_only_state(self):
        folder = self.rig.folder / "readonly"
        folder.mkdir()
        folder.chmod(0o500)
        result = self.rig.run("sync", settings=self.ledger("readonly/ledger.db"))
        self.assertEqual(result.code, 1, result)
        self.assertIn(self.rig.run("plan", settings=self.ledger("readonly/ledger.db")).code, (0, 2))


if __name__ == "__main__":
    unittest.main()
