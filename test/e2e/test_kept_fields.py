# SPDX-License-Identifier: MPL-2.0
"""What FK-ORG alone knows survives a change, fields left to others are let alone, and work addresses are sent."""

import unittest

from support import CVR, Rig


class KeptFields(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=5)
        cls.addClassCleanup(cls.rig.stop)
        assert cls.rig.run("sync").code in (0, 3)
        cls.objects = cls.rig.fk_objects()
        rows = {row["uuid"]: row for row in cls.rig.lines("employee")}
        cls.persons = [rows[uuid] for (kind, uuid), _ in sorted(cls.objects.items()) if kind == "user" and uuid in rows]

    def other_system_writes(self, person, **fields):
        payload = {**self.objects[("user", person["uuid"])][1], **fields}
        self.rig.sync_control("/fk", {"cvr": CVR, "kind": "user", "state": "active", "payload": payload})

    def user(self, person):
        return self.rig.fk_objects()[("user", person["uuid"])][1]

    def test_of_a_user_survive_a_change_in_os2mo(self):
        person = self.persons[0]
        self.other_system_writes(person, RacfID="R1", FMKID="F1", Location="Stuen")
        self.rig.change(upsert=[{**person, "surname": "Nyt Navn"}])
        self.assertEqual(self.rig.run("sync-user", person["uuid"]).code, 0)
        user = self.user(person)
        self.assertIn("Nyt Navn", user["Person"]["Name"])
        self.assertEqual([user["RacfID"], user["FMKID"], user["Location"]], ["R1", "F1", "Stuen"])

    def test_left_to_others_are_sent_back_and_shown_in_the_plan(self):
        person = self.persons[1]
        settings = {"os2sync.field_ownership": {"User.Email": "theirs", "User.PhoneNumber": "fill-if-empty"}}
        self.other_system_writes(person, Email="theirs@example.org", PhoneNumber="99999999")
        self.rig.change(upsert=[{**person, "surname": "Andet Navn"}])
        plan = self.rig.run("plan", settings=settings)
        self.assertIn("Left to others (os2sync.field_ownership): User.Email", plan.out)
        self.assertIn("Sent only while FK-ORG holds nothing there: User.PhoneNumber", plan.out)
        self.assertEqual(self.rig.run("sync-user", person["uuid"], settings=settings).code, 0)
        user = self.user(person)
        self.assertIn("Andet Navn", user["Person"]["Name"])
        self.assertEqual([user["Email"], user["PhoneNumber"]], ["theirs@example.org", "99999999"])

    def test_work_addresses_are_the_same_whether_all_or_one_user_is_sent(self):
        settings = {"os2sync.employee_engagement_address": ["Kontaktadresse", "Postadresse"]}
        first = self.rig.run("sync", "--json", settings=settings)
        self.assertEqual(first.code, 4, "S8: the field becomes ours, and others may have filled it")
        self.assertEqual(self.rig.run("approve", first.json()["withheld"]["approval"], settings=settings).code, 0)
        self.assertIn(self.rig.run("sync", settings=settings).code, (0, 3))
        placed = [uuid for (kind, uuid), (_, payload) in self.rig.fk_objects().items()
                  if kind == "user" and payload.get("Location")]
        self.assertGreater(len(placed), 20)
        uuids = [person["uuid"] for person in self.persons]
        planned = self.rig.run("sync-user", "--dry-run", "--json", *uuids, settings=settings).json()["planned"]["users"]
        self.assertGreater(planned["unchanged"], 100)
        self.assertEqual([planned["create"], planned["update"], planned["delete"]], [0, 0, 0])

    def test_an_unknown_address_type_is_a_settings_error(self):
        result = self.rig.run("sync", settings={"os2sync.employee_engagement_address": ["Postadrese"]})
        self.assertEqual(result.code, 78, result)
        self.assertIn("'Postadresse'", result.err)


if __name__ == "__main__":
    unittest.main()
