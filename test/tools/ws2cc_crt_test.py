"""Microsoft's C library in programs that ws2cc and ws2c++ build. Usage: ws2cc_crt_test.py [-v] WS2CC"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WS2CC = Path(sys.argv.pop()).absolute()
PAIRS = [pair for pair in [("gcc", "g++"), ("clang", "clang++")] if shutil.which(pair[1])]
TOOLS = [("ws2cc", "a.c"), ("ws2c++", "a.cpp")]

# Which header Microsoft documents for what; `name!` may be a macro or a type.
NAMES = """
stdlib.h: _splitpath _splitpath_s _makepath _makepath_s _fullpath _itoa _itoa_s _ltoa_s _ultoa_s _i64toa_s _ui64toa_s
 _atoi64 _strtoui64 _strtoi64 _putenv _putenv_s getenv_s _dupenv_s rand_s _byteswap_ushort _byteswap_uint64 _abs64 _sleep
 _set_invalid_parameter_handler _set_abort_behavior _get_errno _aligned_malloc _exit __argc __argv _fmode _countof!
 _rotl! _rotr64! _lrotl! _MAX_PATH! _I64_MAX! _mktemp_s _swab
stdio.h: _snprintf _vsnprintf sprintf_s vsprintf_s _snprintf_s vsnprintf_s sscanf_s fopen_s freopen_s _fsopen _wfopen
 _fileno _fdopen _popen _pclose _fseeki64 _ftelli64 _flushall _setmaxstdio gets_s tmpnam_s tmpfile_s _unlink vprintf_s
string.h: _strdup _stricmp _strnicmp _strlwr _strupr_s _strrev _strset strcpy_s strncat_s strtok_s strnlen_s memcpy_s
 _memicmp _memccpy stricmp strerror_s _wcsicmp STRUNCATE!
memory.h: memcpy_s _memicmp
time.h: gmtime_s localtime_s ctime_s asctime_s _mkgmtime _strdate _strtime_s _time64! _localtime64_s! _tzset! CLK_TCK!
math.h: _isnan _finite _copysign _hypot
float.h: _isnan _finite _copysign
malloc.h: _aligned_malloc _aligned_free _msize _alloca! alloca!
io.h: _open _sopen _sopen_s _read _write _close _lseeki64 _access_s _dup2 _pipe _eof _isatty _setmode _chsize_s _commit
 _get_osfhandle _open_osfhandle _findfirst _filelengthi64 _umask _mktemp
