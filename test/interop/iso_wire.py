"""A second implementation of ISO 8073 classes 0 and 2 over TCP (RFC 1006, RFC 2126), as small as can
be and strict: whatever it is sent that the standards do not allow raises Breach. It shares nothing
with the library under test. Written from iso 8073's tables: octets out, fields in."""

import select
import socket
import ssl
import struct

LIMIT_S = 60  # a bound for a hang, not a measurement
CR, CC, DR, DC, DT, ED, EA, ER = 0xE0, 0xD0, 0x80, 0xC0, 0xF0, 0x10, 0x20, 0x70
NAMES = {CR: "CR", CC: "CC", DR: "DR", DC: "DC", DT: "DT", ED: "ED", EA: "EA", ER: "ER"}
FIXED = {CR: 6, CC: 6, DR: 6, DC: 5, ER: 4}  # octets counted by LI without parameters
KNOWN = {CR: {0xC0, 0xF0, 0xC1, 0xC2, 0xC4, 0xC6, 0xC7}, CC: {0xC0, 0xF0, 0xC1, 0xC2, 0xC6},
         DR: {0xE0}, ER: {0xC1}}
DATA_MAX = {CR: 32, CC: 32, DR: 64, DC: 0, ER: 0}


class Breach(AssertionError):
    """The other side broke a rule."""


def require(condition, what):
    if not condition:
        raise Breach(what)


class Tpdu:
    """Fields by name; .params by code. An absent field is None."""

    def __init__(self, code, **fields):
        self.code, self.name = code, NAMES[code]
        self.params, self.data = {}, b""
        self.dst = self.src = self.option = self.reason = self.eot = self.number = None
        self.__dict__.update(fields)

    def __repr__(self):
        return str({k: v for k, v in self.__dict__.items() if v not in (None, {}, b"")})


def parameters(code, octets):
    found, at = {}, 0
    while at < len(octets):
        require(at + 2 <= len(octets), "half a parameter")
        kind, size = octets[at], octets[at + 1]
        require(at + 2 + size <= len(octets), "a parameter beyond the header")
        require(kind in KNOWN.get(code, ()), f"parameter {kind:02x} in {NAMES[code]}")
        require(kind not in found, f"parameter {kind:02x} twice")
        found[kind] = octets[at + 2:at + 2 + size]
        at += 2 + size
    return found


def parse(octets, kind=None):
    """One TPDU; `kind` is the class in force, None before one is agreed."""
    require(octets, "an empty TPKT")
    li = octets[0]
    require(li != 255 and 1 + li <= len(octets), "LI beyond the TPDU")
    code = octets[1]
    require(code in NAMES, f"TPDU code {code:02x}, or a credit where there is none")
    head, data = octets[2:1 + li], octets[1 + li:]
    if code in (DT, ED, EA):
        return parse_data(code, li, head, data, kind)
    require(li >= FIXED[code], f"a short {NAMES[code]}")
    require(len(data) <= DATA_MAX[code], f"{len(data)} octets of data in {NAMES[code]}")
    tpdu = Tpdu(code, data=data, dst=int.from_bytes(head[:2], "big"))
    if code == ER:
        tpdu.reason = head[2]
    else:
        tpdu.src = int.from_bytes(head[2:4], "big")
    if code in (CR, CC):
        tpdu.option = head[4]
        require(li + 1 + len(data) <= 128, "a connect TPDU over 128 octets")
    elif code == DR:
        tpdu.reason = head[4]
        require(kind == 2 or not data or kind is None, "disconnect data in class 0")
    tpdu.params = parameters(code, octets[1 + FIXED[code]:1 + li])
    check_sizes(tpdu)
    return tpdu


def check_sizes(tpdu):
    sizes = {0xC0: (1,), 0xF0: range(1, 5), 0xC4: (1,), 0xC6: (1,), 0xE0: (1,)}
    for code, value in tpdu.params.items():
        require(code not in sizes or len(value) in sizes[code], f"parameter {code:02x} {value.hex()}")
    require(7 <= tpdu.params.get(0xC0, b"\x07")[0] <= 13, "a TPDU size out of range")


