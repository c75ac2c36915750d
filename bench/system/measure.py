"""One measurement each: a fresh server on its core, the load generator on another."""

import json
import os
import pathlib
import resource
import subprocess
import time

from servers import Misbehaved, Running, pin


class Bench:
    def __init__(self, programs: pathlib.Path, server_core: int, load_core: int, ring: bool,
                 wine=None):
        self.ring = int(ring)
        self.load_program = str(programs / "bench_load")
        self.server_core = server_core
        self.load_core = load_core
        self.wine = wine

    def start(self, server, buffer, connections):
        return Running(server, self.server_core, buffer, connections, self.wine)

    def load(self, running, mode, limit_s, **options):
        """Runs the load generator to its end; its JSON object, with `foreign` added: the share of
        both cores that was neither idle nor used by the server or the generator."""
        command = [self.load_program, mode, "--port", str(running.port)]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"), str(value)]
        for pid in running.pids:
            command += ["--cpu-of", str(pid)]
        before = self._busy(running.cpu_ns())
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit_s,
                                  preexec_fn=pin(self.load_core), check=False)
        except subprocess.TimeoutExpired:
            raise Misbehaved(f"{running.server.name}: no end after {limit_s:.0f} s") from None
        result = self._judge(running, done.stdout, done.stderr)
        after = self._busy(running.cpu_ns())
        wall, busy, own = (b - a for a, b in zip(before, after))
        result["foreign"] = max(0.0, (busy - own) / wall / len({self.server_core, self.load_core}))
        return result

    def idle(self, running, connections):
        """A held load generator; end it with `release`."""
        holder = subprocess.Popen(
            [self.load_program, "idle", "--port", str(running.port),
             "--connections", str(connections)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=pin(self.load_core))
        line = holder.stdout.readline()
        if not json.loads(line or b"{}").get("ready"):
            holder.wait()
            self._judge(running, line, b"")
        return holder

    def release(self, running, holder):
        output, _ = holder.communicate(b"\n", timeout=120)
        self._judge(running, output, b"")

    def _judge(self, running, output, complaints):
        try:
            result = json.loads(output)
        except ValueError:
            result = {"errors": 1, "error": "the load generator failed: " +
                                            complaints.decode(errors="replace")[-200:]}
        if result["errors"]:
            raise Misbehaved(f"{running.server.name}: {result['error']}"
                             f" (server: {running.said()})")
        if not running.alive():
            raise Misbehaved(f"{running.server.name} ended: {running.said()}")
        return result

    def await_quiet(self, limit, limit_s):
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            before = self._busy(0)
            time.sleep(0.3)
            wall, busy, own = (b - a for a, b in zip(before, self._busy(0)))
            if (busy - own) / wall / len({self.server_core, self.load_core}) <= limit:
                return

    def _busy(self, server_cpu_ns):
        """Now, the time both cores were busy (or taken by the host of a virtual machine), and the
        part of it that is ours; in seconds."""
        busy = 0
        cores = {f"cpu{self.server_core}", f"cpu{self.load_core}"}
        for line in pathlib.Path("/proc/stat").read_text().splitlines():
            name, *ticks = line.split()
            if name in cores:
                user, nice, system, _, _, hard, soft, stolen = (int(tick) for tick in ticks[:8])
                busy += user + nice + system + hard + soft + stolen
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = children.ru_utime + children.ru_stime + server_cpu_ns / 1e9
        return time.monotonic(), busy / os.sysconf("SC_CLK_TCK"), own


def quietest(bench, patience, limit, action):
    """Repeats a measurement that other programs disturbed, `patience` times at most, each time
    after a quiet moment or ten seconds, and returns the one that was disturbed least. Looks at
    nothing but the disturbance."""
    best = action()
    repeats = 0
    while best["foreign"] > limit and repeats < patience:
        repeats += 1
        bench.await_quiet(limit, 10)
        best = min(best, action(), key=lambda result: result["foreign"])
    return {**best, "repeats": repeats}


def synchronous(bench, pair):
    environment = bench.wine.environment if pair.kind == "wine" else None
    done = subprocess.run(pair.command, env=environment, capture_output=True, timeout=120,
                          preexec_fn=pin(bench.server_core), check=False)
    if done.returncode != 0:
        raise Misbehaved(f"{pair.name}: {done.stderr.decode(errors='replace').strip()[-200:]}")
    return json.loads(done.stdout)


def layers(bench, program):
    """By benchmark: nanoseconds with and without the layer, and the median of the rounds' ratios."""
    done = subprocess.run([program, "--benchmark_filter=^layered_", "--benchmark_format=json"],
                          capture_output=True, timeout=300, preexec_fn=pin(bench.server_core),
                          check=False)
    if done.returncode != 0:
        raise Misbehaved(f"bench_dispatch: {done.stderr.decode(errors='replace').strip()[-200:]}")
    return {each["name"].split("/")[0]: {key: each[key] for key in ("ours_ns", "theirs_ns", "ratio")}
            for each in json.loads(done.stdout)["benchmarks"]}


def echo(bench, server, connections, size, timing):
    with bench.start(server, 2 * 16384, connections) as running:
        return bench.load(running, "echo", 120, connections=connections, size=size,
                          ring=bench.ring, **timing)


def accept(bench, server, timing):
    with bench.start(server, 2 * 16384, 4096) as running:
        return bench.load(running, "accept", 120, connections=64, size=64, **timing)


def scaling(bench, server, pending, timing):
    """Ten connections talk, the others have a receive pending."""
    with bench.start(server, 256, pending) as running:
        return bench.load(running, "echo", 240, connections=10, idle=pending - 10, size=64,
                          ring=bench.ring, **timing)


def memory(bench, server, connections):
    """Octets of user memory per idle connection: the slope from a tenth of them to all, so that
    what the program needs once does not count."""
    first = connections // 10
    with bench.start(server, 64, connections) as running:
        few = bench.idle(running, first)
        try:
            low = running.memory()
            many = bench.idle(running, connections - first)
            try:
                high = running.memory()
            finally:
                bench.release(running, many)
        finally:
            bench.release(running, few)
    return {"octets": (high - low) / (connections - first), "total": high}
