# SPDX-License-Identifier: MPL-2.0
"""Templates with the real binary: what they send, what is refused, and that nothing of the user's reaches Python."""

import json
import pathlib
import tempfile
import unittest

from support import Rig, run

NICKNAME = "{% if nickname -%}{{ nickname }}{%- else %}{{ name }}{%- endif %}"


def posted_users(rig):
    posts = [entry for entry in rig.sync_journal(bodies=True) if entry["method"] == "POST" and entry["path"].lower().startswith("/api/user")]
    return [json.loads(entry["body"]) for entry in posts]


def users_of(objects):
    return {uuid: state for (kind, uuid), state in objects.items() if kind == "user"}


class Sending(unittest.TestCase):
    def test_names_and_user_ids_are_what_the_templates_say(self):
        templates = {"person.name": "{{ surname }}, {{ givenname }}", "person.user_id": "id-{{ uuid }}"}
        with Rig(persons=40) as rig:
            result = rig.run("sync", settings={"os2sync.templates": templates, "os2sync.user_key_it_system_name": "Omada"})
            self.assertEqual(result.code, 0, result)
            users = posted_users(rig)
            self.assertTrue(users)
            for user in users:
                self.assertIn(", ", user["Person"]["Name"])
            self.assertTrue(any(user["UserId"] == "id-" + user["Uuid"] for user in users), users[:3])

    def test_seniority_and_the_organisation_are_asked_for_when_there_are_templates(self):
        with Rig(persons=40) as rig:
            template = "{{ seniority }} {{ org.name }} {{ name }}"
            result = rig.run("sync", settings={"os2sync.templates": {"person.name": template}})
            self.assertEqual(result.code, 0, result)
            names = [user["Person"]["Name"] for user in posted_users(rig)]
            self.assertTrue(any(name.startswith("2001-02-03 Laboratoriet Kommune ") for name in names), names[:3])
            self.assertTrue(any(name.startswith("None Laboratoriet Kommune ") for name in names), names[:3])
            user = next(user for user in posted_users(rig))
            single = rig.run("sync-user", user["Uuid"], "--dry-run", settings={"os2sync.templates": {"person.name": template}})
            self.assertEqual(single.code, 0, single)

    def test_a_person_whose_template_fails_is_held_and_nothing_of_it_is_told(self):
        with Rig(persons=40) as rig:
            self.assertEqual(rig.run("sync").code, 0)
            before = users_of(rig.fk_objects())
            person = next(row for row in rig.lines("employee") if row.get("nickname_given_name"))
            surname = person["surname"]
            template = "{% if nickname_givenname == '" + person["nickname_given_name"] + "' %}{{ nickname_surname.initialer }}{% endif %}{{ name }}"
            result = rig.run("sync", settings={"os2sync.templates": {"person.name": template}})
            self.assertEqual(result.code, 3, result)
            self.assertIn("person.name: initialer", result.out)
            for text in (result.out, result.err):
                self.assertNotIn(surname, text)
            self.assertEqual(users_of(rig.fk_objects()), before)


class Refusing(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def try_template(self, template, *words, environment=None):
        file = self.folder / "settings.json"
        settings = {"os2sync.api_url": "stub", "os2sync.top_unit_uuid": "11111111-0000-4000-8000-000000000001", "mora.base": "http://127.0.0.1:9",
                    "os2sync.hash_cache": str(self.folder / "state.db"), "client_secret": "x", "os2sync.templates": {"person.name": template}}
        file.write_text(json.dumps(settings), encoding="utf-8")
        return run("--config", file, *words, environment=environment, folder=self.folder)

    def test_an_unknown_variable_is_refused_before_anything_is_read(self):
        for words in (("sync",), ("plan",), ("explain", "11111111-0000-4000-8000-000000000001")):
            result = self.try_template("{{ fornavn }}", *words)
            self.assertEqual(result.code, 78, result)
            self.assertIn("os2sync.templates: person.name: there is no variable 'fornavn'", result.err)

    def test_config_check_tells_it_too(self):
        result = self.try_template("{{ name", "config", "check", "--offline")
        self.assertEqual(result.code, 78, result)
        self.assertIn("person.name: line 1:", result.out)
        self.assertEqual(self.try_template(NICKNAME, "config", "check", "--offline").code, 0)

    def test_nothing_of_the_users_reaches_python(self):
        """As from cron, and with another Jinja2 wherever a user could put one."""
        poison = "raise SystemExit('poisoned')"
        for place in (self.folder / "path/jinja2", self.folder / ".local/lib/python3.11/site-packages/jinja2", self.folder / "jinja2"):
            place.mkdir(parents=True)
            (place / "__init__.py").write_text(poison, encoding="utf-8")
        (self.folder / "startup.py").write_text(poison, encoding="utf-8")
        for environment in ({}, {"PYTHONPATH": str(self.folder / "path"), "HOME": str(self.folder), "PYTHONHOME": str(self.folder),
                                 "PYTHONSTARTUP": str(self.folder / "startup.py"), "PATH": str(self.folder)}):
            result = self.try_template(NICKNAME, "config", "check", "--offline", environment=environment)
            self.assertEqual(result.code, 0, result)


if __name__ == "__main__":
    unittest.main()
