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


LONG = r"""
#include <stdio.h>
#include <limits.h>
#include <inttypes.h>
#include <winsock2.h>
#include <windows.h>
struct header { unsigned long id; unsigned short count; };
volatile long references;
static unsigned long WINAPI run(void *context) { return *(unsigned long *)context; }
int main(void) {
    WSADATA data;
    unsigned long mode = 1, id, code = 7, waiting = ~0UL;
    long scanned = -1;
    long long big;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
    HANDLE thread = CreateThread(NULL, 0, run, &code, 0, &id);
    if (ioctlsocket(s, FIONBIO, &mode) != 0 || ioctlsocket(s, FIONREAD, &waiting) != 0)
        return 2;
    WaitForSingleObject(thread, INFINITE);
    code = 0;
    GetExitCodeThread(thread, &code);
    InterlockedDecrement(&references);
    if (sscanf("-5 6000000000", "%ld %I64d", &scanned, &big) != 2)
        return 3;
    printf("%d %lu %lu %ld %ld %lld %ld %lu %" PRIu64 "\n", (int)sizeof(struct header), waiting,
           code, references, scanned, big, LONG_MAX, ~0UL, UINT64_C(1) << 40);
    return 0;
}
"""

# One type of 64 bits, whatever it is called: templates and overloads tell.
IDENTITIES = r"""
#include <stdint.h>
#include <limits.h>
#include <winsock2.h>
#include <windows.h>
#include <algorithm>
#include <cstdio>
#include <type_traits>
#define SAME(a, b) static_assert(std::is_same<a, b>::value, #a " is " #b)
typedef unsigned __int64 big;
SAME(big, SOCKET); SAME(big, size_t); SAME(big, uint64_t); SAME(big, ULONGLONG);
SAME(big, unsigned long long); SAME(__int64, long long int); SAME(__int64, int64_t);
SAME(LONGLONG, INT_PTR); SAME(long, LONG); SAME(unsigned long, DWORD);
SAME(decltype(1LL), LONGLONG); SAME(decltype(1ull), size_t); SAME(decltype(1L), LONG);
SAME(decltype(1i64), __int64); SAME(decltype(0xFui64), big); SAME(decltype(1ui32), DWORD);
SAME(decltype(LLONG_MAX), long long); SAME(decltype(INT64_C(1)), int64_t);
unsigned long long operator""_kb(unsigned long long n) { return n * 1024; }
static const char* name(unsigned long) { return "DWORD"; }
static const char* name(unsigned long long) { return "64"; }
int main() {
    LARGE_INTEGER now;
    now.QuadPart = 5;
    long long most = std::max(now.QuadPart, 7LL);
    SOCKET none = INVALID_SOCKET;
    printf("%s %s %I64d %llu\n", name(none), name(DWORD()), most, 4_kb);
}
"""

