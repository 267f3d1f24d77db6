# SPDX-License-Identifier: MPL-2.0
"""tools/check_hardening.py sees each protection that is taken away from a program."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import ROOT

# A buffer on the stack, a copy of unknown length, a container: something for every protection.
SOURCE = """#include <cstring>
#include <string>
#include <vector>
int main(int argc, char** argv) {
  char buffer[64];
  std::strcpy(buffer, argv[0]);
  std::vector<std::string> words(argv, argv + argc);
  return static_cast<int>(words[words.size() - 1].size()) + buffer[argc];
}
"""
COMPILE = ["-O2", "-fPIE", "-fstack-protector-strong", "-fcf-protection=full", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=3", "-D_GLIBCXX_ASSERTIONS"]
LINK = ["-pie", "-Wl,-z,relro", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,--no-undefined"]
# What is taken away, what stands there instead, and what the check calls it.
LOSSES = {
    "-pie": ("-no-pie", "-pie"), "-Wl,-z,relro": ("-Wl,-z,norelro", "-z relro"), "-Wl,-z,now": ("-Wl,-z,lazy", "-z now"),
    "-Wl,-z,noexecstack": ("-Wl,-z,execstack", "-z noexecstack"), "-Wl,--no-undefined": ("-Wl,-rpath,/tmp", "RPATH"),
    "-fstack-protector-strong": ("-fno-stack-protector", "-fstack-protector-strong"), "-fcf-protection=full": ("-fcf-protection=none", "-fcf-protection"),
    "-D_FORTIFY_SOURCE=3": ("-D_FORTIFY_SOURCE=0", "_FORTIFY_SOURCE"), "-D_GLIBCXX_ASSERTIONS": ("-DNOTHING", "_GLIBCXX_ASSERTIONS"),
}


class Hardening(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        (self.folder / "main.cpp").write_text(SOURCE, encoding="utf-8")
        subprocess.run(["g++", "-std=c++20", *COMPILE, "-c", "main.cpp", "-o", "full.o"], cwd=self.folder, check=True)

    def check(self, place):
        done = subprocess.run([sys.executable, "-B", str(ROOT / "tools/check_hardening.py"), str(place)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    def build(self, lost=None, instead=None):
        swap = [instead if flag == lost else flag for flag in COMPILE + LINK]
        parts = ["full.o"] if lost in (None, *LINK) else ["main.cpp"]
        flags = [flag for flag in swap if flag not in COMPILE] if parts == ["full.o"] else swap
        subprocess.run(["g++", "-std=c++20", *flags, *parts, "-o", "program"], cwd=self.folder, check=True, capture_output=True)
        return self.folder / "program"

    def test_a_program_with_all_of_them_passes(self):
        code, said = self.check(self.build())
        self.assertEqual(code, 0, said)

    def test_each_loss_is_named(self):
        for lost, (instead, name) in LOSSES.items():
            with self.subTest(lost):
                code, said = self.check(self.build(lost, instead))
                self.assertEqual(code, 1, said)
                self.assertIn(name, said)

    def test_options_that_leave_no_trace_are_looked_for_in_the_commands(self):
        self.build().rename(self.folder / "os2sync-export")
        every = "-ftrivial-auto-var-init=zero -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full"
        for options, code in ((every, 0), (every.replace("-fstack-clash-protection", ""), 1), (every.replace("=3", "=2"), 1)):
            commands = [{"command": f"g++ {options} -o src/CMakeFiles/room_core.dir/core/day.cpp.o -c day.cpp"}]
            (self.folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
            self.assertEqual(self.check(self.folder)[0], code, options)


if __name__ == "__main__":
    unittest.main()
