#!/usr/bin/env python3
"""Shows that every rule of tidy.py can fail, and that the legal twin of each breach passes."""

import tempfile
import unittest
from pathlib import Path

from tidy import FUNCTION_LINES_MAX, LINES_MAX, Tree

ROOMS = """
| room | folder | may include |
|---|---|---|
| base | src/base | standard library, Linux headers, fmt |
| kernel | src/kernel | base, Linux headers, Linux socket headers |
| nt | src/nt | face, base, kernel |
| nt_io | src/nt/io | face, base, nt; liburing in `uring*` alone |
| catalog | src/catalog | face, base, toml++, `dlfcn.h` |
| provider_itot | src/provider/itot | face, base |
| library | src/library | face, providers |
| tools | tools | face, CLI11, fmt |
"""


class TidyTest(unittest.TestCase):
    def breaches(self, name, text=""):
        with tempfile.TemporaryDirectory() as root:
            files = {"docs/rooms.md": ROOMS, "include/winsock2.h": "", name: text}
            for path, content in files.items():
                target = Path(root, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content)
            return Tree(root).check()

    def assert_breach(self, word, name, text=""):
        found = self.breaches(name, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(word, found[0])

    def assert_clean(self, name, text=""):
        self.assertEqual(self.breaches(name, text), [])

    def test_an_include_of_a_room_that_the_row_does_not_name(self):
        self.assert_breach("room nt", "src/base/a.cpp", '#include "nt/event.hpp"\n')
        self.assert_breach("room kernel", "src/nt/io/a.cpp", '#include "kernel/socket.hpp"\n')
        self.assert_clean("src/nt/a.cpp", '#include "kernel/socket.hpp"\n#include "nt/b.hpp"\n')

    def test_the_longest_folder_is_the_room(self):
        self.assert_breach("room nt_io", "src/nt/a.cpp", '#include "nt/io/engine.hpp"\n')
        self.assert_clean("src/nt/io/a.cpp", '#include "nt/event.hpp"\n')

    def test_the_word_providers_names_every_provider(self):
        self.assert_clean("src/library/builtins.cpp", '#include "provider/itot/builtin.hpp"\n')

    def test_an_include_that_climbs(self):
        self.assert_breach("climbs", "src/nt/a.cpp", '#include "../base/log.hpp"\n')

    def test_a_face_header_where_the_row_has_no_face(self):
        self.assert_breach("face", "src/kernel/a.cpp", "#include <winsock2.h>\n")
        self.assert_clean("tools/a.cpp", "#include <winsock2.h>\n")

    def test_a_linux_header_outside_the_rooms_that_may(self):
        self.assert_breach("Linux header", "src/nt/a.cpp", "#include <unistd.h>\n")
        self.assert_clean("src/base/a.cpp", "#include <unistd.h>\n")
        self.assert_clean("src/catalog/a.cpp", "#include <dlfcn.h>\n")

    def test_a_linux_socket_header_outside_kernel(self):
        self.assert_breach("socket header", "src/base/a.cpp", "#include <sys/socket.h>\n")
        self.assert_clean("src/kernel/a.cpp", "#include <netinet/in.h>\n")

    def test_errno_outside_kernel(self):
        self.assert_breach("errno", "src/nt/a.cpp", "#include <cerrno>\n")
        self.assert_clean("src/nt/a.cpp", "#include <cstdint>\n#include <vector>\n")

    def test_a_library_that_the_row_does_not_name(self):
        self.assert_breach("fmt", "src/nt/a.cpp", "#include <fmt/format.h>\n")
        self.assert_breach("liburing", "src/nt/io/epoll.cpp", "#include <liburing.h>\n")
        self.assert_clean("src/nt/io/uring_ring.cpp", "#include <liburing.h>\n")

    def test_a_room_s_header_in_a_tool(self):
        self.assert_breach("room base", "tools/a/a.cpp", '#include "base/log.hpp"\n')
        self.assert_clean("tools/a/a.cpp", '#include "common/codes.hpp"\n')

    def test_a_folder_of_a_tool_may_be_called_like_a_room(self):
        self.assert_clean("tools/nt/a.hpp", '#include "nt/a.hpp"\n')

    def test_a_provider_named_outside_its_folder(self):
        self.assert_breach("'ITOT'", "src/nt/a.cpp", "// for ITOT alone\n")
        self.assert_breach("msafd", "src/provider/itot/a.cpp", "bool msafd_like;\n")
        self.assert_clean("src/provider/itot/a.cpp", "namespace itot {}\n")
        self.assert_clean("src/library/builtins.cpp", "wspm_startup();\n")
        self.assert_clean("src/nt/a.cpp", "int capitotal;\n")

    def test_a_file_that_is_too_long(self):
        self.assert_breach("lines", "src/nt/a.cpp", "int a;\n" * (LINES_MAX + 1))
        self.assert_clean("src/nt/a.cpp", "int a;\n" * LINES_MAX)

    def test_a_function_that_is_too_long(self):
        body = "    step();\n" * (FUNCTION_LINES_MAX - 1)
        self.assert_breach("function", "src/nt/a.cpp", "void a(int b) {\n" + body + "}\n")
        self.assert_clean("src/nt/a.cpp", "void a() {\n" + body[len("    step();\n"):] + "}\n")

    def test_a_test_that_sleeps(self):
        for text in ("std::this_thread::sleep_for(1ms);", "usleep(10);", "Sleep(5);",
                     "SleepEx(5, FALSE);", "sleep(1);"):
            self.assert_breach("sleeps", "test/a/a_test.cpp", text + "\n")
        self.assert_breach("sleeps", "test/a/run.sh", "wait_for; sleep 1\n")
        self.assert_clean("test/a/a_test.cpp", "SleepEx(INFINITE, TRUE);\nSleepEx(0, FALSE);\n")
        self.assert_clean("src/nt/a.cpp", "sleep_until(due);\n")

    def test_a_fixed_port_in_a_test(self):
        use = "    bind(s, a, n);\n"
        for text in ("a.sin_port = htons(8080);", "a.sin6_port = 80;", 'run("127.0.0.1:8080");',
                     'run("[::1]:80");'):
            self.assert_breach("port", "test/a/a_test.cpp", text + "\n" + use)
        self.assert_clean("test/a/a_test.cpp", "a.sin_port = htons(0);\n" + use)
        self.assert_clean("test/a/a_test.cpp", "a.sin_port = htons(80);\n")
        self.assert_clean("test/a/a_test.cpp", 'run("127.0.0.1:0");\n')
        self.assert_clean("test/a/a_test.cpp", "a.sin_port = htons(80); // never bound\n" + use)

    def test_a_name_that_says_nothing(self):
        for name in ("socket_util.cpp", "manager.hpp", "helper.py", "table_impl.cpp", "a_old.cpp"):
            self.assert_breach("says nothing", "src/nt/" + name)
        self.assert_clean("src/nt/utility_bill.cpp")


if __name__ == "__main__":
    unittest.main()
