# SPDX-License-Identifier: MPL-2.0
"""On a terminal of 80 columns: progress that goes away, colours that NO_COLOR turns off, no line too long."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import unittest

from support import PROGRAM, Rig

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def run_on_terminal(command, environment):
    """Everything the program shows on a terminal of 80 columns, stdout and stderr together, and its exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return shown.decode("utf-8", "replace"), process.wait()


class Terminal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=31)
        cls.addClassCleanup(cls.rig.stop)

    def show(self, *words, **environment):
        command = [str(PROGRAM), "--config", str(self.rig.settings_file), *words]
        return run_on_terminal(command, {**self.rig.environment(), "TERM": "xterm", **environment})

    def test_1_a_plan_fits_and_is_coloured(self):
        for language in ("da", "en"):
            shown, code = self.show("--lang", language, "plan")
            self.assertEqual(code, 0, shown[-500:])
            self.assertIn("\x1b[32m", shown)
            for line in shown.replace("\r\n", "\n").split("\n"):
                self.assertLessEqual(len(ESCAPES.sub("", line.split("\r")[-1])), 80, line)

    def test_2_no_color_is_respected(self):
        shown, _ = self.show("-q", "plan", NO_COLOR="1")
        self.assertNotIn("\x1b[", shown)

    def test_3_sync_shows_progress_and_takes_it_away(self):
        shown, code = self.show("sync")
        self.assertIn(code, (0, 3), shown[-500:])
        self.assertRegex(shown, r"reading from OS2MO: \d+ objects")
        self.assertNotRegex(ESCAPES.sub("", shown.split("\x1b[K")[-1]), "reading from")

    def test_4_a_pipe_gets_no_animation_and_no_colour(self):
        result = self.rig.run("plan")
        self.assertNotIn("\x1b", result.out + result.err)

    def test_5_an_explanation_fits(self):
        person = self.rig.lines("employee")[0]["uuid"]
        for language in ("da", "en"):
            shown, code = self.show("-q", "--lang", language, "explain", person)
            self.assertEqual(code, 0, shown[-500:])
            for line in shown.replace("\r\n", "\n").split("\n"):
                is_one_word = " " not in line.strip()  # a list of uuids that is sent
                self.assertTrue(is_one_word or len(ESCAPES.sub("", line)) <= 80, line)


if __name__ == "__main__":
    unittest.main()
