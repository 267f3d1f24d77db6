# SPDX-License-Identifier: MPL-2.0
"""`new` mode: AD accounts are the users, FK-ORG accounts in OS2MO remember their uuids."""

import json
import signal
import subprocess
import unittest
import uuid

from support import PROGRAM, Rig

NEW = {"os2sync.new": True, "os2sync.guard.user_count": 1000}
FK_SYSTEM = "FK-ORG UUID"
AD_SYSTEM = "Active Directory"


class NewModeRig(Rig):
    """A generated municipality with its accounts put in order: each AD account is tied to the engagements of its person."""

    def __init__(self, **options):
        super().__init__(**options)
        systems = {row["user_key"]: row["uuid"] for row in self.lines("itsystem")}
        self.fk_system, self.ad_system = systems[FK_SYSTEM], systems[AD_SYSTEM]
        engagements = {}
        for row in self.lines("engagement"):
            engagements.setdefault(row["person"], []).append(row["uuid"])
        tied = []
        for row in self.current("ituser", itsystem=self.ad_system):
            if not row.get("engagement") and not row.get("engagements") and row.get("person") in engagements:
                tied.append({**row, "engagements": sorted(set(engagements[row["person"]]))})
        stale = self.current("ituser", itsystem=self.fk_system)
        self.change(upsert=tied, delete=[{"kind": "ituser", "uuid": row["uuid"]} for row in stale])

    def current(self, kind, **fields):
        """The rows of a kind that have no end and have these fields."""
        return [row for row in self.lines(kind) if all(row.get(k) == v for k, v in fields.items())
                and not (row.get("validity") or {}).get("to")]

    def fk_accounts(self):
        return {row["user_key"]: row["external_id"] for row in self.current("ituser", itsystem=self.fk_system)}

    def mutations(self):
        journal = self.mo_control("/journal")
        entries = journal["entries"] if isinstance(journal, dict) else journal
        return [entry for entry in entries if entry.get("operation") == "mutation"]

    def settings_file_with(self, settings):
        merged = json.loads(self.settings_file.read_text(encoding="utf-8"))
        merged.update(settings)
        file = self.folder / "settings-new.json"
        file.write_text(json.dumps(merged), encoding="utf-8")
        return file


