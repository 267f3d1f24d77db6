# SPDX-License-Identifier: MPL-2.0
"""report: the remarks on a municipality's records as text, CSV and HTML, with names and without CPR numbers."""

import csv
import datetime
import html.parser
import io
import pathlib
import re
import sys
import tempfile
import unittest
import uuid

from support import ROOT, Rig

sys.path.insert(0, str(ROOT / "lab/lcdb"))

from make_lcdb import make_lcdb  # noqa: E402

UNPLACED = "engagement_missing"
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

    def report(self, *words, **options):
        result = self.rig.run("report", *words, environment=self.environment, **options)
        self.assertEqual(result.code, 0, result)
        return result

    def rows(self, **options):
        return list(csv.DictReader(io.StringIO(self.report("--format", "csv", **options).out, newline="")))

    def unplaced(self, **options):
        """Their uuids, each once."""
        uuids = [row["uuid"] for row in self.rows(**options) if row["code"] == UNPLACED]
        self.assertEqual(len(uuids), len(set(uuids)))
        return set(uuids)

    def held(self, kind, future):
        """The rows of a kind that hold today, or with `future` those that have not ended."""
        today = datetime.date.today().isoformat()
        for row in self.rig.lines(kind):
            validity = row.get("validity") or {}
            begun = (validity.get("from") or "") <= today
            if (begun or future) and (validity.get("to") or "9999-12-31") >= today:
                yield row

    def expected(self, with_future):
        """Who has an account in Active Directory and no engagement in a unit that exists, reckoned from the rows themselves."""
        system = next(row["uuid"] for row in self.rig.lines("itsystem") if row["name"] == "Active Directory")
        units = {row["uuid"] for row in self.held("org_unit", future=False)}
        today = datetime.date.today().isoformat()
        placed = {row["person"] for row in self.held("engagement", with_future)
                  if row["org_unit"] in units or row["validity"]["from"] > today}
        persons = {row["uuid"] for row in self.held("employee", future=False)}
        holders = {row["person"] for row in self.held("ituser", future=False) if row["itsystem"] == system and row.get("person")}
        return (holders & persons) - placed

    def test_persons_with_an_account_and_no_engagement_come_without_a_unit(self):
        expected = self.expected(with_future=True)
        self.assertGreater(len(expected), 10)
        self.assertEqual(self.unplaced(), expected)
        listed = [row for row in self.rows() if row["code"] == UNPLACED]
        self.assertTrue(all(row["name"] and row["who"] == "HR" for row in listed))
        systems = {row["name"] for row in self.rig.lines("itsystem")}
        self.assertLessEqual({row["detail"].split(" (")[0] for row in listed}, systems)
        self.assertEqual({row["unit"] for row in listed}, {""})
        text = self.report("--lang", "da").out
        self.assertLess(text.index("Uden en enhed, der er læst"), text.index("en IT-konto, men intet"))
        self.assertTrue(all(len(line) <= 80 for line in text.splitlines()))

    def test_one_who_gets_an_engagement_or_loses_the_account_is_listed_no_more(self):
        hired, left = sorted(self.unplaced())[:2]
        unit = self.rig.mo["top_unit"]
        model = next(row for row in self.rig.lines("engagement") if row["org_unit"] != unit)
        accounts = [row for row in self.rig.lines("ituser") if row.get("person") == left]
        before = self.unplaced()
        other = str(uuid.UUID(int=7))
        engagement = {**model, "uuid": other, "person": hired, "org_unit": unit, "validity": {"from": "2999-01-01"}}
        self.rig.change(upsert=[engagement], delete=[{"kind": "ituser", "uuid": row["uuid"]} for row in accounts])
        try:
            self.assertEqual(self.unplaced(), before - {hired, left})
        finally:
            self.rig.change(upsert=accounts, delete=[{"kind": "engagement", "uuid": other}])
        self.assertEqual(self.unplaced(), before)

    def test_the_lc_database_gives_the_same_but_for_those_who_have_not_begun(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "ActualState.db"
            make_lcdb([line for line in self.rig.mo_municipality().splitlines() if line], file)
            settings = {"mora.base": None, "os2sync.use_lc_db": True, "lc-for-jobs.actual_db_name": str(file)}
            found = self.unplaced(settings=settings)
        self.assertEqual(found, self.expected(with_future=False))
        self.assertLess(self.unplaced(), found)

    def test_the_same_report_twice_and_no_question_more_in_a_run(self):
        self.assertEqual(self.report().out, self.report().out)

        def questions(*words):
            before = self.rig.mo_control("/counters")["requests"]
            self.assertEqual(self.rig.run(*words, environment=self.environment).code, 0)
            return self.rig.mo_control("/counters")["requests"] - before

        self.assertGreaterEqual(questions("report"), questions("plan") + 3)

    def test_csv_holds_every_finding_of_the_plan_with_a_name(self):
        rows = [row for row in self.rows() if row["code"] != UNPLACED]
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
