# SPDX-License-Identifier: MPL-2.0
"""`config check` against the lab: names that OS2MO does not have, peers that do not answer, and --offline."""

import unittest

from support import Rig

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens
UNKNOWN = "11111111-2222-4333-8444-555555555555"


class ConfigCheck(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=5)
        cls.addClassCleanup(cls.rig.stop)

    def test_settings_that_fit_are_in_order_in_both_languages(self):
        english = self.rig.run("--lang", "en", "config", "check")
        self.assertEqual(english.code, 0, english)
        self.assertIn("The settings are in order.", english.out)
        self.assertRegex(english.out, r"What they name in OS2MO: [1-9]\d* units, [1-9]\d* classes, [1-9]\d* it-systems")
        danish = self.rig.run("--lang", "da", "config", "check")
        self.assertIn("Indstillingerne er i orden.", danish.out)

    def test_names_that_os2mo_does_not_have_are_all_told_at_once(self):
        result = self.rig.run("config", "check", "--json", settings={
            "os2sync.top_unit_uuid": UNKNOWN, "os2sync.uuid_from_it_systems": ["AD ObjektGUID"],
            "os2sync.filter_hierarchy_names": ["Linjeorg"], "os2sync.ignored.unit_types": [UNKNOWN]})
        self.assertEqual(result.code, 78, result)
        found = result.json()
        self.assertFalse(found["ok"])
        self.assertEqual([error.split(":")[0] for error in found["errors"]],
                         ["os2sync.top_unit_uuid", "os2sync.uuid_from_it_systems", "os2sync.filter_hierarchy_names"])
        self.assertTrue(any("os2sync.ignored.unit_types" in warning for warning in found["warnings"]), found)

    def test_offline_asks_nobody(self):
        settings = {"mora.base": NOWHERE, "os2sync.top_unit_uuid": UNKNOWN}
        result = self.rig.run("config", "check", "--offline", settings=settings)
        self.assertEqual(result.code, 0, result)
        self.assertIn("--offline", result.out)

    def test_an_os2mo_that_does_not_answer_is_told_after_what_is_known(self):
        result = self.rig.run("config", "check", settings={"mora.base": NOWHERE, "mora.attempts": 1})
        self.assertEqual(result.code, 69, result)
        self.assertIn("defaults", result.out)
        self.assertIn(NOWHERE, result.err)

    def test_mapping_tests_are_tried_with_the_templates_in_force(self):
        test = {"name": "nickname first", "person": {"name": "Hanne Hansen", "nickname": "Hanne", "engagements": [{"title": "L"}]}}
        template = {"os2sync.templates": {"person.name": "{% if nickname %}{{ nickname }}{% else %}{{ name }}{% endif %}"}}
        good = {**template, "os2sync.tests": [{**test, "expect": {"Person.Name": "Hanne"}}]}
        self.assertEqual(self.rig.run("config", "check", "--offline", settings=good).code, 0)
        bad = self.rig.run("--lang", "da", "config", "check", "--offline", settings={**good, "os2sync.templates": {}})
        self.assertEqual(bad.code, 78, bad)
        self.assertIn("nickname first: Person.Name: ventede 'Hanne', fik 'Hanne Hansen'", " ".join(bad.out.split()))

    def test_it_reads_no_more_than_settings_can_name(self):
        self.rig.mo_control("/reset", {})
        self.assertEqual(self.rig.run("config", "check").code, 0)
        rows = self.rig.mo_control("/counters")["rows"]
        self.assertGreater(rows["classes"], 0)
        self.assertNotIn("engagements", rows)
        self.assertNotIn("employees", rows)


if __name__ == "__main__":
    unittest.main()
