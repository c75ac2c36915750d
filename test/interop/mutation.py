"""The reference exchanges, what chance makes of them, and many connections at once that send them."""

import selectors
import socket
import struct
import time

from conversation import OURS, request
from iso_wire import DC, DR, DT, EA, ED, ER, build, data_tpdu, tpkt

TOGETHER = 64       # connections at once
HANG_S = 60         # a connection that lives so long after its FIN is a hang
GOODBYE = {0xE0: b"\x80"}
SPECIAL = (0, 1, 2, 3, 4, 7, 0x10, 0x20, 0x21, 0x40, 0x70, 0x7F, 0x80, 0xC0, 0xC7, 0xD0, 0xE0, 0xF0,
           0xFE, 0xFF)


def exchanges(kind, theirs):
    """What a caller says after its CR, as lists of TPKTs; the reference is the answer's."""
    def data(octets, eot=True, **more):
        return data_tpdu(kind, theirs, octets, eot, **more)

    def goodbye(**more):
        return build(DR, dst=theirs, src=OURS, reason=0x80, **more)
    yield [data(b"one"), data(b"two, ", eot=False), data(b"three")]
    yield [data(bytes(i & 255 for i in range(1500)), eot=False), data(b"end")]
    yield [data(b""), build(ER, dst=theirs, params={0xC1: b"\x06\xd0"})]
    yield [goodbye(params=GOODBYE, data=bytes(range(64)))]
    yield [request(kind), data(b"still here")]
    if kind == 2:
        yield [data(b"urgent", code=ED), data(b"last"), goodbye(params=GOODBYE, data=b"bye")]
        yield [data_tpdu(2, theirs, b"", code=EA) + data(b"after"),
               goodbye(), build(DC, dst=theirs, src=OURS)]
        yield [b"\x04\x50" + theirs.to_bytes(2, "big") + b"\0", data(b"x" * 100)]


def mutate(chance, octets):
    """One to four changes, anywhere."""
    octets = bytearray(octets)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(octets)) if octets else 0
        size = chance.randrange(1, 9)
        change = chance.randrange(8)
        if change == 0 and octets:
            octets[at] ^= 1 << chance.randrange(8)
        elif change in (1, 2) and octets:
            octets[at] = chance.choice(SPECIAL)
        elif change == 3:
            del octets[at:at + size]
        elif change == 4:
            octets[at:at] = octets[at:at + size]
        elif change == 5:
            octets[at:at] = chance.randbytes(size)
        elif change == 6 and chance.random() < 0.3:
            del octets[at:]
        elif len(octets) >= 2:
            octets[at:at + 2] = struct.pack(">H", chance.randrange(65536))
    return bytes(octets)


class Caller:
    """One connection: perhaps a proper opening, then mutated words, then FIN or RST."""

    def __init__(self, chance, kind, port):
        self.chance, self.kind, self.buffer = chance, kind, b""
        self.socket = socket.socket()
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.opening = tpkt(request(kind, data=b"hello" if chance.random() < 0.2 else b""))
        self.polite = chance.random() < 0.7
        self.said = False
        self.born = time.monotonic()
        if self.polite:
            self.socket.send(self.opening)
        else:
            self.speak(self.opening, 0x7B02)

    def speak(self, before, theirs):
        words = self.chance.choice(list(exchanges(self.kind, theirs)))
        self.said = True
        octets = mutate(self.chance, before + b"".join(map(tpkt, words)))
        try:
            torn = self.chance.randrange(len(octets) + 1)
            self.socket.send(octets[:torn])
            self.socket.send(octets[torn:])
            if self.chance.random() < 0.1:
                self.reset()
            else:
                self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass # it has hung up already

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.shutdown(socket.SHUT_RD)

    def readable(self):
        """False when it is over."""
        try:
            part = self.socket.recv(65536)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not part:
            return False
        if not self.said:
            self.buffer += part
            if len(self.buffer) >= 10:
                self.speak(b"", int.from_bytes(self.buffer[8:10], "big"))
        return True


def send_all(chance, ports, count):
    """`count` connections to the listeners {class: port}. Raises AssertionError at a hang."""
    waiting = selectors.DefaultSelector()
    left, living = count, 0
    while left or living:
        while left and living < TOGETHER:
            kind = chance.choice(list(ports))
            caller = Caller(chance, kind, ports[kind])
            waiting.register(caller.socket, selectors.EVENT_READ, caller)
            left, living = left - 1, living + 1
        for key, _ in waiting.select(HANG_S):
            if not key.data.readable():
                waiting.unregister(key.fileobj)
                key.fileobj.close()
                living -= 1
        for key in waiting.get_map().values():
            if time.monotonic() - key.data.born > HANG_S:
                raise AssertionError("a connection neither answers nor ends")
            break # the oldest comes first
    waiting.close()


