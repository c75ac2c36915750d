#!/usr/bin/env python3
"""The system benchmark: every server, every cell, in interleaved rounds; see docs/performance.md.

Results go to a folder as results.json (every single measurement), results.md and SVG plots.
Exit status 1 when a server misbehaved: it is named on the last lines and left out of what follows.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import resource
import shutil
import signal
import subprocess
import sys

import measure
import report
from servers import Misbehaved, Unsupported, Wine, all_pairs, all_servers, missing

ECHO_CELLS = [(1, 64), (64, 64), (1000, 64), (1, 16384), (64, 16384), (1000, 16384)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True,
                        help="folder of the built programs")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder for results")
    parser.add_argument("--quick", action="store_true", help="about a minute; rough")
    parser.add_argument("--rounds", type=int, help="default 9; with --quick 3")
    parser.add_argument("--duration-ms", type=int, help="default 800; with --quick 250")
    parser.add_argument("--servers", help="comma-separated names; default all that were built")
    parser.add_argument("--parts", default="sync,layers,echo,accept,memory,scaling")
    parser.add_argument("--cells", help="of echo, as 64x64,1000x16384")
    parser.add_argument("--patience", type=int, help="repeats of a disturbed measurement, at most;"
                        " default 3; with --quick 0")
    parser.add_argument("--quiet-limit", type=float, default=0.04,
                        help="share of both cores that others may use before it is repeated")
    parser.add_argument("--generator", choices=["io_uring", "epoll"], default="io_uring",
                        help="what the load generator stands on (epoll where rings are refused)")
    parser.add_argument("--server-core", type=int, default=0)
    parser.add_argument("--load-core", type=int, default=1)
    return parser.parse_args()


def described(cell):
    return f"{cell['connections']:,} connections" + (
        f" x {cell['size']:,} octets" if "size" in cell else "")


class Run:
    def __init__(self, options):
        self.options = options
        quick = options.quick
        self.rounds = options.rounds or (3 if quick else 9)
        self.timing = {"warmup_ms": 80 if quick else 300,
                       "duration_ms": options.duration_ms or (250 if quick else 800)}
        self.patience = (options.patience if options.patience is not None else
                         0 if quick else 3)
        self.cells = ECHO_CELLS if not quick else [(1, 64), (64, 64), (64, 16384)]
        if options.cells:
            self.cells = [tuple(int(n) for n in cell.split("x"))
                          for cell in options.cells.split(",")]
        limit = self._raise_descriptor_limit() - 100  # accepts posted ahead, engine, libraries
        self.idle_connections = min(2000 if quick else 10_000, limit)
        self.pendings = [min(n, limit) for n in
                         ((10, 1000) if quick else (10, 100, 1000, 10_000, 20_000))]
        self.samples = []
        self.notes = []
        self.failures = []
        self.wine = None
        self.servers = self._choose()
        if any(server.kind == "wine" for server in self.servers):
            self.wine = Wine(options.programs.resolve() / "wine-prefix", options.server_core)
        self.bench = measure.Bench(options.programs.resolve(), options.server_core,
                                   options.load_core,
                                   options.generator == "io_uring", self.wine)

    @staticmethod
    def _raise_descriptor_limit():
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (32768, max(hard, 32768)))
        except (ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        return resource.getrlimit(resource.RLIMIT_NOFILE)[0]

    def _choose(self):
        servers = all_servers(self.options.programs.resolve())
        if self.options.servers:
            names = self.options.servers.split(",")
            unknown = set(names) - {server.name for server in servers}
            if unknown:
                sys.exit(f"bench: no server is called {', '.join(sorted(unknown))}")
            servers = [server for server in servers if server.name in names]
        elif self.options.quick:
            servers = [server for server in servers if server.kind != "wine"]
            self.note("wine: left out of a quick run")
        chosen = []
        for server in servers:
            reason = missing(server)
            if reason:
                self.note(f"{server.name}: {reason}")
            else:
                chosen.append(server)
        return chosen

    def note(self, text):
        self.notes.append(text)
        print(f"bench: {text}", file=sys.stderr)

    def fail(self, text):
        self.failures.append(text)
        print(f"bench: MISBEHAVED {text}", file=sys.stderr)

    def sample(self, part, cell, number, server, action):
        if cell.get("connections", 0) > server.most_connections or server not in self.servers:
            return
        try:
            result = action() if part == "memory" else measure.quietest(
                self.bench, self.patience, self.options.quiet_limit, action)
        except Unsupported as error:
            self.servers.remove(server)
            self.note(str(error))
            return
        except (Misbehaved, subprocess.TimeoutExpired, OSError) as error:
            self.servers.remove(server)
            self.fail(f"{part}, {described(cell)}: {error}")
            return
        self.samples.append({"part": part, **cell, "round": number, "server": server.name,
                             **result})

    def rotated(self, number):
        start = number % len(self.servers)
        return self.servers[start:] + self.servers[:start]

    def turns(self, part, cells, rounds, action):
        """Every server once a cell in every round; the order moves on by one each time."""
        turn = 0
        for number in range(rounds):
            for cell in cells:
                print(f"bench: {part}, round {number + 1} of {rounds}, {described(cell)}",
                      file=sys.stderr)
                for server in self.rotated(turn) if self.servers else []:
                    self.sample(part, cell, number, server, lambda s=server: action(s, cell))
                turn += 1

    def synchronous(self):
        for number in range(5 * self.rounds):  # short ones: the goal is a difference of 3 %
            for pair in all_pairs(self.options.programs.resolve()):
                if missing(pair) or (pair.kind == "wine" and not self.wine):
                    continue
                if pair.kind == "wine" and number % 5 != 0:
                    continue
                try:
                    result = measure.synchronous(self.bench, pair)
                    self.samples.append({"part": "sync", "connections": 1, "round": number,
                                         "server": pair.name, **result})
                except (Misbehaved, subprocess.TimeoutExpired, OSError, ValueError) as error:
                    self.fail(f"synchronous calls: {error}")

    def layers(self):
        """A layer that passes everything on, against the same socket without it: bench/dispatch."""
        program = self.options.programs.resolve().parent / "bench_dispatch"
        if not program.exists():
            self.notes.append("layers: bench_dispatch is not built")
            return
        for number in range(1 if self.options.quick else 3):
            try:
                for name, sample in measure.layers(self.bench, program).items():
                    self.samples.append({"part": "layers", "connections": 1, "round": number,
                                         "server": name, **sample})
            except (Misbehaved, subprocess.TimeoutExpired, OSError, ValueError) as error:
                self.fail(f"layers: {error}")

    def everything(self):
        parts = self.options.parts.split(",")
        if "sync" in parts:
            self.synchronous()
        if "layers" in parts:
            self.layers()
        bench, timing = self.bench, self.timing
        few = 1 if self.options.quick else 5
        if "echo" in parts:
            self.turns("echo", [{"connections": c, "size": s} for c, s in self.cells], self.rounds,
                       lambda server, cell: measure.echo(bench, server, cell["connections"],
                                                         cell["size"], timing))
        if "accept" in parts:
            self.turns("accept", [{"connections": 64}], self.rounds,
                       lambda server, cell: measure.accept(bench, server, timing))
        if "memory" in parts:
            self.turns("memory", [{"connections": self.idle_connections}], few,
                       lambda server, cell: measure.memory(bench, server, cell["connections"]))
        if "scaling" in parts:
            self.turns("scaling", [{"connections": n} for n in dict.fromkeys(self.pendings)], few,
                       lambda server, cell: measure.scaling(bench, server, cell["connections"],
                                                            timing))

    def close(self):
        if self.wine:
            self.wine.stop()


def environment(run):
    cpu = "unknown"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
    git = shutil.which("git")
    commit = subprocess.run([git, "-C", str(pathlib.Path(__file__).parent), "rev-parse", "--short",
                             "HEAD"], capture_output=True, text=True,
                            check=False).stdout.strip() if git else ""
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
            "kernel": platform.release(), "cpu": cpu, "cores": os.cpu_count(), "commit": commit,
            "rounds": run.rounds, "patience": run.patience, **run.timing, "quick": run.options.quick,
            "server_core": run.options.server_core, "load_core": run.options.load_core}


def main():
    options = arguments()
    available = os.sched_getaffinity(0)
    if not {options.server_core, options.load_core} <= available:
        sys.exit(f"bench: cores {options.server_core} and {options.load_core} are needed, "
                 f"{sorted(available)} are available (--server-core, --load-core)")
    def interrupted(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    run = Run(options)
    try:
        run.everything()
    except KeyboardInterrupt:
        run.fail("the run itself was interrupted; what was measured until then follows")
    finally:
        run.close()
    titles = {server.name: (server.title, server.kind)
              for server in all_servers(options.programs.resolve())}
    results = {"environment": environment(run), "servers": titles, "notes": run.notes,
               "failures": run.failures, "samples": run.samples}
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    report.write(results, options.output)
    print(f"bench: results in {options.output}/results.md", file=sys.stderr)
    for failure in run.failures:
        print(f"bench: MISBEHAVED {failure}", file=sys.stderr)
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
