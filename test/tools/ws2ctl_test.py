#!/usr/bin/env python3
"""ws2ctl: ws2ctl_test.py [-v] PATH_OF_WS2CTL"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import time
import unittest

import run_tool
from run_tool import run


def out(*arguments, **extra):
    done = run(*arguments, **extra)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


MANIFEST = """format = 1
[[protocol]]
name = "Pigeon"
id = 7
guid = "{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A01}"
path = "libpigeon.so"
family = "AF_INET"
type = "SOCK_SEQPACKET"
protocol = 253
chain_length = 1
[[protocol]]
name = "left out"
id = 8
guid = "{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A02}"
path = "builtin:any"
chain_length = 1
"""


@contextlib.contextmanager
def folder():
    """A folder with a library, its manifest, and the name of a catalog that is not there yet."""
    with tempfile.TemporaryDirectory() as place:
        with open(f"{place}/libpigeon.toml", "w", encoding="utf-8") as file:
            file.write(MANIFEST)
        with open(f"{place}/libpigeon.so", "wb"):
            pass
        yield place, f"{place}/mine/catalog.toml"


def has_open(process, path):
    files = f"/proc/{process}/fd"
    for name in os.listdir(files):
        with contextlib.suppress(OSError):
            if os.path.samefile(f"{files}/{name}", path):
                return True
    return False


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
                          1007, 1021, 1022, 1023])
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

    def test_install_adds_a_librarys_manifest_and_remove_takes_it_out(self):
        with folder() as (place, catalog):
            text = out("install", f"{place}/libpigeon.so", WS2_CATALOG=catalog)
            self.assertEqual(text, f"installed 1024 'Pigeon' in {catalog}\n")
            last = out("list", WS2_CATALOG=catalog).splitlines()[-1]
            self.assertIn(f"{place}/libpigeon.so", last)
            again = run("install", f"{place}/libpigeon.toml", WS2_CATALOG=catalog)
            self.assert_one_line_error(again, 1, "WSANO_RECOVERY", "installed already")
            text = out("remove", "{7d0c5b3e-2b8a-4c7e-9b0e-5a1d1e0f0a01}", WS2_CATALOG=catalog)
            self.assertEqual(text, "removed 1024 'Pigeon'\n")
            self.assert_one_line_error(run("remove", "Pigeon", WS2_CATALOG=catalog), 2, "'Pigeon'")
            self.assertEqual(out("list", WS2_CATALOG=catalog), out("list"))

    def test_install_without_a_manifest_says_where_it_looked(self):
        with folder() as (place, catalog):
            done = run("install", f"{place}/other.so", WS2_CATALOG=catalog)
            self.assert_one_line_error(done, 2, f"{place}/other.toml")

    def test_install_by_flags_makes_one_entry(self):
        with folder() as (place, catalog):
            library = f"{place}/libpigeon.so"
            shown = ("install", library, "--name", 'Two "pigeons"', "--family", "AF_INET6",
                     "--type", "SOCK_SEQPACKET", "--protocol", "253", "--address-size", "28",
                     "--message-size", "512", "--service-flags",
                     "XP1_MESSAGE_ORIENTED,XP1_DISCONNECT_DATA")
            text = out(*shown, WS2_CATALOG=catalog)
            self.assertEqual(text, f"installed 1024 'Two \"pigeons\"' in {catalog}\n")
            text = out("show", "1024", WS2_CATALOG=catalog)
            for word in (library, "AF_INET6", "SOCK_SEQPACKET", "253", "28", "512",
                         "XP1_DISCONNECT_DATA", "XP1_MESSAGE_ORIENTED"):
                self.assertIn(word, text)
            self.assert_one_line_error(run("install", library, "--name", "x", "--family", "AF_NO",
                                           WS2_CATALOG=catalog), 1, "family")
            self.assertEqual(run("install", library, "--type", "SOCK_RAW",
                                 WS2_CATALOG=catalog).returncode, 2, "facts of no entry")
            absent = run("install", f"{place}/no.so", "--name", "x", WS2_CATALOG=catalog)
            self.assert_one_line_error(absent, 2, "no.so")

    def test_order_puts_the_named_entries_first(self):
        with folder() as (_, catalog):
            self.assertEqual(out("order", "itot-tp0", "1002", WS2_CATALOG=catalog), "")
            ids = [line.split()[0] for line in out("list", WS2_CATALOG=catalog).splitlines()[1:]]
            self.assertEqual(ids[:3], ["1022", "1002", "1011"])
            self.assertEqual(len(ids), 16)

    def test_order_takes_in_what_another_writer_adds_meanwhile(self):
        with folder() as (place, _):
            catalog, other, lock = (f"{place}/{name}" for name in ("c.toml", "d.toml",
                                                                   "c.toml.lock"))
            out("order", "1011", WS2_CATALOG=catalog)
            shutil.copy(catalog, other)
            out("install", f"{place}/libpigeon.so", WS2_CATALOG=other)
            with open(lock, "rb") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                with subprocess.Popen([run_tool.TOOL, "order", "1022"],
                                      env=run_tool.environment(WS2_CATALOG=catalog)) as child:
                    limit = time.monotonic() + run_tool.LIMIT_S
                    while not has_open(child.pid, lock): # once it has, it has read the catalog
                        self.assertLess(time.monotonic(), limit)
                        self.assertIsNone(child.poll())
                    os.rename(other, catalog)
                    fcntl.flock(held, fcntl.LOCK_UN)
                    self.assertEqual(child.wait(run_tool.LIMIT_S), 0)
            ids = [line.split()[0] for line in out("list", WS2_CATALOG=catalog).splitlines()[1:]]
            self.assertEqual((ids[:2], ids[-1]), (["1022", "1011"], "1024"))

    def test_reset_brings_the_default_back_even_from_a_torn_file(self):
        with folder() as (place, _):
            torn = f"{place}/torn.toml"
            with open(torn, "w", encoding="utf-8") as file:
                file.write("form")
            self.assertEqual(run("list", WS2_CATALOG=torn).returncode, 1)
            self.assertEqual(out("reset", WS2_CATALOG=torn), f"removed {torn}\n")
            self.assertFalse(os.path.exists(torn))
            self.assertIn("already", out("reset", WS2_CATALOG=torn))
            self.assertEqual(out("list", WS2_CATALOG=torn), out("list"))

    def test_name_spaces_are_listed_installed_switched_and_removed(self):
        with folder() as (place, catalog):
            with open(f"{place}/libnames.toml", "w", encoding="utf-8") as file:
                file.write('format = 1\n[[name_space]]\nname = "Pigeon names"\nversion = 1\n'
                           'guid = "{7D0C5B3E-2B8A-4C7E-9B0E-5A1D1E0F0A03}"\n'
                           'path = "libpigeon.so"\nname_space = 77\nblob = "0102"\n')
            built_in = out("name-spaces", WS2_CATALOG=catalog).splitlines()[1:]
            self.assertEqual([line.split()[0] for line in built_in], ["NS_DNS", "NS_NLA"])
            self.assertIn("installed name space 'Pigeon names'",
                          out("install", f"{place}/libnames.toml", WS2_CATALOG=catalog))
            listed = out("name-spaces", WS2_CATALOG=catalog).splitlines()[1:]
            self.assertEqual(listed[:2], built_in)
            self.assertEqual(listed[2].split()[:2], ["77", "active"])
            self.assertIn(f"{place}/libpigeon.so", listed[2])
            out("disable", "Pigeon names", WS2_CATALOG=catalog)
            self.assertIn("off", out("name-spaces", WS2_CATALOG=catalog).splitlines()[3])
            self.assertIn("removed name space", out("remove", "Pigeon names", WS2_CATALOG=catalog))
            self.assertEqual(out("name-spaces", WS2_CATALOG=catalog).splitlines()[1:], built_in)
            self.assert_one_line_error(run("enable", "nobody", WS2_CATALOG=catalog), 2, "nobody")

    def test_an_unknown_command_is_named_beside_the_known_ones(self):
        self.assert_one_line_error(run("bogus"), 2, "'bogus'", "list", "install")

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
