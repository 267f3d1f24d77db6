# SPDX-License-Identifier: MPL-2.0
"""report: the remarks on a municipality's records as text, CSV and HTML, with names and without CPR numbers."""

import csv
import html.parser
import io
import pathlib
import re
import tempfile
import unittest

from support import Rig

CANARY = "<i>Kanarie & \"Fugl\"</i>"


class Page(html.parser.HTMLParser):
    """Checks that every element is closed, and keeps the text and the tags."""

    void = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text += data


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=5)
        cls.addClassCleanup(cls.rig.stop)
        cls.environment = {"OS2SYNC_XFER_CPR": "true", "OS2SYNC_SYNC_MANAGERS": "true"}
        findings = cls.rig.run("plan", "--json", environment=cls.environment).json()["findings"]
        cls.persons = {item["source_uuid"] for item in findings if item["kind"] == "user"}
        cls.findings = findings
        person = min(row["uuid"] for row in cls.rig.lines("employee") if row["uuid"] in cls.persons)
        row = next(row for row in cls.rig.lines("employee") if row["uuid"] == person)
        cls.rig.change(upsert=[{**row, "surname": CANARY}])
        cls.cprs = {value for row in cls.rig.lines("employee") for key, value in row.items() if "cpr" in key and value}

    def report(self, *words):
        result = self.rig.run("report", *words, environment=self.environment)
        self.assertEqual(result.code, 0, result)
        return result

    def test_csv_holds_every_finding_of_the_plan_with_a_name(self):
        rows = list(csv.DictReader(io.StringIO(self.report("--format", "csv").out, newline="")))
        self.assertGreater(len(rows), 5)
        self.assertEqual(sorted((row["code"], row["uuid"]) for row in rows),
                         sorted((item["code"], item["source_uuid"]) for item in self.findings))
        self.assertTrue(all(row["name"] and row["unit"] and row["who"] and row["remedy"] for row in rows))
        self.assertTrue(any(CANARY in row["name"] for row in rows))

    def test_html_is_a_whole_page_in_a_file_for_the_owner_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "report.html"
            result = self.report("--format", "html", "--out", file, "--lang", "da")
            self.assertEqual(result.out, "")
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            text = file.read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual(page.open, [])
        self.assertIn(("html", {"lang": "da"}), page.tags)
        self.assertEqual([tag for tag, _ in page.tags].count("h1"), 1)
        self.assertIn(CANARY, page.text)
        self.assertNotIn("<i>", text)
        self.assertFalse({"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags})

    def test_no_form_holds_a_cpr_number_or_sends_anything(self):
        self.assertGreater(len(self.cprs), 200)
        for form in ("text", "csv", "html"):
            result = self.report("--format", form)
            digits = set(re.findall(r"\d{10}", re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", result.out + result.err)))
            self.assertFalse(digits & {re.sub(r"\D", "", cpr) for cpr in self.cprs})
        self.assertEqual(self.rig.writes(), [])

    def test_a_file_that_cannot_be_written_is_named(self):
        result = self.rig.run("report", "--out", "/nonexistent/report.html")
        self.assertEqual(result.code, 64, result)
        self.assertIn("/nonexistent/report.html", result.err)


if __name__ == "__main__":
    unittest.main()
