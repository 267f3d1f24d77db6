#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when clang-format would change a C++ file. `tools/check_format.py --fix` lets it."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main():
    folders = ("src", "test", "lab", "bench", "fuzz")
    files = sorted(str(path) for folder in folders for path in (ROOT / folder).rglob("*.[ch]pp"))
    mode = ["-i"] if "--fix" in sys.argv else ["--dry-run", "--Werror"]
    result = subprocess.run(["clang-format", *mode, *files], cwd=ROOT, check=False)
    print(f"{len(files)} files")
    return result.returncode if files else 1


if __name__ == "__main__":
    sys.exit(main())
