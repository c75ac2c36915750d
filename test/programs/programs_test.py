"""Builds every program of a folder and compares what it prints with NAME.txt beside it.

Usage: programs_test.py [-v] WS2CC FOLDER

The same source is built by ws2cc and, where MinGW-w64 is installed, for Windows; where Wine is
installed too, what that build prints is held against the same text.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

FOLDER = Path(sys.argv.pop())
WS2CC = Path(sys.argv.pop()).absolute()
SOURCES = sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.cpp")])
LIMIT_S = 120  # a bound for a hang, not a measurement
WINE_STARTS_S = 60
NOT_UNDER_WINE = {
    "layer_install": "Wine has no catalog that can be changed",
    "accept_pool": "Wine does not let a socket be used again after DisconnectEx",
    "timeout_client": "Wine tells a hard close now as a reset, now as an ordinary end",
}
NEEDS_RAW_SOCKETS = {"raw_ping"}


def has_raw_sockets():
    try:
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()
    except OSError:
        return False
    return True


def mingw(source):
    """The compiler for Windows; the one whose <thread> works, where there are two. Or None."""
    name = "x86_64-w64-mingw32-" + ("gcc" if source.suffix == ".c" else "g++")
    return shutil.which(name + "-posix") or shutil.which(name)


def standard(source):
    return "-std=c11" if source.suffix == ".c" else "-std=c++17"


def start_wine(folder):
    """What the environment of a program under Wine is, or None if Wine does not work here."""
    wine = shutil.which("wine64") or shutil.which("wine")
    if wine is None:
        return None
    prefix = {**os.environ, "WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all",
              "WINEDLLOVERRIDES": "mscoree=;mshtml=", "WS2_TEST_WINE": wine}
    prefix.pop("DISPLAY", None)
    try:
        done = subprocess.run([wine, "cmd", "/c", "exit 0"], env=prefix, timeout=WINE_STARTS_S,
                              check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None
    return prefix if done.returncode == 0 else None


def stop_wine(prefix):
    if server := shutil.which("wineserver"):
        subprocess.run([server, "-k"], env=prefix, timeout=LIMIT_S, check=False)


class Programs(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)

    def build(self, command, **extra):
        done = subprocess.run(command, env={**os.environ, **extra}, capture_output=True, text=True,
                              timeout=LIMIT_S, check=False)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def expect(self, source, command, environment):
        if source.stem in NEEDS_RAW_SOCKETS and not has_raw_sockets():
            self.skipTest("raw sockets need CAP_NET_RAW")
        done = subprocess.run(command, env=environment, capture_output=True, timeout=LIMIT_S,
                              check=False)
        text = done.stdout.decode().replace("\r\n", "\n")
        self.assertEqual(text, source.with_suffix(".txt").read_text(), done.stderr.decode())
        self.assertEqual(done.returncode, 0)

    def test_there_are_programs(self):
        self.assertGreaterEqual(len(SOURCES), 4)

    def test_built_by_ws2cc(self):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("WS2_")}
        environment["WS2_CATALOG"] = str(self.folder / "catalog.toml")  # one is an installer
        for source in SOURCES:
            with self.subTest(program=source.stem):
                driver = WS2CC.with_name("ws2cc" if source.suffix == ".c" else "ws2c++")
                program = self.folder / source.stem
                self.build([driver, standard(source), "-Wall", source, "-o", program, "-lws2_32",
                            "-lmswsock"],
                           XDG_CACHE_HOME=str(self.folder / "cache"))
                self.expect(source, [program], environment)

    def test_built_for_windows(self):
        if not SOURCES or mingw(SOURCES[0]) is None:
            self.skipTest("MinGW-w64 is not installed")
        for source in SOURCES:
            with self.subTest(program=source.stem):
                self.build([mingw(source), "-Wall", "-Wno-unknown-pragmas", "-static", source, "-o",
                            self.folder / (source.stem + ".exe"), "-lws2_32", "-lmswsock"])
        prefix = start_wine(self.folder)
        if prefix is None:
            self.skipTest("built for Windows; Wine is not installed, or does not work")
        self.addCleanup(stop_wine, prefix)
        for source in SOURCES:
            if source.stem not in NOT_UNDER_WINE:
                with self.subTest(under_wine=source.stem):
                    self.expect(source, [prefix["WS2_TEST_WINE"],
                                         self.folder / (source.stem + ".exe")], prefix)


if __name__ == "__main__":
    unittest.main()
