#!/usr/bin/env python3
"""Turns results.json into results.md and SVG plots. As a program: report.py RESULTS_FOLDER."""

import json
import pathlib
import statistics
import sys

import plot


DISTURBED = 0.10  # share of both cores that others used during the measurement


class Table:
    """Samples of one part by cell and server, and their ratios to the reference."""

    def __init__(self, results, part):
        self.samples = [s for s in results["samples"] if s["part"] == part]
        self.kinds = {name: kind for name, (_, kind) in results["servers"].items()}
        present = {s["server"] for s in self.samples}
        self.servers = [name for name in self.kinds if name in present]
        self.cells = list(dict.fromkeys(self.cell(s) for s in self.samples))

    @staticmethod
    def cell(sample):
        return sample["connections"], sample.get("size", 64)

    def rounds(self, cell, server):
        """Samples by round; without those that stayed disturbed, where three others remain."""
        found = {s["round"]: s for s in self.samples
                 if self.cell(s) == cell and s["server"] == server}
        calm = {number: s for number, s in found.items() if s.get("foreign", 0) <= DISTURBED}
        return calm if len(calm) >= 3 else found

    def values(self, cell, server, member):
        return [s[member] for s in self.rounds(cell, server).values()]

    def ratios(self, cell, server, member, reference="epoll"):
        """One ratio a round, both taken in that round."""
        base = self.rounds(cell, reference)
        return [s[member] / base[number][member]
                for number, s in self.rounds(cell, server).items()
                if number in base and base[number][member]]


def spread(values):
    """Median, minimum, maximum; None when there is nothing."""
    return (statistics.median(values), min(values), max(values)) if values else None


def text(values, form="{:.2f}"):
    found = spread(values)
    if not found:
        return "-"
    median, low, high = (form.format(v) for v in found)
    return median if len(values) == 1 else f"{median} ({low} to {high})"


def cell_name(cell):
    connections, size = cell
    return f"{connections:,} x {f'{size // 1024} KiB' if size >= 1024 else f'{size} B'}"


