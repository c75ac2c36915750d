"""The program station (station.cpp), driven from a test: the last word of the command line is it."""

import os
import select
import subprocess
import sys

LIMIT_S = 60  # a bound for a hang, not a measurement
STATION = os.path.abspath(sys.argv[-1])

REFUSED, RESET, ABORTED, DISCON, TIMEDOUT = 10061, 10054, 10053, 10101, 10060
NO_OPTION, NOT_CONNECTED, TRY_AGAIN, ACCES, BIG, SHUTDOWN = 10042, 10057, 11002, 10013, 10040, 10058


class Failed(Exception):
    """A call answered `code`."""

    def __init__(self, answer):
        self.code = int(answer.split()[0])
        super().__init__(answer)


def octets(data):
    return data.hex() or "-"


def from_octets(text):
    return b"" if text == "-" else bytes.fromhex(text)


class Station:
    def __init__(self, **extra):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("WS2_")}
        environment.update(extra, XDG_CONFIG_HOME="/nonexistent")
        self.process = subprocess.Popen([STATION], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env=environment, bufsize=0)
        self.buffer = b""

    def begin(self, *words):
        """Starts a call that may have to wait; end() gives its answer."""
        self.process.stdin.write((" ".join(map(str, words)) + "\n").encode())

    def line(self):
        output = self.process.stdout.fileno()
        while b"\n" not in self.buffer:
            if not select.select([output], [], [], LIMIT_S)[0]:
                self.process.kill()
                raise AssertionError("a call of the station does not come to an end")
            part = os.read(output, 1 << 20)
            if not part:
                raise AssertionError(f"the station ended with {self.process.wait()}")
            self.buffer += part
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.decode()

    def end(self):
        word, _, rest = self.line().partition(" ")
        if word != "ok":
            raise Failed(rest)
        return rest

    def do(self, *words):
        self.begin(*words)
        return self.end()

    def code(self, *words):
        """The error that a call gives; 0 for none."""
        self.begin(*words)
        return self.end_code()

    def end_code(self):
        try:
            self.end()
        except Failed as failed:
            return failed.code
        return 0

    def listen(self, protocol, selector="HERE"):
        number, address = self.do("listen", protocol, selector + "@127.0.0.1:0").split()
        return int(number), int(address.rpartition(":")[2])

    def receive(self, number, size=100000, how="whole"):
        self.begin("recv", number, size, how)
        return self.end_receive()

    def end_receive(self):
        kind, data = self.end().split()
        return kind, from_octets(data)

    def message(self, number):
        """A whole message; a long one comes in parts."""
        kind, data = self.receive(number)
        while kind == "part":
            kind, more = self.receive(number)
            data += more
        return data

    def descriptors(self):
        return int(self.do("descriptors"))

    def leave(self):
        """The end of the program; its exit status."""
        self.process.stdin.close()
        status = self.process.wait(300)
        self.process.stdout.close()
        return status
