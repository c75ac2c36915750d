"""Wide text in programs that ws2cc and ws2c++ build. Usage: wide_test.py [-v] WS2CC

wchar_t has 16 bits there, and the C and C++ libraries of the system were built for 32: nothing of
theirs may be used, nor may they use anything of the program's.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WS2CC = Path(sys.argv.pop()).absolute()
SOURCES = Path(__file__).resolve().parent / "wide"
LIMIT_S = 240  # a bound for a hang, not a measurement
PAIRS = [pair for pair in [("gcc", "g++"), ("clang", "clang++")] if shutil.which(pair[1])]
FLAGS = {"g++": [["-std=c++11", "-O0", "-D_GLIBCXX_ASSERTIONS"], ["-std=c++20", "-O2"]],
         "clang++": [["-std=c++17", "-O2"]]}
WIDE = re.compile(r"wchar_t|std::w(cin|cout|cerr|clog)\b")
INPUT = "in\u20ac\U0001F600 77 narrow\nlast\n"
OUTPUT = "early wide 12 \u20ac narrow \U0001F600 1.25\nlate\n"

EXPORTS = r"""
#include <string>
#include <windows.h>
__declspec(dllexport) std::wstring twice(const std::wstring& text) { return text + L"\x20AC" + text; }
"""
IMPORTS = r"""
#include <string>
#include <windows.h>
__declspec(dllimport) std::wstring twice(const std::wstring& text);
int main() { return twice(L"ab") == L"ab\x20AC" L"ab" ? 0 : 1; }
"""


class Wide(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def build(self, pair, tool, *arguments):
        """Builds without a word, or fails."""
        environment = {**os.environ, "CC": pair[0], "CXX": pair[1],
                       "XDG_CACHE_HOME": str(self.folder / "cache")}
        done = subprocess.run([WS2CC.with_name(tool), *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=LIMIT_S, check=False)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def run_program(self, text=""):
        done = subprocess.run(["./program"], cwd=self.folder, input=text.encode(),
                              capture_output=True, timeout=LIMIT_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def dynamic_names(self):
        done = subprocess.run(["nm", "-DC", "program"], cwd=self.folder, capture_output=True,
                              text=True, timeout=LIMIT_S, check=True)
        return done.stdout.splitlines()

    def test_cpp_library(self):
        for pair in PAIRS:
            for flags in FLAGS[pair[1]]:
                with self.subTest(compiler=pair[1], flags=flags):
                    self.build(pair, "ws2c++", *flags, "-Wall", SOURCES / "library.cpp", "-o", "program")
                    self.assertEqual(self.run_program(INPUT), (OUTPUT, "\u20ac"))
                    self.assertEqual([n for n in self.dynamic_names() if WIDE.search(n)], [])

    def test_c_library(self):
        for pair in PAIRS:
            for flags in ["-O0"], ["-O2", "-D_FORTIFY_SOURCE=2"]:
                with self.subTest(compiler=pair[0], flags=flags):
                    self.build(pair, "ws2cc", "-std=c11", *flags, "-Wall", SOURCES / "functions.c",
                               "-o", "program")
                    self.assertEqual(self.run_program()[0], "\u20ac \U0001F600\n")
                    self.assertEqual([n for n in self.dynamic_names()
                                      if re.search(r" (wcs|wmem|isw|tow|mb|f?wprintf)", n)], [])

    def test_c_library_in_cpp_whatever_header_is_first(self):
        (self.folder / "a.cpp").write_text(
            "#include <cmath>\n#include <cstring>\n#include <cwchar>\n#include <bits/stdc++.h>\n"
            "#include <winsock2.h>\n#include <tchar.h>\n"
            "int main() { wchar_t to[8]; std::swprintf(to, 8, L\"%ls\", L\"abc\"); _tcslen(_T(\"\"));\n"
            "const wchar_t* e = std::wcschr(L\"e\", L'e'); swprintf(to, L\"%d\", 12);\n"
            "wchar_t list[] = L\"a b\"; wcstok(list, L\" \"); if (*wcstok(nullptr, L\" \") != L'b') return 2;\n"
            "return std::wcslen(to) == 2 && *e == L'e' && std::mblen(\"\\xC3\\xA9\", 2) == 2 ? 0 : 1; }\n")
        for pair in PAIRS:
            for standard in ["-std=c++11", "-std=c++20"]:
                with self.subTest(compiler=pair[1], standard=standard):
                    self.build(pair, "ws2c++", standard, "-Wall", "-municode", "a.cpp", "-o", "program")
                    self.run_program()

    def test_shared_library_with_wide_strings_in_its_interface(self):
        (self.folder / "exports.cpp").write_text(EXPORTS)
        (self.folder / "imports.cpp").write_text(IMPORTS)
        for pair in PAIRS:
            with self.subTest(compiler=pair[1]):
                self.build(pair, "ws2c++", "-shared", "-fPIC", "exports.cpp", "-o", "libexports.so")
                self.build(pair, "ws2c++", "imports.cpp", "-L.", "-lexports", "-Wl,-rpath,.", "-o",
                           "program")
                self.run_program()

    def test_system_width_is_left_alone_where_the_program_asks_for_it(self):
        (self.folder / "a.cpp").write_text(
            "#include <iostream>\n#include <sstream>\n#include <fstream>\n#include <cwchar>\n"
            "int main() { std::wostringstream out; out << L\"abc\" << 5; std::wofstream f(\"x\");\n"
            "return sizeof(wchar_t) == 4 && out.str() == L\"abc5\" && wcslen(L\"ab\") == 2 ? 0 : 1; }\n")
        for pair in PAIRS:
            with self.subTest(compiler=pair[1]):
                self.build(pair, "ws2c++", "-fno-short-wchar", "a.cpp", "-o", "program")
                self.run_program()


if __name__ == "__main__":
    unittest.main()
