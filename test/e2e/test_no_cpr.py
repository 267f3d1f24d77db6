# SPDX-License-Identifier: MPL-2.0
"""CPR numbers and secrets: sent when they should be, and nowhere else, at debug level and in every command."""

import unittest

from support import API_KEY, CLIENT_SECRET, Rig


class NoCpr(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=21)
        cls.addClassCleanup(cls.rig.stop)
        cls.cprs = {row["cpr_number"] for row in cls.rig.lines("employee") if row.get("cpr_number")}

    def canaries_in(self, text):
        shapes = self.cprs | {f"{cpr[:6]}-{cpr[6:]}" for cpr in self.cprs} | {CLIENT_SECRET, API_KEY}
        return sorted(shape for shape in shapes if shape in text)

    def test_the_canaries_are_there_to_be_found(self):
        self.assertGreater(len(self.cprs), 200)
        self.rig.run("sync", settings={"os2sync.xfer_cpr": True})
        posted = " ".join(entry["body"] for entry in self.rig.sync_journal(bodies=True) if entry.get("body"))
        self.assertGreater(len([cpr for cpr in self.cprs if cpr in posted]), 150)

    def test_no_output_of_any_command_shows_one(self):
        plan = self.rig.run("plan", "--json", settings={"os2sync.hash_cache": str(self.rig.folder / "none.db")}).json()
        user = next(c["uuid"] for c in plan["changes"] + plan["withheld"] if c["kind"] == "user")
        fresh = {"os2sync.xfer_cpr": True, "os2sync.hash_cache": str(self.rig.folder / "fresh.db")}
        for words in (["-v", "plan"], ["-v", "plan", "--json"], ["-v", "plan", "--ndjson"], ["-v", "plan", "--with-old"],
                      ["-v", "explain", user], ["-v", "explain", user, "--json"], ["-v", "config", "show"],
                      ["-v", "config", "show", "--json"], ["-v", "config", "check"], ["-v", "config", "convert"],
                      ["-v", "doctor"], ["-v", "plan", "--ndjson", "--show-values"], ["-v", "rehearse"],
                      ["-v", "rehearse", "--json"], ["-v", "sync", "--dry-run"], ["-v", "sync"]):
            result = self.rig.run(*words, settings=fresh)
            self.assertIn(result.code, (0, 3), result)
            self.assertEqual(self.canaries_in(result.out + result.err), [], words)

    def test_refusals_of_os2sync_that_quote_a_cpr_are_not_repeated(self):
        cpr = sorted(self.cprs)[0]
        fresh = {"os2sync.xfer_cpr": True, "os2sync.hash_cache": str(self.rig.folder / "refused.db")}
        self.rig.sync_control("/fault", {"kind": "status", "method": "POST", "path": "/api/user", "times": 0,
                                         "status": 400, "content_type": "text/plain",
                                         "body": f"String or binary data would be truncated in column cpr, value {cpr}"})
        result = self.rig.run("-v", "sync", settings=fresh)
        self.assertEqual(result.code, 3, result)
        self.assertEqual(self.canaries_in(result.out + result.err), [])

    def test_the_state_holds_no_personal_data(self):
        self.rig.run("sync", settings={"os2sync.xfer_cpr": True})
        for path in self.rig.folder.iterdir():
            if not path.name.startswith("ledger.db"):
                continue
            content = path.read_bytes().decode("latin-1")
            self.assertEqual(self.canaries_in(content), [])
            for person in self.rig.lines("employee")[:50]:
                self.assertNotIn(person["surname"].encode().decode("latin-1") + " ", content)

    def test_cpr_is_not_even_asked_for_when_it_is_not_sent(self):
        result = self.rig.run("plan", settings={"os2sync.xfer_cpr": False, "os2sync.hash_cache": str(self.rig.folder / "none.db")})
        self.assertIn(result.code, (0, 3), result)
        self.assertNotIn("Person.Cpr", result.out)


if __name__ == "__main__":
    unittest.main()
