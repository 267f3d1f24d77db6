# SPDX-License-Identifier: MPL-2.0
"""The samples in packaging: systemd takes the units, cron's line runs, and both call the program as it is."""

import configparser
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

from support import PROGRAM, ROOT, Rig, run

PACKAGING = ROOT / "packaging"
INSTALLED = "/usr/bin/os2sync-export"
MOST_EXPOSED = 15  # tenths on systemd's scale from 0 to 100


class Samples(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.settings = self.folder / "settings.json"

    def words_after_program(self, command):
        """The words of a sample's call, with a settings file of our own."""
        words = shlex.split(command)
        self.assertEqual(pathlib.Path(words[0]).name, "os2sync-export")
        return [str(self.settings) if word == "/etc/os2sync-export/settings.json" else word for word in words[1:]]

    def cron_lines(self):
        lines = (PACKAGING / "os2sync-export.cron").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("#")]

    def cron_variables(self):
        """What cron gives the job, with a state folder of our own."""
        given = dict(line.split("=", 1) for line in self.cron_lines() if re.match(r"[A-Z0-9_]+=", line))
        return {name: value.replace("/var/lib/os2sync-export", str(self.folder)) for name, value in given.items()}

    def cron_command(self):
        jobs = [line for line in self.cron_lines() if not re.match(r"[A-Z0-9_]+=", line)]
        self.assertEqual(len(jobs), 1)
        *when, user, command = jobs[0].split(None, 6)
        self.assertEqual((len(when), user), (5, "os2sync"))
        for field in when:
            self.assertRegex(field, r"^(\*|\d+)$")
        return self.words_after_program(command)

    def test_the_cron_line_does_nothing_until_it_is_switched_on(self):
        words = self.cron_command()
        self.settings.write_text('{"crontab.RUN_OS2SYNC": false, "os2sync.top_unit_uuid": null}')
        off = run(*words)
        self.assertEqual(off.code, 0, off)
        self.assertIn("crontab.RUN_OS2SYNC", off.err)
        self.settings.write_text('{"crontab.RUN_OS2SYNC": true}')
        on = run(*words)
        self.assertEqual(on.code, 78, on)
        self.assertIn("os2sync.top_unit_uuid", on.err)

    def test_the_cron_job_keeps_its_ledger_although_its_user_has_no_home(self):
        nowhere = self.folder / "file"
        nowhere.write_text("no folder can be made below a file, not even by root")
        with Rig(persons=20) as rig:
            given = json.loads(rig.settings_file.read_text(encoding="utf-8"))
            del given["os2sync.hash_cache"]
            self.settings.write_text(json.dumps({**given, "crontab.RUN_OS2SYNC": True}), encoding="utf-8")
            environment = {**rig.environment(), **self.cron_variables(), "HOME": str(nowhere / "home")}
            result = run(*self.cron_command(), environment=environment)
            self.assertIn(result.code, (0, 3), result)
            self.assertGreater(len(rig.writes()), 0)
        self.assertTrue((self.folder / "ledger.db").exists())

    def test_both_pages_name_the_ledger_and_the_user_that_the_samples_name(self):
        ledger = self.cron_variables()["OS2SYNC_HASH_CACHE"].replace(str(self.folder), "/var/lib/os2sync-export")
        self.assertIn(f"Environment=OS2SYNC_HASH_CACHE={ledger}\n", (PACKAGING / "os2sync-export.service").read_text(encoding="utf-8"))
        for page in ("docs/da/drift.md", "docs/en/operations.md"):
            text = (ROOT / page).read_text(encoding="utf-8")
            self.assertIn(json.dumps({"os2sync.hash_cache": ledger}), text)
            self.assertIn("sudo -u os2sync os2sync-export config check\n", text)
            self.assertNotIn("--config /etc/os2sync-export", text, "it is found without")

    def test_both_pages_make_the_folder_of_the_ledger(self):
        for page in ("docs/da/drift.md", "docs/en/operations.md"):
            self.assertIn("install -d -o os2sync -g os2sync -m 0700 /var/lib/os2sync-export\n", (ROOT / page).read_text(encoding="utf-8"))

    def test_a_broken_file_is_told_even_when_nothing_is_switched_on(self):
        self.settings.write_text("{")
        self.assertEqual(run(*self.cron_command()).code, 78)

    def test_the_service_calls_the_program_with_words_it_knows(self):
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str
        unit.read(PACKAGING / "os2sync-export.service")
        words = self.words_after_program(unit["Service"]["ExecStart"])
        self.settings.write_text("{}")
        result = run(*words)
        self.assertEqual(result.code, 78, result)
        self.assertIn("os2sync.top_unit_uuid", result.err)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_systemd_takes_the_units(self):
        for name in ("os2sync-export.service", "os2sync-export.timer"):
            text = (PACKAGING / name).read_text(encoding="utf-8").replace(INSTALLED, str(PROGRAM))
            # The manual is not installed where the tests run.
            text = re.sub(r"(?m)^Documentation=.*\n", "", text)
            (self.folder / name).write_text(text, encoding="utf-8")
        units = [str(self.folder / name) for name in ("os2sync-export.service", "os2sync-export.timer")]
        checked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        misspelt = self.folder / "os2sync-export.service"
        misspelt.write_text(misspelt.read_text().replace("ExecStart=", "ExecStrat="))
        self.assertIn("ExecStrat", subprocess.run(["systemd-analyze", "verify", units[0]], capture_output=True, text=True,
                                                  check=False).stderr, "the check would see a misspelt line")

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_the_service_is_shut_in(self):
        def exposure(text):
            unit = self.folder / "os2sync-export.service"
            unit.write_text(text, encoding="utf-8")
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", str(unit)],
                                  capture_output=True, text=True, check=False)
            if "unrecognized option" in done.stderr:
                self.skipTest("this systemd cannot judge a unit that is not installed")
            return done
        text = (PACKAGING / "os2sync-export.service").read_text(encoding="utf-8")
        judged = exposure(text)
        self.assertEqual(judged.returncode, 0, judged.stdout.splitlines()[-1:])
        self.assertIn("Overall exposure level", judged.stdout)
        for lost in ("NoNewPrivileges=yes\n", "SystemCallFilter=@system-service\n", "CapabilityBoundingSet=\n", "ProtectProc=invisible\n"):
            self.assertIn(lost, text)
            self.assertNotEqual(exposure(text.replace(lost, "")).returncode, 0, lost)
        self.assertIn("LimitCORE=0\n", text)  # systemd-analyze does not judge it


if __name__ == "__main__":
    unittest.main()
