#!/usr/bin/env python3
"""Runs every command of README.md and compares what it prints with what README.md says.

    readme_test.py SOURCE BUILD

A block fenced as ```console holds commands ("$ ...") and their output. "..." in the output stands
for any text, alone on a line for any lines. Commands run in a folder that looks like a fresh clone
whose build/release is BUILD. A command that ends in "&" is a listener: the next command waits until
it says where it listens, and the port that README.md names is only a name for the one it was given.
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED_PORT = re.compile(r":([1-9][0-9]{3,4})\b")
RUNS_THIS = re.compile(r"^scripts/test\b")  # the command that runs this test
DONE = "command-is-done"
FOLDERS = ["include", "examples", "scripts", "docs", "test", "tools", "src", "README.md"]

source, build = (Path(argument).resolve() for argument in sys.argv[1:3])


def blocks(text):
    """[[(command, [output line])]] for every console block."""
    found = []
    for body in BLOCK.findall(text):
        commands = []
        for line in body.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif commands:
                commands[-1][1].append(line)
        found.append(commands)
    return found


def matches(expected, printed):
    pattern = ""
    for line in expected:
        if line.strip() == "...":
            pattern += "(?:.*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("...")) + "\n"
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


class Shell:
    """One bash for one block."""

    def __init__(self, folder):
        environment = dict(os.environ, WS2_BUILD="build/release", HOME=str(folder))
        for name in ("WS2_CATALOG", "WS2_PERSONALITY", "WS2_LOG"):
            environment.pop(name, None)
        self.process = subprocess.Popen(["bash"], cwd=folder, env=environment, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT)
        self.ports = {}  # README's port -> the one of this run

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def lines_until(self, found):
        printed = []
        for line in self.process.stdout:
            if found in line:
                return printed, line.rstrip("\n")
            printed.append(line.rstrip("\n"))
        raise AssertionError("the shell ended; it had printed: " + "\n".join(printed))

    def run(self, command):
        """The lines that it prints, with README's ports, and the exit status."""
        named = NAMED_PORT.search(command)
        if command.endswith("&") and named and named[1] not in self.ports:
            self.send(command.replace(":" + named[1], ":0"))
            printed, last = self.lines_until("listening on")
            self.ports[named[1]] = NAMED_PORT.search(last)[1]
            return [self.as_readme(line) for line in printed + [last]], 0
        for name, port in self.ports.items():
            command = command.replace(":" + name, ":" + port)
        self.send(command)
        self.send(f'echo "{DONE}" $?')
        printed, last = self.lines_until(DONE)
        return [self.as_readme(line) for line in printed], int(last.split()[-1])

    def send(self, line):
        self.process.stdin.write(line + "\n")

    def as_readme(self, line):
        for name, port in self.ports.items():
            line = line.replace(":" + port, ":" + name)
        return line


class ReadmeTest(unittest.TestCase):
    def run_block(self, commands, folder):
        shell = Shell(folder)
        try:
            expected, printed = [], []
            for command, output in commands:
                if RUNS_THIS.match(command):
                    self.assertTrue(os.access(source / "scripts/test", os.X_OK))
                    continue
                said, status = shell.run(command)
                self.assertEqual(status, 0, f"$ {command}\n" + "\n".join(said))
                printed += said
                expected += output
            self.assertTrue(matches(expected, printed),
                            "README.md says:\n{}\n\nbut it printed:\n{}".format(
                                "\n".join(expected), "\n".join(printed)))
        finally:
            shell.close()

    def test_every_command_prints_what_the_readme_says(self):
        found = blocks((source / "README.md").read_text())
        self.assertGreater(len(found), 0)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for item in FOLDERS:
                (folder / item).symlink_to(source / item)
            (folder / "build").mkdir()
            (folder / "build/release").symlink_to(build)
            for commands in found:
                with self.subTest(block=commands[0][0]):
                    self.run_block(commands, folder)

    def test_every_file_that_the_readme_links_to_exists(self):
        for target in re.findall(r"\]\(([^)#:]+)\)", (source / "README.md").read_text()):
            self.assertTrue((source / target).exists(), target)

    def test_every_listing_in_the_readme_is_the_file_it_names(self):
        listings = re.findall(r"<!-- (\S+) -->\n```c\n(.*?)^```", (source / "README.md").read_text(),
                              re.MULTILINE | re.DOTALL)
        self.assertGreater(len(listings), 0)
        for name, text in listings:
            self.assertEqual(text, (source / name).read_text(), name)

    def test_the_comparison_can_fail(self):
        self.assertTrue(matches(["a", "...", "b ... d"], ["a", "x", "y", "b c d"]))
        self.assertFalse(matches(["a"], ["b"]))
        self.assertFalse(matches(["a"], ["a", "b"]))
        self.assertFalse(matches(["a", "..."], []))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
