#!/usr/bin/python3
# SPDX-License-Identifier: MPL-2.0
"""The lab: OS2MO, its login and OS2sync on loopback, with an invented municipality.

As a program: starts the lab, writes settings for it and waits for Ctrl-C.
As a module: `with Lab(build_dir, persons=300) as lab:` for the demo and the end-to-end tests."""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
NODE_MODULES = "/usr/share/nodejs"  # Debian's, whichever Node.js is first on PATH
CLIENT_SECRET = "lab-secret"
API_KEY = "lab-key"
CVR = "12345678"


def call(url, body=None, timeout=600):
    """One JSON request to a control plane; returns the decoded answer, None for an empty one."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        text = answer.read()
    return json.loads(text) if text.strip() else None


class Server:
    """A child process that says where it listens in its first line, and ends with us."""

    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise RuntimeError(f"{command[0]} ended with {self.process.returncode} before it was ready")
        self.addresses = json.loads(line)

    def __getitem__(self, name):
        return self.addresses[name]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Lab:
    """OS2MO and OS2sync with one municipality, and settings that fit it."""

    def __init__(self, build_dir, persons=300, seed=1, memo=False, profile="4.9.1", municipality=None, folder=None,
                 token_seconds=300, tick="manual"):
        self.temporary = None if folder else tempfile.TemporaryDirectory(prefix="os2sync-lab-")
        self.folder = pathlib.Path(folder or self.temporary.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        mo_command = ["node", str(ROOT / "lab/os2mo/main.js"), "--client-secret", CLIENT_SECRET, "--exit-with-stdin",
                      "--token-seconds", str(token_seconds)]
        if municipality:
            mo_command += ["--municipality", str(municipality)]
        else:
            mo_command += ["--generate", str(persons), "--seed", str(seed)]
        if memo:
            mo_command.append("--memo")
        self.mo = Server(mo_command, {"NODE_PATH": NODE_MODULES})
        try:
            self.sync = Server([str(pathlib.Path(build_dir) / "os2sync-lab"), "--profile", profile, "--api-key", API_KEY,
                                "--known-cvr", CVR, "--tick", tick, "--exit-with-stdin"])
        except BaseException:
            self.mo.stop()
            raise
        self.settings_file = self.folder / "settings.json"
        self.write_settings(persons, seed, municipality is None)

    def write_settings(self, persons, seed, generated):
        settings = {}
        if generated:
            subprocess.run(["node", str(ROOT / "lab/os2mo/generate.js"), "--persons", str(persons), "--seed", str(seed),
                            "--settings", str(self.settings_file)], check=True, stdout=subprocess.DEVNULL,
                           env={**os.environ, "NODE_PATH": NODE_MODULES})
            settings = json.loads(self.settings_file.read_text(encoding="utf-8"))
        settings.update(self.connection_settings())
        settings.setdefault("os2sync.top_unit_uuid", self.mo["top_unit"])
        self.settings_file.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        (self.folder / "client-secret").write_text(CLIENT_SECRET + "\n", encoding="utf-8")
        (self.folder / "api-key").write_text(API_KEY + "\n", encoding="utf-8")

    def connection_settings(self):
        return {
            "mora.base": self.mo["url"],
            "municipality.cvr": CVR,
            "os2sync.api_url": self.sync["url"],
            "os2sync.hash_cache": str(self.folder / "ledger.db"),
            "os2sync.retry_seconds": [0, 0, 0],
        }

    def environment(self):
        """The variables the program needs besides its settings file; nothing of the caller's own settings."""
        kept = {name: value for name, value in os.environ.items()
                if name in ("PATH", "HOME", "TERM", "COLUMNS", "NO_COLOR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")}
        return {**kept, "LANG": "C.UTF-8", "AUTH_SERVER": self.mo["auth"], "CLIENT_ID": "dipex",
                "CLIENT_SECRET_FILE": str(self.folder / "client-secret"),
                "OS2SYNC_API_KEY_FILE": str(self.folder / "api-key")}

    def mo_control(self, path, body=None):
        return call(self.mo["control"] + path, body)

    def mo_municipality(self):
        """Everything OS2MO holds, one JSON object a line, as it was loaded."""
        with urllib.request.urlopen(self.mo["control"] + "/municipality", timeout=60) as answer:
            return answer.read().decode()

    def sync_control(self, path, body=None):
        return call(self.sync["control"] + path, body)

    def drain(self):
        """Lets OS2sync work off its queue, as it does within minutes in reality."""
        return self.sync_control("/drain", {})

    def stop(self):
        self.sync.stop()
        self.mo.stop()
        if self.temporary:
            self.temporary.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def main():
    parser = argparse.ArgumentParser(description="Starts OS2MO and OS2sync on loopback with an invented municipality.")
    parser.add_argument("--build", default=ROOT / "build/release", help="folder of os2sync-lab (default: build/release)")
    parser.add_argument("--persons", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memo", action="store_true", help="remember answers: serves big municipalities fast")
    parser.add_argument("--profile", default="4.9.1", help="version of OS2sync: 3.x or 4.9.1")
    parser.add_argument("--tick", default="5", help="seconds between two runs of OS2sync's queue, or manual")
    parser.add_argument("--folder", help="where settings and ledger go (default: a temporary folder)")
    arguments = parser.parse_args()
    with Lab(arguments.build, arguments.persons, arguments.seed, arguments.memo, arguments.profile,
             folder=arguments.folder, tick=arguments.tick) as lab:
        print("The lab is up. In another terminal:\n")
        for name, value in lab.environment().items():
            if name not in os.environ:
                print(f"  export {name}={value}")
        print(f"  build/release/os2sync-export --config {lab.settings_file} sync\n")
        print(f"OS2MO {lab.mo['url']} (control {lab.mo['control']}), OS2sync {lab.sync['url']} (control {lab.sync['control']})")
        print("Ctrl-C stops it.", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
