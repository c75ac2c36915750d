#!/usr/bin/env python3
"""The example layer: passage_test.py [-v] LIBPASSAGE.SO PATH_OF_WS2VERIFY PATH_OF_WS2CTL"""

import sys
import tempfile
import unittest

import run_tool
from run_tool import run

VERIFY = sys.argv.pop() # run_tool took ws2ctl's path
LAYER = sys.argv.pop()
run_tool.LIMIT_S = 600


class PassageTest(unittest.TestCase):
    def test_entries_keep_below_it_what_they_claim(self):
        for protocol in ("msafd-tcp", "msafd-udp"):
            with self.subTest(protocol):
                done = run("run", "--layer", LAYER, "--", VERIFY, "-q", "-p", protocol)
                self.assertEqual(done.returncode, 0, done.stdout)

    def test_it_starts_over_the_systems_handles_alone_and_check_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            catalog = {"WS2_CATALOG": f"{folder}/catalog.toml"}
            install = ("install", LAYER, "--layer", "Passage", "--over")
            self.assertEqual(run(*install, "wspm-tcp", "--over", "msafd-udp",
                                 **catalog).returncode, 0)
            done = run("check", **catalog)
            self.assertEqual(done.returncode, 0, done.stdout)
            run("remove", "Passage", **catalog)
            run(*install, "itot-tp0", **catalog)
            done = run("check", **catalog)
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"'Passage over [ITOT [TP0]]': ", done.stdout)
            self.assertIn(b"does not start", done.stdout)
            self.assertIn("passes the system's handles through", done.stderr)


if __name__ == "__main__":
    unittest.main()
