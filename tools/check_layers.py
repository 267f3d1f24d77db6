#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""Fails when a room includes what its line in src/CMakeLists.txt does not allow, when a foreign library is used outside
its room, when a pure room touches the outside world, or when a CPR number is revealed outside the sender and digests."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SRC = ROOT / "src"

# Which rooms may include a library's headers.
LIBRARIES = {
    "curl/": {"adapters/http"},
    "openssl/": {"adapters/http"},
    "simdjson": {"adapters/os2mo"},
    "nlohmann/": {"config", "render", "adapters/os2sync", "adapters/os2mo", "adapters/audit"},
    "SQLiteCpp/": {"adapters/ledger", "adapters/lcdb"},
    "sqlite3.h": {"adapters/ledger", "adapters/lcdb"},
    "sodium.h": {"core", "adapters/ledger", "adapters/audit"},
    "pybind11/": {"adapters/jinja"},
    "Python.h": {"adapters/jinja"},
    "spdlog/": {"adapters/system"},
    "CLI/": {"commands"},
}
PURE = {"core", "rules", "plan", "ports", "render", "config"}
# What a pure room must not touch; fmt/chrono.h formats a given time and is no clock.
OUTSIDE_WORLD = re.compile(
    r"system_clock::now|steady_clock::now|\bgetenv\b|std::cout|std::cerr|std::clog|<fstream>|<iostream>|<filesystem>"
    r"|<thread>|<mutex>|\bfopen\b|std::random_device|<sys/socket\.h>|<unistd\.h>|spdlog"
)
REVEALERS = {"src/core/cpr.hpp", "src/core/payload.cpp", "src/adapters/os2sync", "src/adapters/jinja"}


def read_table():
    """Room name -> rooms it may use directly, from the build's own table."""
    text = (SRC / "CMakeLists.txt").read_text(encoding="utf-8")
    table = {}
    for call in re.finditer(r"add_room\(([^)]*)\)", text):
        words = call.group(1).split()
        name = words[words.index("NAME") + 1]
        uses = set()
        if "MAY_USE" in words:
            for word in words[words.index("MAY_USE") + 1:]:
                if word == "LIBRARIES":
                    break
                uses.add(word)
        table[name] = uses
    return table


def room_of(path, rooms):
    """The room a file or an include path belongs to, None for main.cpp and wiring.cpp."""
    text = str(path)
    return max((room for room in rooms if text.startswith(room + "/")), key=len, default=None)


def check_file(path, rooms, problems):
    relative = path.relative_to(SRC)
    room = room_of(relative, rooms)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"src/{relative}:{number}"
        include = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', line)
        if include:
            target = include.group(1)
            target_room = room_of(target, rooms)
            if room and target_room and target_room != room and target_room not in rooms[room]:
                problems.append(f"{where}: room {room} may not include {target} (allowed: {', '.join(sorted(rooms[room])) or 'nothing of ours'})")
            for library, allowed in LIBRARIES.items():
                if room and target.startswith(library) and room not in allowed:
                    problems.append(f"{where}: {target} belongs to {', '.join(sorted(allowed))}")
        if room in PURE and OUTSIDE_WORLD.search(line):
            problems.append(f"{where}: a pure room may not use a clock, files, environment, threads or streams: {line.strip()}")
        if "reveal_for_sending" in line and not any(f"src/{relative}".startswith(place) for place in REVEALERS):
            problems.append(f"{where}: a CPR number may be revealed in the sender, the digests and templates only")


def main():
    rooms = read_table()
    problems = []
    files = sorted(SRC.rglob("*.[ch]pp"))
    for path in files:
        check_file(path, rooms, problems)
    for problem in problems:
        print(problem)
    print(f"{len(files)} files, {len(rooms)} rooms, {len(problems)} problems")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
