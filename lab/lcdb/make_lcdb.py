#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Writes the LC database (ActualState.db) the nightly export would make from a municipality of the lab: what holds today,
in the tables and columns of 2026 or of 2023. Only what this program may read is filled.

    node lab/os2mo/generate.js --persons 300 > municipality.jsonl
    python3 lab/lcdb/make_lcdb.py municipality.jsonl ActualState.db"""

import argparse
import datetime
import json
import pathlib
import sqlite3
import sys
import uuid

PERIOD = ["startdato", "slutdato"]
TABLES = {
    "wfacetter": ["uuid", "bvn"],
    "wklasser": ["uuid", "bvn", "titel", "facet_uuid", "facet_bvn"],
    "wenheder": ["uuid", "navn", "bvn", "forældreenhed_uuid", "enhedstype_uuid", "enhedstype_titel", "enhedsniveau_uuid", "enhedsniveau_titel",
                 "opmærkning_uuid", "opmærkning_titel", *PERIOD],
    "wbrugere": ["uuid", "bvn", "fornavn", "efternavn", "kaldenavn_fornavn", "kaldenavn_efternavn", "cpr", *PERIOD],
    "wengagementer": ["uuid", "bruger_uuid", "enhed_uuid", "bvn", "engagementstype_uuid", "engagementstype_titel", "primærtype_uuid", "primærtype_titel",
                      "stillingsbetegnelse_uuid", "stillingsbetegnelse_titel", "primær_boolean", *[f"udvidelse_{n}" for n in range(1, 11)], *PERIOD],
    "wadresser": ["uuid", "bruger_uuid", "enhed_uuid", "værdi", "dar_uuid", "adressetype_uuid", "adressetype_bvn", "adressetype_scope",
                  "adressetype_titel", "synlighed_uuid", "synlighed_scope", "synlighed_titel", *PERIOD],
    "wit_systemer": ["uuid", "navn"],
    "wit_forbindelser": ["uuid", "it_system_uuid", "bruger_uuid", "enhed_uuid", "brugernavn", *PERIOD],
    "wledere": ["uuid", "bruger_uuid", "enhed_uuid", *PERIOD],
    "wkle": ["uuid", "enhed_uuid", "kle_aspekt_uuid", "kle_aspekt_titel", "kle_nummer_uuid", "kle_nummer_titel", *PERIOD],
}
SINCE_2026 = {
    "wadresser": ["bvn", "engagement_uuid", "ituser_uuid"],
    "wit_forbindelser": ["eksternt_id"],
    "wit_forbindelse_engagementer": ["it_forbindelse_uuid", "engagement_uuid", *PERIOD],
}
SCOPES = {"EMAIL": "E-mail", "PHONE": "Telefon", "PNUMBER": "P-nummer", "TEXT": "Text", "WWW": "Url", "MULTIFIELD_TEXT": "Multifield_text"}
PRIMARY_FROM = 3000  # the numeric scope of a primary class


def tables_of(schema):
    columns = {name: list(cells) for name, cells in TABLES.items()}
    if schema == "2026":
        for name, more in SINCE_2026.items():
            columns[name] = columns.get(name, []) + more
    return columns


def read_municipality(lines, today):
    """The objects that hold today, by kind and uuid."""
    kinds = {}
    for line in lines:
        row = json.loads(line)
        validity = row.setdefault("validity", {})
        if (validity.get("from") or "") <= today <= (validity.get("to") or "9999-12-31"):
            kinds.setdefault(row["kind"], {})[row["uuid"]] = row
    return kinds


def show_dar(address):
    """The lab's stand-in for the address register, as lab/os2mo/read_resolvers.js has it."""
    return f"Rådhusgade {1 + uuid.UUID(address).int % 200}, 6000 Kolding"


