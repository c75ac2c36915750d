#!/usr/bin/env python3
"""ws2ctl: ws2ctl_test.py [-v] PATH_OF_WS2CTL"""

import tempfile
import unittest

from run_tool import run


def out(*arguments, **extra):
    done = run(*arguments, **extra)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


class Ws2ctlTest(unittest.TestCase):
    def assert_one_line_error(self, done, status, *words):
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(done.stdout, b"")
        for word in words:
            self.assertIn(word, done.stderr)

    def test_list_shows_the_default_catalog_in_its_order(self):
        lines = out("list").splitlines()[1:]
        self.assertEqual([int(line.split()[0]) for line in lines],
                         [1011, 1012, 1013, 1014, 1015, 1016, 1001, 1002, 1003, 1004, 1005, 1006,
                          1021, 1022])
        self.assertIn("WSPM Tcpip [TCP/IP]", lines[0])
        self.assertIn("builtin:", lines[0])

    def test_list_follows_the_personality(self):
        lines = out("list", WS2_PERSONALITY="nt").splitlines()[1:]
        self.assertIn("MSAFD Tcpip [TCP/IP]", lines[0])

    def test_show_tells_every_flag_in_words(self):
        text = out("show", "itot-tp2")
        self.assertIn("0x000401ce", text)
        for word in ("XP1_DISCONNECT_DATA", "XP1_PARTIAL_MESSAGE", "AF_ISO", "SOCK_SEQPACKET",
                     "ISOPROTO_TP2", "builtin:"):
            self.assertIn(word, text)
        self.assertNotIn("XP1_GRACEFUL_CLOSE", text)

    def test_show_takes_short_names_whole_names_and_ids(self):
        self.assertEqual(out("show", "1021"), out("show", "ITOT [TP2]"))
        self.assertEqual(out("show", "itot [tp2]"), out("show", "itot-tp2"))
        self.assertIn("[TCP/IPv6]", out("show", "wspm-tcp"))

    def test_show_of_an_unknown_name_lists_the_known_ones(self):
        self.assert_one_line_error(run("show", "tcp"), 2, "'tcp'", "wspm-tcp", "itot-tp0")

    def test_personality_says_which_and_why(self):
        self.assertIn("WSPM", out("personality"))
        self.assertIn("compiled-in", out("personality"))
        text = out("personality", WS2_PERSONALITY="nt")
        self.assertIn("MSAFD", text)
        self.assertIn("WS2_PERSONALITY=nt", text)

    def test_no_command_is_a_usage_error(self):
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("lits").returncode, 2)
        self.assertEqual(run("--help").returncode, 0)

    def test_a_hostile_catalog_file_is_one_clear_error(self):
        with tempfile.NamedTemporaryFile(suffix=".toml") as file:
            file.write(b"[[entry]\nname = \x00\xff")
            file.flush()
            self.assert_one_line_error(run("list", WS2_CATALOG=file.name), 1, "WSASYSNOTREADY",
                                       file.name)


if __name__ == "__main__":
    unittest.main()
