# SPDX-License-Identifier: MPL-2.0
"""cleanup duplicate-positions, passivate-reimport and resume: out of FK-ORG and in again, whole, whatever comes between."""

import signal
import subprocess
import unittest

from support import CVR, PROGRAM, Rig, call


class Repairs(unittest.TestCase):
    def setUp(self):
        # OS2sync's queue runs every second here: every minute in earnest.
        self.rig = Rig(persons=60, seed=4, tick="1")
        self.addCleanup(self.rig.stop)
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.expected = self.rig.fk_objects()
        users = [uuid for kind, uuid in self.expected if kind == "user"]
        self.anna, self.bo = users[:2]
        self.put(self.anna, RacfID="RACF-0815")
        self.rig.sync_control("/forget", {})

    def put(self, user, **changes):
        payload = {**self.expected["user", user][1], **changes}
        self.expected["user", user] = ("active", payload)
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": "user", "state": "active", "payload": payload})

    def double_positions(self, user):
        payload = self.expected["user", user][1]
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": "user", "state": "active",
                                      "payload": {**payload, "Positions": payload["Positions"] * 2}})

    def write_paths(self):
        return [(entry["method"], entry["path"].removeprefix("/api/"), entry["uuid"]) for entry in self.rig.writes()]

    def assert_all_in_place(self):
        self.assertEqual(self.rig.fk_objects(), self.expected)
        self.assertEqual(self.rig.run("plan", "--json").json()["changes"], [])
        self.assertEqual(self.rig.run("cleanup", "resume", "--json").json()["sent"]["users"]["update"], 0)

    def start(self, *words):
        return subprocess.Popen([str(PROGRAM), "--config", str(self.rig.settings_file), *words],
                                env=self.rig.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_when_held(self, program):
        call(self.rig.sync["control"] + "/counters?held=1")
        program.send_signal(signal.SIGKILL)
        program.wait()
        self.rig.clear_sync_faults()
        self.rig.sync_control("/release", {})

    def test_mends_a_user_that_holds_a_position_twice(self):
        self.double_positions(self.anna)
        dry = self.rig.run("cleanup", "duplicate-positions", "--dry-run", "--json").json()
        self.assertEqual(dry["planned"]["users"]["update"], 1, dry)
        self.assertEqual(self.rig.writes(), [])
        done = self.rig.run("cleanup", "duplicate-positions", "--json")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(self.write_paths(), [("DELETE", f"user/{self.anna}", self.anna), ("POST", "user", self.anna)])
        self.assert_all_in_place()
        self.assertEqual(self.rig.run("cleanup", "duplicate-positions", "--json").json()["planned"]["users"]["update"], 0)

    def test_passivates_and_reimports_named_objects(self):
        unit = next(uuid for kind, uuid in self.expected if kind == "unit" and uuid != self.rig.mo["top_unit"])
        done = self.rig.run("cleanup", "passivate-reimport", self.anna, unit.upper(), "--json")
        self.assertEqual(done.code, 0, done)
        self.assertEqual(self.write_paths(), [("POST", f"orgUnit/passiver/{unit}", unit), ("POST", "orgUnit", unit),
                                              ("POST", f"user/passiver/{self.anna}", self.anna), ("POST", "user", self.anna)])
        self.assert_all_in_place()

    def test_of_all_wants_the_number_of_the_dry_run(self):
        dry = self.rig.run("cleanup", "passivate-reimport", "--all", "--dry-run", "--lang", "da")
        number = len(self.expected) - 1
        self.assertIn(f"--confirm {number}", dry.out, dry)
        self.assertTrue(all(len(line) <= 80 for line in dry.out.splitlines()), dry)
        for words in ((), ("--confirm", str(number + 1))):
            refused = self.rig.run("cleanup", "passivate-reimport", "--all", *words)
            self.assertEqual(refused.code, 5, refused)
        self.assertEqual(self.rig.writes(), [])
        done = self.rig.run("cleanup", "passivate-reimport", "--all", "--confirm", number, "--json")
        self.assertEqual(done.code, 0, done)
        paths = self.write_paths()
        self.assertEqual(len(paths), 2 * number)
        self.assertNotIn(self.rig.mo["top_unit"], [uuid for _, _, uuid in paths])
        self.assert_all_in_place()

    def test_a_danish_operator_reads_in_danish_why_an_object_did_not_leave(self):
        self.rig.sync_control("/fault", {"kind": "status", "method": "POST", "path": "/api/user/passiver", "nth": 1,
                                         "times": 0, "status": 404, "content_type": "text/plain", "body": ""})
        refused = self.rig.run("cleanup", "passivate-reimport", self.anna, "--lang", "da")
        self.assertEqual(refused.code, 3, refused)
        self.assertIn(f"! bruger {self.anna}: denne OS2sync kan ikke passivere; det kan 4.7 og senere\n", refused.out)
        self.assertEqual(self.rig.fk_objects(), self.expected)

    def test_refuses_what_is_no_scope(self):
        for words, code in ((("passivate-reimport",), 64), (("passivate-reimport", "--all", self.anna), 64),
                            (("passivate-reimport", "anna"), 64), (("duplicate-positions", "anna"), 64),
                            (("passivate-reimport", "f0f0f0f0-0000-4000-8000-000000000001"), 64), ((), 64), (("x",), 64),
                            (("passivate-reimport", self.rig.mo["top_unit"]), 5)):
            with self.subTest(words):
                self.assertEqual(self.rig.run("cleanup", *words).code, code)
        self.assertEqual(self.rig.writes(), [])

    def test_killed_before_the_object_left_is_finished_by_resume(self):
        self.rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/user/passiver", "nth": 2, "times": 1})
        self.kill_when_held(self.start("cleanup", "passivate-reimport", self.anna, self.bo))
        self.assertEqual(self.rig.run("cleanup", "passivate-reimport", self.bo).code, 5, "one repair at a time")
        left = self.rig.run("cleanup", "resume", "--dry-run", "--json").json()
        self.assertEqual(left["planned"]["users"]["update"], 2, left)
        done = self.rig.run("cleanup", "resume", "--json")
        self.assertEqual(done.code, 0, done)
        self.assert_all_in_place()

    def test_killed_while_it_comes_back_is_finished_by_resume(self):
        self.kill_at_the_return()
        done = self.rig.run("cleanup", "resume", "--json")
        self.assertEqual(done.code, 0, done)
        self.assert_all_in_place()

    def test_killed_while_it_comes_back_is_healed_by_the_nightly_run(self):
        self.kill_at_the_return()
        done = self.rig.run("sync", "--json")
        self.assertEqual(done.json()["sent"]["users"]["update"], 1, done)
        self.assert_all_in_place()

    def kill_at_the_return(self):
        self.rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/user", "nth": 2, "times": 1})
        self.kill_when_held(self.start("cleanup", "passivate-reimport", self.anna))

    def test_is_stopped_by_a_signal_and_says_so(self):
        self.rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/user/passiver", "nth": 1, "times": 1})
        program = self.start("cleanup", "passivate-reimport", self.anna, self.bo)
        call(self.rig.sync["control"] + "/counters?held=1")
        program.send_signal(signal.SIGTERM)
        self.rig.clear_sync_faults()
        self.rig.sync_control("/release", {})
        self.assertEqual(program.wait(timeout=600), 143)
        self.assertEqual(self.rig.run("cleanup", "resume").code, 0)
        self.assert_all_in_place()


class OnAnOldOs2sync(unittest.TestCase):
    def test_is_refused(self):
        rig = Rig(persons=20, seed=4, profile="3.x")
        self.addCleanup(rig.stop)
        settings = {"os2sync.server_version": 3}
        rig.run("sync", settings=settings)
        user = next(uuid for kind, uuid in rig.fk_objects() if kind == "user")
        writes = len(rig.writes())
        result = rig.run("cleanup", "passivate-reimport", user, settings=settings)
        self.assertEqual(result.code, 78, result)
        self.assertEqual(len(rig.writes()), writes)


if __name__ == "__main__":
    unittest.main()
