"""Runs a tool as a person would; used by the tests beside it."""

import json
import os
import subprocess
import sys
import threading

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


def events(done):
    return [json.loads(line) for line in done.stderr.splitlines()]


class Listener:
    """ws2cat -l in the background. .address is where it listens; use it in a `with`."""

    def __init__(self, *arguments, stdin=b"", **extra):
        self.process = subprocess.Popen([TOOL, "-l", "--json", *arguments], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment(**extra))
        line = self.process.stderr.readline()
        self.events = [json.loads(line)] if line else []
        self.address = self.events[0].get("address", "") if self.events else ""
        self.stdout = b""
        self.reader = threading.Thread(target=self.read, args=(stdin,))
        self.reader.start()

    def read(self, stdin):
        self.stdout, stderr = self.process.communicate(stdin)
        self.events += [json.loads(line) for line in stderr.decode().splitlines()]

    def __enter__(self):
        if not self.address:
            self.__exit__()
            raise AssertionError(f"the listener said {self.events}")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.reader.join()

    def finish(self):
        """Waits for its end; then .stdout, .events and .status hold what came of it."""
        self.reader.join(LIMIT_S)
        if self.reader.is_alive():
            raise AssertionError("the listener goes on and on")
        self.status = self.process.returncode
        return self

    def event(self, name):
        found = [event for event in self.events if event["event"] == name]
        if not found:
            raise AssertionError(f"no event '{name}' in {self.events}")
        return found[0]
