"""What Microsoft's compiler takes, and what ws2cc says of what is not here. Usage: ws2cc_dialect_test.py [-v] WS2CC"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WS2CC = Path(sys.argv.pop()).absolute()
PAIRS = [pair for pair in [("gcc", "g++"), ("clang", "clang++")] if shutil.which(pair[1])]

MICROSOFT = r"""
#include <winsock2.h>
#include <stdio.h>
#include <iostream>
#include <exception>
using namespace std;
int size = 3;
byte data[4];
class Client { public: void Client::greet() { puts("greeted"); } };
void refuse() throw(int) {}
void *handle = &size;
void main(int argc, char **argv) {
    long count = 4;
    Client client;
    client.greet();
    data[1] = (byte)size;
    refuse();
    int number = (int)handle;
    try { throw std::exception("a text"); } catch (const std::exception &e) { cout << e.what() << endl; }
    if (argc > 1) return;
    printf("%ld %d %d\n", count, data[1], number != 0);
}
"""

TRAITS = r"""
template<class T> struct is_number { enum { value = 0 }; };
template<> struct is_number<int> { enum { value = 1 }; };
template<> struct is_number<unsigned int> { enum { value = 1 }; };
template<> struct is_number<long> { enum { value = 2 }; };
template<> struct is_number<unsigned long> { enum { value = 2 }; };
inline int kind(int) { return 1; }
inline int kind(long) { return 2; }
"""

TYPES = r"""
#define bzero(to, size) memset(to, 0, size)
#include <locale.h>
#include <string.h>
#include <stdint.h>
#include <stdio.h>
#include <winsock2.h>
typedef __INT64_TYPE__ wide;
struct timezone { int tz_minuteswest; int tz_dsttime; };
typedef SSIZE_T ssize_t;
int main(void) {
    long narrow = 0;
    char zeros[2] = "a";
    bzero(zeros, 2);
    if (setlocale(LC_ALL, "chs") == NULL || setlocale(LC_CTYPE, ".65001") == NULL || setlocale(LC_ALL, "none") != NULL)
        return 2;
    fpos_t place = 3;
    FILE *file = fopen("a.c", "rb");
    if (file == NULL || fsetpos(file, &place) != 0 || fgetpos(file, &place) != 0)
        return 1;
    printf("%d%d%d%d%d%d%d %d\n", (int)sizeof(__PTRDIFF_TYPE__), (int)sizeof(__SIZE_TYPE__), (int)sizeof(wide),
           (int)sizeof(__UINTPTR_TYPE__), (int)sizeof(__INTMAX_TYPE__), (int)sizeof narrow, (int)sizeof(ssize_t),
           (int)place);
    return INT64_C(1) << 40 == 0;
}
"""

OWN_NAMES = r"""
#include <winsock2.h>
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>
typedef int ssize_t;
typedef int mode_t;
struct sigaction { int number; };
static long getuid(int of) { return of; }
int main(void) {
    ssize_t size = 1;
    mode_t mode = 2;
    struct sigaction action = {3};
    printf("%d %d %d %ld %d\n", (int)size, mode, action.number, getuid(4), (int)sizeof size);
    return 0;
}
"""

SHELL = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
int main(void) {
    char line[64] = "";
    char command[] = "cmd.exe /c exit 5", other[] = "/c \"exit 6\"";
    STARTUPINFOA start = {sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 0;
    FILE *pipe = _popen("cmd /c echo hello", "r");
    printf("%s", fgets(line, sizeof line, pipe));
    printf("%d\n", _pclose(_popen("exit 4", "r")));
    printf("%d %d %d\n", system("exit 3"), system(NULL) != 0, system("chcp 65001 > nul"));
    if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made))
        return 1;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    printf("%lu\n", code);
    if (!CreateProcessA("C:\\Windows\\System32\\cmd.exe", other, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made))
        return 1;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    printf("%lu\n", code);
    system("title a program");
    system("color 0A");
    system("cls");
    system("pause");
    system("pause>nul");
    printf("%d\n", getchar());
    return 0;
}
"""


STREAMS = r"""
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <windows.h>
int main() {
    char here[MAX_PATH];
    std::string text, again;
    GetCurrentDirectoryA(MAX_PATH, here);
    const std::string file = std::string(here) + "\\inner\\file.txt";
    std::filesystem::create_directory("inner");
    std::ofstream("inner\\file.txt") << "text";
    std::ifstream(file) >> text;
    std::fstream stream(file.c_str(), std::ios::in);
    stream >> again;
    std::filesystem::path path(here);
    path += "\\inner";
    path /= "..\\inner\\file.txt";
    std::cout << text << "\n" << again << "\n" << path.filename().string() << " "
              << path.parent_path().filename().string() << " " << std::filesystem::exists(path) << " "
              << path.extension().string() << "\n";
    return 0;
}
"""