direct.h: _mkdir _rmdir _chdir _getcwd mkdir
process.h: _getpid getpid _beginthreadex _spawnlp _execvp _cwait exit
conio.h: _kbhit _getch _cprintf
fcntl.h: _O_BINARY! _O_TEXT! O_BINARY!
sys/stat.h: _stat64! _fstat64! _S_IFDIR!
sys/timeb.h: _ftime64! _ftime64_s!
sys/types.h: _off_t!
signal.h: SIGBREAK! SIGABRT_COMPAT!
locale.h: _wsetlocale
errno.h: STRUNCATE!
intrin.h: _BitScanForward! _BitScanReverse64! _ReadWriteBarrier! __cpuid! __popcnt! __umulh! __debugbreak! __assume!
crtdbg.h: _CrtSetReportMode! _CrtMemState! _CrtDumpMemoryLeaks! _CrtSetReportHook! _RPT2! _RPTF5! _ASSERT_EXPR!
"""

# What a file that has read one header may call its own, for the others have not been read.
OWN = {"stdio.h": "static int time, qsort, sqrt, strcpy_s;\nint index;",
       "string.h": "static int time, sqrt, fopen_s; int index;\nvoid qsort(char* v[], int left, int right);",
       "stdlib.h": "static int time, sqrt, strcpy_s, _snprintf; int index;",
       "time.h": "static int qsort, sqrt, strcpy_s; int index;",
       "math.h": "static int time, qsort, strcpy_s, printf; int index;",
       "limits.h": "static int time, qsort, strcpy_s; int index;",
       "float.h": "static int time, qsort, strcpy_s; int index;",
       "memory.h": "static int time, sqrt, printf; void qsort(char* v[], int left, int right);",
       "malloc.h": "static int time, sqrt, strcpy_s;",
       "io.h": "static int time, qsort, strcpy_s; typedef char BYTE; int near, far;",
       "conio.h": "static int time, qsort, sqrt; typedef char BYTE; int near, far;"}

# Functions that a program for an old compiler of Microsoft's brings along, and does not mean for libc's.
OWN_FUNCTIONS = r"""
#include <string.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdarg.h>
#include <time.h>
#include <winsock2.h>
#if _MSC_VER < 1400
OWN int strcpy_s(char* to, size_t size, const char* from) NOTHROW { strcpy(to, from); return (int)size; }
OWN int _vsnprintf(char* to, size_t size, const char* format, va_list list) { return (int)size + 1; }
OWN int _snprintf(char* to, size_t size, const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = _vsnprintf(to, size, format, list);
    va_end(list);
    return result;
}
OWN char* _strdup(const char* text) NOTHROW { return strdup(text); }
OWN char* strtok_s(char* text, const char* by, char** rest) NOTHROW { return strtok_r(text, by, rest); }
#endif
int main(void) {
    char text[9] = "a b";
    char* rest;
    char* copy = _strdup(text);
    return strcmp(copy, text) || strcpy_s(text, 9, "c d") != 9 || _snprintf(text, 3, "") != 4 ||
           strcmp(strtok_s(text, " ", &rest), "c") || strcat_s(text, 9, "ef") != 0;
}
"""

PATHS = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <direct.h>
#include <io.h>
#include <fcntl.h>
#include <share.h>
#include <sys/stat.h>
#define CHECK(condition) if (!(condition)) { printf("%d: %s\n", __LINE__, #condition); return 1; }
int main(void) {
    struct stat plain;
    struct _stat64 status;
    char text[9] = "";
    FILE* file;
    int fd;
    CHECK(mkdir("one") == 0 && mkdir("one\\two", 0700) == 0 && _mkdir(".\\one\\two") == -1);
    file = fopen("one\\two\\a.txt", "wbN");
    CHECK(file != NULL && fputs("abc", file) >= 0 && fclose(file) == 0);
    CHECK(stat("one\\two\\a.txt", &plain) == 0 && plain.st_size == 3);
    CHECK(_stat64(".\\one/two\\a.txt", &status) == 0 && status.st_size == 3);
    CHECK(access("one\\two\\a.txt", 0) == 0 && _access("one\\two\\b.txt", 0) == -1);
    fd = _open("one\\two\\a.txt", _O_RDWR | _O_TEXT);
    CHECK(fd >= 0 && _read(fd, text, 8) == 3 && strcmp(text, "abc") == 0 && _eof(fd) == 1 && _close(fd) == 0);
    fd = open("one/two/a.txt", O_RDWR | O_BINARY);
    CHECK(fd >= 0 && read(fd, text, 2) == 2 && close(fd) == 0);
    CHECK(_sopen_s(&fd, "one\\two\\b.txt", _O_CREAT | _O_WRONLY | _O_BINARY | _O_U8TEXT, _SH_DENYNO,
                   _S_IREAD | _S_IWRITE) == 0);
    CHECK(_write(fd, "1", 1) == 1 && _setmode(fd, O_BINARY) == _O_BINARY && _close(fd) == 0);
    CHECK(rename("one\\two\\b.txt", "one\\two\\a.txt") == -1);
    CHECK(rename("one\\two\\b.txt", "one\\c.txt") == 0 && _access_s("one\\c.txt", 0) == 0);
    CHECK(freopen("NUL", "w", stderr) == stderr && fputs("gone", stderr) >= 0);
    CHECK(fopen_s(&file, "one\\none", "rt, ccs=UTF-8") == 2 && file == NULL);
    CHECK(chdir("one\\two") == 0 && unlink(".\\a.txt") == 0 && _chdir("..\\..") == 0);
    CHECK(remove("one\\c.txt") == 0 && rmdir("one\\two") == 0 && _rmdir("one") == 0);
    return 0;
}
"""

BREAK = r"""
#include <signal.h>
#include <stdio.h>
static volatile sig_atomic_t seen;
static void on_signal(int number) {
    switch (number) {
#ifdef SIGQUIT
    case SIGQUIT:
#endif
    case SIGBREAK: seen += 1; break;
    case SIGABRT_COMPAT: seen += 2; break;
    }
}
int main(void) {
    if (signal(SIGBREAK, on_signal) == SIG_ERR || raise(SIGBREAK) != 0 || seen != 1)
        return 1;
    puts("ready");
    fflush(stdout);
    getchar();
    return seen != 2;
}
"""

ARGUMENTS = ("#include <windows.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include <getopt.h>\n"
             "#include <spawn.h>\n#include <argp.h>\n#include <string.h>\n"
             "int main(int argc, char** argv) { return __argc != argc || __argv != argv || strcmp(__argv[1], \"x\"); }\n")


