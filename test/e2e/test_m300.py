# SPDX-License-Identifier: MPL-2.0
"""The binary on a recorded municipality against what the Python exporter of today sent for it, difference by difference."""

import collections
import json
import unittest

from support import CVR, SHARED, Rig

M300 = SHARED / "data/m300"

def compare(peer, ours):
    """Counts the differences of one object by field; lists are compared as sets."""
    differences = collections.Counter()
    for field in sorted(set(peer) | set(ours)):
        theirs, mine = peer.get(field), ours.get(field)
        if field == "Positions":
            theirs, mine = [{(p["OrgUnitUuid"], p["Name"]) for p in positions} for positions in (theirs, mine)]
        elif field == "Person":
            theirs, mine = [(person["Name"], person["Cpr"]) for person in (theirs, mine)]
        elif isinstance(theirs, list) or isinstance(mine, list):
            theirs, mine = set(theirs or []), set(mine or [])
        if theirs != mine:
            differences[field] += 1
    return differences


@unittest.skipUnless((M300 / "municipality.jsonl").exists(), "the recorded municipality is not here")
class M300Differential(unittest.TestCase):
    def test_every_difference_is_one_that_is_known_and_right(self):
        peers_own = json.loads((M300 / "peer-settings.json").read_text(encoding="utf-8"))
        environment = {name: value if isinstance(value, str) else json.dumps(value) for name, value in peers_own.items()}
        units = [json.loads(line) for line in (M300 / "municipality.jsonl").read_text(encoding="utf-8").splitlines()]
        top = next(row["uuid"] for row in units if row.get("user_key") == "U0")
        posts = [json.loads(line) for line in (M300 / "peer-posts.jsonl").read_text(encoding="utf-8").splitlines()]
        peer = {("unit" if "orgUnit" in post["path"] else "user", post["body"]["Uuid"]): post["body"] for post in posts}

        with Rig(municipality=M300 / "municipality.jsonl") as rig:
            environment |= {"TOP_UNIT_UUID": top, "MUNICIPALITY": CVR}
            result = rig.run("sync", environment=environment, settings={"os2sync.top_unit_uuid": None, "municipality.cvr": None})
            self.assertIn(result.code, (0, 3), result)
            requests = rig.mo_control("/counters")["requests"]
            self.assertLessEqual(requests, 20, "the Python exporter needed 1,966")
            ours = {}
            for entry in rig.sync_journal(bodies=True):
                if entry["method"] == "POST" and entry["status"] == 200:
                    body = json.loads(entry["body"])
                    ours["user" if "user" in entry["path"].lower() else "unit", body["Uuid"]] = body

        both = sorted(set(peer) & set(ours))
        self.assertGreaterEqual(len(both), 260, "a comparison of nothing proves nothing")
        differences = collections.Counter()
        for kind, uuid in both:
            for field, count in compare(peer[kind, uuid], ours[kind, uuid]).items():
                differences[kind, field] += count
        self.assertEqual(collections.Counter(kind for kind, _ in both), {"unit": 25, "user": 242})
        self.assertEqual(set(ours) - set(peer), set())
        left_out = [peer[key] for key in set(peer) - set(ours)]
        self.assertEqual(len([body for body in left_out if not body.get("Positions")]), 48)
        self.assertEqual(len([body for body in left_out if body.get("Positions")]), 15)
        self.assertEqual(dict(differences), {
            ("unit", "PhoneNumber"): 11, ("unit", "Landline"): 11, ("unit", "Location"): 7, ("unit", "PNR"): 7,
            ("unit", "Email"): 6, ("unit", "ManagerUuid"): 4,
            ("user", "Positions"): 8, ("user", "UserId"): 3, ("user", "Email"): 3})


if __name__ == "__main__":
    unittest.main()