# What programs for Windows define themselves, because Windows has nothing of the kind.
OWN_NAMES = r"""
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <stdio.h>
#include <time.h>
int index = 1;
static int getopt(int count, char **arguments, const char *letters) { return count; }
static int gettimeofday(struct timeval *now, void *zone) { now->tv_sec = 2; return 0; }
static void encrypt(char *text, int key) { text[0] ^= key; }
static int pipe(SOCKET ends[2]) { return ends[0] == ends[1]; }
static int poll(struct pollfd *fds, unsigned long count, int timeout) { return WSAPoll(fds, count, timeout); }
struct iovec { void *iov_base; size_t iov_len; };
static int tee(int number) { return number; }
static int link, pause, sync, alarm, sleep, usleep;
int main(void) {
    struct timeval now;
    char text[] = "b";
    encrypt(text, 3);
    gettimeofday(&now, NULL);
    printf("%s %d %d\n", text, (int)now.tv_sec, getopt(index, NULL, ""));
    return link + pause + sync + alarm + sleep + usleep;
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

    def test_long_has_32_bits(self):
        for pair in compilers():
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                with self.subTest(compiler=pair[0], tool=tool):
                    self.write(name, LONG)
                    self.build(tool, "-O2", "-Wall", name, "-o", "program", pair=pair)
                    self.assertEqual(self.says(), "8 0 7 -1 -5 6000000000 2147483647 4294967295 "
                                                  "1099511627776\n")

    def test_types_of_64_bits_are_one(self):
        self.write("a.cpp", IDENTITIES)
        self.write("a.c", "#include <stdint.h>\n#include <winsock2.h>\ntypedef unsigned __int64 uint64_t;\n"
                          "uint64_t f(size_t* p) { return *p; }\nint main(void) { unsigned long long n = 7;\n"
                          "SOCKET s = f(&n) + 3ui64; return f(&s) != 10; }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2c++", "-Wall", "a.cpp", "-o", "program", pair=pair)
                self.assertEqual(self.says(), "64 DWORD 7 4096\n")
                self.build("ws2cc", "-Wall", "-Werror", "a.c", "-o", "program", pair=pair)
                self.says()

    def test_a_source_without_long_is_compiled_at_once(self):
        self.write("b.h", "#define TYPE int\n")
        self.write("a.c", '#include <winsock2.h>\n#include "b.h"\nTYPE main(void) { return 0; }\n')
        self.assertIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "a.c").stdout)
        self.assertNotIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "--long64", "a.c").stdout)
        for text in ["#define TYPE unsigned long\n", "#define TYPE __int64\n", "#define ONE 1L\n",
                     "#include <asio.hpp>\n", "#define ONE LLONG_MAX\n", "#define ONE INT64_C(1)\n"]:
            self.write("b.h", text)
            self.assertNotIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "a.c").stdout)
        for line in ('#import "b.h"', '#include_next "b.h"', '#include "b.h"'):
            self.write("a.c", f"{line}\nTYPE main(void) {{ return 0; }}\n")
            self.write("b.h", "#define TYPE long\n")
            self.assertNotIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "a.c").stdout)
        self.write("a.c", "int main(void) { return 0; }\n")
        self.assertIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "-O2", "a.c").stdout)
        self.assertNotIn("-DWS2_LONG_32", self.run_ws2("ws2cc", "--show", "-DT=1000L", "a.c").stdout)

    def test_what_fails_at_once_is_tried_the_long_way(self):
        self.write("a.cpp", "#include <winsock2.h>\n#include <windows.h>\n#include <algorithm>\n"
                            "#define JOIN(a, b) a##b\n#define WHOLE(n) JOIN(INT, 64_C)(n)\n"
                            "int main() { LARGE_INTEGER li; li.QuadPart = 5;\n"
                            "return std::max(li.QuadPart, WHOLE(7)) != 7; }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[1]):
                self.assertIn("-DWS2_LONG_32",
                              self.run_ws2("ws2c++", "--show", "a.cpp", pair=pair).stdout)
                self.build("ws2c++", "-Wall", "a.cpp", "-o", "program", pair=pair)
                self.says()
        self.write("b.c", "int main(void) { return missing; }\n")
        done = self.run_ws2("ws2cc", "b.c")
        self.assertEqual((done.returncode, done.stderr.count("error:")), (1, 1))
        self.assertRegex(done.stderr, r"b\.c:1.*missing")

    def test_sources_that_tell_int_from_long_get_64_bits_together_and_a_note(self):
        self.write("a.cpp", "#include <cstdio>\nint f(int) { return 1; } int f(long) { return 2; }\n"
                            "int main() { std::printf(\"%d\", f(1L) * (int)sizeof(long)); }\n")
        self.write("b.cpp", "struct size { char has[sizeof(long) == 8 ? 1 : -1]; };\n")
        for sources in (["a.cpp"], ["a.cpp", "b.cpp"]):
            done = self.run_ws2("ws2c++", *sources, "-o", "program")
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stderr, r"^ws2cc: note: [^\n]*64 bits[^\n]*--long64\n$")
            self.assertEqual(self.says(), "16")
        self.write("b.cpp", "int main() { return sizeof(long) == 8 ? 0 : 1; }\n")
        self.build("ws2c++", "--long64", "b.cpp", "-o", "program")
        self.says()
        done = self.run_ws2("ws2c++", "-c", "c.cpp")
        self.assertRegex(done.stderr, r"c\.cpp")
        self.assertEqual(done.returncode, 1)

    def test_macros_and_types_of_programs_come_first(self):
        macros = ("#define strcasecmp _stricmp\n#define strtok_r strtok_s\n#define strdup _strdup\n"
                  "#define close _close\n#define open _open\n")
        types = ("#include <stdint.h>\n#include <sys/types.h>\n#include <winsock2.h>\n"
                 "typedef unsigned __int64 uint64_t;\ntypedef HANDLE pthread_t;\n"
                 "typedef CRITICAL_SECTION pthread_mutex_t;\nstatic int kill(pthread_t t) { return !t; }\n")
        body = ("#include <winsock2.h>\n#include <string.h>\n#include <io.h>\n#include <fcntl.h>\n"
                "int main(void) { char text[] = \"a b\"; char* rest; int file = open(\"/dev/null\", O_RDONLY);\n"
                "return strcmp(strtok_r(text, \" \", &rest), \"a\") || strcasecmp(\"a\", \"A\") ||\n"
                "strcasecmp(_strdup(\"x\"), strdup(\"X\")) || close(file) OWN; }\n")
        for pair in compilers():
            for tool, name, own in [("ws2cc", "a.c", "|| kill((HANDLE)1) || sizeof(uint64_t) != 8"),
                                    ("ws2c++", "a.cpp", "")]:
                with self.subTest(compiler=pair[0], tool=tool):
                    self.write(name, (types if own else "") + macros + body.replace("OWN", own))
                    self.build(tool, "-Wall", name, "-o", "program", pair=pair)
                    self.says()
        self.write("t.c", "#include <windows.h>\n#include <pthread.h>\n#include <signal.h>\n"
                          "static void* run(void* a) { return a; }\nint main(void) { pthread_t t;\n"
                          "return pthread_create(&t, 0, run, 0) || pthread_join(t, 0) || kill(0, 0); }\n")
        self.build("ws2cc", "-Wall", "t.c", "-o", "program")
        self.says()

    def test_keywords_need_no_header(self):
        self.write("a.c", "typedef unsigned __int64 big;\n"
                          "__declspec(dllexport) int __stdcall answer(void) { return sizeof(big); }\n"
                          "static __forceinline int twice(int n) { return 2 * n; }\n"
                          "int main(void) { return twice(answer()) - 16; }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "a.c", "-o", "program", pair=pair)
                self.says()

    def test_a_package_that_speaks_windows_has_its_long(self):
        if not Path("/usr/include/asio.hpp").exists():
            self.skipTest("no Asio")
        self.write("a.cpp", "#include <asio.hpp>\nint main() { asio::io_context context;\n"
                            "asio::post(context, [] {}); return context.run() == 1 ? 0 : 1; }\n")
        self.build("ws2c++", "-D_WIN32_WINNT=0x0601", "-DASIO_STANDALONE", "a.cpp", "-o", "program",
                   pair=("gcc", "g++"))
        self.says()

    def test_dependencies_are_named_after_the_object(self):
        self.write("a.c", '#include "b.h"\nint main(void) { return 0; }\n')
        self.write("b.h", "")
        (self.folder / "out").mkdir()
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "-MD", "-c", "a.c", "-o", "out/a.o", pair=pair)
                said = (self.folder / "out/a.d").read_text()
                self.assertRegex(said, r"^out/a\.o: a\.c")
                self.assertIn("b.h", said)
                (self.folder / "out/a.d").unlink()

    def test_names_of_unix_are_free(self):
        self.write("a.c", OWN_NAMES)
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "a.c", "-o", "program", pair=pair)
                self.assertEqual(self.says(), "a 2 1\n")

    def test_static_functions_may_have_names_of_libc(self):
        text = ("#include <string.h>\n#include <stdlib.h>\n#include <time.h>\n"
                "static char *strsep(char **text, int end) { return *text += end; }\n"
                "static\nint arc4random_buf(void) { return 3; } static inline int timegm(TYPE n) { return (int)n; }\n"
                "int main(void) { char a[] = \"ab\"; char* p = a;\n"
                "return *strsep(&p, 1) != 'b' || arc4random_buf() != 3 || timegm(4) != 4; }\n")
        for pair in compilers():
            for kind in ("int", "long"):
                for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                    with self.subTest(compiler=pair[0], kind=kind, tool=tool):
                        self.write(name, text.replace("TYPE", kind))
                        self.build(tool, "-Wall", name, "-o", "program", pair=pair)
                        self.says()

    def test_static_functions_of_libcs_names_may_stand_on_microsofts(self):
        text = ("#include <winsock2.h>\n#include <windows.h>\n#include <string.h>\n#include <time.h>\n"
                "static struct tm *localtime_r(const time_t *when, struct tm *out) {\n"
                "    return localtime_s(out, when) == 0 ? out : NULL; }\n"
                "static char *strtok_r(char *text, const char *by, char **rest) {\n"
                "    return strtok_s(text, by, rest); }\n"
                "int main(void) { char a[] = \"a b\"; char* rest; time_t now = 86400; struct tm out;\n"
                "return strcmp(strtok_r(a, \" \", &rest), \"a\") || strcmp(rest, \"b\") ||\n"
                "localtime_r(&now, &out) != &out || out.tm_year != 70; }\n")
        for pair in compilers():
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                for level in ("-O0", "-O2"):
                    with self.subTest(compiler=pair[0], tool=tool, level=level):
                        self.write(name, text)
                        self.build(tool, "-Wall", level, name, "-o", "program", pair=pair)
                        self.says()

    def test_flags_of_a_hardened_build(self):
        flags = ["-O2", "-Wall", "-Werror", "-Wformat", "-Werror=format-security"]
        for pair in compilers():
            for kind in ("int", "long"):
                with self.subTest(compiler=pair[0], kind=kind):
                    self.write("a.c", f"#include <stdio.h>\nint main(void) {{ {kind} n = 1;\n"
                                      "return printf(\"%d\", (int)n) != 1; }\n")
                    self.build("ws2cc", *flags, "a.c", "-o", "program", pair=pair)
                    self.says()

    def test_intrinsics_write_to_any_type_of_64_bits(self):
        if os.uname().machine != "x86_64":
            self.skipTest("no x86-64")
        self.write("a.c", "#include <intrin.h>\n#include <winsock2.h>\n"
                          "int main(void) { unsigned __int64 sum; size_t high; ULONGLONG low; SOCKET s;\n"
                          "unsigned char carry = _addcarry_u64(0, ~0ULL, 2, &sum);\n"
                          "low = _mulx_u64(~0ULL, 4, &high);\n"
                          "return carry != 1 || sum != 1 || high != 3 || low != 0 - 4ULL ||\n"
                          "_subborrow_u64(0, 1, 2, &s) != 1 || s != ~(SOCKET)0 || sizeof(long) != 4; }\n")
        shutil.copy(self.folder / "a.c", self.folder / "a.cpp")
        for pair in compilers():
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                with self.subTest(compiler=pair[0], tool=tool):
                    self.build(tool, "-O2", "-Wall", "-mbmi2", "-madx", name, "-o", "program", pair=pair)
                    if " bmi2 " in Path("/proc/cpuinfo").read_text():
                        self.says()

    def test_headers_of_unix_are_as_on_windows(self):
        self.write("a.c", "#include <sys/socket.h>\nint main(void) { return 0; }\n")
        self.assertIn("Windows has no sys/socket.h", self.run_ws2("ws2cc", "-c", "a.c").stderr)
        self.write("b.c", "#include <winsock2.h>\n#include <getopt.h>\n#include <unistd.h>\n#include <stdio.h>\n#include <signal.h>\n"
                          "#include <sys/un.h>\n#include <afunix.h>\n#include <sys/time.h>\n#include <sys/stat.h>\n#include <sys/timeb.h>\n"
                          "int main(int argc, char** argv) { struct timeval now; struct _stat status; SOCKADDR_UN at;\n"
                          "usleep(0); gettimeofday(&now, 0); return getopt(argc, argv, \"a\") != -1 ||\n"
                          "now.tv_sec < 1000000 || _stat(\"b.c\", &status) != 0 || _unlink(\"/no/such\") != -1 ||\n"
                          "sizeof(struct sockaddr_un) != sizeof at || signal(SIGBREAK, SIG_DFL) != SIG_DFL ||\n"
                          "(status.st_mode & _S_IFREG) == 0; }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "b.c", "-o", "program", pair=pair)
                self.says()

    def test_a_program_may_bring_its_own_getopt(self):
        self.write("getopt.h", "#ifndef OWN_GETOPT\n#define OWN_GETOPT\nextern char* optarg;\n"
                               "int getopt(int, char**, const char*);\n#endif\n")
        for number, headers in enumerate([["unistd.h", "getopt.h"], ["getopt.h", "signal.h", "unistd.h"],
                                          ["winsock2.h", "unistd.h", "getopt.h"]]):
            self.write("a.c", "".join(f"#include <{name}>\n" for name in headers) +
                       "char* optarg;\nint getopt(int c, char** v, const char* l) { return c + 6; }\n"
                       "int main(int c, char** v) { return getopt(c, v, 0) != 7; }\n")
            with self.subTest(order=number):
                self.build("ws2cc", "-D_GNU_SOURCE", "-I.", "a.c", "-o", "program", pair=compilers()[0])
                self.says()

    def test_microsofts_names_come_with_the_standard_headers(self):
        body = ("int near, far;\ntypedef char BYTE;\n%s"
                "int main(void) { char text[20]; struct tm day = {0}; day.tm_mday = 2; day.tm_year = 70;\n"
                "strcpy_s(text, 20, \"ab\"); _strrev(text); return strcmpi(text, \"BA\") || _isnan(1.0) ||\n"
                "_snprintf(text, 20, \"%%d\", _O_BINARY) != 8 || strcmp(_itoa(-1, text, 16), \"ffffffff\") ||\n"
                "_mkgmtime(&day) != 86400 || near || far %s; }\n")
        headers = "".join(f"#include <{name}.h>\n" for name in "math fcntl string stdlib stdio time".split())
        self.write("a.c", headers + body % ("char* itoa(int n, char* to, int radix) { return 0; }\n",
                                            "|| itoa(1, text, 10) || undeclared()") +
                   "int undeclared(void) { return _getpid() <= 0; }\n")
        self.write("a.cpp", "#include <iostream>\n" + headers + body % ("", "|| itoa(1, text, 10) != text"))
        for pair in compilers():
            for tool, name in [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]:
                with self.subTest(compiler=pair[0], tool=tool):
                    self.build(tool, "-w", name, "-o", "program", pair=pair)
                    self.says()
        self.build("ws2cc", "-std=c89", "-w", "a.c", "-o", "program")

    def test_mathematics_needs_no_library(self):
        self.write("a.c", "#include <math.h>\n#include <process.h>\n#include <windows.h>\n"
                          "int main(int c, char** v) { return sqrt(c + 3.0) != 2 || pow(c + 1, c) != 2 ||\n"
                          "_getpid() != (int)GetCurrentProcessId(); }\n")
        for pair in compilers():
            with self.subTest(compiler=pair[0]):
                self.build("ws2cc", "a.c", "-o", "program", pair=pair)
                self.says()

    def test_ce_says_so_to_the_source(self):
        self.write("a.c", "#if !defined _WIN32_WCE || !defined UNDER_CE || !defined UNICODE\n#error\n"
                          "#endif\nint main(void) { return 0; }\n")
        self.build("ws2cc", "--ce", "a.c", "-o", "program")
        self.assertNotEqual(self.run_ws2("ws2cc", "a.c").returncode, 0)

    def test_show_prints_the_command_and_runs_nothing(self):
        self.write("a.c", "int main(void) { return 0; }\n")
        done = self.run_ws2("ws2cc", "--show", "a.c", "-o", "program", pair=("my-cc -m64", "no"))
        self.assertRegex(done.stdout, r"^my-cc -m64 .*-D_WIN32 .*a\.c .*-lws2 -lm\n$")
        self.assertFalse((self.folder / "program").exists())

    def test_named_as_its_own_compiler_it_takes_the_systems(self):
        self.write("a.c", "int main(void) { return 0; }\n")
        done = self.run_ws2("ws2cc", "--show", "a.c", pair=(str(WS2CC.absolute()), "no"))
        self.assertRegex(done.stdout, r"^cc ")

    def test_what_cannot_be_had_is_said(self):
        self.assertIn("ABSENT", self.run_ws2("ws2cc", "-c", self.write("a.c", "int n;\n"), "ABSENT").stderr)
        self.assertIn("-static cannot be had", self.run_ws2("ws2cc", "-static", "a.c").stderr)
        self.assertIn("libstdc++", self.run_ws2("ws2c++", "-stdlib=libc++", "a.cc").stderr)
        self.assertIn("no-such-compiler",
                      self.run_ws2("ws2cc", "--version", pair=("no-such-compiler", "")).stderr)


if __name__ == "__main__":
    unittest.main()
