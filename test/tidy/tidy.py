#!/usr/bin/env python3
"""The house rules as a test: reads docs/rooms.md and every source file, prints each breach.

    tidy.py [ROOT]      exit status 0: clean, 1: breaches (one line each), 2: no such tree

The rules are stated in docs/rooms.md and CONTRIBUTING.md; tidy_test.py shows that each can fail.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

FOLDERS = ["include", "src", "tools", "test", "bench", "examples", "scripts", "cmake", ".ci"]
CODE = {".c", ".cpp", ".h", ".hpp"}
SCRIPTS = {".py", ".sh", ".cmake", ""}
LINES_MAX = 500
FUNCTION_LINES_MAX = 70
WEAK_NAMES = {"util", "utils", "manager", "helper", "helpers", "impl", "old"}

STANDARD_C = set("""assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp
signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath
threads time uchar wchar wctype""".split())
STANDARD_CPP = set("""algorithm any array atomic barrier bit bitset charconv chrono codecvt compare
complex concepts condition_variable coroutine deque exception execution filesystem format
forward_list fstream functional future initializer_list iomanip ios iosfwd iostream istream
iterator latch limits list locale map memory memory_resource mutex new numbers numeric optional
ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view strstream
syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set
utility valarray variant vector version cxxabi.h""".split())
SOCKET_HEADERS = re.compile(
    r"^(sys/(socket|un|uio)\.h|netinet/.*|netinet6/.*|arpa/.*|net/.*|netdb\.h|netpacket/.*|"
    r"linux/(in6?|if.*|net|netlink|rtnetlink|errqueue|sockios|tcp|udp|filter)\.h|resolv\.h)$")
LIBRARIES = {  # first folder, or whole name, of an include -> its name in docs/rooms.md
    "fmt": "fmt", "utf8.h": "utf8cpp", "utf8": "utf8cpp", "toml++": "toml++", "CLI": "CLI11",
    "liburing.h": "liburing", "liburing": "liburing", "openssl": "OpenSSL",
    "benchmark": "Google Benchmark",
    "gtest": "GoogleTest", "gmock": "GoogleTest",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')
PROVIDER_OWNERS = {"wspm": "src/provider/tcpip/", "msafd": "src/provider/tcpip/",
                   "itot": "src/provider/itot/"}
PROVIDER_WORD = re.compile(r"(?<![a-z])(wspm|msafd|itot)(?![a-z])", re.IGNORECASE)
PROVIDER_LIST = "src/library/builtins.cpp"
ALERTABLE = r"(?![^()]*,\s*(TRUE|true)\s*\))"  # a wait for the calls queued to this thread
NO_TIME = r"(?!\s*0\s*[,)])"
SLEEP = re.compile(r"\b(sleep_for|usleep|nanosleep|Sleep|sleep)\s*\(" + NO_TIME +
                   r"|\b(sleep_until|SleepEx)\s*\(" + NO_TIME + ALERTABLE)
SHELL_SLEEP = re.compile(r"(^|[;&|]|\bdo|\bthen)\s*sleep\s+[0-9.$]")
FIXED_PORT = re.compile(r"\bhtons\s*\(\s*(?!0\s*\))[0-9]\w*\s*\)|"
                        r"\bsin6?_port\s*=\s*(?!0\s*[;,}])[0-9]|"
                        r"(127\.0\.0\.1|localhost|\[::1\]):[1-9][0-9]*")
PORT_USER = re.compile(r"\b(WSP|WSA)?([Bb]ind|[Cc]onnect\w*|[Ll]isten)\s*\(|\brun\(")
PORT_EXCUSE = "never bound"  # in a comment on the same line


@dataclass
class Room:
    name: str
    folder: str
    rooms: set = field(default_factory=set)      # other rooms, by name
    words: set = field(default_factory=set)      # face, fmt, "Linux headers", ...
    headers: set = field(default_factory=set)    # single headers: `dlfcn.h`
    confined: dict = field(default_factory=dict)  # library -> file name pattern: in `uring*` alone


def read_rooms(text):
    """The rows of docs/rooms.md by room name."""
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 3 or cells[0] in ("room", "---"):
            continue
        rows[cells[0]] = (cells[1], re.split(r"[,;]\s*", cells[2]))
    rooms = {}
    for name, (folder, words) in rows.items():
        room = Room(name, folder)
        for word in words:
            alone = re.match(r"(\S+) in `([^`]+)` alone$", word)
            header = re.match(r"`([^`]+)`$", word)
            if alone:
                room.confined[alone[1]] = alone[2]
            elif header:
                room.headers.add(header[1])
            elif word in rows:
                room.rooms.add(word)
            elif word == "providers":
                room.rooms.update(r for r in rows if r.startswith("provider"))
            else:
                room.words.add(word)
        rooms[name] = room
    return rooms


def is_standard(header):
    if header in STANDARD_CPP:
        return True
    stem, _, extension = header.partition(".")
    if extension == "h":
        return stem in STANDARD_C
    return not extension and stem.startswith("c") and stem[1:] in STANDARD_C


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        self.rooms = read_rooms((self.root / "docs/rooms.md").read_text())
        self.face = {p.relative_to(self.root / "include").as_posix()
                     for p in (self.root / "include").rglob("*.h")}
        self.breaches = []

    def breach(self, path, line, text):
        self.breaches.append(f"{path}:{line}: {text}")

    def check(self):
        for folder in FOLDERS:
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    self.check_file(path)
        return self.breaches

    def check_file(self, path):
        name = path.relative_to(self.root).as_posix()
        words = set(re.split(r"[_\-.]", path.name.lower()))
        for weak in sorted(words & WEAK_NAMES):
            self.breach(name, 1, f"'{weak}' in a file name says nothing; name the job")
        if path.suffix not in CODE | SCRIPTS or path.name == "CMakeLists.txt":
            return
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            return  # not text: a corpus, an image
        if len(lines) > LINES_MAX:
            self.breach(name, len(lines), f"{len(lines)} lines; no file has over {LINES_MAX}")
        room = self.room_of(name)
        opens_ports = any(PORT_USER.search(line) for line in lines)
        for number, line in enumerate(lines, 1):
            if path.suffix in CODE:
                self.check_include(name, number, line, room)
                self.check_provider(name, number, line)
            if name.startswith("test/") and not name.startswith("test/tidy/"):
                self.check_test_line(name, number, line, path.suffix, opens_ports)
        if path.suffix in CODE and not name.startswith("include/"):
            self.check_functions(name, lines)

    def room_of(self, name):
        rooms = [r for r in self.rooms.values() if name.startswith(r.folder + "/")]
        return max(rooms, key=lambda r: len(r.folder), default=None)

    def check_include(self, name, number, line, room):
        match = INCLUDE.match(line)
        if not match:
            return
        header = match[1] or match[2]
        if header.startswith("../") or "/../" in header:
            self.breach(name, number, f"'{header}' climbs; an include starts with a room's name")
            return
        if room is None:
            return
        reason = self.forbidden(name, header, match[2] is not None, room)
        if reason:
            self.breach(name, number,
                        f"room {room.name} may not include '{header}' ({reason}; docs/rooms.md)")

    def forbidden(self, name, header, quoted, room):
        """Why the room may not include it; empty if it may."""
        if quoted and not room.folder.startswith("src/") and \
                (self.root / room.folder / header).is_file():
            return ""
        owner = self.room_of("src/" + header) if quoted else None
        if owner is not None:
            return "" if owner.name == room.name or owner.name in room.rooms else \
                f"it belongs to room {owner.name}"
        if header in room.headers:
            return ""
        if header in self.face:
            return "" if "face" in room.words or room.folder == "include" else "it is of the face"
        linux = "Linux headers" in room.words
        if header in ("cerrno", "errno.h"):
            return "" if linux or room.folder.startswith("test") else "errno is the kernel room's"
        if is_standard(header) or quoted:
            return ""
        library = LIBRARIES.get(header.split("/")[0])
        if library:
            pattern = room.confined.get(library)
            if library in room.words or (pattern and Path(name).match(pattern)):
                return ""
            return f"{library} is not in its row"
        if SOCKET_HEADERS.match(header):
            return "" if "Linux socket headers" in room.words else "a Linux socket header"
        return "" if linux else "a Linux header"

    def check_provider(self, name, number, line):
        if not name.startswith("src/") or name == PROVIDER_LIST or INCLUDE.match(line):
            return
        for word in PROVIDER_WORD.findall(line):
            if not name.startswith(PROVIDER_OWNERS[word.lower()]):
                self.breach(name, number, f"provider '{word}' is named outside its folder")

    def check_test_line(self, name, number, line, suffix, opens_ports):
        sleeps = SHELL_SLEEP if suffix in ("", ".sh") else SLEEP
        if sleeps.search(line):
            self.breach(name, number, "a test that sleeps; wait for the event itself")
        if opens_ports and FIXED_PORT.search(line) and PORT_EXCUSE not in line:
            self.breach(name, number, "a fixed port in a test; bind port 0 and ask which it is "
                                      f"(or say in a comment that it is {PORT_EXCUSE})")

    def check_functions(self, name, lines):
        start = None  # (line number, indentation) of the function being read
        for number, line in enumerate(lines, 1):
            indent = len(line) - len(line.lstrip())
            if start is None:
                opens = line.endswith("{") and ("(" in line or line.strip() == "{")
                not_function = re.match(
                    r"\s*(if|else|for|while|switch|do|try|namespace|class|struct|union|enum|extern)\b"
                    r"|.*=\s*\{$|\s*\}|#", line)
                if opens and not not_function:
                    start = (number, indent)
            elif line.startswith(" " * start[1] + "}") and indent == start[1]:
                length = number - start[0] + 1
                if length > FUNCTION_LINES_MAX:
                    self.breach(name, start[0], f"a function of {length} lines; "
                                                f"none has over {FUNCTION_LINES_MAX}")
                start = None


def main(arguments):
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    if not (root / "docs/rooms.md").is_file():
        print(f"tidy: no docs/rooms.md below {root}", file=sys.stderr)
        return 2
    breaches = Tree(root).check()
    for line in breaches:
        print(line)
    print(f"tidy: {len(breaches)} breaches" if breaches else "tidy: clean")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