def parse_data(code, li, head, data, kind):
    require(kind is not None, f"{NAMES[code]} before a class is agreed")
    if kind == 0:
        require(code == DT, f"{NAMES[code]} in class 0")
        require(li == 2 and head[0] & 0x7F == 0, "a class 0 DT header")
        return Tpdu(DT, eot=bool(head[0] & 0x80), data=data)
    require(li == 4, f"LI {li} in a class 2 {NAMES[code]}")
    tpdu = Tpdu(code, dst=int.from_bytes(head[:2], "big"), number=head[2] & 0x7F, data=data)
    if code == DT:
        tpdu.eot = bool(head[2] & 0x80)
        require(data or tpdu.eot, "an empty DT without end")
    elif code == ED:
        require(head[2] & 0x80 and 1 <= len(data) <= 16, "an ED that is none")
    else:
        require(not head[2] & 0x80 and not data, "an EA that is none")
    return tpdu


def build(code, dst=0, src=0, option=0, reason=0, params=(), data=b""):
    body = {CR: ">HHB", CC: ">HHB", DR: ">HHB", DC: ">HH", ER: ">HB"}[code]
    last = {CR: (dst, src, option), CC: (dst, src, option), DR: (dst, src, reason), DC: (dst, src),
            ER: (dst, reason)}[code]
    head = bytes([code]) + struct.pack(body, *last)
    for kind, value in dict(params).items():
        head += bytes([kind, len(value)]) + value
    return bytes([len(head)]) + head + data


def data_tpdu(kind, dst, data, eot=True, code=DT, number=0):
    end = (0x80 if eot and code != EA else 0) | number
    head = struct.pack(">BB", code, end) if kind == 0 else struct.pack(">BHB", code, dst, end)
    return bytes([len(head)]) + head + data


def tpkt(tpdu):
    return struct.pack(">BBH", 3, 0, len(tpdu) + 4) + tpdu


class Wire:
    """One TCP connection that carries TPKTs."""

    def __init__(self, tcp):  # or a TLS connection
        self.tcp, self.kind, self.buffer = tcp, None, b""
        tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        tcp.settimeout(LIMIT_S)

    def put(self, *tpdus):
        """All of them in one segment."""
        self.tcp.sendall(b"".join(map(tpkt, tpdus)))

    def put_torn(self, octets, at):
        """In two parts, the second when the program has read the first."""
        self.tcp.sendall(octets[:at])
        self.wait_until_read()
        self.tcp.sendall(octets[at:])

    def wait_until_read(self):
        ours = self.tcp.getsockname()[1], self.tcp.getpeername()[1]
        wanted = f":{ours[1]:04X} 0100007F:{ours[0]:04X}"
        while True:
            with open("/proc/net/tcp", encoding="ascii") as table:
                row = next((line.split() for line in table if wanted in line), None)
            if row is None or row[4].endswith(":00000000"):
                return

    def raw(self):
        """The next TPDU's octets; None at the end of the stream."""
        while len(self.buffer) < 4 or len(self.buffer) < int.from_bytes(self.buffer[2:4], "big"):
            part = self.tcp.recv(65536)
            if not part:
                require(not self.buffer, "the stream ended inside a TPKT")
                return None
            self.buffer += part
        require(self.buffer[:2] == b"\3\0", "a TPKT that is none")
        size = int.from_bytes(self.buffer[2:4], "big")
        require(size >= 7, "a TPKT too short for any TPDU")
        tpdu, self.buffer = self.buffer[4:size], self.buffer[size:]
        return tpdu

    def get(self, *codes):
        """The next TPDU, which is one of `codes`."""
        octets = self.raw()
        require(octets is not None, f"the end instead of {[NAMES[c] for c in codes]}")
        tpdu = parse(octets, self.kind)
        require(tpdu.code in codes, f"{tpdu} instead of {[NAMES[c] for c in codes]}")
        return tpdu

    def message(self):
        whole = b""
        while True:
            part = self.get(DT)
            whole += part.data
            if part.eot:
                return whole

    def expect_end(self):
        """FIN, and nothing before it."""
        octets = self.raw()
        require(octets is None, f"{octets and octets.hex()} instead of the end")

    def expect_gone(self):
        """The end in any way; what was still on its way does not matter."""
        try:
            while self.raw() is not None:
                pass
        except (ConnectionResetError, ssl.SSLError):
            pass

    def is_silent(self):
        """Nothing has come so far."""
        return not self.buffer and not select.select([self.tcp], [], [], 0)[0]

    def finish(self):
        self.tcp.shutdown(socket.SHUT_WR)

    def reset(self):
        self.tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.tcp.close()

    def close(self):
        self.tcp.close()