class NewMode(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = NewModeRig(persons=300, seed=5)
        cls.addClassCleanup(cls.rig.stop)

    def run_new(self, *words, **more):
        return self.rig.run(*words, settings={**NEW, **more})

    def test_1_a_dry_run_and_a_plan_write_nothing_anywhere_and_show_the_accounts_first(self):
        plan = self.run_new("plan", "--json")
        self.assertEqual(plan.code, 0, plan)
        kinds = [change["kind"] for change in plan.json()["changes"]]
        accounts = kinds.count("fk_account")
        self.assertGreater(accounts, 100)
        self.assertEqual(kinds[:accounts], ["fk_account"] * accounts)
        self.assertEqual(plan.json()["counts"]["fk_accounts"]["create"], accounts)
        self.assertIn("FK-ORG account", self.run_new("--lang", "en", "plan").out)
        self.assertIn("FK-ORG-konto", self.run_new("--lang", "da", "sync-user", "--dry-run",
                                                   plan.json()["changes"][0]["source_uuid"]).out)
        dry = self.run_new("sync", "--dry-run", "--json")
        self.assertEqual(dry.json()["planned"]["fk_accounts"]["create"], accounts)
        self.assertEqual([self.rig.mutations(), self.rig.writes(), self.rig.fk_accounts()], [[], [], {}])

    def test_2_random_uuids_are_shown_as_random_until_they_are_drawn(self):
        plan = self.run_new("plan", "--json", **{"os2sync.randomize_fk_org_uuid": True})
        made = [change for change in plan.json()["changes"] if change["kind"] == "fk_account"]
        self.assertEqual({change["uuid"] for change in made}, {"random"})
        self.assertEqual(plan.out, self.run_new("plan", "--json", **{"os2sync.randomize_fk_org_uuid": True}).out)

    def test_3_the_first_run_makes_accounts_then_sends_and_the_second_writes_nothing(self):
        first = self.run_new("sync", "--json")
        self.assertEqual(first.code, 3, first)  # the municipality has accounts without ObjectGUID
        sent = first.json()["sent"]
        self.assertEqual(len(self.rig.mutations()), sent["fk_accounts"]["create"])
        accounts = self.rig.fk_accounts()
        self.assertEqual(len(accounts), sent["fk_accounts"]["create"])
        users = [entry["uuid"] for entry in self.rig.writes() if entry["path"].lower().startswith("/api/user")]
        self.assertGreater(len(users), 100)
        self.assertLessEqual(set(users), set(accounts.values()))
        before = len(self.rig.writes()), len(self.rig.mutations())
        again = self.run_new("sync", "--json").json()
        self.assertEqual(again["sent"]["fk_accounts"], {"create": 0, "end": 0})
        self.assertEqual((len(self.rig.writes()), len(self.rig.mutations())), before)

    def test_4_positions_carry_their_dates(self):
        self.run_new("sync")
        bodies = [json.loads(entry["body"]) for entry in self.rig.sync_journal(bodies=True)
                  if entry["method"] == "POST" and entry["path"].lower().startswith("/api/user")]
        starts = [position.get("StartDate") for body in bodies for position in body["Positions"]]
        self.assertGreater(len(starts), 100)
        self.assertTrue(all(starts))
        earliest = {}
        for row in self.rig.lines("engagement"):
            start = row["validity"]["from"][:10]
            earliest[row["uuid"]] = min(start, earliest.get(row["uuid"], start))
        self.assertLessEqual(set(starts), set(earliest.values()))

    def test_5_explain_shows_the_rules_of_new_mode(self):
        self.run_new("sync")
        guid, fk_uuid = sorted(self.rig.fk_accounts().items())[3]
        for language, word in (("en", "from the FK-ORG account"), ("da", "fra FK-ORG-kontoen")):
            shown = self.run_new("--lang", language, "explain", fk_uuid)
            if "FK-ORG did not" in shown.out or shown.code != 0:
                person = next(row["person"] for row in self.rig.current("ituser", itsystem=self.rig.fk_system)
                              if row["user_key"] == guid)
                shown = self.run_new("--lang", language, "explain", person)
            self.assertEqual(shown.code, 0, shown)
            self.assertIn("user.fk-account", shown.out)
            self.assertIn(word, shown.out)

    def test_6_agrees_about_single_persons_with_the_whole_run(self):
        self.run_new("sync")
        persons = sorted(row["uuid"] for row in self.rig.lines("employee"))
        for batch in (persons, persons[:1], persons[-1:]):
            planned = self.run_new("sync-user", "--dry-run", "--json", *batch).json()["planned"]
            self.assertEqual([planned["users"][action] for action in ("create", "update", "delete")], [0, 0, 0])
            self.assertEqual([planned["fk_accounts"]["create"], planned["fk_accounts"]["end"]], [0, 0])

    def account_of_a_user(self):
        """An AD account with a user in FK-ORG: (row, FK uuid)."""
        accounts = self.rig.fk_accounts()
        users = {entry["uuid"] for entry in self.rig.writes() if entry["method"] == "POST"}
        rows = sorted(self.rig.current("ituser", itsystem=self.rig.ad_system), key=lambda row: row["uuid"])
        per_person = [row["person"] for row in rows]
        for row in rows:
            fk_uuid = accounts.get((row.get("external_id") or "").lower())
            if fk_uuid in users and per_person.count(row["person"]) == 1:
                return row, fk_uuid
        self.fail("no account")

    def test_7_g40a_a_gone_account_is_ended_in_os2mo_and_then_its_user_deleted(self):
        self.run_new("sync")
        row, fk_uuid = self.account_of_a_user()
        self.rig.change(delete=[{"kind": "ituser", "uuid": row["uuid"]}])
        plan = self.run_new("plan", "--json").json()
        self.assertEqual([(c["action"], c["kind"], c["uuid"]) for c in plan["changes"]],
                         [("end", "fk_account", fk_uuid), ("delete", "user", fk_uuid)])
        held = self.rig.run("sync", settings={**NEW, "os2sync.guard.user_count": 0})
        self.assertIn(held.code, (3, 4), held)
        self.assertIn(fk_uuid, self.rig.fk_accounts().values())
        self.rig.mo_fault({"graphql_errors": ["no"]}, {"operation": "mutation"})
        failed = self.run_new("sync", "--lang", "da")
        self.assertEqual(failed.code, 3, failed)
        self.assertIn("FK-ORG-konto ikke afsluttet i OS2MO: OS2MO afviste: en fejl uden besked\n", failed.out)
        self.assertEqual(self.rig.fk_objects()[("user", fk_uuid)][0], "active")
        self.run_new("sync")
        self.assertNotIn(fk_uuid, self.rig.fk_accounts().values())
        self.assertNotEqual(self.rig.fk_objects()[("user", fk_uuid)][0], "active")
        before = len(self.rig.mutations())
        self.run_new("sync")
        self.assertEqual(len(self.rig.mutations()), before)

    def test_8_while_os2sync_does_not_take_a_user_the_old_one_keeps_its_account(self):
        """The GUID changed: a new account and user; the old ones stay until the new user is accepted."""
        self.run_new("sync")
        row, fk_uuid = self.account_of_a_user()
        guid = str(uuid.uuid5(uuid.NAMESPACE_URL, "new guid"))
        self.rig.change(upsert=[{**row, "external_id": guid}])
        self.rig.sync_control("/fault", {"kind": "status", "method": "POST", "uuid": guid, "times": 20})
        refused = self.run_new("sync")
        self.assertIn(refused.code, (3, 69), refused)
        self.rig.clear_sync_faults()
        self.assertEqual(self.rig.fk_accounts().get(guid), guid)
        self.assertIn(fk_uuid, self.rig.fk_accounts().values())
        self.assertEqual(self.rig.fk_objects()[("user", fk_uuid)][0], "active")
        self.run_new("sync")
        self.assertNotIn(fk_uuid, self.rig.fk_accounts().values())
        self.assertEqual(self.rig.fk_objects()[("user", guid)][0], "active")


class Adoption(unittest.TestCase):
    def test_users_of_the_time_before_keep_their_uuids(self):
        with NewModeRig(persons=300, seed=6) as rig:
            self.assertIn(rig.run("sync").code, (0, 3))
            rig.drain()
            before = {entry["uuid"] for entry in rig.writes() if entry["path"].lower().startswith("/api/user")}
            result = rig.run("sync", "--json", settings=NEW)
            self.assertEqual(result.code, 4, result)
            adopted = [row for row in rig.current("ituser", itsystem=rig.fk_system) if row["external_id"] == row["person"]]
            self.assertGreater(len(adopted), 50)
            active = {uuid for (kind, uuid), (state, _) in rig.fk_objects().items() if kind == "user" and state == "active"}
            self.assertGreater(len(active & before & {row["person"] for row in adopted}), 50)

    def test_fk_org_is_asked_when_the_ledger_does_not_know(self):
        with NewModeRig(persons=300, seed=6) as rig:
            rig.run("sync")
            rig.drain()
            (rig.folder / "ledger.db").unlink()
            # A first run on an FK-ORG that is filled waits for somebody's word.
            self.assertEqual(rig.run("sync", settings=NEW).code, 5)
            approval = rig.run("plan", "--json", settings=NEW).json()["approval"]
            self.assertEqual(rig.run("approve", approval["hash"], settings=NEW).code, 0)
            result = rig.run("sync", "--json", settings=NEW)
            self.assertEqual(result.code, 3, result)
            adopted = [row for row in rig.current("ituser", itsystem=rig.fk_system) if row["external_id"] == row["person"]]
            self.assertGreater(len(adopted), 50)


class Killed(unittest.TestCase):
    def test_between_making_an_account_and_sending_its_user_nothing_is_lost_or_made_twice(self):
        with NewModeRig(persons=300, seed=8) as rig:
            settings = {**NEW, "os2sync.randomize_fk_org_uuid": True}
            file = rig.settings_file_with(settings)
            # OS2sync does not answer a post of a user, so the program waits with all accounts made.
            rig.sync_control("/fault", {"kind": "hold", "method": "POST", "path": "/api/user", "nth": 2, "times": 1})
            process = subprocess.Popen([str(PROGRAM), "--config", str(file), "sync"], env=rig.environment(),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            rig.sync_control("/counters?held=1")
            process.send_signal(signal.SIGKILL)
            process.wait()
            rig.clear_sync_faults()
            rig.sync_control("/release", {})
            made = rig.fk_accounts()
            self.assertGreater(len(made), 100)
            result = rig.run("sync", "--json", settings=settings)
            self.assertEqual(result.json()["sent"]["fk_accounts"], {"create": 0, "end": 0})
            self.assertEqual(rig.fk_accounts(), made)
            users = {entry["uuid"] for entry in rig.writes() if entry["path"].lower().startswith("/api/user")}
            self.assertGreater(len(users), 100)
            self.assertLessEqual(users, set(made.values()))
            before = len(rig.writes()), len(rig.mutations())
            rig.run("sync", settings=settings)
            self.assertEqual((len(rig.writes()), len(rig.mutations())), before)


class WrongSettings(unittest.TestCase):
    def test_a_missing_it_system_stops_the_run_before_anything_is_read_as_gone(self):
        with NewModeRig(persons=60, seed=2) as rig:
            for settings in ({"os2sync.it_system_user_keys": ["Aktiv Directory"]},):
                result = rig.run("sync", settings={**NEW, **settings})
                self.assertEqual(result.code, 78, result)
                self.assertIn("os2sync.it_system_user_keys", result.err)
            rig.change(delete=[{"kind": "itsystem", "uuid": rig.fk_system}])
            result = rig.run("sync", settings=NEW)
            self.assertEqual(result.code, 78, result)
            self.assertIn("FK-ORG-UUID", result.err)
            self.assertEqual([rig.writes(), rig.mutations()], [[], []])


if __name__ == "__main__":
    unittest.main()
