"""The text of a program as Microsoft's compiler takes it: a long of 32 bits, and what else that lets pass. Read by
ws2cc for a source that has to be rewritten before it is compiled. OURS and OWN_STATIC are given by it."""

import os
import re

TOKEN = re.compile(r"""
    ^\#[^\n]*                                                # a line marker or pragma
  | (?:u8|[uUL])?R"([^(\s]*)\((?s:.*?)\)\1"                              # a raw string
  | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
  | \boperator\s*""\s*\w+\s*\([^)]*\)                                  # takes unsigned long long only
  | (?P<number>\b(?:0[xX][0-9a-fA-F']+|0[bB][01']+|[0-9][0-9']*))
    (?P<suffix>[uU]?(?:ll?|LL?|[iI](?:8|16|32|64))|(?:ll?|LL?)[uU])\b(?![.\w])
  | (?:\b\d|\.\d)(?:[eEpP][+-]|[\w.'])*
  | (?P<type>\b(?:(?:unsigned|signed|int|const|volatile|static|inline|extern|double|_Complex)\s+)*
     long\b(?:\s+(?:unsigned|signed|int|const|volatile|static|inline|extern|double|long|_Complex)\b)*)
  | [A-Za-z_]\w*""", re.MULTILINE | re.VERBOSE)
MARKER = re.compile(r'^# \d+ "((?:\\.|[^"\\])*)" ?(\d?)[^\n]*$', re.MULTILINE)


def narrowed(token, renamed):
    """The token with a long of 32 bits: long becomes int and 1L becomes 1. long long becomes long,
    the one type of 64 bits that libc's and our headers have, and so do 1LL and 1i64 become 1L."""
    text = token[0]
    if text in renamed:
        return "ws2_own_" + text
    if token["number"]:
        suffix = token["suffix"].lower()
        return token["number"] + ("U" if "u" in suffix else "") + \
               ("L" if "ll" in suffix or "64" in suffix else "")
    if not token["type"] or "double" in text:
        return text
    if len(re.findall(r"\blong\b", text)) == 2:
        return re.sub(r"\blong\b\s*", "", text, count=1)
    return re.sub(r"\blong\b", "" if re.search(r"\bint\b", text) else "int", text)


SYSTEM = ("/usr/include/", "/usr/lib/", "/usr/local/include/", "<")


# A folder of many packages, of which a project may have its own copy. Only some of them speak Windows, and others tell
# int, long and long long apart.
UMBRELLA = re.compile(r".*/boost/[^/]+")
WINDOWS_WORDS = re.compile(r"\bwinapi::|\b_?Interlocked[A-Z]\w+\s*\(")


def package_of(name):
    """The part of /usr/include that a header belongs to: its first folder, or itself."""
    part = UMBRELLA.match(name)
    if part:
        return part[0]
    for root in ("/usr/include/", "/usr/local/include/"):
        if name.startswith(root):
            return root + name[len(root):].split("/")[0]
    return None


def speak_windows(text, markers):
    """The packages whose headers include Windows' headers: Asio does, libc does not."""
    result, before = set(), None
    for marker, following in zip(markers, [*markers[1:], None]):
        name = os.path.normpath(marker[1])
        if marker[2] == "1" and name.startswith(OURS[:2]) and before and not before.startswith(OURS):
            result.add(package_of(before))
        if UMBRELLA.match(name) and package_of(name) not in result and \
                WINDOWS_WORDS.search(text, marker.end(), following.start() if following else len(text)):
            result.add(package_of(name))
        before = name
    return result - {None}


# Types that the compiler knows, of which some are long: their names stay in the text until it is narrowed.
PREDEFINED = {f"__{name}_TYPE__": "long unsigned int" if name in ("SIZE", "UINTMAX", "UINTPTR", "UINT64",
                                                                  "UINT_LEAST64", "UINT_FAST64") else "long int"
              for name in ("SIZE", "PTRDIFF", "INTMAX", "UINTMAX", "INTPTR", "UINTPTR", "INT64", "UINT64",
                           "INT_LEAST64", "UINT_LEAST64", "INT_FAST64", "UINT_FAST64")}
KEEP_PREDEFINED = [word for name in PREDEFINED for word in (f"-U{name}", f"-D{name}={name}")]
PREDEFINED_NAME = re.compile(r"\b__(?:SIZE|PTRDIFF|U?INTMAX|U?INTPTR|U?INT(?:_LEAST|_FAST)?64)_TYPE__\b")


def narrow_long(text, cplusplus, changes):
    """As narrowed_long, and with the types that the compiler knows."""
    result = narrowed_long(text, cplusplus, changes)
    return PREDEFINED_NAME.sub(lambda name: PREDEFINED[name[0]], result) if "_TYPE__" in result else result


SPECIAL = re.compile(r"\btemplate\s*<\s*>[^;{}]*?\b(\w+)\s*<\s*((?:un)?signed\s+)?(int|long)\s*>")


def tells_int_from_long(text):
    """Whether there are specialisations for both, as of type traits: such a header is left as it is."""
    found = set(SPECIAL.findall(text))
    return any(kind == "long" and (name, sign, "int") in found for name, sign, kind in found)


