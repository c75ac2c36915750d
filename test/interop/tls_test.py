#!/usr/bin/env python3
"""The ISO transport inside TLS against Python's: who is believed, and how it ends: tls_test.py --tls
FOLDER PATH_OF_STATION"""

import random
import socket
import ssl
import sys
import unittest
import warnings

from conversation import (OURS, PROTOCOLS, Answering, Peer, called, certificate, check_confirm,
                          confirm, dial, environment, guarded, request, tls_context)
from iso_wire import CC, DC, DR, Wire, build
from station import ABORTED, ACCES, DISCON, REFUSED, RESET, Failed, Station, octets

TLS = PROTOCOLS[2]
TAKE_ANY, ASK_CALLER = 1, 2
AUTHORITY = "authority.pem"
ADDRESS_IN_USE = 10048


class TlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = Station(**environment())
        cls.listener = cls.station.listen(TLS)

    @classmethod
    def tearDownClass(cls):
        status = cls.station.leave()
        assert status == 0, f"the station ended with {status}"

    def terms(self, authority=AUTHORITY, own=None, name="-", flags=0):
        paths = [certificate(authority) if authority else "-"]
        paths += [certificate(own + end) for end in (".pem", ".key")] if own else ["-", "-"]
        self.station.do("terms", *paths, name, flags)

    # Calling

    def call(self, context=None):
        """The station calls a TLS server; the open connection."""
        server = socket.create_server(("127.0.0.1", 0))
        with server:
            self.station.begin("connect", TLS, f"THERE@127.0.0.1:{server.getsockname()[1]}", "-")
            tcp = server.accept()[0]
            try:
                wire = Wire(guarded(tcp, False, context))
                got = wire.get(0xE0)
            except (OSError, AssertionError):
                tcp.close() # it does not believe us
                self.station.end()
                raise
            wire.put(confirm(2, got))
            return Peer(self.station, 2, int(self.station.end().split()[0]), wire, got.src)

    def server(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(name + ".pem"), certificate(name + ".key"))
        return context

    def assert_refused(self, code, words, context=None):
        with self.assertRaises(Failed) as failed:
            self.call(context)
        self.assertEqual(failed.exception.code, code, failed.exception)
        self.assertIn(words, str(failed.exception))

    def test_a_certificate_that_names_the_address_is_believed(self):
        self.terms()
        peer = self.call()
        version, verdict, cipher = self.station.do("guard", peer.number).split()
        self.assertEqual((int(version), verdict), (0x0304, "0"))
        self.assertEqual(peer.wire.tcp.cipher()[0], cipher)
        peer.close()

    def test_an_unknown_authority_is_not_believed(self):
        self.terms(authority="stranger.pem")
        self.assert_refused(ABORTED, "issuer certificate")
        self.terms(authority=None) # the system's list
        self.assert_refused(ABORTED, "issuer certificate")

    def test_a_certificate_for_another_host_is_not_believed(self):
        self.terms()
        self.assert_refused(ABORTED, "mismatch", self.server("other"))

    def test_the_name_that_the_program_says_counts(self):
        for name, server in (("server.example", "own"), ("other.example", "other")):
            self.terms(name=name)
            self.call(self.server(server)).close()
        self.terms(name="else.example")
        self.assert_refused(ABORTED, "mismatch")

    def test_any_certificate_is_taken_if_the_program_says_so(self):
        self.terms(authority="stranger.pem", flags=TAKE_ANY)
        peer = self.call(self.server("other"))
        self.assertNotEqual(self.station.do("guard", peer.number).split()[1], "0")
        peer.close()

    def test_files_that_are_not_there_are_said(self):
        self.station.do("terms", "/nonexistent", "-", "-", "-", 0)
        self.assertEqual(self.station.code("connect", TLS, "A@127.0.0.1:9", "-"), ACCES) # never bound
        self.station.do("terms", "-", "-", "-", "-", 0)
        self.assertEqual(self.station.code("listen", TLS, "A@127.0.0.1:0"), ACCES)

    def test_a_server_without_tls_is_not_spoken_to(self):
        self.terms()
        answering = Answering()
        self.station.begin("connect", TLS, f"A@127.0.0.1:{answering.port}", "-")
        wire = Wire(answering.server.accept()[0])
        wire.put(build(CC, dst=1, src=2, option=0x21, params={0xC6: b"\0"}))
        self.assertEqual(self.station.end_code(), ABORTED)
        while wire.tcp.recv(65536): # its hello, and that it does not understand ours
            pass
        wire.close()
        answering.close()

    # Versions

    def test_old_versions_are_refused_and_1_2_is_served(self):
        for calling in (True, False):
            for version, good in ((ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True)):
                with self.subTest(calling=calling, version=version):
                    context = tls_context(calling)
                    context.set_ciphers("DEFAULT:@SECLEVEL=0")
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore", DeprecationWarning)
                        context.minimum_version = context.maximum_version = version
                    self.terms()
                    self.serve(context, good) if calling else self.ask(context, good)

    def serve(self, context, good):
        tcp = socket.create_connection(("127.0.0.1", self.listener[1]))
        if not good:
            with self.assertRaises(ssl.SSLError):
                guarded(tcp, True, context)
            return tcp.close()
        self.station.begin("accept", self.listener[0], "accept", "-")
        wire = Wire(guarded(tcp, True, context))
        wire.put(request(2))
        check_confirm(wire.get(CC), 2)
        wire.close()
        return self.station.do("close", self.station.end().split()[0])

    def ask(self, context, good):
        if good:
            peer = self.call(context)
            self.assertEqual(int(self.station.do("guard", peer.number).split()[0]), 0x0303)
            peer.close()
        else:
            with self.assertRaises(Failed):
                self.call(context)

    # Called

    def test_a_caller_shows_a_certificate_where_one_is_asked_for(self):
        self.terms(own="own", flags=ASK_CALLER)
        number, port = self.station.listen(TLS, "STRICT")
        self.terms(own="other")
        other = Station(**environment())
        to = ("connect", TLS, f"STRICT@127.0.0.1:{port}", "-")
        self.station.begin("accept", number, "accept", "-")
        other.do(*to)
        self.station.do("close", self.station.end().split()[0])
        other.do("terms", certificate(AUTHORITY), "-", "-", "-", 0)
        self.assertIn(other.code(*to), (REFUSED, RESET, ABORTED))
        self.station.do("close", number)
        self.assertEqual(other.leave(), 0)

    def test_plain_and_guarded_sockets_share_no_port(self):
        self.terms(own="own")
        port = self.listener[1]
        self.assertEqual(self.station.code("listen", "itot-tp2", f"P@127.0.0.1:{port}"),
                         ADDRESS_IN_USE)
        number = self.station.do("listen", TLS, f"Q@127.0.0.1:{port}").split()[0]
        self.station.do("close", number)

    def test_callers_that_speak_no_tls_are_turned_away(self):
        chance = random.Random(1)
        hello = ssl.MemoryBIO()
        client = tls_context(True).wrap_bio(ssl.MemoryBIO(), hello, server_hostname="127.0.0.1")
        with self.assertRaises(ssl.SSLWantReadError):
            client.do_handshake()
        hello = hello.read()
        for number in range(200):
            words = bytearray(hello)
            for _ in range(3):
                words[chance.randrange(len(words))] = chance.randrange(256)
            wire = Wire(socket.create_connection(("127.0.0.1", self.listener[1])))
            wire.tcp.sendall(bytes(words)[:chance.randrange(1, len(words) + 1)]
                             if number % 2 else chance.randbytes(100))
            wire.finish()
            while wire.tcp.recv(65536):
                pass
            wire.close()
        called(self.station, 2, self.listener).close()

    # The end

    def test_data_and_goodbyes_are_carried(self):
        peer = called(self.station, 2, self.listener)
        big = random.Random(2).randbytes(300_000)
        self.station.begin("send", peer.number, "whole", octets(big))
        self.assertTrue(peer.wire.message() == big)
        self.station.end()
        for part in range(0, len(big), 50_000):
            peer.say(big[part:part + 50_000], eot=part + 50_000 >= len(big))
        self.assertTrue(self.station.message(peer.number) == big)
        self.station.do("goodbye", peer.number, octets(b"bye"))
        self.assertEqual(peer.wire.get(DR).data, b"bye")
        peer.wire.put(build(DC, dst=peer.theirs, src=OURS))
        self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), DISCON)
        peer.wire.expect_end() # with close-notify: a cut would be an error here
        peer.close()

    def test_a_stream_that_is_cut_is_broken(self):
        peer = called(self.station, 2, self.listener)
        peer.say(b"before")
        peer.wire.tcp.shutdown(socket.SHUT_WR)
        self.assertEqual(self.station.receive(peer.number), ("whole", b"before"))
        self.assertEqual(self.station.code("recv", peer.number, 10, "whole"), RESET)
        peer.close()


if __name__ == "__main__":
    sys.argv[-1:] = []
    unittest.main()