class Dialect(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_ws2(self, tool, *arguments, pair=("cc", "c++"), **files):
        for name, text in files.items():
            (self.folder / name.replace("_", ".")).write_text(text)
        environment = {**os.environ, "CC": pair[0], "CXX": pair[1], "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.run([WS2CC.with_name(tool), *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=120, check=False)

    def says(self, given=""):
        done = subprocess.run(["./a.out"], cwd=self.folder, input=given, capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_what_microsofts_compiler_takes_is_taken(self):
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2c++", "-w", "a.cpp", pair=pair, a_cpp=MICROSOFT)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual("compiled as C++14" in done.stderr, pair[0] == "gcc")
                self.assertEqual(self.says(), "greeted\na text\n4 3 1\n")

    def test_an_error_is_told_as_it_is(self):
        done = self.run_ws2("ws2c++", "a.cpp", a_cpp=MICROSOFT.replace("refuse();", "refuse(absent);", 1))
        self.assertEqual(done.returncode, 1)
        self.assertIn("absent", done.stderr)

    def test_headers_that_tell_int_from_long_are_left_as_they_are(self):
        source = '#include <windows.h>\n#include "traits.h"\nint main() { long n = 1; u_long *p = (u_long *)&n;\n' \
                 "return is_number<long>::value + kind(n) + (sizeof n == 4) - 3 + (p == nullptr); }\n"
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2c++", "a.cpp", pair=pair, a_cpp=source, traits_h=TRAITS)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual(self.says(), "")

    def test_of_boost_those_packages_speak_windows_that_ask_for_it(self):
        traits = "".join(f"template<> struct is_number<{kind}> {{ enum {{ value = {size} }}; }};\n"
                         for size, kind in enumerate(("int", "long", "long long"), 1))
        for name, text in (("traits/is_number.hpp", "template<class T> struct is_number { enum { value = 0 }; };\n" + traits),
                           ("asio/bump.hpp", "#include <winsock2.h>\ninline long bump(long *n)"
                                             " { return InterlockedIncrement(n); }\n"),
                           ("detail/count.hpp", "inline long drop(long *n) { return InterlockedDecrement(n); }\n")):
            (self.folder / "boost" / name).parent.mkdir(parents=True)
            (self.folder / "boost" / name).write_text(text)
        source = "#include <boost/asio/bump.hpp>\n#include <boost/detail/count.hpp>\n#include <boost/traits/is_number.hpp>\n" \
                 "int main() { long n = 1; return bump(&n) - 2 + drop(&n) - 1 + is_number<int>::value - 1; }\n"
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2c++", "-I.", "a.cpp", pair=pair, a_cpp=source)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.says()

    def test_types_that_the_compiler_knows_keep_their_size(self):
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2cc", "a.c", pair=pair, a_c=TYPES)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual(self.says(), "8888848 3\n")

    def test_names_that_windows_leaves_to_programs_are_theirs(self):
        for pair in PAIRS:
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                with self.subTest(pair=pair, tool=tool):
                    done = self.run_ws2(tool, name, pair=pair, **{name.replace(".", "_"): OWN_NAMES})
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    self.assertEqual(self.says(), "1 2 3 4 4\n")

    def test_an_error_that_microsofts_compiler_has_too_stays_one(self):
        done = self.run_ws2("ws2c++", "a.cpp", a_cpp="int main() { long n = 1; int *p = n; return *p; }\n")
        self.assertEqual(done.returncode, 1)

    def test_the_command_interpreter_is_the_systems_shell(self):
        done = self.run_ws2("ws2cc", "a.c", a_c=SHELL)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.says("xyz"), "hello\n4\n3 1 0\n5\n6\n\fPress any key to continue . . . \n122\n")

    def test_functions_and_headers_of_windows_that_are_missing_are_named(self):
        calls = "int CreateFontX(int); int _unknown(void); int own(void);\n" \
                "int main(void) { return CreateFontX(1) + _unknown() + own(); }\n"
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2cc", "a.c", "-lgdi32", "-lcrypt32", "-lws2_32", pair=pair, a_c=calls)
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stderr, r"note: ws2 does not have CreateFontX, _unknown, if .* has nothing of "
                                              r"crypt32, gdi32; .*Status.*README")
                done = self.run_ws2("ws2cc", "-c", "a.c", pair=pair, a_c="#include <WinInet.h>\n")
                self.assertIn("note: ws2 does not have WinInet.h of Windows", done.stderr)
        done = self.run_ws2("ws2cc", "a.c", a_c="#include <own.h>\nint main(void) { return own(); }\n")
        self.assertNotIn("ws2 does not have", done.stderr)

    def test_libraries_of_windows_that_a_program_does_not_use_are_no_matter(self):
        done = self.run_ws2("ws2cc", "a.c", "-lgdi32", "crypt32.lib", "-Wl,--subsystem,console", "-Wl,--kill-at",
                            a_c="int main(void) { return 0; }\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_what_microsofts_compiler_refuses_stays_an_error(self):
        done = self.run_ws2("ws2c++", "-c", "a.cpp", a_cpp="#include <winsock2.h>\nint number(HANDLE h, const char *c) {"
                            " char *d = c; return (int)h + *d; }\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("invalid conversion", done.stderr)

    def test_a_function_of_a_name_that_linux_has_is_the_programs_in_all_its_sources(self):
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2cc", "-w", "a.c", "b.c", pair=pair,
                                    a_c="#include <unistd.h>\n#include <windows.h>\nint getuid(int of) { return of; }\n",
                                    b_c="int getuid(int);\nint main(void) { return getuid(77) - 77; }\n")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.says()

    def test_a_library_of_the_programs_may_have_the_name_of_one_of_windows(self):
        (self.folder / "own").mkdir()
        done = self.run_ws2("ws2cc", "-shared", "-fPIC", "v.c", "-o", "own/libversion.so", v_c="int version_own(void) { return 0; }\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.run_ws2("ws2cc", "a.c", "-Lown", "-lversion", "-Wl,-rpath,own",
                            a_c="int version_own(void);\nint main(void) { return version_own(); }\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.says()

    def test_a_configuration_test_does_not_find_what_windows_has_not(self):
        for text, arguments in (("char fork ();\nint main (void) { return fork (); }\n", ()),
                                ("char CHECK_FUNCTION_EXISTS(void);\nint main(void) { return CHECK_FUNCTION_EXISTS(); }\n",
                                 ("-DCHECK_FUNCTION_EXISTS=fork",))):
            done = self.run_ws2("ws2cc", "-w", "a.c", *arguments, a_c=text)
            self.assertEqual(done.returncode, 1)
            self.assertIn("'fork': Windows has no such function", done.stderr)
            own = self.run_ws2("ws2cc", "-w", "a.c", *arguments, a_c=text + "char fork() { return 0; }\n")
            self.assertEqual(own.returncode, 0, own.stderr)
            there = [argument.replace("fork", "select") for argument in arguments]
            done = self.run_ws2("ws2cc", "-w", "a.c", *there, a_c=text.replace("fork", "select"))
            self.assertEqual(done.returncode, 0, done.stderr)
        for header in ("sys/sendfile.h", "dlfcn.h", "sys/random.h"):
            done = self.run_ws2("ws2cc", "-c", "a.c", a_c=f"#include <{header}>\n")
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"Windows has no {header}", done.stderr)

    def test_streams_take_paths_of_windows(self):
        for pair in PAIRS:
            with self.subTest(pair):
                done = self.run_ws2("ws2c++", "-std=c++17", "a.cpp", pair=pair, a_cpp=STREAMS)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(self.says(), "text\ntext\nfile.txt inner 1 .txt\n")
                self.assertTrue((self.folder / "inner" / "file.txt").is_file())
                shutil.rmtree(self.folder / "inner")

    def test_inputs_that_windows_alone_knows_are_named(self):
        for name in ("a.rc", "a.RES"):
            done = self.run_ws2("ws2cc", "a.c", name, a_c="int main(void) { return 0; }\n")
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"{name}: resources cannot be had", done.stderr)
        done = self.run_ws2("ws2cc", "-m32", "a.c")
        self.assertEqual(done.returncode, 1)
        self.assertIn("-m32 cannot be had", done.stderr)

    def test_other_names_of_a_definition_file_are_exported(self):
        done = self.run_ws2("ws2cc", "-shared", "-fPIC", "a.c", "a.def", "-o", "liba.so",
                            a_c="int inner(void) { return 7; }\n",
                            a_def="LIBRARY a\nEXPORTS\n  outer = inner @1 ; a remark\n  inner @2\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("note: a.def", done.stderr)
        done = self.run_ws2("ws2cc", "b.c", "liba.so", "-Wl,-rpath,.",
                            b_c="int outer(void); int main(void) { return outer() - 7; }\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.says()


if __name__ == "__main__":
    unittest.main()