class Writer:
    def __init__(self, path, schema, kinds):
        self.kinds = kinds
        self.open_end = "9999-12-31" if schema == "2026" else None
        self.columns = tables_of(schema)
        self.database = sqlite3.connect(path)
        self.database.execute("CREATE TABLE IF NOT EXISTS kvittering (id INTEGER NOT NULL, query_tid DATETIME, start_levering_tid DATETIME, "
                              "slut_levering_tid DATETIME, PRIMARY KEY (id))")
        for name, cells in self.columns.items():
            self.database.execute(f"DROP TABLE IF EXISTS {name}")
            listed = ", ".join(f'"{cell}" VARCHAR(250)' for cell in cells)
            self.database.execute(f"CREATE TABLE {name} (id INTEGER NOT NULL, {listed}, PRIMARY KEY (id))")

    def rows(self, kind):
        return self.kinds.get(kind, {}).values()

    def add(self, table, row, **cells):
        """One row; cells this schema does not have are dropped."""
        cells |= {"uuid": row.get("uuid"), "bvn": row.get("user_key"), "startdato": row["validity"].get("from") or "0001-01-01",
                  "slutdato": row["validity"].get("to") or self.open_end}
        kept = {name: cells[name] for name in self.columns[table] if name in cells}
        names = ", ".join(f'"{name}"' for name in kept)
        self.database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(kept))})", list(kept.values()))

    def the_class(self, wanted):
        return self.kinds.get("class", {}).get(wanted) or {}

    def title(self, wanted, none=None):
        """A class that does not hold today leaves its uuid for a title."""
        return none if wanted is None else self.the_class(wanted).get("name", wanted)

    def write(self):
        self.write_classes()
        self.write_units()
        self.write_persons()
        self.write_addresses()
        self.write_accounts()

    def write_classes(self):
        for row in self.rows("facet"):
            self.add("wfacetter", row)
        for row in self.rows("class"):
            facet = self.kinds["facet"].get(row["facet_uuid"], {})
            self.add("wklasser", row, titel=row["name"], facet_uuid=row["facet_uuid"], facet_bvn=facet.get("user_key", ""))
        for row in self.rows("itsystem"):
            self.add("wit_systemer", row, navn=row["name"])

    def write_units(self):
        for row in self.rows("org_unit"):
            kind, level, hierarchy = row.get("org_unit_type"), row.get("org_unit_level"), row.get("org_unit_hierarchy")
            self.add("wenheder", row, navn=row["name"], forældreenhed_uuid=row.get("parent"), enhedstype_uuid=kind,
                     enhedstype_titel=self.title(kind, ""), enhedsniveau_uuid=level, enhedsniveau_titel=self.title(level, ""),
                     opmærkning_uuid=hierarchy, opmærkning_titel=self.title(hierarchy))
        for row in self.rows("manager"):
            self.add("wledere", row, bruger_uuid=row.get("person"), enhed_uuid=row["org_unit"])
        for row in self.rows("kle"):
            for aspect in row.get("kle_aspects") or []:
                self.add("wkle", row, enhed_uuid=row["org_unit"], kle_nummer_uuid=row["kle_number"], kle_nummer_titel=self.title(row["kle_number"]),
                         kle_aspekt_uuid=aspect, kle_aspekt_titel=self.title(aspect))

    def write_persons(self):
        for row in self.rows("employee"):
            self.add("wbrugere", row, fornavn=row.get("given_name"), efternavn=row.get("surname"), kaldenavn_fornavn=row.get("nickname_given_name") or "",
                     kaldenavn_efternavn=row.get("nickname_surname") or "", cpr=row.get("cpr_number"))
        for row in self.rows("engagement"):
            primary, job, kind = row.get("primary"), row.get("job_function"), row.get("engagement_type")
            rank = int(self.the_class(primary).get("scope") or 0)
            self.add("wengagementer", row, bruger_uuid=row["person"], enhed_uuid=row["org_unit"], engagementstype_uuid=kind,
                     engagementstype_titel=self.title(kind, ""), primærtype_uuid=primary, primærtype_titel=self.title(primary, ""),
                     stillingsbetegnelse_uuid=job, stillingsbetegnelse_titel=self.title(job, ""), primær_boolean=int(rank >= PRIMARY_FROM),
                     **{f"udvidelse_{n}": row.get(f"extension_{n}") for n in range(1, 11)})

    def write_addresses(self):
        for row in self.rows("address"):
            if not row.get("person") and not row.get("org_unit"):
                continue
            kind, visibility = self.the_class(row["address_type"]), row.get("visibility")
            scope = kind.get("scope") or ""
            is_dar = scope == "DAR"
            text = show_dar(row["value"]) if is_dar else " :: ".join(part for part in (row["value"], row.get("value2")) if part)
            self.add("wadresser", row, bruger_uuid=row.get("person"), enhed_uuid=row.get("org_unit"), engagement_uuid=row.get("engagement"),
                     ituser_uuid=row.get("ituser"), værdi=text, dar_uuid=row["value"] if is_dar else None, adressetype_uuid=row["address_type"],
                     adressetype_bvn=kind.get("user_key", ""), adressetype_titel=kind.get("name", ""), adressetype_scope=SCOPES.get(scope, scope),
                     synlighed_uuid=visibility, synlighed_scope=self.the_class(visibility).get("scope"), synlighed_titel=self.title(visibility))

    def write_accounts(self):
        for row in self.rows("ituser"):
            self.add("wit_forbindelser", row, it_system_uuid=row["itsystem"], bruger_uuid=row.get("person"), enhed_uuid=row.get("org_unit"),
                     brugernavn=row["user_key"], eksternt_id=row.get("external_id"))
            if "wit_forbindelse_engagementer" in self.columns:
                one = [row["engagement"]] if row.get("engagement") else []  # as older municipalities have it
                for engagement in row.get("engagements") or one:
                    self.add("wit_forbindelse_engagementer", row, it_forbindelse_uuid=row["uuid"], engagement_uuid=engagement)

    def finish(self, moment):
        stamp = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
        self.database.execute("INSERT INTO kvittering (query_tid, start_levering_tid, slut_levering_tid) VALUES (?, ?, ?)", (stamp, stamp, stamp))
        self.database.commit()
        self.database.close()


def make_lcdb(lines, path, schema="2026", moment=None):
    """`lines`: a municipality, one JSON object each. Everything is written in one commit."""
    moment = moment or datetime.datetime.now()
    writer = Writer(path, schema, read_municipality(lines, moment.date().isoformat()))
    writer.write()
    writer.finish(moment)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("municipality", type=pathlib.Path)
    parser.add_argument("database", type=pathlib.Path)
    parser.add_argument("--schema", choices=("2023", "2026"), default="2026")
    arguments = parser.parse_args()
    with arguments.municipality.open(encoding="utf-8") as lines:
        make_lcdb(lines, arguments.database, arguments.schema)
    return 0


if __name__ == "__main__":
    sys.exit(main())
