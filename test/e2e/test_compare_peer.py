# SPDX-License-Identifier: MPL-2.0
"""compare-peer: a recording of our own posts is equal, a changed one differs in what was changed, a foreign one is refused."""

import copy
import json
import pathlib
import tempfile
import unittest

from support import CVR, SHARED, Rig

M300 = SHARED / "data/m300"
CPR = "0101011234"


class ComparePeer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=60, seed=5)
        cls.addClassCleanup(cls.rig.stop)
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        result = cls.rig.run("sync")
        assert result.code in (0, 3), result
        cls.posts = [{"method": entry["method"], "path": entry["path"], "body": json.loads(entry["body"])}
                     for entry in cls.rig.sync_journal(bodies=True) if entry["method"] == "POST" and entry["status"] == 200]
        assert len(cls.posts) > 20

    def record(self, posts):
        file = self.folder / "recorded.ndjson"
        file.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")
        return file

    def first(self, posts, field):
        return next(post for post in posts if field in post["body"])

    def test_our_own_posts_are_equal(self):
        writes = len(self.rig.writes())
        result = self.rig.run("compare-peer", self.record(self.posts), "--json")
        self.assertEqual(result.code, 0, result)
        self.assertTrue(result.json()["equal"])
        self.assertEqual(sum(result.json()["compared"].values()), len(self.posts))
        self.assertEqual(len(self.rig.writes()), writes, "nothing is sent")

    def test_a_changed_field_is_counted_and_its_values_are_shown_only_when_asked(self):
        posts = copy.deepcopy(self.posts)
        user = self.first(posts, "Positions")["body"]
        ours = user["Person"]["Name"]
        user["Person"]["Name"] = f"Kanariefugl {CPR}"
        file = self.record(posts)
        plain = self.rig.run("compare-peer", file)
        self.assertEqual(plain.code, 6, plain)
        self.assertIn("1  user: Person.Name", plain.out)
        self.assertIn(user["Uuid"], plain.out)
        self.assertNotIn("Kanariefugl", plain.out)
        shown = self.rig.run("compare-peer", file, "--show-values", "--lang", "da")
        self.assertIn("deres: Kanariefugl [cpr]", shown.out)
        self.assertIn(f"vores: {ours}", shown.out)
        for result in (plain, shown):
            self.assertNotIn(CPR, result.out + result.err)
        self.assertEqual(self.rig.run("compare-peer", file, "--json").json()["fields"],
                         [{"kind": "user", "field": "Person.Name", "count": 1, "examples": [{"uuid": user["Uuid"]}]}])

    def test_objects_of_one_side_alone_are_differences(self):
        posts = copy.deepcopy(self.posts)
        gone = self.first(posts, "Positions")["body"]["Uuid"]
        posts.append({"method": "DELETE", "path": f"/api/user/{gone}"})
        posts.append({"method": "POST", "path": "/api/user",
                      "body": {"Uuid": "11111111-2222-4333-8444-555555555555", "Positions": []}})
        result = self.rig.run("compare-peer", self.record(posts), "--json")
        self.assertEqual(result.code, 6, result)
        self.assertEqual([item["uuid"] for item in result.json()["only_ours"]], [gone])
        self.assertEqual([(item["uuid"], item["without_positions"]) for item in result.json()["only_theirs"]],
                         [("11111111-2222-4333-8444-555555555555", True)])

    def test_a_recording_of_nothing_in_common_is_refused(self):
        for posts in ([], [{"method": "POST", "path": "/api/user", "body": {"Uuid": "11111111-2222-4333-8444-555555555555"}}]):
            result = self.rig.run("compare-peer", self.record(posts))
            self.assertEqual(result.code, 64, result)
            self.assertIn("nothing was compared", result.err)

    def test_what_is_no_recording_is_named_by_line_without_its_content(self):
        file = self.folder / "broken.ndjson"
        file.write_text('{"method": "GET", "path": "/api/user"}\n' + CPR + " hemmelig\n", encoding="utf-8")
        result = self.rig.run("compare-peer", file)
        self.assertEqual(result.code, 64, result)
        self.assertIn("broken.ndjson:2: expected one JSON object a line", result.err)
        self.assertNotIn("hemmelig", result.out + result.err)
        self.assertEqual(self.rig.run("compare-peer", self.folder / "missing").code, 64)


@unittest.skipUnless((M300 / "municipality.jsonl").exists(), "the recorded municipality is not here")
class ComparePeerOnRecordedMunicipality(unittest.TestCase):
    def test_finds_the_differences_that_are_known(self):
        peers_own = json.loads((M300 / "peer-settings.json").read_text(encoding="utf-8"))
        environment = {name: value if isinstance(value, str) else json.dumps(value) for name, value in peers_own.items()}
        rows = [json.loads(line) for line in (M300 / "municipality.jsonl").read_text(encoding="utf-8").splitlines()]
        environment |= {"TOP_UNIT_UUID": next(row["uuid"] for row in rows if row.get("user_key") == "U0"), "MUNICIPALITY": CVR}
        with Rig(municipality=M300 / "municipality.jsonl") as rig:
            result = rig.run("compare-peer", M300 / "peer-posts.jsonl", "--json", environment=environment,
                             settings={"os2sync.top_unit_uuid": None, "municipality.cvr": None})
        self.assertEqual(result.code, 6, result)
        found = result.json()
        self.assertEqual(found["compared"], {"units": 25, "users": 242})
        self.assertEqual({(item["kind"], item["field"]): item["count"] for item in found["fields"]}, {
            ("unit", "PhoneNumber"): 11, ("unit", "Landline"): 11, ("unit", "Location"): 7, ("unit", "PNR"): 7,
            ("unit", "Email"): 6, ("unit", "ManagerUuid"): 4,
            ("user", "Positions"): 8, ("user", "UserId"): 3, ("user", "Email"): 3})
        self.assertEqual(found["only_ours"], [])
        self.assertEqual(sorted(item["without_positions"] for item in found["only_theirs"]), [False] * 15 + [True] * 48)


if __name__ == "__main__":
    unittest.main()
