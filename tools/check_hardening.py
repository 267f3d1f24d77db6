#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when a built program, not stripped, has lost one of its protections: what the compiler was asked for is looked for in
the binary, or where it leaves no trace in the compile commands.
Usage: tools/check_hardening.py BUILD-FOLDER-OR-PROGRAM..."""

import json
import pathlib
import re
import subprocess
import sys


def read(tool, *words):
    return subprocess.run([tool, *words], capture_output=True, text=True, check=True).stdout


def find_flag(dynamic, tag, flag):
    """Whether a line of the dynamic section, e.g. FLAGS_1, names a flag."""
    return any(flag in line.split() for line in dynamic.splitlines() if f"({tag})" in line)


def check(program):
    """The protections that are missing, each with the flag that gives it."""
    header = read("readelf", "--wide", "--file-header", program)
    segments = read("readelf", "--wide", "--program-headers", program)
    dynamic = read("readelf", "--wide", "--dynamic", program)
    symbols = read("readelf", "--wide", "--dyn-syms", program)
    imported = set(re.findall(r"UND (\w+)", symbols))
    stack = re.search(r"GNU_STACK.* ([RWE ]{3}) 0x[0-9a-f]+$", segments, re.MULTILINE)
    found = {
        "position independent (-fPIE -pie)": "DYN (" in header and find_flag(dynamic, "FLAGS_1", "PIE"),
        "relocations read-only (-z relro)": "GNU_RELRO" in segments,
        "all bound at start (-z now)": find_flag(dynamic, "FLAGS", "BIND_NOW") and find_flag(dynamic, "FLAGS_1", "NOW"),
        "stack not executable (-z noexecstack)": stack is not None and "E" not in stack.group(1),
        "no segment both written and executed": re.search(r"LOAD.* RWE ", segments) is None,
        "no library searched in odd places (RPATH)": "(RPATH)" not in dynamic and "(RUNPATH)" not in dynamic,
        "stack protector (-fstack-protector-strong)": "__stack_chk_fail" in imported,
        "checked calls (-D_FORTIFY_SOURCE)": any(name.endswith("_chk") and name != "__stack_chk_fail" for name in imported),
        "checked containers (-D_GLIBCXX_ASSERTIONS)": any("__glibcxx_assert_fail" in name for name in imported),
    }
    if "X86-64" in header:
        # The note that says so for the whole program is lost with the first library that has it not.
        entry = read("objdump", "--disassemble=main", "--no-show-raw-insn", program)
        found["branch tracking (-fcf-protection)"] = re.search(r"<main>:\n +[0-9a-f]+:\s+endbr64", entry) is not None
    return [name for name, present in found.items() if not present], len(found)


def check_options(build):
    """Every file of the program has to be compiled with them; some leave no trace in a binary of ours."""
    commands = (build / "compile_commands.json").read_text(encoding="utf-8")
    ours = [entry["command"] for entry in json.loads(commands) if " -o src/" in entry["command"]]
    needed = ("-ftrivial-auto-var-init=zero", "-D_FORTIFY_SOURCE=3", "-D_GLIBCXX_ASSERTIONS", "-fstack-protector-strong",
              "-fstack-clash-protection", "-fcf-protection=full")
    return [f"{flag} for every file" for flag in needed if not ours or any(flag not in line for line in ours)], len(needed)


def main():
    failed = False
    for place in map(pathlib.Path, sys.argv[1:]):
        program = place / "os2sync-export" if place.is_dir() else place
        missing, count = check(program)
        if place.is_dir():
            missing_options, more = check_options(place)
            missing += missing_options
            count += more
        for name in missing:
            print(f"{program}: missing: {name}")
        print(f"{program}: {count} protections looked for, {len(missing)} missing")
        failed = failed or bool(missing)
    return 1 if failed or len(sys.argv) == 1 else 0


if __name__ == "__main__":
    sys.exit(main())
