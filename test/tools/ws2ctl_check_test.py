#!/usr/bin/env python3
"""ws2ctl check: ws2ctl_check_test.py [-v] FOLDER_OF_PROVIDERS PATH_OF_WS2CTL

The folder has test/world's providers, each of which does one thing wrong."""

import os
import sys
import tempfile
import unittest

import run_tool
from run_tool import run

PROVIDERS = sys.argv.pop() # run_tool took the tool's path


def entry(number, path):
    return f"""[[protocol]]
name = "{os.path.basename(path)}"
id = {number}
guid = "{{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A{number:02}}}"
path = "{path}"
version = 2
family = "AF_INET"
type = "SOCK_STREAM"
protocol = {number}
address_min = 16
address_max = 16
chain_length = 1
"""


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, name, text):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o644)
        return path

    def check(self, *names, options=()):
        """The report about a catalog of these providers, and what the library said."""
        text = "".join(entry(number + 1, f"{PROVIDERS}/{name}.so")
                       for number, name in enumerate(names))
        done = run("check", *options,
                   WS2_CATALOG=self.file("catalog.toml", "format = 1\n" + text))
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stdout.decode().splitlines(), done.stderr

    def test_each_provider_is_started_and_what_happened_said(self):
        report, log = self.check("world_fails", "world_throws", "world_good", "world_old_version",
                                 "world_null_slot", "world_no_startup", "world_crashes")
        path = f"{PROVIDERS}/world_"
        wanted = [f"1 'world_fails.so': {path}fails.so does not start: WSAEPROVIDERFAILEDINIT",
                  f"2 'world_throws.so': {path}throws.so does not start: WSAEPROVIDERFAILEDINIT",
                  f"4 'world_old_version.so': {path}old_version.so does not start: "
                  "WSAEINVALIDPROVIDER",
                  f"5 'world_null_slot.so': {path}null_slot.so does not start: "
                  "WSAEINVALIDPROCTABLE",
                  f"6 'world_no_startup.so': {path}no_startup.so does not start: "
                  "WSAEPROVIDERFAILEDINIT",
                  f"7 'world_crashes.so': {path}crashes.so crashes the process when it is "
                  "started: signal 9",
                  f"{self.folder}/catalog.toml: 6 problems"]
        self.assertEqual(len(report), len(wanted), report)
        for line, start in zip(report, wanted):
            self.assertTrue(line.startswith(start), line)
        for reason in ("WSPStartup failed: 10091", "it threw", "version 2.0",
                       "left WSPRecvDisconnect empty", "exports no WSPStartup"):
            self.assertIn(reason, log)

    def test_a_start_that_hangs_is_ended_and_its_provider_not_tried_again(self):
        report, _ = self.check("world_hangs", "world_hangs", options=("--timeout", "0.5"))
        path = f"{PROVIDERS}/world_hangs.so"
        self.assertEqual(report[:2], [
            f"1 'world_hangs.so': {path} does not come back from its start within 0.5 seconds",
            f"2 'world_hangs.so': {path} was not tried again"])

    def test_a_catalog_that_others_can_change_is_named_by_check_and_by_the_log(self):
        catalog = f"{self.folder}/catalog.toml"
        run("order", "1011", WS2_CATALOG=catalog)
        self.assertEqual(run("list", WS2_CATALOG=catalog).stderr, "")
        for mode in (0o664, 0o646):
            os.chmod(catalog, mode)
            self.assert_named(catalog, "others may write to it")
        os.chmod(catalog, 0o644)
        if os.geteuid() == 0:
            os.chown(catalog, 12345, -1)
            self.assert_named(catalog, "it belongs neither to root nor to this user")

    def assert_named(self, catalog, reason):
        done = run("check", WS2_CATALOG=catalog)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{catalog}: {reason}", done.stdout.decode())
        listed = run("list", WS2_CATALOG=catalog)
        self.assertEqual(listed.returncode, 0)
        self.assertEqual(listed.stderr.count(f"ws2: warn: {catalog}: "), 1, listed.stderr)
        self.assertIn(reason, listed.stderr)

    def test_check_says_what_is_wrong(self):
        catalog = self.file("catalog.toml", """format = 1
[[protocol]]
name = "gone"
id = 1
guid = "{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A01}"
path = "/nowhere/lib.so"
version = 2
address_min = 16
address_max = 16
chain_length = 1
[[protocol]]
name = "idle"
id = 2
guid = "{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A02}"
path = "builtin:forward"
chain_length = 0
""")
        done = run("check", WS2_CATALOG=catalog)
        self.assertEqual(done.returncode, 1)
        text = done.stdout.decode()
        self.assertIn("1 'gone': /nowhere/lib.so does not start: WSAEPROVIDERFAILEDINIT", text)
        self.assertIn("2 'idle': a layer that no chain uses", text)
        self.assertIn("2 problems", text)


if __name__ == "__main__":
    unittest.main()
