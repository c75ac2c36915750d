"""ws2cc and ws2c++ from outside. Usage: ws2cc_test.py [-v] WS2CC"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WS2CC = Path(sys.argv.pop())
STARTUP = "WSADATA data; if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return 1; "

STANDARD = r"""
#include <WinSock2.H>
#include <WS2tcpIP.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <sstream>
#include <thread>
#include <experimental/filesystem>
#pragma comment(lib, "Ws2_32.lib")
#pragma warning(disable : 4996)
#ifndef _WIN32
#error not Windows
#endif
#ifdef __linux__
#error the other branch
#endif
namespace fs = std::filesystem;
int main(int, char** argv) {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    std::mutex lock;
    int sum = 0;
    std::thread one([&] { std::lock_guard<std::mutex> hold(lock); sum += 20; });
    std::thread two([&] { std::lock_guard<std::mutex> hold(lock); sum += 22; });
    one.join();
    two.join();
    fs::path file = fs::path(argv[1]) / "text";
    std::ofstream(file) << "written";
    std::ifstream back(file);
    std::string word;
    back >> word;
    auto later = std::async(std::launch::async, [&] { return fs::file_size(file); });
    std::mt19937 numbers(std::random_device{}());
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0);
    std::cout << sum << " " << word << " " << later.get() << " " << file.filename().string() << " "
              << sizeof(fs::path::value_type) << " " << (s != INVALID_SOCKET) << std::endl;
    closesocket(s);
    return WSACleanup();
}
"""


def compilers():
    pairs = [("gcc", "g++"), ("clang", "clang++")]
    return [pair for pair in pairs if shutil.which(pair[0]) and shutil.which(pair[1])]


class Compiling(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def run_ws2(self, name, *arguments, pair=("cc", "c++")):
        environment = {**os.environ, "CC": pair[0], "CXX": pair[1],
                       "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.run([WS2CC.with_name(name), *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=120, check=False)

    def build(self, name, *arguments, pair=("cc", "c++")):
        """Builds without a word, or fails."""
        done = self.run_ws2(name, *arguments, pair=pair)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def says(self, *arguments):
        done = subprocess.run(["./program", *arguments], cwd=self.folder, capture_output=True,
                              text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_standard_cpp_beside_winsock_builds_and_works(self):
        self.write("a.cpp", STANDARD)
        for pair in compilers():
            with self.subTest(compiler=pair[1]):
                self.build("ws2c++", "-std=c++17", "-Wall", "a.cpp", "-o", "program", pair=pair)
                self.assertEqual(self.says(str(self.folder)), "42 written 7 text 1 1\n")

    def test_c_with_import_libraries_and_any_spelling(self):
        (self.folder / "net").mkdir()
        self.write("net/Common.h", "#include <WINDOWS.H>\n#define PORT_TEXT \"here\"\n")
        self.write("a.c", '#include <winsock2.H>\n#include "net\\common.h"\n#include <SYS\\Types.h>\n'
                          "#include <stdio.h>\n#pragma comment(lib, \"ws2_32\")\n"
                          "int main(void) { " + STARTUP + "puts(PORT_TEXT); return WSACleanup(); }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "-std=c11", "-Wall", "-MMD", "-MF", "a.d", "a.c", "-o", "program",
                           "-lws2_32", "-lmswsock", "WS2_32.LIB", "kernel32.lib", "-lwinmm", pair=pair)
                self.assertEqual(self.says(), "here\n")
                for file in (self.folder / "a.d").read_text().replace("\\\n", " ").split()[1:]:
                    if "\\" not in file and file.startswith("/"):
                        self.assertTrue(Path(file).exists(), file)

    def test_steps_of_a_makefile(self):
        self.write("a.c", "#include <winsock2.h>\nint main(void) { " + STARTUP +
                   "return WSACleanup(); }\n")
        self.build("ws2cc", "-c", "a.c", "-o", "a.o")
        self.build("ws2cc", "a.o", "-o", "program", "-lws2_32")
        self.says()
        self.assertIn("WSAStartup", self.run_ws2("ws2cc", "-E", "a.c").stdout)
        self.build("ws2cc", "-shared", "-fPIC", "a.c", "-o", "liba.so")

    def test_entries_of_windows_programs(self):
        wide = "int wmain(int argc, wchar_t** argv) { return argc == 2 && argv[1][0] == 0xE9 && " \
               "argv[1][1] == 0 && sizeof(wchar_t) == 2 ? 0 : 1; }\n"
        narrow = "int WINAPI WinMain(HINSTANCE me, HINSTANCE before, LPSTR line, int show) { " \
                 "return me != 0 && !before && show && line[0] == (char)0xC3 && !line[2] ? 0 : 1; }\n"
        both = "int WINAPI wWinMain(HINSTANCE me, HINSTANCE before, LPWSTR line, int show) { " \
               "return me != 0 && !before && show && line[0] == 0xE9 && !line[1] ? 0 : 1; }\n"
        for text, flag in [(wide, "-municode"), (narrow, "-mwindows"), (both, "-mwindows")]:
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                for pair in compilers():
                    with self.subTest(text=text, name=name, compiler=pair):
                        self.write(name, "#include <windows.h>\n" + text)
                        self.build(tool, name, "-o", "program", flag, pair=pair)
                        self.says("\u00e9")

    def test_ce_says_so_to_the_source(self):
        self.write("a.c", "#if !defined _WIN32_WCE || !defined UNDER_CE || !defined UNICODE\n#error\n"
                          "#endif\nint main(void) { return 0; }\n")
        self.build("ws2cc", "--ce", "a.c", "-o", "program")
        self.assertNotEqual(self.run_ws2("ws2cc", "a.c").returncode, 0)

    def test_show_prints_the_command_and_runs_nothing(self):
        self.write("a.c", "int main(void) { return 0; }\n")
        done = self.run_ws2("ws2cc", "--show", "a.c", "-o", "program", pair=("my-cc -m64", "no"))
        self.assertRegex(done.stdout, r"^my-cc -m64 .*-D_WIN32 .*a\.c .*-lws2\n$")
        self.assertFalse((self.folder / "program").exists())

    def test_named_as_its_own_compiler_it_takes_the_systems(self):
        self.write("a.c", "int main(void) { return 0; }\n")
        done = self.run_ws2("ws2cc", "--show", "a.c", pair=(str(WS2CC.absolute()), "no"))
        self.assertRegex(done.stdout, r"^cc ")

    def test_what_cannot_be_had_is_said(self):
        self.assertIn("-static cannot be had", self.run_ws2("ws2cc", "-static", "a.c").stderr)
        self.assertIn("libstdc++", self.run_ws2("ws2c++", "-stdlib=libc++", "a.cc").stderr)
        self.assertIn("no-such-compiler",
                      self.run_ws2("ws2cc", "--version", pair=("no-such-compiler", "")).stderr)


if __name__ == "__main__":
    unittest.main()
