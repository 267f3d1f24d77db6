#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when a command lacks its man page, a man page does not convert, or a link in the documentation leads nowhere."""

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


def main():
    problems = []
    commands = check_man_pages(problems)
    pages = check_links(problems)
    for problem in problems:
        print(problem)
    print(f"{commands} commands, {pages} pages, {len(problems)} problems")
    return 1 if problems or commands == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
