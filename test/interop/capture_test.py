#!/usr/bin/env python3
"""What the library writes, as an independent dissector reads it: capture_test.py PATH_OF_STATION"""

import os
import shutil
import sys
import tempfile
import unittest

from capture import CALLER_PORT, Relay, dissect
from conversation import OURS, PROTOCOLS, dial, request
from iso_wire import CC, DC, DR, ER, build, data_tpdu
from station import ABORTED, DISCON, REFUSED, Station, octets

WARNING = 0x600000  # the dissector's; below are its chat and its notes
CODES = {0xE: "CR", 0xD: "CC", 0x8: "DR", 0xC: "DC", 0xF: "DT", 0x1: "ED", 0x2: "EA", 0x7: "ER"}


class Conversations:
    """Has them all through two stations and a relay, one after another."""

    def __init__(self, path):
        self.caller, self.called = Station(), Station()
        self.listeners = {k: self.called.listen(p, "HOST") for k, p in PROTOCOLS.items()}
        self.relay = Relay(path, self.listeners[2][1])
        self.open_class_2()
        self.confirmed_goodbye()
        self.refusals()
        self.broken_rule(2)
        self.relay.target = self.listeners[0][1]
        self.open_class_0()
        self.broken_rule(0)
        self.relay.close()
        assert (self.caller.leave(), self.called.leave()) == (0, 0)

    def connect(self, kind, data="-", answer="-"):
        self.called.begin("accept", self.listeners[kind][0], "accept", answer)
        number = self.caller.do("connect", PROTOCOLS[kind], f"HOST@127.0.0.1:{self.relay.port}",
                                data).split()[0]
        return number, self.called.end().split()[0]

    def close(self, a, b):
        self.caller.do("close", a)
        self.called.do("close", b)

    def open_class_2(self):
        a, b = self.connect(2, octets(bytes(32)), octets(b"OK"))
        self.caller.do("send", a, "part", octets(b"first half, "))
        self.caller.do("send", a, "whole", octets(b"second half"))
        assert self.called.message(b) == b"first half, second half"
        self.called.do("send", b, "oob", octets(b"urgent!"))
        assert self.caller.receive(a, how="oob")[1] == b"urgent!"
        self.caller.do("goodbye", a, octets(bytes(range(64))))
        assert self.called.code("recv", b, 10, "whole") == DISCON
        self.called.do("goodbye", b, octets(b"and to you"))
        assert self.caller.code("recv", a, 10, "whole") == DISCON
        self.close(a, b)

    def confirmed_goodbye(self):
        a, b = self.connect(2)
        self.called.do("goodbye", b, "none")
        assert self.caller.code("recv", a, 10, "whole") == DISCON
        self.close(a, b)

    def refusals(self):
        self.called.begin("accept", self.listeners[2][0], "reject", "-")
        to = f"@127.0.0.1:{self.relay.port}"
        assert self.caller.code("connect", PROTOCOLS[2], "HOST" + to, "-") == REFUSED
        assert self.called.end_code() == REFUSED
        assert self.caller.code("connect", PROTOCOLS[2], "NOBODY" + to, "-") == REFUSED

    def broken_rule(self, kind):
        self.called.begin("accept", self.listeners[kind][0], "accept", "-")
        wire = dial(self.relay.port)
        wire.put(request(kind, selector=b"HOST"))
        theirs = wire.get(CC).src
        wire.kind = kind
        number = self.called.end().split()[0]
        wire.put(build(ER, dst=theirs) if kind == 2 else build(DC))
        assert self.called.code("recv", number, 10, "whole") == ABORTED
        wire.get(DR, ER)
        if kind == 2:
            wire.put(build(DC, dst=theirs, src=OURS))
        wire.expect_end()
        wire.close()
        self.called.do("close", number)

    def open_class_0(self):
        a, b = self.connect(0)
        self.caller.do("send", a, "whole", octets(bytes(5000)))
        assert self.called.message(b) == bytes(5000)
        self.called.do("send", b, "whole", octets(b"back"))
        assert self.caller.message(a) == b"back"
        self.caller.do("goodbye", a, "none")
        assert self.called.code("recv", b, 10, "whole") == DISCON
        self.close(a, b)


class CaptureTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "talk.pcap")
            port = Conversations(path).relay.port
            cls.rows = dissect(path, port)

    def stream(self, number):
        """(direction and code, fields) of each TPDU of one connection."""
        found = []
        for row in self.rows:
            if row["stream"] == str(number):
                arrow = ">" if row["port"] == str(CALLER_PORT + number) else "<"
                found.append((arrow + CODES[int(row["type"], 0) & 15], row))
        return found

    def assert_row(self, row, **wanted):
        self.assertEqual({key: row[key] for key in wanted},
                         {key: str(value) for key, value in wanted.items()})

    def test_nothing_is_malformed(self):
        self.assertGreater(len(self.rows), 20)
        for row in self.rows:
            self.assertEqual(row["malformed"], "", row)
            for severity in filter(None, row["trouble"].split(",")):
                self.assertLess(int(severity), WARNING, row)
            self.assertNotEqual(row["type"], "", row)

    def test_class_2_from_its_opening_to_crossing_goodbyes(self):
        found = self.stream(0)
        self.assertEqual([name for name, _ in found],
                         [">CR", "<CC", ">DT", ">DT", "<ED", ">DR", "<DR"])
        cr, cc, first, second, expedited, bye, answer = (row for _, row in found)
        a, b = cr["src"], cc["src"]
        self.assert_row(cr, dst="0x0000", **{"class": 2}, plain=1, called="HOST", data="00" * 32,
                        size=8192, units=65408, expedited=1)
        self.assert_row(cc, dst=a, **{"class": 2}, plain=1, called="HOST", data=b"OK".hex(),
                        units=65408, expedited=1, size="")
        self.assert_row(first, dst=b, eot=0)
        self.assert_row(second, dst=b, eot=1, whole=23)
        self.assert_row(expedited, dst=a)
        self.assert_row(bye, dst=b, src=a, reason=0x80, length=78,
                        data=bytes(range(64)).hex())
        self.assert_row(answer, dst=a, src=b, reason=0x80, data=b"and to you".hex())

    def test_a_goodbye_without_words_is_confirmed(self):
        found = self.stream(1)
        self.assertEqual([name for name, _ in found], [">CR", "<CC", "<DR", ">DC"])
        cr, cc, bye, confirmation = (row for _, row in found)
        self.assert_row(bye, dst=cr["src"], src=cc["src"], reason=0x80, data="")
        self.assert_row(confirmation, dst=cc["src"], src=cr["src"], length=10)

    def test_refusals_have_their_reasons(self):
        for number, reason in ((2, 0x80), (3, 3)):
            found = self.stream(number)
            self.assertEqual([name for name, _ in found], [">CR", "<DR"])
            self.assert_row(found[1][1], dst=found[0][1]["src"], src="0x0000", reason=reason)

    def test_a_broken_rule_in_class_2_is_a_disconnect(self):
        found = self.stream(4)
        self.assertEqual([name for name, _ in found], [">CR", "<CC", ">ER", "<DR", ">DC"])
        self.assert_row(found[3][1], dst="0x%04x" % OURS, src=found[1][1]["src"], reason=0x85)

    def test_class_0_has_short_headers_and_ends_with_tcp(self):
        found = self.stream(5)
        self.assertEqual([name for name, _ in found], [">CR", "<CC", ">DT", ">DT", ">DT", "<DT"])
        self.assert_row(found[0][1], **{"class": 0}, plain=0, size=2048, units="", expedited="")
        self.assertEqual([row["eot"] for _, row in found[2:]], ["0", "0", "1", "1"])
        self.assert_row(found[4][1], whole=5000)
        self.assert_row(found[5][1], data=b"back".hex())

    def test_a_broken_rule_in_class_0_is_an_error(self):
        found = self.stream(6)
        self.assertEqual([name for name, _ in found], [">CR", "<CC", ">DC", "<ER"])
        self.assert_row(found[3][1], cause=2)


if __name__ == "__main__":
    if shutil.which("tshark") is None:
        print("skipped: tshark is not installed (scripts/setup installs it)")
        sys.exit(77)
    sys.argv[-1:] = []
    unittest.main()