def markdown(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def grid(table, value):
    return markdown(["server", *map(cell_name, table.cells)],
                    [[name, *(value(cell, name) for cell in table.cells)]
                     for name in table.servers])


def echo_part(table, folder):
    panels = {}
    for member, title in (("rps", "Requests per second, relative to raw epoll"),
                          ("server_cpu_ns", "CPU time per request, relative to raw epoll")):
        panels[member] = [(cell_name(cell),
                           [(name, table.kinds[name], spread(table.ratios(cell, name, member)))
                            for name in table.servers]) for cell in table.cells]
        plot.bars(folder / f"echo_{member}.svg", title, panels[member], mark=1.0)
    plot.bars(folder / "echo_p99.svg", "99th percentile, microseconds",
              [(cell_name(cell),
                [(name, table.kinds[name], spread(table.values(cell, name, "p99_us")))
                 for name in table.servers]) for cell in table.cells], own_scale=True)
    return "\n".join([
        "## Echo\n\nEvery value is the median of the rounds with minimum and maximum; ratios are",
        "taken inside each round. Columns: connections x message size.\n",
        "### Requests per second, relative to raw epoll\n",
        grid(table, lambda c, n: text(table.ratios(c, n, "rps"))),
        "### CPU time of the server per request, relative to raw epoll (lower is better)\n",
        grid(table, lambda c, n: text(table.ratios(c, n, "server_cpu_ns"))),
        "### Requests per second\n",
        grid(table, lambda c, n: text(table.values(c, n, "rps"), "{:,.0f}")),
        "### Latency: p50 / p99 in microseconds (medians of the rounds)\n",
        grid(table, lambda c, n: "{:.0f} / {:.0f}".format(
            *(statistics.median(table.values(c, n, m) or [0]) for m in ("p50_us", "p99_us")))),
        "### Share of its core that the load generator used (near 1.00: it was the limit)\n",
        grid(table, lambda c, n: text(table.values(c, n, "load_busy"))),
        "![requests](echo_rps.svg)\n\n![CPU](echo_server_cpu_ns.svg)\n\n![p99](echo_p99.svg)\n"])


def verdict_part(table):
    """Each of our servers against the fastest of its opponents, cell by cell."""
    peers = [n for n in table.servers if table.kinds[n] in ("peer", "reference")]
    ours = [n for n in table.servers if table.kinds[n] == "ours"]
    if not ours or not peers:
        return ""
    rows = []
    for name in ours:
        opponents = [n for n in peers if "rio" not in name or n == "uring-multishot"]
        for cell in table.cells:
            against = {n: table.ratios(cell, name, "rps", n) for n in opponents}
            against = {n: ratios for n, ratios in against.items() if ratios}
            if not against:
                continue
            best = min(against, key=lambda n: statistics.median(against[n]))
            ratio = statistics.median(against[best])
            late = statistics.median(table.ratios(cell, name, "p99_us", best))
            rows.append([name, cell_name(cell), best, text(against[best]),
                         text(table.ratios(cell, name, "server_cpu_ns", best)), f"{late:.2f}",
                         "met" if ratio >= 1.0 else "near" if ratio >= 0.97 else "**missed**"])
    return ("## Goals\n\nOur servers against the fastest peer of the cell (Registered I/O against"
            " multishot io_uring): met at 1.00, near at 0.97.\n\n" +
            markdown(["server", "cell", "fastest peer", "requests per second, ours / theirs",
                      "CPU per request", "p99", "goal"], rows))


def wine_part(table):
    ours = [n for n in table.servers if table.kinds[n] == "ours"]
    if "wine" not in table.servers:
        return ""
    return ("## Times faster than Wine (requests per second)\n\n" +
            markdown(["server", *map(cell_name, table.cells)],
                     [[name, *(text(table.ratios(c, name, "rps", "wine"), "{:.1f}")
                               for c in table.cells)] for name in ["epoll", *ours]]))


def accept_part(table, folder):
    cell = table.cells[0]
    plot.bars(folder / "accept.svg", "Connections accepted per second, relative to raw epoll",
              [("64 at a time", [(name, table.kinds[name], spread(table.ratios(cell, name, "rps")))
                                 for name in table.servers])], mark=1.0)
    return ("## Accepting\n\nConnect, one message of 64 octets, reset; 64 at a time.\n\n" +
            markdown(["server", "connections per second", "relative to raw epoll",
                      "CPU time per connection, relative", "p99, microseconds"],
                     [[name, text(table.values(cell, name, "rps"), "{:,.0f}"),
                       text(table.ratios(cell, name, "rps")),
                       text(table.ratios(cell, name, "server_cpu_ns")),
                       text(table.values(cell, name, "p99_us"), "{:,.0f}")]
                      for name in table.servers]) + "\n![accept](accept.svg)\n")


def memory_part(table, folder):
    plot.bars(folder / "memory.svg", "User memory per idle connection, octets",
              [(f"{cell[0]:,} connections",
                [(name, table.kinds[name], spread(table.values(cell, name, "octets")))
                 for name in table.servers]) for cell in table.cells], form="{:,.0f}")
    return ("## Memory per idle connection\n\nResident memory of the server that is no file's, in"
            " octets per connection with one receive pending, with buffers of 64 octets; what the"
            " kernel keeps for a connection is not in it.\n\n" +
            markdown(["server", *(f"{c[0]:,} connections" for c in table.cells)],
                     [[name, *(text(table.values(c, name, "octets"), "{:,.0f}")
                               for c in table.cells)] for name in table.servers]) +
            "\n![memory](memory.svg)\n")


def scaling_part(table, folder):
    cells = sorted(table.cells)
    plot.lines(folder / "scaling.svg", "CPU time per request by number of pending receives",
               "pending receives", "nanoseconds",
               [(name, table.kinds[name],
                 [(cell[0], spread(table.values(cell, name, "server_cpu_ns"))[0])
                  for cell in cells if table.values(cell, name, "server_cpu_ns")])
                for name in table.servers if table.kinds[name] != "wine"])
    return ("## Scaling\n\nCPU time of the server per request in nanoseconds; ten connections"
            " talk, the others have a receive pending.\n\n" +
            markdown(["server", *(f"{c[0]:,} pending" for c in cells)],
                     [[name, *(text(table.values(c, name, "server_cpu_ns"), "{:,.0f}")
                               for c in cells)] for name in table.servers]) +
            "\n![scaling](scaling.svg)\n")


def sync_part(table, _folder):
    rows = [[name, text(table.values((1, 64), name, "ns"), "{:,.0f}"),
             text(table.ratios((1, 64), name, "ns", "bare"), "{:.3f}")]
            for name in ("bare", "ws2", "wine") if table.rounds((1, 64), name)]
    return ("## Synchronous calls\n\nOne `send` and one `recv` of 64 octets over a TCP pair in one"
            " thread; the goal is 1.03 of the bare system calls.\n\n" +
            markdown(["program", "nanoseconds", "relative to the bare calls"], rows))


def layers_part(table, _folder):
    goals = {"layered_send": ("a synchronous send", "at most 30 ns more"),
             "layered_port": ("a send and a receive through a completion port", "ratio 1")}
    rows = []
    for name, (what, goal) in goals.items():
        samples = [s for s in table.samples if s["server"] == name]
        if samples:
            more = [s["ours_ns"] - s["theirs_ns"] for s in samples]
            rows.append([what, *(text([s[key] for s in samples], "{:,.1f}")
                                 for key in ("theirs_ns", "ours_ns")), text(more, "{:,.1f}"),
                         text([s["ratio"] for s in samples], "{:.3f}"), goal])
    return ("## Layers\n\nA layer that passes everything on, against the same socket without it, in"
            " nanoseconds.\n\n" + markdown(["call", "without", "with", "more", "ratio", "goal"], rows))


def head_part(results):
    facts = results["environment"]
    reference = Table(results, "echo")
    lines = [f"# System benchmark, {facts['date']}\n",
             f"{facts['cpu']}, {facts['cores']} cores, Linux {facts['kernel']}, loopback, commit"
             f" {facts['commit']}. Servers on core {facts['server_core']}, load generator on core"
             f" {facts['load_core']}; {facts['rounds']} rounds of {facts['duration_ms']} ms after"
             f" {facts['warmup_ms']} ms of warm-up." + (" **A quick run: rough.**"
                                                        if facts["quick"] else "") + "\n"]
    foreign = [s["foreign"] for s in results["samples"] if "foreign" in s]
    if foreign:
        lines.append(f"Other programs (and the host of a virtual machine) used {statistics.median(foreign):.0%} of the two cores"
                     f" (median; at most {max(foreign):.0%}) during the measurements;"
                     f" {sum(s.get('repeats', 0) for s in results['samples'])} measurements were"
                     " repeated because of that, and"
                     f" {sum(share > DISTURBED for share in foreign)} of {len(foreign)} stayed"
                     f" disturbed by more than {DISTURBED:.0%}: they are left out where three"
                     " others remain.")
    generators = sorted({s["generator"] for s in results["samples"] if "generator" in s})
    if generators:
        lines.append(f"The load generator stands on {' and '.join(generators)}.")
    for cell in reference.cells:
        found = spread(reference.values(cell, "epoll", "rps"))
        if found:
            lines.append(f"Raw epoll itself, {cell_name(cell)}: {found[0]:,.0f} requests per"
                         f" second, slowest round {found[1] / found[0]:.2f} and fastest"
                         f" {found[2] / found[0]:.2f} of that.")
    lines += [f"\nLeft out: {note}" for note in results["notes"]]
    lines += [f"\n**Misbehaved:** {failure}" for failure in results["failures"]]
    servers = [[name, title] for name, (title, _) in results["servers"].items()
               if any(s["server"] == name for s in results["samples"])]
    return "\n".join(lines) + "\n\n" + markdown(["server", "is"], servers)


def write(results, folder):
    parts = [head_part(results)]
    for part, writer in (("sync", sync_part), ("layers", layers_part), ("echo", echo_part),
                         ("accept", accept_part), ("memory", memory_part),
                         ("scaling", scaling_part)):
        table = Table(results, part)
        if table.samples:
            if part == "echo":
                parts += [verdict_part(table), wine_part(table)]
            parts.append(writer(table, folder))
    (folder / "results.md").write_text("\n".join(part for part in parts if part))


if __name__ == "__main__":
    where = pathlib.Path(sys.argv[1])
    write(json.loads((where / "results.json").read_text()), where)
