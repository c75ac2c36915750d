"""A relay between two TCP programs that writes what passes as a capture file, and the dissector that
reads it: no privileges, no interface. Every TPKT gets a packet of its own, unless it is too long."""

import select
import socket
import struct
import subprocess
import threading

SEGMENT = 16000
CALLER_PORT = 40000  # in the capture alone


class Capture:
    """A pcap file of IPv4 packets (link type 101) with synthetic headers."""

    def __init__(self, path, port):
        self.file = open(path, "wb")
        self.port, self.stream, self.sequence, self.time = port, -1, {}, 0
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 101))

    def begin_stream(self):
        self.stream += 1
        self.sequence = {True: 1, False: 1}
        for calling, flags in ((True, 0x02), (False, 0x12)):
            self.sequence[calling] = 0
            self.packet(calling, b"", flags)
            self.sequence[calling] = 1

    def packet(self, calling, data, flags=0x18):
        ports = (CALLER_PORT + self.stream, self.port)
        source, target = ports if calling else ports[::-1]
        acknowledged = 0 if flags == 0x02 else self.sequence[not calling]
        tcp = struct.pack(">HHIIBBHHH", source, target, self.sequence[calling], acknowledged, 0x50,
                          flags, 0xFFFF, 0, 0) + data
        octets = bytes([127, 0, 0, 1 if calling else 2]), bytes([127, 0, 0, 2 if calling else 1])
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0) + b"".join(octets)
        self.time += 1
        self.file.write(struct.pack("<IIII", 1, self.time, len(ip + tcp), len(ip + tcp)) + ip + tcp)
        self.sequence[calling] += len(data)

    def close(self):
        self.file.close()


class Relay:
    """Carries one connection after another to `target` and records them."""

    def __init__(self, path, target):
        self.target = target
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.capture = Capture(path, self.port)
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while True:  # until close() calls
            caller = self.server.accept()[0]
            if self.target == 0:
                return caller.close()
            with caller, socket.create_connection(("127.0.0.1", self.target)) as called:
                self.capture.begin_stream()
                self.carry(caller, called)

    def carry(self, caller, called):
        other = {caller: called, called: caller}
        kept = {caller: b"", called: b""}
        while other:
            for side in select.select(list(other), [], [])[0]:
                octets = side.recv(65536)
                kept[side] = self.record(side is caller, kept[side] + octets)
                if octets:
                    other[side].sendall(octets)
                else:
                    other.pop(side).shutdown(socket.SHUT_WR)

    def record(self, calling, octets):
        """What is left when every whole TPKT has been written down."""
        while len(octets) >= 4 and len(octets) >= int.from_bytes(octets[2:4], "big"):
            size = int.from_bytes(octets[2:4], "big")
            for at in range(0, size, SEGMENT):
                self.capture.packet(calling, octets[at:min(at + SEGMENT, size)])
            octets = octets[size:]
        return octets

    def close(self):
        self.target = 0
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join()
        self.server.close()
        self.capture.close()


FIELDS = {
    "stream": "tcp.stream", "port": "tcp.srcport", "length": "tpkt.length", "type": "cotp.type",
    "dst": "cotp.destref", "src": "cotp.srcref", "class": "cotp.class", "eot": "cotp.eot",
    "plain": "cotp.opts.no_explicit_flow_control", "reason": "cotp.cause",
    "cause": "cotp.reject_cause", "calling": "cotp.src-tsap", "called": "cotp.dst-tsap",
    "size": "cotp.tpdu_size", "units": "cotp.preferred_maximum_tpdu_size",
    "expedited": "cotp.transport_expedited_data_transfer", "params": "cotp.parameter_code",
    "data": "data.data", "whole": "cotp.reassembled.length", "malformed": "_ws.malformed",
    "trouble": "_ws.expert.severity"}


def dissect(path, port):
    """A dict of texts for each packet with a TPKT in it, in order, by the names above."""
    command = ["tshark", "-n", "-r", path, "-d", f"tcp.port=={port},tpkt",
               "--disable-heuristic", "t125_cotp", "-Y", "tpkt or _ws.malformed", "-T", "fields",
               "-E", "separator=|"]
    for field in FIELDS.values():
        command += ["-e", field]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return [dict(zip(FIELDS, line.split("|"))) for line in done.stdout.splitlines()]
