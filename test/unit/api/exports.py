#!/usr/bin/env python3
"""Compares what the headers declare with what the library exports.

    exports.py COMPILER NM INCLUDE_FOLDER LIBRARY

Every function that a header declares with WINSOCK_API_LINKAGE is exported under its symbol (its
name, or the assembler label behind it), no exported name is also one of libc's, and none is a
mangled name of C++.
"""

import re
import subprocess
import sys
from pathlib import Path

HEADERS = """winsock2.h ws2tcpip.h mswsock.h ws2spi.h sporder.h nspapi.h wshisotp.h mstcpip.h afunix.h
netioapi.h iphlpapi.h icmpapi.h ws2io.h ws2layer.h windows.h mmsystem.h conio.h rpcdce.h wincrypt.h
ntsecapi.h winternl.h shlobj.h io.h direct.h process.h""".split()
OF_PROVIDERS = {"WSPStartup", "NSPStartup"}  # what providers export, declared for their authors
TARGETS = [[], ["-U_WIN32", "-D_WIN32"], ["-D_WIN32", "-D_WIN32_WCE=0x600"]]


def declared(compiler, include, target):
    """The symbols of all functions that the headers mark as exported."""
    source = "".join(f"#include <{h}>\n" for h in HEADERS if (include / h).is_file())
    text = subprocess.run([compiler, "-std=c++20", "-E", "-P", f"-I{include}", *target, "-x", "c++",
                           "-"], input=source, text=True, capture_output=True, check=True).stdout
    out = set()
    for match in re.finditer(r'__attribute__\s*\(\(visibility\("default"\)\)\)([^;{]*)([;{])', text):
        words, end = match[1], match[2]
        label = re.search(r'__asm__\s*\(\s*((?:"[^"]*"\s*)+)\)', words)
        if label:
            out.add("".join(re.findall(r'"([^"]*)"', label[1])))
            continue
        name = re.search(r"([A-Za-z_]\w*)\s*\(", re.sub(r"__attribute__\s*\(\(.*?\)\)", "", words))
        if name and end == ";":
            out.add(name[1])
    return out


def exported(nm, library):
    text = subprocess.run([nm, "-D", "--defined-only", library], text=True, capture_output=True,
                          check=True).stdout
    return {line.split()[-1].split("@")[0] for line in text.splitlines() if line.split()}


def libc_of(library):
    """The C library that this library is linked with."""
    text = subprocess.run(["ldd", library], text=True, capture_output=True, check=True).stdout
    return re.search(r"=> (\S*libc\.so\S*)", text)[1]


def main(compiler, nm, include, library):
    names = exported(nm, library)
    wanted = set().union(*(declared(compiler, Path(include), t) for t in TARGETS))
    wanted -= OF_PROVIDERS
    missing = sorted(wanted - names)
    clashes = sorted(names & exported(nm, libc_of(library)))
    mangled = sorted(n for n in names if n.startswith("_Z"))
    for name in mangled:
        print(f"exported although it is C++'s: {name}")
    for name in missing:
        print(f"declared but not exported: {name}")
    for name in clashes:
        print(f"exported although libc has it: {name}")
    if len(wanted) < 100:
        print(f"only {len(wanted)} declarations found: the headers or this test are broken")
        return 1
    print(f"{len(wanted)} declared, {len(names)} exported")
    return 1 if missing or clashes or mangled else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
