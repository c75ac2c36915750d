#!/usr/bin/env python3
"""Classes 0 and 2 against a second implementation, both roles, every timing: peer_test.py [--tls
FOLDER] STATION"""

import sys
import unittest

from conversation import (KINDS, OURS, PROTOCOLS, Answering, called, check_confirm, confirm, dial,
                          environment, request, torn_places)
from iso_wire import CC, CR, DC, DR, DT, EA, ED, ER, build, data_tpdu, tpkt
from station import (ABORTED, DISCON, NO_OPTION, REFUSED, RESET, TRY_AGAIN, Failed, Station, octets)

ROLES = ("called", "calling")
HERE = {0xC2: b"HERE"}
GOODBYE = {0xE0: b"\x80"}


class PeerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = Station(**environment())
        cls.listeners = {kind: cls.station.listen(PROTOCOLS[kind]) for kind in KINDS}
        cls.answering = Answering()

    @classmethod
    def tearDownClass(cls):
        cls.answering.close()
        status = cls.station.leave()
        assert status == 0, f"the station ended with {status}"

    def open(self, role, kind):
        if role == "called":
            return called(self.station, kind, self.listeners[kind])
        return self.answering.open(self.station, kind)

    def each(self, kinds=KINDS):
        """An open connection in every role and class."""
        for role in ROLES:
            for kind in sorted(set(kinds) & set(KINDS)):
                with self.subTest(role=role, kind=kind):
                    peer = self.open(role, kind)
                    yield peer
                    peer.close()

    # Opening

    def test_connect_data_goes_both_ways_in_both_roles(self):
        for kind in KINDS:
            for size in (1, 32):
                with self.subTest(kind=kind, size=size):
                    ask, answer = bytes(range(size)), bytes(range(100, 100 + size))
                    peer = called(self.station, kind, self.listeners[kind], ask, octets(answer))
                    self.assertEqual((peer.heard, peer.confirm.data), (octets(ask), answer))
                    peer.close()
                    wire, got = self.answering.begin(self.station, kind, octets(ask))
                    wire.put(confirm(kind, got, data=answer))
                    number, heard = self.station.end().split()
                    self.assertEqual((got.data, heard), (ask, octets(answer)))
                    wire.close()
                    self.station.do("close", number)

    def test_a_call_is_rejected_and_deferred_by_the_condition(self):
        for kind in KINDS:
            with self.subTest(kind=kind):
                listener, port = self.listeners[kind]
                self.station.begin("accept", listener, "defer", "-")
                wire = dial(port)
                wire.put(request(kind))
                self.assertEqual(self.station.end_code(), TRY_AGAIN)
                self.assertTrue(wire.is_silent())
                self.assertEqual(self.station.code("accept", listener, "reject", "-"), REFUSED)
                refusal = wire.get(DR)
                self.assertEqual((refusal.dst, refusal.src, refusal.reason, refusal.data),
                                 (OURS, 0, 0x80 if kind == 2 else 0, b""))
                wire.expect_end()
                wire.close()

    def test_what_a_call_is_answered_with_decides(self):
        for kind, tpdu, code in (
                (2, lambda cr: build(DR, dst=cr.src, reason=3), REFUSED),
                (0, lambda cr: build(DR, dst=cr.src, reason=0), REFUSED),
                (2, lambda cr: build(ER, dst=cr.src, reason=3), REFUSED),
                (0, lambda cr: build(ER, dst=cr.src, reason=0, params={0xC1: b"\x06"}), REFUSED),
                (2, lambda cr: confirm(0, cr), REFUSED),           # never less than class 2
                (2, lambda cr: confirm(2, cr, params={}), REFUSED),  # an echo: no C6
                (2, lambda cr: confirm(2, cr, params={0xC6: b"\0", 0xC7: b"\0"}), REFUSED),
                (2, lambda cr: confirm(2, cr, params={0xC6: b"\x21"}), REFUSED),
                (2, lambda cr: build(CC, dst=0x7777, src=OURS, option=0x21,
                                     params={0xC6: b"\0"}), REFUSED),
                (2, lambda cr: data_tpdu(2, cr.src, b"early"), ABORTED)):
            if kind not in KINDS:
                continue
            with self.subTest(kind=kind, code=code):
                wire, got = self.answering.begin(self.station, kind)
                wire.put(tpdu(got))
                self.assertEqual(self.station.end_code(), code)
                wire.close()

    def test_a_request_that_makes_no_sense_is_told_so(self):
        for kind, tpdu, answer, code in (
                (2, request(2, selector=b"NOBODY"), DR, 3),
                (2, build(CR, src=OURS, option=0x20, params=HERE), DR, 0x82),  # flow control
                (2, build(CR, src=OURS, option=0x00, params=HERE), DR, 0),     # class 0
                (0, build(CR, src=OURS, option=0x21, params=HERE), DR, 0x82),
                (2, build(CR, src=OURS, option=0x90), ER, 3),
                (2, build(CR, dst=7, src=OURS, option=0x21), ER, 3),
                (2, build(CR, src=OURS, option=0x21, data=bytes(33)), DR, 0x85),
                (0, build(CR, src=OURS, option=0x00, data=bytes(33)), ER, 0),
                (2, build(CR, src=OURS, option=0x21, params={0xC2: bytes(33)}), DR, 3)):
            if kind not in KINDS:
                continue
            with self.subTest(tpdu=tpdu.hex()):
                wire = dial(self.listeners[kind][1])
                wire.put(tpdu)
                got = wire.get(DR, ER) # the program hears of none of them
                self.assertEqual((got.code, got.reason), (answer, code))
                wire.expect_end()
                wire.close()

    # Data

    def test_messages_of_every_size_go_both_ways(self):
        for peer in self.each():
            for size in (1, 2, 120, 127, 128, 1000, 8190, 70000):
                data = bytes(i * 7 & 255 for i in range(size))
                self.station.begin("send", peer.number, "whole", octets(data))
                self.assertTrue(peer.wire.message() == data)
                self.station.end()
                for part in range(0, size, 1000):
                    peer.say(data[part:part + 1000], eot=part + 1000 >= size)
                self.assertTrue(self.station.message(peer.number) == data)

    def test_an_empty_message_exists_in_class_2(self):
        for peer in self.each(kinds=(2,)):
            self.station.do("send", peer.number, "whole", "-")
            self.assertEqual(peer.wire.message(), b"")
            peer.say(b"")
            self.assertEqual(self.station.receive(peer.number), ("whole", b""))

    def test_several_tpkts_in_one_segment_are_several_messages(self):
        for peer in self.each():
            peer.wire.put(*(peer.data(b"%d" % i) for i in range(50)))
            for i in range(50):
                self.assertEqual(self.station.receive(peer.number), ("whole", b"%d" % i))

    def test_a_concatenated_tpkt_is_split(self):
        for peer in self.each(kinds=(2,)):
            stray = build(DC, dst=0x9999, src=1) # not ours: ignored
            peer.wire.put(stray + peer.data(b"after"))
            self.assertEqual(self.station.receive(peer.number), ("whole", b"after"))

    def test_expedited_data_goes_both_ways(self):
        for peer in self.each(kinds=(2,)):
            self.station.do("send", peer.number, "oob", octets(b"urgent"))
            got = peer.wire.get(ED)
            peer.check_ours(got)
            self.assertEqual(got.data, b"urgent")
            peer.wire.put(data_tpdu(2, peer.theirs, bytes(16), code=ED))
            self.assertEqual(self.station.receive(peer.number, how="oob")[1], bytes(16))

    def test_data_for_another_reference_is_ignored(self):
        for peer in self.each(kinds=(2,)):
            peer.wire.put(data_tpdu(2, peer.theirs ^ 1, b"not yours"), peer.data(b"yours"))
            self.assertEqual(self.station.receive(peer.number), ("whole", b"yours"))

    def test_a_second_request_is_refused_and_the_first_goes_on(self):
        for peer in self.each(kinds=(2,)):
            peer.wire.put(request(2, src=0x1111), peer.data(b"on"))
            self.assertEqual(self.station.receive(peer.number), ("whole", b"on"))
            refusal = peer.wire.get(DR)
            self.assertEqual((refusal.dst, refusal.reason), (0x1111, 0x88))

    # Torn at every octet

    def test_a_request_torn_at_each_octet(self):
        for kind in KINDS:
            tpdu = request(kind, data=b"!")
            for at in torn_places(tpdu):
                listener, port = self.listeners[kind]
                self.station.begin("accept", listener, "accept", "-")
                wire = dial(port)
                wire.put_torn(tpkt(tpdu), at)
                check_confirm(wire.get(CC), kind)
                number = self.station.end().split()[0]
                wire.close()
                self.station.do("close", number)

    def test_a_confirmation_torn_at_each_octet(self):
        for kind in KINDS:
            for at in range(1, 15):
                wire, got = self.answering.begin(self.station, kind)
                wire.put_torn(tpkt(confirm(kind, got)), at)
                number = self.station.end().split()[0]
                wire.close()
                self.station.do("close", number)

    def test_data_torn_at_each_octet(self):
        for peer in self.each():
            tpdu = peer.data(b"torn")
            for at in torn_places(tpdu):
                self.station.begin("recv", peer.number, 100, "whole")
                peer.wire.put_torn(tpkt(tpdu), at)
                self.assertEqual(self.station.end_receive(), ("whole", b"torn"))

    def test_every_octet_by_itself(self):
        for peer in self.each():
            self.station.begin("recv", peer.number, 100, "whole")
            for octet in tpkt(peer.data(b"one by one")):
                peer.wire.tcp.sendall(bytes([octet]))
                peer.wire.wait_until_read()
            self.assertEqual(self.station.end_receive(), ("whole", b"one by one"))

    def test_a_disconnect_torn_at_each_octet(self):
        for role in ROLES:
            for at in range(1, 18):
                peer = self.open(role, 2)
                tpdu = build(DR, dst=peer.theirs, src=OURS, reason=0x80, params=GOODBYE,
                             data=b"bye!")
                self.station.begin("recv", peer.number, 100, "whole")
                peer.wire.put_torn(tpkt(tpdu), at)
                self.assertEqual(self.station.end_code(), DISCON)
                self.assertEqual(self.station.do("farewell", peer.number, 64), octets(b"bye!"))
                self.station.do("goodbye", peer.number, "none")
                peer.wire.get(DC)
                peer.close()

    # Goodbyes

    def hear_goodbye(self, peer, data):
        got = peer.wire.get(DR)
        self.assertEqual((got.dst, got.src, got.reason, got.params, got.data),
                         (OURS, peer.theirs, 0x80, GOODBYE, data))

    def test_the_station_says_goodbye_behind_its_data(self):
        for peer in self.each(kinds=(2,)):
            for size in (64,):
                self.station.do("send", peer.number, "whole", octets(b"last"))
                self.station.do("goodbye", peer.number, octets(bytes(size)))
                self.assertEqual(peer.wire.message(), b"last")
                self.hear_goodbye(peer, bytes(size))
                peer.wire.put(build(DC, dst=peer.theirs, src=OURS))
                self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
                peer.wire.expect_end()

    def test_we_say_goodbye_and_are_answered_in_words(self):
        for peer in self.each(kinds=(2,)):
            peer.wire.put(peer.data(b"last"), build(DR, dst=peer.theirs, src=OURS, reason=0x80,
                                                    params=GOODBYE, data=bytes(64)))
            self.assertEqual(self.station.receive(peer.number), ("whole", b"last"))
            self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
            self.assertEqual(self.station.do("farewell", peer.number, 64), octets(bytes(64)))
            self.station.do("goodbye", peer.number, octets(b"same to you"))
            self.hear_goodbye(peer, b"same to you")
            peer.wire.expect_end()

    def test_goodbyes_that_cross_end_it_without_a_confirmation(self):
        for peer in self.each(kinds=(2,)):
            self.station.do("goodbye", peer.number, octets(b"a"))
            peer.wire.put(build(DR, dst=peer.theirs, src=OURS, reason=0x80, params=GOODBYE,
                                data=b"b"))
            self.hear_goodbye(peer, b"a")
            self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
            self.assertEqual(self.station.do("farewell", peer.number, 64), octets(b"b"))
            peer.wire.expect_end()

    def test_a_disruptive_disconnect_is_a_reset(self):
        for reason, params in ((0, {}), (0x85, {}), (0x80, {0xE0: b"\xc0"})):
            for peer in self.each(kinds=(2,)):
                peer.wire.put(build(DR, dst=peer.theirs, src=OURS, reason=reason, params=params))
                self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), RESET)
                peer.wire.get(DC)
                peer.wire.expect_end()

    def test_class_0_ends_with_tcp_and_takes_no_words(self):
        for peer in self.each(kinds=(0,)):
            self.assertEqual(self.station.code("goodbye", peer.number, octets(b"x")), NO_OPTION)
            self.station.do("send", peer.number, "whole", octets(b"still open"))
            self.assertEqual(peer.wire.message(), b"still open")
            self.station.do("goodbye", peer.number, "none")
            peer.wire.expect_end()

    def test_a_class_0_disconnect_of_old_stacks_is_a_release(self):
        for peer in self.each(kinds=(0,)):
            peer.wire.put(build(DR, reason=0x80, data=b"isode"))
            self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
            peer.wire.expect_end()

    # The end of TCP in every state

    def end_by(self, wire, how):
        wire.finish() if how == "fin" else wire.reset()

    def test_tcp_ends_before_a_request_or_inside_it(self):
        before = self.station.descriptors()
        for kind in KINDS:
            for how in ("fin", "rst"):
                for size in (0, 3, 10):
                    wire = dial(self.listeners[kind][1])
                    wire.tcp.sendall(tpkt(request(kind))[:size])
                    wire.wait_until_read()
                    self.end_by(wire, how)
                    if how == "fin":
                        wire.expect_gone()
                        wire.close()
        while self.station.descriptors() > before:
            pass # the last RST is on its way

    def test_tcp_ends_while_a_request_waits(self):
        for kind in KINDS:
            for how in ("fin", "rst"):
                with self.subTest(kind=kind, how=how):
                    listener, port = self.listeners[kind]
                    self.station.begin("accept", listener, "defer", "-")
                    wire = dial(port)
                    wire.put(request(kind))
                    self.assertEqual(self.station.end_code(), TRY_AGAIN)
                    self.end_by(wire, how)
                    if how == "fin":
                        wire.expect_gone()
                    self.assertIn(self.accept_withdrawn(listener), (10013, RESET))
                    wire.close()

    def accept_withdrawn(self, listener):
        code = TRY_AGAIN
        while code == TRY_AGAIN: # the RST is on its way
            code = self.station.code("accept", listener, "defer", "-")
        return code

    def test_tcp_ends_after_our_call(self):
        for kind in KINDS:
            for how in ("fin", "rst"):
                for size in (0, 3):
                    with self.subTest(kind=kind, how=how, size=size):
                        wire, got = self.answering.begin(self.station, kind)
                        wire.tcp.sendall(tpkt(confirm(kind, got))[:size])
                        self.end_by(wire, how)
                        self.assertIn(self.station.end_code(), (REFUSED, RESET))
                        wire.close()

    def test_tcp_ends_on_an_open_connection(self):
        for how in ("fin", "rst"):
            for tail, class0 in ((b"", DISCON), (b"\3", RESET), (b"\3\0\0\x10\2", RESET)):
                for peer in self.each():
                    peer.say(b"before")
                    peer.wire.tcp.sendall(tail)
                    if how == "rst":
                        self.assertEqual(self.station.receive(peer.number), ("whole", b"before"))
                    self.end_by(peer.wire, how)
                    if how == "fin":
                        self.assertEqual(self.station.receive(peer.number), ("whole", b"before"))
                    wanted = class0 if how == "fin" and peer.kind == 0 else RESET
                    self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), wanted)

    def test_tcp_ends_inside_a_message(self):
        for how in ("fin", "rst"):
            for peer in self.each():
                peer.say(b"half", eot=False)
                self.assertEqual(self.station.receive(peer.number, how="part"), ("part", b"half"))
                self.end_by(peer.wire, how)
                self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), RESET)

    def test_tcp_ends_after_our_goodbye(self):
        for how in ("fin", "rst"):
            for peer in self.each(kinds=(2,)):
                self.station.do("goodbye", peer.number, octets(b"bye"))
                self.hear_goodbye(peer, b"bye")
                self.end_by(peer.wire, how)
                self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), RESET)

    def test_tcp_ends_after_their_goodbye(self):
        for how in ("fin", "rst"):
            for peer in self.each(kinds=(2,)):
                peer.wire.put(build(DR, dst=peer.theirs, src=OURS, reason=0x80, data=b"bye"))
                self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
                self.end_by(peer.wire, how)
                self.assertEqual(self.station.do("farewell", peer.number, 64), octets(b"bye"))

    # Broken rules on an open connection

    def test_a_broken_rule_ends_class_2_with_a_reason(self):
        for name, tpdu in (
                ("RJ", lambda p: b"\x04\x50" + p.theirs.to_bytes(2, "big") + b"\0"),
                ("AK", lambda p: b"\x04\x60" + p.theirs.to_bytes(2, "big") + b"\0"),
                ("unknown code", lambda p: b"\x04\x30\0\0\0"),
                ("LI 255", lambda p: b"\xff\xf0" + bytes(20)),
                ("empty part", lambda p: p.data(b"", eot=False)),
                ("ED of 17", lambda p: data_tpdu(2, p.theirs, bytes(17), code=ED)),
                ("DR of 65", lambda p: build(DR, dst=p.theirs, src=OURS, reason=0x80,
                                             data=bytes(65))),
                ("ER", lambda p: build(ER, dst=p.theirs)),
                ("EA unasked", lambda p: data_tpdu(2, p.theirs, b"", code=EA))):
            for peer in self.each(kinds=(2,)):
                with self.subTest(name):
                    peer.wire.put(tpdu(peer))
                    self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), ABORTED)
                    got = peer.wire.get(DR)
                    self.assertEqual((got.dst, got.src, got.reason), (OURS, peer.theirs, 0x85))
                    peer.wire.put(build(DC, dst=peer.theirs, src=OURS))
                    peer.wire.expect_end()

    def test_a_broken_rule_ends_class_0_with_an_error(self):
        for name, tpdu, cause in (("DC", build(DC), 2), ("unknown code", b"\x02\x30\x80", 2),
                                  ("ED", b"\x02\x10\x80" + b"x", 2)):
            for peer in self.each(kinds=(0,)):
                with self.subTest(name):
                    peer.wire.put(tpdu)
                    self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), ABORTED)
                    got = peer.wire.get(ER)
                    self.assertEqual((got.reason, got.params[0xC1]), (cause, tpdu[:2]))
                    peer.wire.expect_end()

    def test_a_stream_that_is_no_tpkt_ends_it(self):
        for peer in self.each():
            peer.wire.tcp.sendall(b"GET / HTTP/1.0\r\n\r\n")
            self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), ABORTED)
            if peer.kind == 2:
                self.assertEqual(peer.wire.get(DR).reason, 0x85)
            peer.wire.expect_gone()


if __name__ == "__main__":
    sys.argv[-1:] = []
    unittest.main()
