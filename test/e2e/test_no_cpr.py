# SPDX-License-Identifier: MPL-2.0
"""CPR numbers and secrets: sent when they should be, and nowhere else. Every command, at debug level, through every kind of
trouble that repeats a number to us; then stdout, stderr and every file that was written are searched."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from support import API_KEY, BUILD, CLIENT_SECRET, PROGRAM, Rig, run

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens
# A sanitizer has to look into the process itself.
SANITIZED = re.search("OS2SYNC_SANITIZE:STRING=.", (BUILD / "CMakeCache.txt").read_text(encoding="utf-8"))


class CprRig(unittest.TestCase):
    """A lab where most persons have a number, and a run that is searched for all of them."""

    persons = 300
    seed = 21

    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=cls.persons, seed=cls.seed)
        cls.addClassCleanup(cls.rig.stop)
        cls.cprs = {row["cpr_number"] for row in cls.rig.lines("employee") if row.get("cpr_number")}
        cls.cpr = min(cls.cprs)
        cls.home = cls.rig.folder / "home"
        cls.home.mkdir()
        cls.given = set()  # files that we wrote ourselves
        cls.runs = 0

    def setUp(self):
        self.rig.clear_sync_faults()
        self.rig.mo_control("/reset", {})

    def canaries_in(self, text):
        shapes = self.cprs | {f"{cpr[:6]}-{cpr[6:]}" for cpr in self.cprs} | {CLIENT_SECRET, API_KEY}
        return sorted(shape for shape in shapes if shape in text)

    def search(self, text, where):
        self.assertEqual(self.canaries_in(text), [], where)

    def watched(self, *words, codes=(0, 3), fresh=True, settings=None, environment=None):
        """Runs a command with -v and CPR numbers on their way, and searches everything it left."""
        type(self).runs += 1
        here = {"os2sync.xfer_cpr": True, "mora.attempts": 1}
        if fresh:
            here["os2sync.hash_cache"] = str(self.home / f"ledger-{self.runs}.db")
        result = self.rig.run("-v", *words, settings={**here, **(settings or {})}, folder=self.home,
                              environment={"HOME": str(self.home), "TMPDIR": str(self.home), **(environment or {})})
        self.assertIn(result.code, codes, result)
        self.search(result.out + result.err, words)
        self.search_files()
        return result

    def search_files(self):
        for path in self.home.rglob("*"):
            if path.is_file() and path not in self.given:
                self.search(path.name + path.read_bytes().decode("latin-1"), path)

    def give(self, name, text):
        path = self.home / name
        path.write_text(text, encoding="utf-8")
        self.given.add(path)
        return path


class NoCpr(CprRig):
    def test_the_canaries_are_there_to_be_found(self):
        self.assertGreater(len(self.cprs), 200)
        self.rig.run("sync", settings={"os2sync.xfer_cpr": True})
        posted = " ".join(entry["body"] for entry in self.rig.sync_journal(bodies=True) if entry.get("body"))
        self.assertGreater(len([cpr for cpr in self.cprs if cpr in posted]), 150)
        self.assertEqual(self.canaries_in(f"x {self.cpr} y"), [self.cpr])

    def test_no_output_of_any_command_shows_one(self):
        user = next(change for change in self.rig.run("plan", "--json", settings={
            "os2sync.hash_cache": str(self.home / "none.db")}).json()["changes"] if change["kind"] == "user")
        for words in (["plan"], ["plan", "--json"], ["plan", "--ndjson"], ["plan", "--with-old"],
                      ["explain", user["uuid"]], ["explain", user["source_uuid"], "--json"], ["config", "show"],
                      ["config", "show", "--json"], ["config", "check"], ["config", "convert"], ["config", "example"],
                      ["config", "schema"], ["doctor"], ["doctor", "--leak-check"], ["sync", "--dry-run"], ["sync"],
                      ["sync", "--json"], ["report"], ["report", "--format", "csv"], ["report", "--format", "html"],
                      ["report", "--format", "csv", "--out", str(self.home / "report.csv")],
                      ["report", "--format", "html", "--out", str(self.home / "report.html")],
                      ["plan", "--ndjson", "--show-values"], ["rehearse"], ["rehearse", "--json"], ["verify"],
                      ["verify", "--json"], ["quarantine", "list"], ["state", "show"], ["state", "export"],
                      ["audit", "verify"], ["audit", "show", user["uuid"]],
                      ["sync-user", user["source_uuid"]], ["cleanup-mo-uuids"], ["cleanup-mo-uuids", "--json"]):
            for language in ("en", "da"):
                with self.subTest(words=words, language=language):
                    self.watched("--lang", language, *words, codes=(0, 3, 4, 5, 78))

    def test_a_peers_recording_is_compared_without_showing_one(self):
        self.watched("sync")
        posts = [{"method": "POST", "path": entry["path"], "body": json.loads(entry["body"])}
                 for entry in self.rig.sync_journal(bodies=True) if entry["method"] == "POST" and entry["status"] == 200]
        for post in posts:
            if "Person" in post["body"]:
                post["body"]["Person"]["Cpr"] = self.cpr
                post["body"]["Email"] = f"{self.cpr}@example.dk"
        recording = self.give("posts.ndjson", "".join(json.dumps(post) + "\n" for post in posts))
        for words in (["compare-peer", recording], ["compare-peer", recording, "--show-values"],
                      ["compare-peer", recording, "--show-values", "--json"]):
            result = self.watched(*words, codes=(6,))
            self.assertIn("Email", result.out)
        broken = self.give("broken.ndjson", '{"method": "POST", "path": "/api/user", "body": "' + self.cpr + "\n")
        self.watched("compare-peer", broken, codes=(64,))

    def test_cpr_is_not_even_asked_for_when_it_is_not_sent(self):
        for sent in (False, True):
            with Rig(persons=20, memo=True) as rig:
                result = rig.run("plan", settings={"os2sync.xfer_cpr": sent})
                self.assertIn(result.code, (0, 3), result)
                self.assertEqual("Person.Cpr" in result.out, sent)
                asked = " ".join(question["body"] for question in rig.mo_control("/memo"))
                self.assertIn("given_name", asked)
                self.assertEqual("cpr_number" in asked, sent)

    def test_the_state_holds_no_personal_data(self):
        self.watched("sync")
        ledgers = list(self.home.glob("ledger-*.db*"))
        self.assertTrue(ledgers)
        for path in ledgers:
            content = path.read_bytes().decode("latin-1")
            for person in self.rig.lines("employee")[:50]:
                self.assertNotIn(person["surname"].encode().decode("latin-1") + " ", content)

    def test_the_process_leaves_no_core(self):
        self.rig.mo_fault({"delay_ms": 60000}, times=50)
        process = subprocess.Popen([str(PROGRAM), "--config", str(self.rig.settings_file), "plan"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=self.rig.environment())
        try:
            limits = ""
            while process.poll() is None and "Max core file size        0                    0 " not in limits:
                limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
            self.assertIsNone(process.poll(), "ended before its limit could be seen")
            if not SANITIZED:
                # What cannot be dumped belongs to root in /proc.
                while process.poll() is None and os.stat(f"/proc/{process.pid}/mem").st_uid != 0:
                    pass
                self.assertIsNone(process.poll())
        finally:
            process.kill()
            process.wait()

    def test_the_leak_check_tries_every_outlet_and_asks_nobody(self):
        result = self.rig.run("doctor", "--leak-check", "--json", settings={"mora.base": NOWHERE, "os2sync.api_url": NOWHERE + "/api"})
        self.assertEqual(result.code, 0, result)
        checks = {check["id"]: check["state"] for check in result.json()["checks"]}
        self.assertEqual(checks, dict.fromkeys(("leak.terminal", "leak.log", "leak.errors", "leak.results", "leak.files",
                                                "leak.texts", "leak.ledger", "leak.memory"), "ok"))
        danish = self.rig.run("--lang", "da", "doctor", "--leak-check")
        self.assertIn("Intet CPR-nummer slipper ud.", danish.out)
        for line in danish.out.splitlines():
            self.assertLessEqual(len(line), 80, line)


class WhereNumbersDoNotBelong(CprRig):
    """A number that somebody typed into a name, a setting or a command."""

    persons = 60

    def test_a_number_for_a_name_is_masked_and_that_is_said(self):
        person = next(row for row in self.rig.lines("employee") if row.get("cpr_number"))
        unit = next(row for row in self.rig.lines("org_unit") if row["uuid"] != self.rig.mo["top_unit"])
        self.rig.change(upsert=[{**person, "surname": self.cpr}, {**unit, "name": f"Enhed {self.cpr}"}])
        masked = 0
        for words in (["plan"], ["explain", person["uuid"]], ["explain", person["uuid"], "--json"], ["explain", unit["uuid"]],
                      ["report"], ["report", "--out", str(self.home / "names.txt")], ["sync"], ["config", "check"]):
            result = self.watched(*words, codes=(0, 3, 78))
            masked += "[cpr]" in result.out and "looks like a CPR number" in result.err
        self.assertGreaterEqual(masked, 3, "the number was there to be shown, and the operator is told")
        posted = " ".join(entry["body"] for entry in self.rig.sync_journal(bodies=True) if entry.get("body"))
        self.assertIn(f"Enhed {self.cpr}", posted, "what is sent is what OS2MO says")

    def test_templates_with_the_number_in_them(self):
        for template in ("{{ cpr }}", "{{ name }} {{ cpr }}", "{{ (cpr | int) // 0 }}", "{{ cpr.nothing }}", "{{ cpr | nothing }}",
                         "{{ [][cpr] }}", "{{ cpr.encode('utf-99') }}", "{% set x = {}[cpr] %}{{ x.y }}", "{{ cpr | tojson ~ name.x }}"):
            with self.subTest(template):
                settings = {"os2sync.templates": {"person.name": template}}
                for words in (["sync"], ["plan"], ["report"], ["config", "check", "--offline"]):
                    self.watched(*words, codes=(0, 3, 5, 78), settings=settings)

    def test_settings_with_a_number_in_them(self):
        for settings in ({"os2sync.autowash": self.cpr}, {f"os2sync.{self.cpr}": 1}, {"municipality.cvr": self.cpr},
                         {"os2sync.top_unit_uuid": self.cpr}, {"os2sync.uuid_from_it_systems": [self.cpr]},
                         {"os2sync.templates": {"person.name": "{{ x" + self.cpr}}, {"os2sync.tests": [{"name": self.cpr}]},
                         {"mora.base": f"{NOWHERE}/{self.cpr}"}, {"mora.ca_file": f"/nowhere/{self.cpr}"}):
            with self.subTest(settings):
                for words in (["config", "check"], ["config", "show"], ["config", "convert"], ["sync"], ["doctor"]):
                    self.watched(*words, codes=(0, 3, 5, 69, 78), settings=settings)

    def test_broken_settings_files(self):
        for name, text in (("cut.json", '{"os2sync.autowash": "' + self.cpr), ("list.json", f"[{self.cpr}]"),
                           ("twice.json", f'{{"{self.cpr}": 1, "{self.cpr}": 2}}')):
            file = self.give(name, text)
            result = run("--config", file, "config", "check")
            self.assertEqual(result.code, 78, result)
            self.search(result.out + result.err, name)

    def test_command_lines_with_a_number_in_them(self):
        for words in (["explain", self.cpr], ["sync-user", self.cpr], [self.cpr], ["plan", f"--{self.cpr}"],
                      ["--config", f"/nowhere/{self.cpr}", "sync"], ["compare-peer", f"/nowhere/{self.cpr}"],
                      ["report", "--format", self.cpr], ["report", "--out", f"/nowhere/{self.cpr}/x"]):
            with self.subTest(words):
                self.watched(*words, codes=(64, 78))

    def test_the_environment_with_a_number_in_it(self):
        self.watched("config", "check", codes=(78,), environment={"OS2SYNC_AUTOWASH": self.cpr})
        self.watched("sync", codes=(69, 77, 78), environment={"AUTH_SERVER": f"{NOWHERE}/{self.cpr}", "CLIENT_ID": self.cpr})


class Echoes(CprRig):
    """Both peers say the numbers we sent them back to us, as servers do when they complain."""

    persons = 40

    def os2sync_says(self, body, status=400, content_type="text/plain", kind="status", **more):
        self.rig.clear_sync_faults()
        self.rig.sync_control("/fault", {"kind": kind, "method": "POST", "times": 0, "status": status,
                                         "content_type": content_type, "body": body, **more})

    def test_os2sync_repeats_it_in_every_kind_of_refusal(self):
        cpr = self.cpr
        for status, content_type, body in (
                (400, "text/plain", f"String or binary data would be truncated in table 'x', column 'cpr'. Truncated value: '{cpr}'."),
                (400, "application/json", f"\"Data too long for column '{cpr}' at row 1\""),
                (400, "text/plain", f"Violation of UNIQUE KEY constraint. The duplicate key value is ({cpr})."),
                (400, "application/json", json.dumps({"errors": {"Person.Cpr": [f"{cpr} is not valid"]}})),
                (401, "text/plain", f"no access for {cpr}"), (403, "text/html", f"<html>{cpr}</html>"),
                (404, "text/plain", cpr), (409, "text/plain", cpr), (413, "text/html", f"<h1>{cpr}</h1>"),
                (500, "text/html", f"<html><pre>System.Exception: {cpr[:6]}-{cpr[6:]}\n at OS2sync</pre></html>"),
                (502, "text/html", f"<html>{cpr}</html>"), (503, "text/plain", cpr * 1000)):
            with self.subTest(status=status, body=body[:60]):
                self.os2sync_says(body, status, content_type)
                self.watched("sync", codes=(0, 3, 5, 69, 77, 78))

    def test_os2sync_repeats_it_in_a_strange_200(self):
        for kind, more in (("content_type", {"content_type": f"text/{self.cpr}"}), ("truncate", {"bytes": 30}),
                           ("status_after", {"status": 504, "body": f"<html>{self.cpr}</html>", "content_type": "text/html"})):
            with self.subTest(kind):
                self.rig.clear_sync_faults()
                self.rig.sync_control("/fault", {"kind": kind, "method": "POST", "times": 3, **more})
                self.watched("sync", codes=(0, 3, 69))

    def test_a_refused_user_of_sync_user(self):
        user = next(change["source_uuid"] for change in self.rig.run("plan", "--json", settings={
            "os2sync.hash_cache": str(self.home / "none.db")}).json()["changes"] if change["kind"] == "user")
        self.rig.run("sync", settings={"os2sync.xfer_cpr": True})
        self.os2sync_says(f"would be truncated {self.cpr}")
        self.watched("sync-user", user, codes=(0, 3, 5))

    def test_os2mo_repeats_it(self):
        cpr = self.cpr
        for fault in ({"status": 500, "body": f"Internal Server Error: {cpr}"}, {"status": 400, "body": f'{{"detail": "{cpr}"}}'},
                      {"status": 502, "html": True}, {"status": 200, "body": f"<html>{cpr}</html>", "content_type": "text/html"},
                      {"status": 200, "body": f'{{"data": {{"employees": {cpr}'}, {"status": 404, "body": cpr},
                      {"cut_body_at": 300}, {"data_null": True},
                      {"status": 200, "body": json.dumps({"errors": [{"message": f"duplicate key value: (cpr)=({cpr})" + " x" * 300}], "data": None})},
                      {"status": 200, "body": json.dumps({"errors": [{"message": "y" * 195 + cpr}], "data": None})}):
            with self.subTest(fault):
                self.rig.mo_control("/reset", {})
                self.rig.mo_fault(fault, {"collection": "employees"}, times=50)
                for words in (["sync"], ["report"]):
                    self.watched(*words, codes=(69, 75, 77, 78))

    def test_the_login_repeats_it(self):
        for fault in ({"status": 401, "body": f'{{"error_description": "{self.cpr}"}}'}, {"status": 500, "body": self.cpr}):
            with self.subTest(fault):
                self.rig.mo_control("/reset", {})
                self.rig.mo_fault(fault, {"path": "token"}, times=50)
                self.watched("sync", codes=(69, 77))

    def test_no_connection_and_no_secure_one(self):
        https = self.rig.sync["url"].replace("http://", "https://")
        for settings in ({"os2sync.api_url": f"{NOWHERE}/{self.cpr}/api"}, {"os2sync.api_url": https},
                         {"mora.base": self.rig.mo["url"].replace("http://", "https://")}):
            with self.subTest(settings):
                for words in (["sync"], ["doctor"]):
                    self.watched(*words, codes=(3, 5, 69, 75, 78), settings=settings)


if __name__ == "__main__":
    unittest.main()
