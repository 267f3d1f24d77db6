# SPDX-License-Identifier: MPL-2.0
"""`doctor` against the lab: a good installation, and each thing that can be wrong with one. It never writes."""

import http.server
import os
import shutil
import ssl
import subprocess
import threading
import unittest

from support import Rig

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


class Doctor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=6)
        cls.addClassCleanup(cls.rig.stop)

    def doctor(self, code, settings=None, environment=None):
        """The checks by id, after a look at the exit code and that nothing was written."""
        before = len(self.rig.writes())
        result = self.rig.run("doctor", "--json", settings=settings, environment=environment)
        self.assertEqual(result.code, code, result)
        self.assertEqual(result.json()["ok"], code == 0)
        self.assertEqual(len(self.rig.writes()), before, "doctor changes nothing")
        for secret in ("lab-secret", "lab-key", "canary"):
            self.assertNotIn(secret, result.out + result.err)
        return {check["id"]: check for check in result.json()["checks"]}

    def test_1_before_the_first_run(self):
        checks = self.doctor(0)
        self.assertEqual(checks["os2mo"]["state"], "ok")
        self.assertEqual(checks["clock"]["state"], "ok")
        self.assertEqual(checks["os2sync.api_key"]["state"], "ok")
        self.assertEqual(checks["os2sync.municipality"]["state"], "warn")
        self.assertIn("first run", checks["state"]["detail"])
        self.assertFalse((self.rig.folder / "ledger.db").exists(), "looking makes no ledger")

    def test_2_after_a_run_in_danish(self):
        self.rig.run("sync")
        self.rig.drain()
        self.assertEqual(self.doctor(0)["os2sync.municipality"]["state"], "ok")
        result = self.rig.run("--lang", "da", "doctor")
        self.assertEqual(result.code, 0, result)
        self.assertIn("En kørsel kan gøre sit arbejde.", result.out)
        for line in result.out.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_3_os2mo_is_away_and_os2sync_is_looked_at_all_the_same(self):
        checks = self.doctor(69, {"mora.base": NOWHERE, "mora.attempts": 1})
        self.assertIn(NOWHERE, checks["os2mo"]["errors"][0])
        self.assertEqual(checks["os2sync"]["state"], "ok")

    def test_4_the_login_is_refused(self):
        checks = self.doctor(77, environment={"CLIENT_SECRET": "wrong-canary", "CLIENT_SECRET_FILE": ""})
        self.assertIn("dipex", checks["os2mo"]["errors"][0])

    def test_5_a_graphql_version_that_is_not_served(self):
        self.assertIn("v99", self.doctor(78, {"mora.graphql_version": 99})["os2mo"]["errors"][0])

    def test_6_os2sync_refuses_the_key_or_is_away(self):
        checks = self.doctor(77, environment={"OS2SYNC_API_KEY": "wrong-canary", "OS2SYNC_API_KEY_FILE": ""})
        self.assertIn("os2sync.api_key", checks["os2sync"]["errors"][0])
        self.assertEqual(self.doctor(69, {"os2sync.api_url": NOWHERE + "/api"})["os2sync"]["state"], "fail")

    def test_7_another_municipality_answers(self):
        with Rig(persons=300, seed=6) as rig:
            rig.sync_control("/fk", {"kind": "orgUnit", "payload": {"Uuid": rig.mo["top_unit"], "Name": "Naboby"}})
            result = rig.run("doctor", settings={"os2sync.uuid_from_it_systems": []})
            self.assertEqual(result.code, 78, result)
            self.assertIn("Naboby", result.out)

    def test_8_settings_that_cannot_be_read(self):
        result = self.rig.run("doctor", settings={"os2sync.autowash": "perhaps"})
        self.assertEqual(result.code, 78, result)
        self.assertIn("os2sync.autowash", result.err)

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_9_a_state_that_cannot_be_written(self):
        folder = self.rig.folder / "readonly"
        folder.mkdir()
        folder.chmod(0o500)
        checks = self.doctor(78, {"os2sync.hash_cache": str(folder / "deep/ledger.db")})
        self.assertIn(str(folder), checks["state"]["errors"][0])

    def test_a_ledger_under_a_file_can_never_be_made(self):
        file = self.rig.folder / "no-folder"
        file.write_text("x")
        self.assertEqual(self.doctor(78, {"os2sync.hash_cache": str(file / "ledger.db")})["state"]["state"], "fail")


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rig = Rig(persons=300, seed=6)
        cls.addClassCleanup(cls.rig.stop)
        cls.pem = cls.rig.folder / "short-lived.pem"
        key = cls.rig.folder / "short-lived.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "10", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key,
                        "-out", cls.pem], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cls.pem, key)
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
        cls.server.socket = context.wrap_socket(cls.server.socket, server_side=True)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def checks(self, settings):
        result = self.rig.run("doctor", "--json", settings=settings)
        return {check["id"]: check for check in result.json()["checks"]}

    def test_the_days_a_peers_certificate_has_left_are_counted(self):
        url = f"https://localhost:{self.server.server_address[1]}/api"
        check = self.checks({"os2sync.api_url": url, "os2sync.ca_file": str(self.pem)})["os2sync.certificate"]
        self.assertEqual(check["state"], "warn", check)
        self.assertRegex(check["warnings"][0], "^(9|10) days left")

    def test_a_certificate_nobody_trusts_is_told(self):
        url = f"https://localhost:{self.server.server_address[1]}/api"
        check = self.checks({"os2sync.api_url": url})["os2sync.certificate"]
        self.assertEqual(check["state"], "fail", check)
        self.assertIn("certificate", check["errors"][0])

    def test_the_days_of_a_client_certificate_are_counted(self):
        check = self.checks({"mora.client_certificate": str(self.pem), "mora.client_key": str(self.pem.with_suffix(".key"))})
        self.assertRegex(check["mora.client_certificate"]["warnings"][0], "^(9|10) days left")


class Refusing(http.server.BaseHTTPRequestHandler):
    """Answers 404 to everything: the certificate alone is of interest."""

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (ssl.SSLError, ConnectionError):
            self.close_connection = True

    def do_GET(self):  # noqa: N802
        self.send_error(404)

    do_POST = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    unittest.main()
