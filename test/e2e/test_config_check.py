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
        self.assertIn(NOWHERE, result.out)
        self.assertNotIn("are in order", result.out)
        self.assertIn("could not be checked to the end", result.out)

    def test_a_source_that_could_not_be_asked_is_no_good_verdict_for_programs_either(self):
        wrong_login = {"CLIENT_SECRET": "wrong", "CLIENT_SECRET_FILE": ""}
        for code, settings, more in ((69, {"mora.base": NOWHERE, "mora.attempts": 1}, {}), (77, {}, wrong_login)):
            result = self.rig.run("config", "check", "--json", settings=settings, environment=more)
            self.assertEqual(result.code, code, result)
            found = result.json()
            self.assertFalse(found["ok"])
            self.assertEqual([(check["id"], check["state"]) for check in found["checks"]][-1], ("source", "fail"))
            self.assertEqual(len(found["errors"]), 1)

    def test_a_faulty_mapping_test_weighs_more_than_a_source_that_does_not_answer(self):
        test = {"name": "wrong", "person": {"name": "Hanne", "engagements": [{"title": "L"}]}, "expect": {"Person.Name": "Bo"}}
        result = self.rig.run("config", "check", settings={"mora.base": NOWHERE, "mora.attempts": 1, "os2sync.tests": [test]})
        self.assertEqual(result.code, 78, result)
        self.assertIn("cannot be used", result.out)

    def test_a_file_that_cannot_serve_the_settings_is_their_fault(self):
        lc_db = {"os2sync.use_lc_db": True, "lc-for-jobs.actual_db_name": str(self.rig.folder / "none")}
        result = self.rig.run("--lang", "da", "config", "check", settings=lc_db)
        self.assertEqual(result.code, 78, result)
        self.assertIn(str(self.rig.folder / "none"), result.out)
        self.assertIn("Indstillingerne kan ikke bruges.", result.out)

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
