#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Small rules every file of ours obeys: SPDX header, an @file line in headers, no leftovers, no paths of one machine,
files of readable length, both languages' texts with the same places."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE_SUFFIXES = {".cpp", ".hpp", ".js", ".py", ".cmake", ".sh"}
MAX_LINES = 500


def tracked_files():
    listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                             capture_output=True, text=True, check=False).stdout
    return [ROOT / line for line in listing.splitlines() if (ROOT / line).is_file()]


# A text in both languages: two runs of string literals in braces. fmt fills the same values into both.
LITERALS = r'((?:"(?:[^"\\\n]|\\.)*"\s*)+)'
PAIR = re.compile(r"\{\s*" + LITERALS + r",\s*" + LITERALS + r"\}")


def places(literals):
    return sorted(re.findall(r"\{[^{}]*\}", literals.replace("{{", "").replace("}}", "")))


def check_pairs(text, relative, problems):
    for pair in PAIR.finditer(text):
        if places(pair[1]) != places(pair[2]):
            line = text.count("\n", 0, pair.start()) + 1
            problems.append(f"{relative}:{line}: the English and the Danish text have other places")


def check(path, problems):
    relative = path.relative_to(ROOT)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if not any("SPDX-License-Identifier: MPL-2.0" in line for line in lines[:3]):
        problems.append(f"{relative}: no SPDX line")
    if path.suffix == ".hpp" and "#pragma once" not in text:
        problems.append(f"{relative}: no #pragma once")
    if path.suffix == ".hpp" and "@file" not in text:
        problems.append(f"{relative}: no @file sentence")
    if len(lines) > MAX_LINES and relative.parts[0] == "src":
        problems.append(f"{relative}: {len(lines)} lines; look for the second idea in it")
    if relative.parts[0] == "src":
        check_pairs(text, relative, problems)
    for number, line in enumerate(lines, 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))", line) and path.name != "check_sources.py":
            problems.append(f"{relative}:{number}: leftover: {line.strip()}")


def main():
    problems = []
    sources = [path for path in tracked_files() if path.suffix in SOURCE_SUFFIXES or path.name == "CMakeLists.txt"]
    for path in sources:
        check(path, problems)
    for problem in problems:
        print(problem)
    print(f"{len(sources)} files, {len(problems)} problems")
    return 1 if problems or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
