#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when a command lacks its man page, a man page does not convert, a link in the documentation leads nowhere, or the
Danish operator's page and the settings differ in what there is to set."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def check_man_pages(problems):
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/commands").glob("cmd_*.cpp"))
    commands = sorted(re.findall(r'app\.add_subcommand\("([a-z-]+)"', sources))
    for command in commands:
        if not (ROOT / f"man/os2sync-export-{command}.1.md").exists():
            problems.append(f"man/os2sync-export-{command}.1.md is missing")
    for page in sorted((ROOT / "man").glob("*.md")):
        result = subprocess.run(["pandoc", "--standalone", "--to", "man", "--output", "/dev/null", page],
                                capture_output=True, text=True, check=False)
        if result.returncode != 0 or result.stderr:
            problems.append(f"{page.relative_to(ROOT)}: pandoc: {result.stderr.strip()}")
    return len(commands)


def check_links(problems):
    pages = [path for path in ROOT.rglob("*.md") if "build" not in path.relative_to(ROOT).parts]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not (page.parent / target).exists():
                problems.append(f"{page.relative_to(ROOT)}: link to {target} leads nowhere")
    return len(pages)


def names_marked(text):
    """What stands in back quotes and has the form of a setting's key."""
    return set(re.findall(r"`([a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)`", text))


def check_operators_page(problems):
    """docs/settings.md is made from the settings table (a unit test sees to that), so it stands for the table here."""
    table, without_effect = (ROOT / "docs/settings.md").read_text(encoding="utf-8").split("\n## Accepted without effect\n")
    keys = set()
    for row in re.findall(r"^\| (`.*?) \|", table, flags=re.MULTILINE):
        keys |= names_marked(row)
    families = {key.split(".")[0] for key in keys if "." in key} - {"crontab"}  # crontab.X is any variable of the job runner's
    known = keys | names_marked(without_effect)
    for page in ("docs/da/drift.md", "docs/da/skift.md", "docs/en/operations.md", "docs/en/migration.md"):
        named = names_marked((ROOT / page).read_text(encoding="utf-8"))
        for name in sorted(name for name in named - known if name.split(".")[0] in families and "." in name):
            problems.append(f"{page}: there is no setting {name}")
        if page == "docs/da/drift.md":
            problems += [f"{page}: the setting {key} is missing" for key in sorted(keys - named)]
    return len(keys)


def main():
    problems = []
    commands = check_man_pages(problems)
    pages = check_links(problems)
    settings = check_operators_page(problems)
    for problem in problems:
        print(problem)
    print(f"{commands} commands, {pages} pages, {settings} settings, {len(problems)} problems")
    return 1 if problems or commands == 0 or settings == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
