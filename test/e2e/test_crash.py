# SPDX-License-Identifier: MPL-2.0
"""The real program killed before and after every single send of a small municipality: the next runs end where an
undisturbed one does, and no more is sent twice than was under way. test/sim does the same by the thousand inside one
process; this is the proof that processes, sockets and files behave as they do there."""

import signal
import subprocess
import unittest

from support import PROGRAM, Rig

PERSONS = 30
SEED = 3
MOST_RUNS = 200  # far more than there are objects: a chain that does not end is a failure, not a hang


class EverySend(unittest.TestCase):
    """Each run of a chain gets one send further and is killed at the next."""

    @classmethod
    def setUpClass(cls):
        with Rig(persons=PERSONS, seed=SEED) as rig:
            cls.check_code(rig.run("sync"))
            cls.sends = len(rig.writes())
            cls.full = rig.fk_objects()
            rig.change(terminate=cls.leavers(rig))
            cls.check_code(rig.run("sync"))
            cls.deletes = len(rig.writes()) - cls.sends
            cls.reduced = rig.fk_objects()
        assert cls.sends > 20 and cls.deletes >= 3, (cls.sends, cls.deletes)

    @staticmethod
    def check_code(result):
        assert result.code in (0, 3), result

    @staticmethod
    def leavers(rig):
        """Every engagement of some people whose users FK-ORG has."""
        users = {entry["uuid"] for entry in rig.writes() if entry["path"].startswith("/api/user")}
        rows = rig.lines("engagement")
        persons = sorted({row["person"] for row in rows if row["person"] in users})[:3]
        return [{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in rows if row["person"] in persons]

    def setUp(self):
        self.rig = Rig(persons=PERSONS, seed=SEED)
        self.addCleanup(self.rig.stop)

    def kill_at(self, nth, applied, lanes):
        """Runs `sync` and kills it while its nth write is under way. False when it ended before that."""
        for kind in ("hold",) if applied else ("hold", "reset_before"):
            for method in ("POST", "DELETE"):
                # The probe is the first POST; it is no write.
                order = {"kind": kind, "method": method, "path": "/api/", "times": 1,
                         "nth": nth + 1 if method == "POST" else nth}
                self.rig.sync_control("/fault", order)
        settings = self.rig.folder / "settings-lanes.json"
        settings.write_text(self.rig.settings_file.read_text(encoding="utf-8").replace(
            "{", f'{{\n  "os2sync.connections": {lanes},', 1), encoding="utf-8")
        program = subprocess.Popen([PROGRAM, "--config", settings, "sync"], env=self.rig.environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with program:
            while program.poll() is None:
                if self.rig.sync_control("/counters")["held"] > 0:
                    program.kill()
                    program.wait()
            _, errors = program.communicate()
        self.rig.sync_control("/release", {})
        self.rig.clear_sync_faults()
        if program.returncode == -signal.SIGKILL:
            return True
        self.assertIn(program.returncode, (0, 3), errors)
        return False

    def chain(self, applied, lanes):
        """Kills until a run gets through; how many were killed."""
        kills = 0
        while self.kill_at(2 if kills else 1, applied, lanes):
            kills += 1
            self.assertLess(kills, MOST_RUNS)
        return kills

    def check(self, applied, lanes):
        kills = self.chain(applied, lanes)
        self.assertGreaterEqual(kills, self.sends - 2 if lanes == 1 else 3)
        self.assertEqual(self.rig.fk_objects(), self.full)
        self.assertLessEqual(len(self.rig.writes()) - self.sends, kills * lanes if applied else kills * (lanes - 1))
        self.check_rest()

        before = len(self.rig.writes())
        self.rig.change(terminate=self.leavers(self.rig))
        kills = self.chain(applied, lanes)
        self.assertGreaterEqual(kills, 1)
        self.assertEqual(self.rig.fk_objects(), self.reduced)
        self.assertLessEqual(len(self.rig.writes()) - before - self.deletes, kills * lanes)
        self.check_rest()

    def check_rest(self):
        """Nothing is left to do."""
        self.assertEqual(self.rig.run("plan", "--json").json()["changes"], [])

    def test_killed_before_each_send_is_applied(self):
        self.check(applied=False, lanes=1)

    def test_killed_after_each_send_is_applied_and_before_its_answer(self):
        self.check(applied=True, lanes=1)

    def test_killed_with_two_sends_under_way(self):
        self.check(applied=True, lanes=2)

    def test_sigterm_and_ctrl_c_end_with_their_own_codes_and_nothing_is_sent_twice(self):
        for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
            self.rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/", "nth": 5, "times": 1})
            with subprocess.Popen([PROGRAM, "--config", self.rig.settings_file, "sync"], env=self.rig.environment(),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
                self.rig.sync_control("/counters?held=1")
                program.send_signal(number)
                self.rig.sync_control("/release", {})
                self.assertEqual(program.wait(timeout=600), code)
            self.rig.clear_sync_faults()
        self.check_code(self.rig.run("sync"))
        self.assertEqual(self.rig.fk_objects(), self.full)
        self.assertEqual(len(self.rig.writes()), self.sends)
        self.check_rest()


if __name__ == "__main__":
    unittest.main()