class Names(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def run_ws2(self, pair, name, *arguments):
        environment = {**os.environ, "CC": pair[0], "CXX": pair[1],
                       "XDG_CACHE_HOME": str(self.folder / "cache")}
        done = subprocess.run([WS2CC.with_name(name), *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr

    def builds_everywhere(self, text, *arguments, then=lambda: None):
        for pair in PAIRS:
            for tool, name in TOOLS:
                with self.subTest(compiler=pair[0], tool=tool):
                    (self.folder / name).write_text(text)
                    self.assertEqual(self.run_ws2(pair, tool, name, *arguments), (0, ""))
                    then()

    def runs(self, *arguments):
        done = subprocess.run(["./program", *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_every_name_is_in_the_header_that_is_documented_for_it(self):
        for line in NAMES.replace("\n ", " ").strip().splitlines():
            header, names = line.split(":")
            text = f"#include <{header}>\n"
            for name in names.split():
                if name.endswith("!"):
                    name = name[:-1]
                    type_like = name in ("_off_t", "_CrtMemState")
                    text += f"{name}* p{name};\n" if type_like else f"#ifndef {name}\n#error {name}\n#endif\n"
                else:
                    text += f"void* p{name}(void) {{ return (void*)&{name}; }}\n"
            with self.subTest(header=header):
                (self.folder / "a.c").write_text(text)
                self.assertEqual(self.run_ws2(PAIRS[0], "ws2cc", "-w", "-c", "a.c"), (0, ""))

    def test_a_standard_header_brings_its_own_names_alone(self):
        for pair in PAIRS:
            for header, own in OWN.items():
                with self.subTest(compiler=pair[0], header=header):
                    (self.folder / "a.c").write_text(f"#include <{header}>\n{own}\n")
                    self.assertEqual(self.run_ws2(pair, "ws2cc", "-std=gnu89", "-w", "-c", "a.c"), (0, ""))

    def test_a_program_may_define_microsofts_functions_on_libcs(self):
        for tool, name, own, nothrow in [("ws2cc", "a.c", "", ""), ("ws2cc", "a.c", "static", ""),
                                         ("ws2c++", "a.cpp", 'extern "C"', "throw()"),
                                         ("ws2c++", "a.cpp", "static", "")]:
            text = OWN_FUNCTIONS.replace("NOTHROW", nothrow).replace("OWN", own)
            for pair in PAIRS:
                with self.subTest(compiler=pair[0], tool=tool, own=own):
                    (self.folder / name).write_text(text)
                    self.assertEqual(self.run_ws2(pair, tool, "-w", name, "-o", "program"), (0, ""))
                    self.runs()

    def test_paths_have_backslashes_and_modes_of_text_change_nothing(self):
        self.builds_everywhere(PATHS, "-Wall", "-o", "program", then=self.runs)
        (self.folder / "a.c").write_text("#define remove _unlink\n#define mkdir(path, mode) _mkdir(path)\n" + PATHS
                                         .replace('mkdir("one")', 'mkdir("one", 0)'))
        self.assertEqual(self.run_ws2(PAIRS[0], "ws2cc", "-O2", "-D_FORTIFY_SOURCE=2",
                                      "-D_FILE_OFFSET_BITS=64", "a.c", "-o", "program"), (0, ""))
        self.runs()

    def test_containers_and_streams_bring_text_and_memory_as_microsofts_do(self):
        use = "int main() { char b[4] = {}; memset(b, 0, 4); if (strlen(b)) exit(1); return strcpy_s(b, \"x\") + atoi(\"0\"); }"
        for pair in PAIRS:
            for header in ("vector", "map", "string", "iostream"):
                more = "int (*print)(const char*, ...) = printf;\n" if header in ("string", "iostream") else ""
                with self.subTest(compiler=pair[1], header=header):
                    (self.folder / "a.cpp").write_text(f"#include <{header}>\n{more}{use}\n")
                    self.assertEqual(self.run_ws2(pair, "ws2c++", "-Wall", "-c", "a.cpp"), (0, ""))

    def test_sigbreak_is_what_ctrl_backslash_sends(self):
        (self.folder / "a.c").write_text(BREAK)
        self.assertEqual(self.run_ws2(PAIRS[0], "ws2cc", "-Wall", "a.c", "-o", "program"), (0, ""))
        with subprocess.Popen(["./program"], cwd=self.folder, text=True, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as program:
            self.addCleanup(program.kill)
            self.assertEqual(program.stdout.readline(), "ready\n")
            program.send_signal(signal.SIGQUIT)
            program.stdin.write("\n")
            program.stdin.close()
            self.assertEqual(program.wait(60), 0)

    def test_arguments_are_variables_that_hide_behind_parameters(self):
        self.builds_everywhere(ARGUMENTS, "-Wall", "-o", "program", then=lambda: self.runs("x"))

    def test_vectors_of_uio_are_there_for_who_asks(self):
        text = "#include <winsock2.h>\n#include <fcntl.h>\n#include <sys/uio.h>\nint main(void) { struct iovec v = " \
               "{(void*)\"\", 0};\nreturn writev(1, &v, 1) != 0; }\n"
        self.builds_everywhere(text, "-Wall", "-o", "program", then=self.runs)


if __name__ == "__main__":
    unittest.main()
