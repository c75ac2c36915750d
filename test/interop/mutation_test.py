#!/usr/bin/env python3
"""Mutated reference exchanges against live listeners: mutation_test.py [COUNT [SEED]] PATH_OF_STATION

COUNT connections (4,000), each with words that chance has changed. Afterwards the program still
serves, has no descriptor and no memory more than before, and ends well."""

import random
import sys
import time

from conversation import PROTOCOLS, Peer, check_confirm, dial, request
from iso_wire import CC, DR, build
from mutation import send_all
from station import Station

LIMIT_S = 60
GROWTH_KIB = 65536
THREADS = 2  # that make a descriptor of their own when they first wait


def resident_kib(station):
    with open(f"/proc/{station.process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def check_service(station, kind, port):
    wire = dial(port)
    wire.put(request(kind))
    answer = wire.get(CC)
    check_confirm(answer, kind)
    peer = Peer(station, kind, 0, wire, answer.src)
    peer.say(b"are you well?")
    assert wire.message() == b"are you well?"
    if kind == 2:
        wire.put(build(DR, dst=answer.src, src=0x4A01, reason=0x80, data=b"bye"))
        assert wire.get(DR).data == b"heard"
    else:
        wire.finish()
    wire.expect_end()
    wire.close()


def wait_for_descriptors(station, wanted):
    end = time.monotonic() + LIMIT_S
    while station.descriptors() > wanted:
        assert time.monotonic() < end, f"{station.descriptors()} descriptors instead of {wanted}"


def main():
    numbers = [int(word) for word in sys.argv[1:-1] if word != "-v"]
    count = numbers[0] if numbers else 4000
    seed = numbers[1] if len(numbers) > 1 else 8073
    print(f"{count} mutations, seed {seed}", flush=True)
    station = Station()
    listeners = {kind: station.listen(protocol) for kind, protocol in PROTOCOLS.items()}
    station.do("serve", *(number for number, _ in listeners.values()))
    ports = {kind: port for kind, (_, port) in listeners.items()}
    descriptors = station.descriptors() + THREADS
    for kind, port in ports.items():
        check_service(station, kind, port)
    chance = random.Random(seed)
    send_all(chance, ports, 200) # what is allocated once is allocated now
    wait_for_descriptors(station, descriptors)
    memory = resident_kib(station)
    began = time.monotonic()
    send_all(chance, ports, count)
    print(f"took {time.monotonic() - began:.1f} s")
    for kind, port in ports.items():
        check_service(station, kind, port)
    wait_for_descriptors(station, descriptors)
    growth = resident_kib(station) - memory
    assert growth < GROWTH_KIB, f"grew by {growth} KiB"
    status = station.leave()
    assert status == 0, f"the station ended with {status}"
    print(f"well, {growth} KiB more")


if __name__ == "__main__":
    main()
