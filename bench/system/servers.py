"""The servers of the system benchmark: what each is, how it is started, pinned and ended."""

import dataclasses
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time


class Unsupported(Exception):
    """This system cannot run the server; the text says why."""


class Misbehaved(Exception):
    """The server (or the load generator pointed at it) failed; the text says how."""


@dataclasses.dataclass(frozen=True)
class Server:
    name: str
    title: str
    command: tuple
    environment: tuple = ()  # pairs
    kind: str = "peer"  # peer, reference, ours, wine
    most_connections: int = 1_000_000
    takes_count: bool = False  # must be told the number of connections beforehand


def all_servers(programs: pathlib.Path) -> list:
    def at(name, *arguments):
        return (str(programs / name), *arguments)

    return [
        Server("epoll", "raw epoll, edge-triggered", at("epoll_echo"), kind="reference"),
        Server("epoll-shared", "the same, one buffer for all connections",
               at("epoll_echo", "--shared")),
        Server("uring", "raw io_uring", at("uring_echo")),
        Server("uring-multishot", "raw io_uring, multishot, provided buffers",
               at("uring_echo", "--multishot")),
        Server("asio", "standalone Asio on epoll", at("asio_echo")),
        Server("asio-uring", "standalone Asio on io_uring", at("asio_uring_echo")),
        Server("libuv", "libuv", at("libuv_echo")),
        Server("ws2-uring", "ws2, completion port, io_uring engine", at("ws2_iocp_echo"),
               (("WS2_ENGINE", "uring"),), kind="ours"),
        Server("ws2-epoll", "ws2, completion port, epoll engine", at("ws2_iocp_echo"),
               (("WS2_ENGINE", "epoll"),), kind="ours"),
        Server("ws2-rio", "ws2, Registered I/O, io_uring engine", at("ws2_rio_echo"),
               (("WS2_ENGINE", "uring"),), kind="ours", takes_count=True),
        Server("wine", "Wine, the completion port program", ("wine", *at("iocp_echo.exe")),
               kind="wine", most_connections=1000),
    ]


def all_pairs(programs: pathlib.Path) -> list:
    """Programs that exchange messages with themselves, by synchronous calls."""
    return [
        Server("bare", "the system calls themselves", (str(programs / "bare_pair"),),
               kind="reference"),
        Server("ws2", "the Winsock program on ws2", (str(programs / "ws2_sync_pair"),),
               kind="ours"),
        Server("wine", "the Winsock program under Wine",
               ("wine", str(programs / "sync_pair.exe")), kind="wine"),
    ]


def pin(core):
    """What a child does before it runs its program: it stays on one core."""
    return lambda: os.sched_setaffinity(0, {core})


class Wine:
    """A prefix and a wineserver of our own; ends only what lives in that prefix."""

    def __init__(self, folder: pathlib.Path, core: int):
        self.environment = dict(os.environ, WINEPREFIX=str(folder), WINEDEBUG="-all", DISPLAY="",
                                WINEDLLOVERRIDES="mscoree=;mshtml=")
        folder.mkdir(parents=True, exist_ok=True)
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
                 "stderr": subprocess.DEVNULL, "env": self.environment}
        self.process = subprocess.Popen(["wineserver", "-f", "-p"], preexec_fn=pin(core), **quiet)
        try:
            subprocess.run(["wine", "wineboot", "-i"], timeout=180, check=False, **quiet)
        except subprocess.TimeoutExpired:
            self.stop()
            raise

    def stop(self):
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, timeout=30,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Running:
    """One started server. Use with `with`."""

    def __init__(self, server: Server, core: int, buffer: int, connections: int, wine=None):
        self.server = server
        environment = dict(wine.environment if server.kind == "wine" else os.environ)
        environment.update(server.environment)
        command = [*server.command, "--buffer", str(buffer)]
        if server.takes_count:
            command += ["--connections", str(connections + 64)]
        self.complaints = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment,
                                        stdout=subprocess.PIPE, stderr=self.complaints,
                                        preexec_fn=pin(core))
        self.pids = [self.process.pid]
        if server.kind == "wine":
            self.pids.append(wine.process.pid)
        try:
            self.port = self._read_port(60 if server.kind == "wine" else 10)
        except BaseException:
            self.stop()
            raise

    def _read_port(self, limit_s):
        line = b""
        end = time.monotonic() + limit_s
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [],
                                        max(0, end - time.monotonic()))
            octets = os.read(self.process.stdout.fileno(), 64) if ready else b""
            if not octets:
                status = self.process.poll() if ready else None
                if ready and status is None:
                    status = self.process.wait(timeout=10)
                kind = Unsupported if status == 3 else Misbehaved
                raise kind(f"{self.server.name} printed no port: {self.said()}")
            line += octets
        return int(line)

    def said(self):
        self.complaints.seek(0)
        text = self.complaints.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else "nothing on stderr"

    def cpu_ns(self):
        return sum(time.clock_gettime_ns((~pid << 3) | 2) for pid in self.pids)

    def memory(self):
        """Octets of resident memory that is no file's (pages of libraries change hands between
        processes while others start and end)."""
        total = 0
        for pid in self.pids:
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(("Pss_Anon:", "Pss_Shmem:")):
                    total += int(line.split()[1]) * 1024
        return total

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        if self.alive():
            self.process.terminate()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.complaints.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def missing(server: Server):
    """Why the server cannot be started at all, or None."""
    program = server.command[-1] if server.kind == "wine" else server.command[0]
    if not pathlib.Path(program).exists():
        return "not built (its library or compiler is not installed)"
    if server.kind == "wine" and not (shutil.which("wine") and shutil.which("wineserver")):
        return "Wine is not installed"
    return None
