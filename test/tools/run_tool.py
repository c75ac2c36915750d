"""Runs a tool as a person would; used by the tests beside it."""

import json
import os
import subprocess
import sys

TOOL = os.path.abspath(sys.argv.pop())
LIMIT_S = 60  # a bound for a hang, not a measurement


def environment(**extra):
    result = {k: v for k, v in os.environ.items() if not k.startswith("WS2_")}
    result.update(extra, XDG_CONFIG_HOME="/nonexistent")
    return result


def run(*arguments, stdin=b"", **extra):
    """The finished run: .returncode, .stdout, .stderr (text)."""
    done = subprocess.run([TOOL, *arguments], input=stdin, capture_output=True, timeout=LIMIT_S,
                          env=environment(**extra))
    done.stderr = done.stderr.decode()
    return done


class Listener:
    """ws2cat -l in the background. .address is where it listens."""

    def __init__(self, *arguments, stdin=b"", **extra):
        self.process = subprocess.Popen([TOOL, "-l", "--json", *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment(**extra))
        self.stdin = stdin
        first = self.process.stderr.readline()
        self.first = json.loads(first)
        self.address = self.first.get("address", "")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def finish(self):
        """Waits for its end; then .stdout, .events and .status hold what came of it."""
        self.stdout, stderr = self.process.communicate(self.stdin, timeout=LIMIT_S)
        self.events = [json.loads(line) for line in stderr.decode().splitlines()]
        self.status = self.process.returncode
        return self

    def event(self, name):
        return next(event for event in self.events if event["event"] == name)


def events(done):
    return [json.loads(line) for line in done.stderr.splitlines()]
