#!/usr/bin/env python3
"""Processes whose privileges were raised: privileged_test.py [-v] PATH_OF_WS2CTL

A copy of ws2ctl that belongs to another user and is set-user-id runs with AT_SECURE. Only root can
make one; elsewhere, and where the kernel does not raise it, the tests are skipped."""

import os
import shutil
import subprocess
import tempfile
import unittest

import run_tool

NOBODY = 65534
FOREIGN = """format = 1
[[protocol]]
name = "Planted"
id = 4711
guid = "{5B0F5F0C-6E0B-4E0E-9F5B-1D8D0C7B1A99}"
path = "/nowhere/planted.so"
version = 2
family = "AF_INET"
type = "SOCK_STREAM"
protocol = "IPPROTO_TCP"
address_min = 16
address_max = 16
byte_order = "big"
message_size = 0
service_flags = ["XP1_GUARANTEED_DELIVERY", "XP1_GUARANTEED_ORDER"]
provider_flags = ["PFL_MATCHES_PROTOCOL_ZERO"]
chain_length = 1
"""


class PrivilegedTest(unittest.TestCase):
    def setUp(self):
        if os.geteuid() != 0:
            self.skipTest("only root can make a set-user-id file of another user")
        if os.path.exists("/etc/ws2/catalog.toml"):
            self.skipTest("the system has a catalog of its own")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        self.folder = folder.name
        self.plain = f"{self.folder}/plain"
        self.raised = f"{self.folder}/raised"
        for copy in (self.plain, self.raised):
            shutil.copy(run_tool.TOOL, copy)
        os.chown(self.raised, NOBODY, NOBODY)
        os.chmod(self.raised, 0o4755)
        shutil.copy("/bin/true", f"{self.folder}/shown")
        os.chown(f"{self.folder}/shown", NOBODY, NOBODY)
        os.chmod(f"{self.folder}/shown", 0o4755)
        shown = subprocess.run([f"{self.folder}/shown"], capture_output=True, timeout=60, check=True,
                               env={"LD_SHOW_AUXV": "1"}) # which a raised process ignores
        if shown.stdout:
            self.skipTest("set-user-id raises nothing in this folder")
        os.makedirs(f"{self.folder}/home/ws2")
        self.catalog = f"{self.folder}/home/ws2/catalog.toml"
        with open(self.catalog, "w", encoding="utf-8") as file:
            file.write(FOREIGN)

    def listed(self, program, **extra):
        done = subprocess.run([program, "list"], capture_output=True, text=True, timeout=60,
                              env={**run_tool.environment(), **extra})
        if program == self.raised and done.returncode != 0 and "libws2" in done.stderr:
            self.skipTest("another user may not read the library here")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_a_catalog_by_variable_is_ignored(self):
        self.assertIn("Planted", self.listed(self.plain, WS2_CATALOG=self.catalog))
        raised = self.listed(self.raised, WS2_CATALOG=self.catalog)
        self.assertNotIn("Planted", raised)
        self.assertIn("WSPM Tcpip [TCP/IP]", raised)

    def test_the_users_catalog_is_ignored(self):
        home = {"XDG_CONFIG_HOME": f"{self.folder}/home"}
        self.assertIn("Planted", self.listed(self.plain, **home))
        raised = self.listed(self.raised, **home)
        self.assertNotIn("Planted", raised)
        self.assertIn("WSPM Tcpip [TCP/IP]", raised)


if __name__ == "__main__":
    unittest.main()
