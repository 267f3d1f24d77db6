#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Runs clang-tidy over the program's source files, by the compile commands of a build folder."""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


# clang 14 takes this flag only with a second one that says it will be removed.
GCC_ONLY = " -ftrivial-auto-var-init=zero"


def tidy(commands, file):
    command = ["clang-tidy", "-p", commands, "--quiet", "--extra-arg=-Wno-unknown-warning-option", file]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="the build folder, e.g. build/dev")
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="these files only; without them every file of src/")
    arguments = parser.parse_args()
    text = (arguments.build / "compile_commands.json").read_text(encoding="utf-8").replace(GCC_ONLY, "")
    files = sorted({entry["file"] for entry in json.loads(text) if entry["file"].startswith(str(ROOT / "src"))})
    if arguments.files:
        asked = {str(file.resolve()) for file in arguments.files}
        files = [file for file in files if file in asked]
    failed = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        (pathlib.Path(folder) / "compile_commands.json").write_text(text, encoding="utf-8")
        for code, output in pool.map(lambda file: tidy(folder, file), files):
            if code != 0:
                failed += 1
                print(output)
    print(f"{len(files)} files, {failed} with findings")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
