# SPDX-License-Identifier: MPL-2.0
"""quarantine: what is refused for good is set aside, named, not sent again, and holds nobody up."""

import unittest

from plan_schemas import check_document, check_lines
from support import Rig


class Quarantine(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(persons=100, seed=7)
        self.addCleanup(self.rig.stop)
        changes = self.rig.run("plan", "--json").json()["changes"]
        self.user = next(c for c in changes if c["kind"] == "user")
        self.person = next(row for row in self.rig.lines("employee") if row["uuid"] == self.user["source_uuid"])

    def refuse(self, uuid, text="UserId is null or empty"):
        """OS2sync's own validation refuses this object whenever it comes."""
        self.rig.sync_control("/fault", {"kind": "status", "method": "POST", "path": "/api/user", "uuid": uuid, "nth": 1,
                                         "times": 0, "status": 400, "content_type": "text/plain; charset=utf-8",
                                         "body": text})

    def sync(self):
        """A run, and how often it posted the user."""
        before = len(self.posts())
        result = self.rig.run("sync", "--json")
        return result, len(self.posts()) - before

    def posts(self):
        return [entry for entry in self.rig.sync_journal() if entry["method"] == "POST" and entry["uuid"] == self.user["uuid"]]

    def listed(self):
        result = self.rig.run("quarantine", "list", "--json")
        self.assertEqual(result.code, 0, result)
        return result.json()["objects"]

    def test_a_refused_user_is_tried_once_named_and_listed_while_all_others_go_on(self):
        expected = len(self.rig.run("plan", "--json").json()["changes"]) - 1
        self.refuse(self.user["uuid"])
        first, posts = self.sync()
        self.assertEqual((first.code, posts), (3, 1), first)
        sent = first.json()["sent"]
        self.assertEqual(sum(sum(counts.values()) for counts in sent.values()), expected)
        self.assertEqual(first.json()["set_aside"], 1)
        again, posts = self.sync()
        self.assertEqual((again.code, posts), (3, 0), again)
        self.assertEqual(again.json()["failures"][0]["uuid"], self.user["uuid"])
        self.assertTrue(again.json()["failures"][0]["set_aside"])
        (listed,) = self.listed()
        self.assertEqual((listed["uuid"], listed["source_uuid"], listed["code"], listed["mender"], listed["attempts"]),
                         (self.user["uuid"], self.user["source_uuid"], "refused_by_os2sync", "us", 1))
        line = self.rig.run("quarantine", "list", "--ndjson")
        self.assertEqual(line.json(), {"type": "set_aside", **listed})
        self.assertEqual(self.rig.run("state", "show", "--json").json()["users"]["set_aside"], 1)

    def test_a_danish_operator_reads_the_reasons_in_danish_and_a_program_in_english(self):
        self.refuse(self.user["uuid"], "Data too long for column 'phone' at row 1")
        line = f"! bruger {self.user['uuid']}: "
        refused = self.rig.run("sync", "--lang", "da")
        self.assertIn(line + "OS2sync har ikke plads til det: kolonnen phone er for kort\n", refused.out)
        held_back = self.rig.run("sync", "--lang", "da")
        self.assertIn(line + "afvist før med samme indhold\n", held_back.out)
        listed = self.rig.run("quarantine", "list", "--lang", "da")
        self.assertIn("phone: OS2syncs database har ikke plads til det", listed.out)
        program = self.rig.run("sync", "--json", "--lang", "da").json()
        self.assertEqual(program["failures"][0]["why"], "refused before with the same content")

    def test_plan_and_explain_promise_nothing_for_what_the_next_run_will_not_send(self):
        user, person = self.user["uuid"], self.user["source_uuid"]
        self.refuse(user)
        self.sync()
        document = check_document(self.rig.run("plan", "--json").out)
        self.assertEqual(document["changes"], [])
        (refused,) = document["set_aside"]
        self.assertEqual((refused["uuid"], refused["action"], refused["set_aside"]["code"], refused["set_aside"]["mender"]),
                         (user, "create", "refused_by_os2sync", "us"))
        self.assertEqual((document["counts"]["users"]["create"], document["counts"]["users"]["set_aside"]), (0, 1))
        lines = check_lines(self.rig.run("plan", "--ndjson").out)
        self.assertEqual([line["uuid"] for line in lines if line["type"] == "set_aside_change"], [user])
        self.assertNotIn("planned_change", [line["type"] for line in lines])
        self.assertEqual(self.rig.run("plan", "--detailed-exitcode").code, 0)
        for text in (self.rig.run("plan"), self.rig.run("sync-user", "-n", person)):
            self.assertIn(f"Set aside, refused before with the same content:\n. user {user} ", text.out)
            self.assertNotIn(f"+ user {user}", text.out)
            self.assertLessEqual(max(len(line) for line in text.out.splitlines()), 80, text)
        (told,) = self.rig.run("explain", person, "--json").json()["objects"]
        self.assertEqual((told["next"], told["set_aside"]["code"]), ("set_aside", "refused_by_os2sync"))
        self.assertIn("sendes ikke, sat til side", self.rig.run("explain", person, "--lang", "da").out)
        self.rig.run("quarantine", "retry", user)
        (planned,) = self.rig.run("plan", "--json").json()["changes"]
        self.assertEqual(planned["uuid"], user)
        self.assertEqual(self.rig.run("explain", person, "--json").json()["objects"][0]["next"], "create")
        self.assertEqual(self.rig.run("plan", "--detailed-exitcode").code, 2)

    def test_retry_lets_it_try_once_more_and_success_clears_it(self):
        self.refuse(self.user["uuid"])
        self.sync()
        self.assertEqual(self.rig.run("quarantine", "retry", self.user["source_uuid"]).code, 0)
        self.assertTrue(self.listed()[0]["retry"])
        result, posts = self.sync()
        self.assertEqual((result.code, posts), (3, 1), result)
        self.assertEqual((self.listed()[0]["attempts"], self.listed()[0]["retry"]), (2, False))
        self.rig.clear_sync_faults()
        self.assertEqual(self.sync()[1], 0)
        self.assertEqual(self.rig.run("quarantine", "retry", "--all").code, 0)
        result, posts = self.sync()
        self.assertEqual(posts, 1, result)
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.rig.run("plan", "--json").json()["changes"], [])

    def test_drop_forgets_the_refusal(self):
        self.refuse(self.user["uuid"])
        self.sync()
        self.assertEqual(self.rig.run("quarantine", "drop", self.user["uuid"]).code, 0)
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.sync()[1], 1)
        self.assertEqual(self.listed()[0]["attempts"], 1)

    def test_a_corrected_record_is_tried_again_by_itself(self):
        self.rig.change(upsert=[{**self.person, "given_name": "Han\u0001ne"}])
        result, posts = self.sync()
        self.assertEqual((result.code, posts), (3, 0), result)
        (listed,) = self.listed()
        self.assertEqual((listed["code"], listed["field"], listed["mender"]), ("text_unsendable", "Person.Name", "hr"))
        text = self.rig.run("quarantine", "list", "--lang", "da")
        self.assertIn("sat til side", text.out)
        self.assertIn("HR: skriv teksten på ny", text.out)
        self.assertLessEqual(max(len(line) for line in text.out.splitlines()), 80, text)
        self.rig.change(upsert=[{**self.person, "given_name": "Hanne"}])
        result, posts = self.sync()
        self.assertEqual(posts, 1, result)
        self.assertEqual(self.listed(), [])

    def test_a_record_that_has_nothing_to_send_any_more_leaves_the_quarantine(self):
        self.rig.change(upsert=[{**self.person, "given_name": "Han\u0001ne"}])
        self.sync()
        self.assertEqual(len(self.listed()), 1)
        engagements = [row for row in self.rig.lines("engagement") if row["person"] == self.person["uuid"]]
        self.rig.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"} for row in engagements])
        self.sync()
        self.assertEqual(self.listed(), [])

    def test_the_quarantine_survives_kill_and_dry_runs_leave_it_alone(self):
        self.refuse(self.user["uuid"])
        self.sync()
        before = self.listed()
        self.assertIn(self.rig.run("sync", "--dry-run").code, (0, 3))
        self.assertEqual(self.listed(), before)

    def test_wrong_input_is_named(self):
        for words, text in ((("retry", "no-uuid"), "no uuid"), (("retry",), "--all"),
                            (("retry", self.user["uuid"], "--all"), "--all"),
                            (("drop", self.user["uuid"]), "is not set aside"), (("lsit",), "")):
            with self.subTest(words):
                result = self.rig.run("quarantine", *words)
                self.assertEqual(result.code, 64, result)
                self.assertIn(text, result.err)


if __name__ == "__main__":
    unittest.main()
