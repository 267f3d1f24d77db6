#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Runs clang-tidy over every source file of the program, by the compile commands of the build folder given."""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def tidy(build, file):
    # GCC-only flags in the compile commands would be errors to clang.
    command = ["clang-tidy", "-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option",
               "--extra-arg=-Wno-ignored-optimization-argument", "--extra-arg=-Wno-unused-command-line-argument", file]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


def main():
    build = sys.argv[1]
    commands = json.loads((pathlib.Path(build) / "compile_commands.json").read_text(encoding="utf-8"))
    files = sorted({entry["file"] for entry in commands if entry["file"].startswith(str(ROOT / "src"))})
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for code, output in pool.map(lambda file: tidy(build, file), files):
            if code != 0:
                failed += 1
                print(output)
    print(f"{len(files)} files, {failed} with findings")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
