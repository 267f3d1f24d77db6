# SPDX-License-Identifier: MPL-2.0
"""Faults of OS2MO, OS2sync and the machine: nothing wrong is written, nothing is lost, the end state is the same."""

import signal
import subprocess
import unittest

from support import PROGRAM, Rig

QUICK = {"mora.attempts": 3}
ONCE = {"mora.attempts": 1}  # a failed GraphQL question is repeated after 15 and 60 s; unit tests see to that


class ReadingFaults(unittest.TestCase):
    """A read is complete or it is nothing."""

    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=11)
        cls.addClassCleanup(cls.rig.stop)
        cls.expected = cls.rig.run("plan", "--json").json()

    def setUp(self):
        self.rig.mo_control("/reset", {})

    def check_healed(self, fault, match=None, times=1):
        """The fault passes or is retried, and the plan is what it always is."""
        self.rig.mo_fault(fault, match, times)
        result = self.rig.run("plan", "--json", settings=QUICK)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(result.json(), self.expected)

    def check_refused(self, code, fault, match=None, times=1, settings=None):
        self.rig.mo_fault(fault, match, times)
        result = self.rig.run("sync", settings=settings or QUICK)
        self.assertEqual(result.code, code, result)
        self.assertEqual([entry for entry in self.rig.sync_journal() if entry["method"] != "GET"], [])

    def test_one_bad_gateway(self):
        self.check_healed({"status": 502, "html": True}, {"collection": "engagements"})

    def test_one_reset_connection(self):
        for when in ("before", "after", "mid-body"):
            with self.subTest(when):
                self.check_healed({"reset": when}, {"collection": "employees"})

    def test_one_body_cut_short(self):
        self.check_healed({"cut_body_at": 500}, {"collection": "addresses"})

    def test_an_expired_token_is_renewed_once(self):
        self.check_healed({"expire_token": True}, {"collection": "engagements"})

    def test_short_and_empty_pages_with_a_cursor_are_normal(self):
        self.check_healed({"short_page": True}, {"collection": "engagements"}, times=3)
        self.check_healed({"empty_page_with_cursor": True}, {"collection": "org_units"})

    def test_a_repeated_object_ends_the_run(self):
        self.check_refused(75, {"repeat_object": True}, {"collection": "engagements"})

    def test_a_cursor_that_does_not_move_ends_the_run(self):
        self.check_refused(75, {"same_cursor": True}, {"collection": "engagements"}, times=5)

    def test_graphql_errors_with_200_end_the_run(self):
        self.check_refused(69, {"graphql_errors": [{"message": "boom"}]}, {"collection": "employees"}, times=50, settings=ONCE)

    def test_partial_data_is_never_used(self):
        self.check_refused(69, {"graphql_partial": True, "graphql_errors": [{"message": "boom"}]}, {"collection": "employees"}, times=50, settings=ONCE)

    def test_null_data_ends_the_run(self):
        self.check_refused(75, {"data_null": True}, {"collection": "org_units"}, times=50)

    def test_a_page_without_one_of_its_persons_is_read_again(self):
        person = self.rig.run("plan", "--json").json()
        uuid = next(c["source_uuid"] for c in person["changes"] if c["kind"] == "user")
        self.check_healed({"drop_object": uuid}, {"collection": "employees"})

    def test_os2mo_that_goes_away_for_good_ends_the_run(self):
        self.check_refused(69, {"reset": "before"}, {"collection": "addresses"}, times=1000)


class SendingFaults(unittest.TestCase):
    """Whatever happens on the way, the next run ends where an undisturbed one does."""

    @classmethod
    def setUpClass(cls):
        with Rig(persons=300, seed=12) as rig:
            rig.run("sync")
            cls.expected = rig.fk_objects()

    def setUp(self):
        self.rig = Rig(persons=300, seed=12)
        self.addCleanup(self.rig.stop)

    def check_end_state(self):
        last = self.rig.run("sync")
        self.assertIn(last.code, (0, 3), last)
        self.assertEqual(self.rig.fk_objects(), self.expected)
        self.assertEqual(self.rig.run("plan", "--json").json()["changes"], [])

    def fault(self, **order):
        self.rig.sync_control("/fault", order)

    def test_posts_that_are_applied_but_never_answered(self):
        self.fault(kind="reset_after", method="POST", path="/api/user", nth=5, times=3)
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.check_end_state()

    def test_a_proxy_that_answers_503_for_a_while(self):
        self.fault(kind="status", method="POST", path="/api/user", nth=20, times=4)
        self.assertIn(self.rig.run("sync").code, (0, 3))
        self.check_end_state()

    def test_conformance_23_a_database_that_is_down_stops_the_run_and_loses_nothing(self):
        self.rig.sync_control("/fault", {"target": "db"})
        result = self.rig.run("sync")
        self.assertEqual(result.code, 69, result)
        self.rig.clear_sync_faults()
        self.check_end_state()

    def test_kill_9_before_and_after_sends(self):
        for nth, kind in ((1, "reset_before"), (40, "hold"), (90, "hold")):
            with self.subTest(nth=nth, kind=kind):
                self.fault(kind="hold", method="POST", path="/api/", nth=nth, times=1)
                program = subprocess.Popen([PROGRAM, "--config", self.rig.settings_file, "sync"], env=self.rig.environment(),
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                self.rig.sync_control("/counters?held=1")
                program.send_signal(signal.SIGKILL)
                program.wait()
                self.rig.sync_control("/release", {})
        self.check_end_state()

    def test_sigterm_stops_with_143_and_a_consistent_ledger(self):
        self.fault(kind="hold", method="POST", path="/api/user", nth=10, times=1)
        program = subprocess.Popen([PROGRAM, "--config", self.rig.settings_file, "sync"], env=self.rig.environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.rig.sync_control("/counters?held=1")
        program.send_signal(signal.SIGTERM)
        self.rig.sync_control("/release", {})
        self.assertEqual(program.wait(timeout=600), 143)
        self.check_end_state()


if __name__ == "__main__":
    unittest.main()