class Changes:
    """What a source needs to be taken as Microsoft's compiler takes it: learnt from its errors."""

    # A name that a header of libc has, too, and Windows' have not.
    CLASH = re.compile(r"error: (?:conflicting types for|redefinition of|ambiguating new declaration of|"
                       r"conflicting declaration(?: of C function)?) ['‘`](?:struct |union |enum )?"
                       r"(?:[^'’`]*?\b)?(?P<name>\w+)(?:\([^'’]*\))?['’]|"
                       r"error: typedef redefinition with different types[^\n]*\n[^\n]*?\b(?P<typedef>\w+);")
    EARLIER = re.compile(r"^/usr/include/[^:\n]*:\d+:\d+: note: (?:previous|originally|old declaration)", re.M)
    REDEFINED = re.compile(r"^([^\s:][^:\n]*):\d+:\d+: error: (?:redefinition|redeclaration|conflicting decl|"
                           r"duplicate explicit|[^\n]*cannot be overloaded|specialization of [^\n]* after)", re.M)
    # -fpermissive makes warnings of these, which are none or warnings with Microsoft's compiler. It does the same to
    # others, which are errors there, too: where one of them is, it is not given.
    PERMISSIBLE = re.compile(r"error: ([^\n]*)\[-fpermissive\]")
    PERMITTED = re.compile(r"loses precision|extra qualification|taking address of (?:rvalue|temporary)|"
                           r"no arguments to .* that depend on a template|"
                           r"no declarations were found by argument-dependent lookup|changes meaning of|"
                           r"was declared .extern. and later .static.|explicit template argument list not allowed|"
                           r"return-statement with no value")
    NEWER = re.compile(r"reference to ['‘`](?:byte|size|data|empty|begin|end|clamp|gcd|lcm)['’] is ambiguous|"
                       r"does not allow (?:dynamic exception|['‘`]register)")
    THROWN_TEXT = re.compile(r"\bthrow\s+(?:::\s*)?(?:std\s*::\s*)?exception(?=\s*\(\s*[^)\s])")

    def __init__(self):
        self.flags, self.left, self.void_main, self.thrown = [], set(), False, False
        self.renamed = set()
        self.notes = []

    def learn(self, said, job, source):
        """Whether there is anything new to try."""
        before = self.state()
        for clash in self.CLASH.finditer(said):
            rest = said[clash.end():]
            if self.EARLIER.search(rest[:rest.find("error:")] if "error:" in rest else rest):
                self.renamed.add(clash["name"] or clash["typedef"])
        permissible = self.PERMISSIBLE.findall(said)
        if permissible and "-fpermissive" not in self.flags and \
                all(self.PERMITTED.search(error) for error in permissible):
            self.flags.append("-fpermissive")
        if self.NEWER.search(said) and not any(argument.startswith("-std=") for argument in job.kept + self.flags):
            self.flags.append("-std=gnu++14")
            self.notes.append("compiled as C++14, Microsoft's default, because it fails as C++17")
        self.left.update(os.path.normpath(name) for name in self.REDEFINED.findall(said)
                         if os.path.normpath(name) != os.path.normpath(source))
        self.void_main = self.void_main or re.search(r"main['’] must return", said) is not None
        self.thrown = self.thrown or re.search(r"std::exception(::exception\(|'\n|['’])", said) is not None
        return before != self.state()

    def state(self):
        return len(self.flags), len(self.left), len(self.renamed), self.void_main, self.thrown

    def apply(self, text):
        """To text that is the program's."""
        if self.void_main:
            text = re.sub(r"\bvoid(\s+)main(?=\s*\()", r"void\1ws2_void_main", text)
        return self.THROWN_TEXT.sub("throw ::ws2_exception", text) if self.thrown else text


def narrowed_long(text, cplusplus, changes):
    """Preprocessed `text` with a long of 32 bits wherever it is not the system's or ours. Static
    functions with names of libc's get others in C, where the assembler would take them for libc's.
    In C++ libc's get others in the headers, because members of classes may have such names."""
    markers = list(MARKER.finditer(text))
    windows = speak_windows(text, markers)
    parts, at, user, file = [], 0, True, ""
    of_file = {}
    main_file = os.path.normpath(markers[0][1]) if markers else ""
    for marker in [*markers, None]:
        end = marker.end() if marker else len(text)
        parts.append((text[at:end], user, file))
        if user and cplusplus:
            of_file.setdefault(file, []).append(text[at:end])
        if marker:
            name = os.path.normpath(marker[1])
            packaged = name.startswith(SYSTEM) or UMBRELLA.match(name)
            system = packaged and package_of(name) not in windows
            at, user, file = end, not system and not name.startswith(OURS), name
    left = changes.left | {name for name, texts in of_file.items()
                           if name not in (main_file, "") and tells_int_from_long("".join(texts))}
    parts = [(part, user and file not in left) for part, user, file in parts]
    own = {name for part, user in parts if user for name in OWN_STATIC.findall(part)}
    if not cplusplus:
        own |= changes.renamed
        return "".join(TOKEN.sub(lambda token: narrowed(token, own), part) if user else part
                       for part, user in parts)
    own -= USED_BY_CPP
    libcs = re.compile(rf"""^\#[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|"""
                       rf"\b(?P<own>{'|'.join(own)})\b", re.MULTILINE)
    return "".join(f"#pragma redefine_extname ws2_libc_{name} {name}\n" for name in sorted(own)) + \
           "".join(changes.apply(TOKEN.sub(lambda token: narrowed(token, changes.renamed), part)) if user else
                   libcs.sub(lambda token: f"ws2_libc_{token[0]}" if token["own"] else token[0], part)
                   if own else part for part, user in parts)
