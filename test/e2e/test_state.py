# SPDX-License-Identifier: MPL-2.0
"""state and audit: the ledger and the record of what was done, looked at, exported, erased from, and tampered with."""

import json
import os
import unittest

from support import Rig


class State(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(persons=100, seed=8)
        self.addCleanup(self.rig.stop)
        self.ledger = self.rig.folder / "ledger.db"
        self.trail = self.rig.folder / "ledger.db.audit.ndjson"

    def sync(self):
        result = self.rig.run("sync", "--json")
        self.assertIn(result.code, (0, 3), result)
        self.rig.drain()
        return result.json()

    def export(self):
        result = self.rig.run("state", "export")
        self.assertEqual(result.code, 0, result)
        return [json.loads(line) for line in result.out.splitlines()]

    def bytes_on_disk(self):
        return b"".join(path.read_bytes() for path in self.rig.folder.glob("ledger.db*"))

    def test_show_and_export_tell_what_was_sent(self):
        self.assertFalse(self.rig.run("state", "show", "--json").json()["exists"])
        sent = self.sync()["sent"]
        shown = self.rig.run("state", "show", "--json").json()
        self.assertEqual(shown["units"]["sent"], sent["units"]["create"])
        self.assertEqual(shown["users"]["sent"], sent["users"]["create"])
        self.assertEqual((shown["integrity"], shown["has_key"], shown["path"]), ("ok", True, str(self.ledger)))
        self.assertLess(shown["last_run"]["age_seconds"], 600)
        exported = self.export()
        self.assertEqual(sum(row["type"] == "sent" for row in exported),
                         sent["units"]["create"] + sent["users"]["create"])
        self.assertEqual({key for row in exported if row["type"] == "sent" for key in row},
                         {"type", "kind", "uuid", "source_uuid", "parent_uuid", "action", "at", "fields"})
        text = self.rig.run("state", "show", "--lang", "da")
        self.assertIn("Hovedbog", text.out)
        self.assertLessEqual(max(map(len, text.out.splitlines())), 80 + len(str(self.ledger)))

    def test_the_key_has_its_own_private_file_and_its_loss_sends_everything_once_more(self):
        self.sync()
        key = self.rig.folder / "ledger.db.key"
        self.assertEqual(os.stat(key).st_mode & 0o777, 0o600)
        self.assertNotIn(key.read_bytes(), self.ledger.read_bytes())
        key.unlink()
        lost = self.rig.run("sync", "--json")
        self.assertIn("is lost", lost.err)
        self.assertGreater(lost.json()["sent"]["users"]["update"], 50)
        self.assertEqual(self.rig.run("plan", "--json").json()["changes"], [])

    def test_a_damaged_ledger_is_not_taken_for_an_empty_one(self):
        self.sync()
        self.ledger.write_bytes(b"")
        for words in (("sync",), ("state", "show")):
            result = self.rig.run(*words)
            self.assertEqual(result.code, 1, result)
            self.assertIn("damaged", result.err)

    def test_forget_erases_a_person_everywhere_after_showing_it(self):
        self.sync()
        user = next(row for row in self.export() if row["type"] == "sent" and row["kind"] == "user")
        person = user["source_uuid"]
        dry = self.rig.run("state", "forget", person, "--dry-run", "--json").json()
        self.assertTrue(dry["dry_run"])
        self.assertEqual([entry["uuid"] for entry in dry["entries"]], [user["uuid"]])
        self.assertEqual(dry["audit_lines"], 1)
        self.assertIn(person.encode(), self.bytes_on_disk())
        told = self.rig.run("state", "forget", user["uuid"])
        self.assertEqual(told.code, 0, told)
        self.assertIn("FK-ORG still holds", told.out)
        self.assertLessEqual(max(map(len, told.out.splitlines())), 80)
        for uuid in (person, user["uuid"]):
            self.assertNotIn(uuid.encode(), self.bytes_on_disk())
            self.assertNotIn(bytes.fromhex(uuid.replace("-", "")), self.bytes_on_disk())
        verdict = self.rig.run("audit", "verify", "--json").json()
        self.assertEqual((verdict["sound"], verdict["erased"]), (True, 1))
        self.assertEqual(self.rig.run("audit", "show", person, "--json").json()["records"], [])
        nothing = self.rig.run("state", "forget", person, "--json").json()
        self.assertEqual((nothing["entries"], nothing["audit_lines"]), ([], 0))
        # OS2MO still has the person, so the next run sends it as new.
        self.assertEqual(self.sync()["sent"]["users"]["create"], 1)

    def test_wrong_input_is_named(self):
        for words in (("state", "forget", "x"), ("state", "forget"), ("audit", "show", "x"), ("state",), ("audit",)):
            with self.subTest(words):
                self.assertEqual(self.rig.run(*words).code, 64)

    def test_every_write_is_on_record_once_and_the_run_with_its_end(self):
        sent = self.sync()["sent"]
        lines = [json.loads(line) for line in self.trail.read_text(encoding="utf-8").splitlines()]
        self.assertEqual([line["event"] for line in lines[:3]], ["run_started", "planned", "planned"])
        self.assertEqual((lines[0]["facts"]["command"], len(lines[0]["facts"]["settings"])), ("sync", 32))
        self.assertEqual(lines[-1]["event"], "run_ended")
        writes = [line for line in lines if line["event"] == "write"]
        self.assertEqual(len(writes), sent["units"]["create"] + sent["users"]["create"])
        accepted = {(entry["uuid"]) for entry in self.rig.writes()}
        self.assertEqual({line["subject"]["uuid"] for line in writes}, accepted)
        self.assertEqual(os.stat(self.trail).st_mode & 0o777, 0o600)
        user = next(line for line in writes if line["facts"]["kind"] == "user")
        self.assertIn("Person.Name", user["facts"]["fields"])
        shown = self.rig.run("audit", "show", user["subject"]["source_uuid"], "--ndjson")
        self.assertEqual(shown.json()["facts"]["result"], "accepted")
        text = self.rig.run("audit", "show", user["subject"]["uuid"])
        self.assertLessEqual(max(map(len, text.out.splitlines())), 80, text)

    def test_no_name_and_no_argument_of_a_command_gets_into_the_trail(self):
        self.sync()
        person = next(row for row in self.rig.lines("employee") if len(row["surname"].strip()) > 6)
        self.rig.run("sync-user", person["uuid"])
        trail = self.trail.read_text(encoding="utf-8")
        for row in self.rig.lines("employee"):
            for name in (row["given_name"].strip(), row["surname"].strip()):
                if len(name) > 6:
                    self.assertNotIn(name, trail)
        started = [json.loads(line) for line in trail.splitlines() if '"run_started"' in line]
        self.assertEqual(started[-1]["facts"]["command"], "sync-user")
        self.assertNotIn(person["uuid"], json.dumps(started[-1]))

    def test_verify_names_the_line_that_was_tampered_with(self):
        self.sync()
        head = self.rig.run("audit", "verify", "--json").json()["head"]
        lines = self.trail.read_bytes().splitlines(keepends=True)
        self.trail.write_bytes(b"".join(lines[:4] + [lines[4].replace(b"create", b"update")] + lines[5:]))
        result = self.rig.run("audit", "verify")
        self.assertEqual(result.code, 1, result)
        self.assertIn("line 5 is at fault", " ".join(result.out.split()))
        self.trail.write_bytes(b"".join(lines[:-1]))
        self.assertEqual(self.rig.run("audit", "verify").code, 0)
        self.assertEqual(self.rig.run("audit", "verify", "--holds", head).code, 1)

    def test_a_refused_run_and_a_second_writer_are_told_by_their_exit_code(self):
        self.sync()
        self.rig.mo_fault({"reset": "before"}, {"collection": "addresses"}, 1000)
        self.assertEqual(self.rig.run("sync", settings={"mora.attempts": 1}).code, 69)
        last = json.loads(self.trail.read_text(encoding="utf-8").splitlines()[-1])
        self.assertEqual((last["event"], last["facts"]["exit_code"]), ("run_ended", 69))

    def test_looking_leaves_no_line_and_off_leaves_no_file(self):
        for words in (("plan",), ("sync", "--dry-run"), ("quarantine", "list"), ("state", "show"), ("audit", "verify")):
            self.rig.run(*words)
        self.assertFalse(self.trail.exists())
        off = {"os2sync.audit_log": "off"}
        self.assertIn(self.rig.run("sync", settings=off).code, (0, 3))
        self.assertFalse(self.trail.exists())
        self.assertEqual(self.rig.run("audit", "verify", settings=off).code, 78)
        moved = self.rig.folder / "elsewhere.ndjson"
        self.assertIn(self.rig.run("sync", settings={"os2sync.audit_log": str(moved)}).code, (0, 3))
        self.assertTrue(moved.exists())


if __name__ == "__main__":
    unittest.main()
