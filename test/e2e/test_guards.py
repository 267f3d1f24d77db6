# SPDX-License-Identifier: MPL-2.0
"""Guards from the operator's chair: withheld, looked at, approved by hash, carried out; and what happened to others."""

import json
import re
import unittest

from support import Rig

HASH = r"os2sync-export approve ((?:[0-9a-f]{4}-){3}[0-9a-f]{4})"


def tidy(text):
    """Without line breaks that wrapping put in."""
    return " ".join(text.split())


class GuardedRig(Rig):
    def persons(self):
        sent = {entry["uuid"] for entry in self.writes() if entry["method"] == "POST"}
        return sorted(row["uuid"] for row in self.lines("employee") if row["uuid"] in sent)

    def leave(self, persons):
        persons = set(persons)
        self.change(terminate=[{"kind": "engagement", "uuid": row["uuid"], "to": "2020-01-01"}
                               for row in self.lines("engagement") if row["person"] in persons])

    def deleted(self):
        return [entry["uuid"] for entry in self.writes() if entry["method"] == "DELETE"]


class Withheld(unittest.TestCase):
    def setUp(self):
        self.rig = GuardedRig(persons=300, seed=4)
        self.addCleanup(self.rig.stop)
        assert self.rig.run("sync").code in (0, 3)
        self.rig.drain()
        self.everybody = self.rig.persons()

    def test_s6_what_is_withheld_is_approved_by_hash_and_is_a_ceiling(self):
        leavers = self.everybody[:20]
        self.rig.leave(leavers)
        withheld = self.rig.run("sync")
        self.assertIn(withheld.code, (3, 4), withheld)
        self.assertEqual(self.rig.deleted(), [])
        shown = re.search(HASH, withheld.out).group(1)
        self.assertIn("deletions held back: 20", withheld.out)
        for words in (["plan"], ["plan", "--lang", "da"], ["sync", "--dry-run"]):
            self.assertEqual(re.search(HASH, self.rig.run(*words).out).group(1), shown)
        self.assertEqual(self.rig.run("plan", "--json").json()["approval"], {"hash": shown, "changes": 20})
        lines = [json.loads(line) for line in self.rig.run("plan", "--ndjson").out.splitlines()]
        self.assertIn({"type": "approval", "hash": shown, "changes": 20}, lines)

        approved = self.rig.run("approve", shown.upper())
        self.assertEqual(approved.code, 0, approved)
        for leaver in leavers:
            self.assertIn(f"- user {leaver} \"", approved.out)
        for line in approved.out.splitlines():
            self.assertLessEqual(len(line), 80, line)
        self.assertIn(f"{shown}  until", self.rig.run("approve", "--list").out)

        self.rig.leave(self.everybody[20:80])
        later = self.rig.run("sync", "--json")
        self.assertIn(later.code, (3, 4, 5), later)
        self.assertLessEqual(set(self.rig.deleted()), set(leavers))

    def test_s6_an_approved_plan_is_carried_out_once(self):
        self.rig.leave(self.everybody[:20])
        self.rig.run("sync")
        hash_ = self.rig.run("plan", "--json").json()["approval"]["hash"]
        self.rig.run("approve", hash_)
        done = self.rig.run("sync", "--json")
        self.assertIn(done.code, (0, 3), done)
        self.assertEqual(sorted(self.rig.deleted()), self.everybody[:20])
        refused = self.rig.run("approve", hash_)
        self.assertEqual(refused.code, 5, refused)
        self.assertIn("nothing is withheld", refused.err)

    def test_s4_single_objects_and_nightly_runs_share_one_budget(self):
        settings = {"os2sync.guard.user_count": 3, "os2sync.guard.user_percent": 0}
        self.rig.leave(self.everybody[:4])
        for person in self.everybody[:4]:
            last = self.rig.run("sync-user", person, "--json", settings=settings)
        self.assertEqual(last.code, 4, last)
        self.assertEqual(self.rig.deleted(), self.everybody[:3])
        nightly = self.rig.run("sync", "--json", settings=settings)
        self.assertEqual(nightly.json()["planned"]["users"]["withheld"], 1, nightly)
        self.assertEqual(self.rig.deleted(), self.everybody[:3])
        self.assertEqual(self.rig.run("sync-user", self.everybody[3], settings=settings).code, 4)

    def test_s6_revoking_takes_an_approval_back(self):
        self.rig.leave(self.everybody[:20])
        hash_ = self.rig.run("plan", "--json").json()["approval"]["hash"]
        self.assertEqual(self.rig.run("approve", hash_, "--json").json()["hash"], hash_)
        listed = self.rig.run("approve", "--list", "--json").json()["approvals"]
        self.assertEqual([(one["hash"], one["expired"], len(one["changes"])) for one in listed], [(hash_, False, 20)])
        self.assertEqual(self.rig.run("approve", "--revoke", hash_).code, 0)
        self.assertEqual(self.rig.run("approve", "--revoke", hash_).code, 5)
        self.assertEqual(self.rig.run("approve", "--list", "--lang", "da").out, "Intet er godkendt.\n")
        self.rig.run("sync")
        self.assertEqual(self.rig.deleted(), [])

    def test_s6_wrong_words_approve_nothing(self):
        for words, code in ((["approve"], 64), (["approve", "ja"], 64), (["approve", "0123456789abcdef"], 5),
                            (["approve", "0123456789abcdef", "--list"], 64), (["approve", "-y"], 64)):
            result = self.rig.run(*words)
            self.assertEqual(result.code, code, result)
        self.assertEqual(self.rig.run("approve", "--list").out, "Nothing is approved.\n")

    def test_s8_a_broken_mapping_is_withheld_with_its_field_and_count(self):
        before = len(self.rig.writes())
        broken = {"os2sync.templates": {"person.name": "{{ surname }}"}}
        result = self.rig.run("sync", settings=broken)
        self.assertIn(result.code, (3, 4), result)
        self.assertRegex(tidy(result.out), r"Person.Name would change or be blanked on \d+ of \d+ users")
        self.assertEqual(len(self.rig.writes()), before)
        mass = self.rig.run("plan", "--json", settings=broken).json()["mass_changes"]
        self.assertEqual([(one["kind"], one["field"]) for one in mass], [("user", "Person.Name")])
        self.assertGreater(mass[0]["changed"], mass[0]["held"] // 5)
        self.rig.run("approve", re.search(HASH, result.out).group(1), settings=broken)
        self.assertIn(self.rig.run("sync", settings=broken).code, (0, 3))
        self.assertEqual(len(self.rig.writes()) - before, mass[0]["changed"])

    def test_accident_s3_every_user_is_gone_and_only_an_approved_plan_gets_past(self):
        self.rig.leave(row["uuid"] for row in self.rig.lines("employee"))
        refused = self.rig.run("sync")
        self.assertEqual(refused.code, 5, refused)
        plan = self.rig.run("plan")
        self.assertEqual(plan.code, 5, plan)
        self.assertEqual(re.search(HASH, refused.err).group(1), re.search(HASH, plan.out).group(1))
        self.assertEqual(self.rig.deleted(), [])
        self.rig.run("approve", re.search(HASH, refused.err).group(1))
        self.assertIn(self.rig.run("sync").code, (0, 3, 4))
        self.assertLessEqual(set(self.everybody), set(self.rig.deleted()))

    def test_s11_the_environment_loosens_nothing(self):
        self.rig.leave(self.everybody[:20])
        result = self.rig.run("sync", environment={"OS2SYNC_GUARD_USER_COUNT": "500"})
        self.assertIn(result.code, (3, 4), result)
        self.assertIn("OS2SYNC_GUARD_USER_COUNT", result.err)
        self.assertEqual(self.rig.deleted(), [])


class FirstRun(unittest.TestCase):
    def setUp(self):
        self.rig = GuardedRig(persons=300, seed=4)
        self.addCleanup(self.rig.stop)

    def test_s9_on_a_filled_fk_org_waits_for_approval_and_then_goes_on(self):
        self.rig.run("sync")
        self.rig.drain()
        before = len(self.rig.writes())
        new = {"os2sync.hash_cache": str(self.rig.folder / "new.db")}
        refused = self.rig.run("sync", settings=new)
        self.assertEqual(refused.code, 5, refused)
        hash_ = re.search(HASH, refused.err).group(1)
        plan = self.rig.run("plan", "--json", settings=new)
        self.assertEqual((plan.code, plan.json()["refusal"], plan.json()["approval"]["hash"]), (5, "first_run", hash_))
        self.assertEqual(self.rig.run("sync", "--dry-run", settings=new).code, 5)
        self.assertEqual(len(self.rig.writes()), before)
        self.assertEqual(self.rig.run("approve", hash_, settings=new).code, 0)
        self.assertIn(self.rig.run("sync", settings=new).code, (0, 3))
        self.assertEqual(len(self.rig.writes()), 2 * before)
        self.assertEqual(self.rig.run("plan", "--detailed-exitcode", settings=new).code, 0)

    def test_s9_plans_without_os2sync_with_a_warning(self):
        result = self.rig.run("plan", settings={"os2sync.api_url": "http://127.0.0.1:9/api"})
        self.assertEqual(result.code, 0, result)
        self.assertIn("FK-ORG cannot be asked", tidy(result.err))


if __name__ == "__main__":
    unittest.main()
