#!/usr/bin/env python3
"""ws2cat: ws2cat_test.py [-v] PATH_OF_WS2CAT"""

import os
import random
import socket
import tempfile
import threading
import unittest

from run_tool import TOOL, Listener, events, run

TP2 = ("--protocol", "itot-tp2")
ITOT_ADDRESS = "demo@127.0.0.1:0"
TCP_ADDRESS = "127.0.0.1:0"
MODES = ("blocking", "overlapped", "iocp")
CERTIFICATES = os.path.join(os.path.dirname(TOOL), "..", "test", "certificates")
AUTHORITY = os.path.join(CERTIFICATES, "authority.pem")
CERTIFIED = ("--tls-cert", os.path.join(CERTIFICATES, "own.pem"),
             "--tls-key", os.path.join(CERTIFICATES, "own.key"))
WITH_TLS = unittest.skipUnless(
    os.path.exists(os.path.join(os.path.dirname(TOOL), "..", "lib", "ws2", "itot_tls.so")),
    "built without TLS")
BIG = random.Random(2).randbytes(3_000_000)


def error_of(done):
    return next(event for event in events(done) if event["event"] == "error")


class Ws2catTest(unittest.TestCase):
    def assert_usage(self, *arguments, words):
        done = run(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    # TCP, the default

    def test_tcp_carries_standard_input_both_ways_and_ends_gracefully(self):
        with Listener(TCP_ADDRESS, stdin=BIG) as server:
            client = run("--json", server.address, stdin=BIG[::-1])
            server.finish()
        self.assertEqual((client.returncode, server.status), (0, 0), client.stderr)
        self.assertTrue(client.stdout == BIG and server.stdout == BIG[::-1])

    def test_tcp_of_the_default_provider_says_why_shutdown_ended_it(self):
        with Listener("--recv-only", TCP_ADDRESS) as server:
            self.assertEqual(server.event("listening")["protocol"], "WSPM Tcpip [TCP/IP]")
            client = run("--json", "--send-only", server.address, stdin=b"text")
            server.finish()
        self.assertEqual(client.returncode, 0, client.stderr)
        self.assertIn({"event": "shutdown", "instead_of": "WSASendDisconnect", "code": 10107,
                       "name": "WSASYSCALLFAILURE"}, events(client))
        self.assertEqual((server.stdout, server.status), (b"text", 0))

    def refused_data(self, protocol, code, name):
        with Listener("--recv-only", "--protocol", protocol, TCP_ADDRESS) as server:
            client = run("--json", "--disconnect-data", "bye", "--protocol", protocol,
                         server.address, stdin=BIG)
            server.finish()
        self.assertEqual(error_of(client), {"event": "error", "call": "WSASendDisconnect",
                                            "code": code, "name": name})
        self.assertEqual(client.returncode, 1)
        self.assertEqual(server.stdout, BIG)
        self.assertEqual(server.status, 0)

    def test_disconnect_data_on_wspm_is_reported_and_the_exchange_still_ends_well(self):
        self.refused_data("wspm-tcp", 10107, "WSASYSCALLFAILURE")

    def test_disconnect_data_on_msafd_is_reported_and_the_exchange_still_ends_well(self):
        self.refused_data("msafd-tcp", 10042, "WSAENOPROTOOPT")

    def test_msafd_without_data_ends_with_the_call_itself(self):
        with Listener("--recv-only", "--protocol", "msafd-tcp", TCP_ADDRESS) as server:
            client = run("--json", "--protocol", "msafd-tcp", server.address, stdin=b"text")
            server.finish()
        self.assertEqual([event["event"] for event in events(client)], ["connected", "disconnected"])
        self.assertEqual(server.stdout, b"text")

    def test_every_mode_carries_both_ways_and_ends_gracefully(self):
        for mode in MODES:
            for protocol in ("wspm-tcp", "msafd-tcp"):
                with self.subTest(mode=mode, protocol=protocol):
                    how = ("--mode", mode, "--protocol", protocol)
                    with Listener(*how, TCP_ADDRESS, stdin=BIG) as server:
                        client = run("--json", *how, server.address, stdin=BIG[::-1])
                        server.finish()
                    self.assertEqual((client.returncode, server.status), (0, 0), client.stderr)
                    self.assertTrue(client.stdout == BIG and server.stdout == BIG[::-1])

    def test_every_mode_ends_a_receive_when_the_time_is_over(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                with Listener("--mode", mode, "--recv-only", "--wait", "1", TCP_ADDRESS) as server:
                    client = run("--mode", mode, "--wait", "2", server.address, stdin=b"text")
                    server.finish()
                self.assertEqual((client.returncode, server.status), (0, 0), client.stderr)
                self.assertEqual(server.stdout, b"text")

    def test_every_mode_takes_datagrams(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                how = ("--mode", mode, "--protocol", "msafd-udp")
                with Listener("--recv-only", "--wait", "1", *how, TCP_ADDRESS) as server:
                    client = run("--send-only", *how, server.address, stdin=b"text")
                    server.finish()
                self.assertEqual((client.returncode, server.status), (0, 0), client.stderr)
                self.assertEqual(server.stdout, b"text")

    def test_tcp_over_ipv6(self):
        with Listener("--recv-only", "[::1]:0") as server:
            self.assertIn("IPv6", server.event("listening")["protocol"])
            client = run("--send-only", server.address, stdin=b"six")
            server.finish()
        self.assertEqual((client.returncode, server.stdout), (0, b"six"))

    def test_keep_listening_serves_one_after_another(self):
        with Listener("-k", "--recv-only", TCP_ADDRESS) as server:
            for text in (b"one", b"two"):
                self.assertEqual(run(server.address, stdin=text).returncode, 0)
        self.assertEqual(server.stdout, b"onetwo")
        self.assertEqual(len([e for e in server.events if e["event"] == "connected"]), 2)

    def test_a_peer_that_resets_is_an_error(self):
        with Listener(TCP_ADDRESS, stdin=b"x") as server:
            host, port = server.address.rsplit(":", 1)
            with socket.create_connection((host, int(port))) as peer:
                self.assertEqual(peer.recv(1), b"x") # so it has accepted
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            server.finish()
        self.assertEqual(server.event("disconnected")["name"], "WSAECONNRESET")
        self.assertEqual(server.status, 1)

    # UDP

    def test_udp_carries_messages_until_the_wait_is_over(self):
        with Listener("--recv-only", "--wait", "1", "--protocol", "wspm-udp", TCP_ADDRESS) as server:
            client = run("--send-only", "--lines", "--protocol", "wspm-udp", server.address,
                         stdin=b"one\ntwo\n")
            server.finish()
        self.assertEqual((client.returncode, client.stderr.count("failed")), (0, 0))
        self.assertEqual((server.stdout, server.status), (b"one\ntwo\n", 0))

    # ITOT

    def test_itot_carries_a_file_and_the_disconnect_data(self):
        with Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
            client = run("--json", "--send-only", *TP2, "--disconnect-data", "bye \u00fc\n",
                         server.address, stdin=BIG)
            server.finish()
        self.assertEqual(client.returncode, 0, client.stderr)
        self.assertEqual(server.stdout, BIG)
        self.assertEqual(server.event("disconnected"),
                         {"event": "disconnected", "error": 0,
                          "data_hex": "bye \u00fc\n".encode().hex()})
        self.assertEqual(server.status, 0)

    def test_itot_carries_from_the_listener_to_the_caller(self):
        with Listener("--send-only", *TP2, ITOT_ADDRESS, stdin=BIG) as server:
            client = run("--json", "--recv-only", *TP2, server.address)
            server.finish()
        self.assertEqual((client.returncode, server.status), (0, 0))
        self.assertEqual(client.stdout, BIG)

    def test_disconnect_data_from_a_file_up_to_64_octets(self):
        for octets, status in ((64, 0), (65, 1)):
            with tempfile.NamedTemporaryFile() as file, \
                    Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
                file.write(bytes(range(octets)))
                file.flush()
                client = run("--json", "--send-only", *TP2, "--disconnect-data", "@" + file.name,
                             server.address)
                if status == 0:
                    server.finish()
                    self.assertEqual(server.event("disconnected")["data_hex"],
                                     bytes(range(octets)).hex())
                else:
                    self.assertEqual(error_of(client)["name"], "WSAEMSGSIZE")
            self.assertEqual(client.returncode, status, client.stderr)

    def test_disconnect_data_on_class_0_is_refused(self):
        with Listener("--recv-only", "--protocol", "itot-tp0", ITOT_ADDRESS) as server:
            client = run("--json", "--protocol", "itot-tp0", "--disconnect-data", "x",
                         server.address)
        self.assertEqual(error_of(client)["name"], "WSAENOPROTOOPT")

    def test_connect_data_goes_both_ways(self):
        with Listener("--recv-only", *TP2, "--connect-data", "welcome", ITOT_ADDRESS) as server:
            client = run("--json", "--send-only", *TP2, "--connect-data", "may I?", server.address)
            server.finish()
        self.assertEqual(server.event("connected")["data_hex"], b"may I?".hex())
        self.assertEqual(events(client)[0]["data_hex"], b"welcome".hex())
        self.assertEqual((client.returncode, server.status), (0, 0))

    def test_connect_data_is_refused_where_there_is_none(self):
        with Listener("--recv-only", TCP_ADDRESS) as server:
            client = run("--json", "--connect-data", "may I?", server.address)
        self.assertEqual(error_of(client)["name"], "WSAEPROTONOSUPPORT")
        self.assertEqual(client.returncode, 1)

    def test_expedited_data_is_shown_beside_the_rest(self):
        with Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
            client = run("--json", "--send-only", *TP2, "--oob", "urgent!", server.address,
                         stdin=b"text")
            server.finish()
        self.assertEqual(server.event("oob")["data_hex"], b"urgent!".hex())
        self.assertEqual((client.returncode, server.status, server.stdout), (0, 0, b"text"))
        with Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
            client = run("--json", *TP2, "--oob", "seventeen octets!", server.address)
            self.assertEqual(error_of(client)["name"], "WSAEMSGSIZE")

    def test_a_refusal_says_why(self):
        with Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
            client = run("--json", *TP2, server.address.replace("demo@", "nobody@"))
            self.assertEqual(events(client)[0],
                             {"event": "reason", "source": "DR", "code": 3,
                              "words": "nobody is known by that selector"})
            self.assertEqual(error_of(client)["name"], "WSAECONNREFUSED")
            client = run(*TP2, server.address.replace("demo@", "nobody@"))
            self.assertIn("the reason (DR 0x03): nobody is known", client.stderr)

    # ITOT inside TLS

    @WITH_TLS
    def test_tls_carries_a_file_and_says_how(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                with Listener("--tls", "--mode", mode, "--recv-only", *CERTIFIED,
                              ITOT_ADDRESS) as server:
                    client = run("--json", "--tls", "--mode", mode, "--send-only", "--tls-ca",
                                 AUTHORITY, "--disconnect-data", "bye", server.address, stdin=BIG)
                    server.finish()
                self.assertEqual((client.returncode, server.status), (0, 0), client.stderr)
                self.assertEqual(server.stdout, BIG)
                self.assertEqual(server.event("disconnected")["data_hex"], b"bye".hex())
                said = events(client)[1]
                self.assertEqual((said["event"], said["version"]), ("guarded", "TLS 1.3"))
                self.assertIn("own of the tests", said["peer"])

    @WITH_TLS
    def test_tls_believes_nobody_unasked(self):
        with Listener("--tls", "-k", "--recv-only", *CERTIFIED, ITOT_ADDRESS) as server:
            client = run("--json", "--tls", server.address)
            self.assertEqual(error_of(client)["name"], "WSAECONNABORTED")
            self.assertEqual(events(client)[0]["source"], "TLS")
            self.assertIn("certificate", events(client)[0]["words"])
            named = server.address.replace("127.0.0.1", "localhost")
            client = run("--json", "--tls", "--tls-ca", AUTHORITY, named)
            self.assertIn("mismatch", events(client)[0]["words"])
            client = run("--json", "--tls", "--tls-take-any", named)
            self.assertEqual(client.returncode, 0, client.stderr)

    @WITH_TLS
    def test_tls_without_a_certificate_is_one_clear_error(self):
        done = run("-l", "--json", "--tls", ITOT_ADDRESS)
        self.assertEqual((error_of(done)["call"], error_of(done)["name"]), ("listen", "WSAEACCES"))

    def test_words_for_a_person_name_the_event(self):
        with Listener("--recv-only", *TP2, ITOT_ADDRESS) as server:
            client = run(*TP2, "--tsel", "mine", server.address, stdin=b"x")
            server.finish()
        self.assertIn("ws2cat: connected to demo@127.0.0.1:", client.stderr)
        self.assertIn("ITOT [TP2]", client.stderr)
        self.assertTrue(server.event("connected")["address"].startswith("mine@127.0.0.1:"))

    def tpdus_of(self, *options, stdin):
        """The user data of each DT that a caller sends, from a peer written here."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = "demo@127.0.0.1:%d" % server.getsockname()[1]
            found = []
            peer = threading.Thread(target=self.serve_tpdus, args=(server, found))
            peer.start()
            done = run(*TP2, *options, address, stdin=stdin)
            peer.join(60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return found

    @staticmethod
    def serve_tpdus(server, found):
        connection = server.accept()[0]
        stream = connection.makefile("rwb")

        def tpkt():
            header = stream.read(4)
            return stream.read(int.from_bytes(header[2:], "big") - 4) if len(header) == 4 else b""

        def put(tpdu):
            stream.write(b"\3\0" + (len(tpdu) + 4).to_bytes(2, "big") + tpdu)
            stream.flush()

        with connection, stream:
            request = tpkt()
            theirs = request[4:6]
            put(b"\x09\xd0" + theirs + b"\x12\x34\x21" + b"\xc6\x01\x00")
            for tpdu in iter(tpkt, b""):
                if tpdu[1] == 0xF0:
                    found.append((tpdu[5:], bool(tpdu[4] & 0x80)))
                elif tpdu[1] == 0x80:
                    put(b"\x05\xc0" + theirs + b"\x12\x34")
                    return

    def test_lines_makes_each_line_a_message(self):
        self.assertEqual(self.tpdus_of("--lines", stdin=b"one\n\nthree"),
                         [(b"one\n", True), (b"\n", True), (b"three", True)])

    def test_a_line_longer_than_the_message_size_is_one_message_in_parts(self):
        self.assertEqual(self.tpdus_of("--lines", "--message-size", "4", stdin=b"abcdefghi\nj\n"),
                         [(b"abcd", False), (b"efgh", False), (b"i\n", True), (b"j\n", True)])

    def test_message_size_makes_each_read_a_message(self):
        self.assertEqual(self.tpdus_of("--message-size", "3", stdin=b"abcdef"),
                         [(b"abc", True), (b"def", True)])

    def test_a_peer_that_speaks_no_tpkt_is_one_clear_error(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            def greet():
                with server.accept()[0] as peer:
                    peer.sendall(b"220 mail ready\r\n")
                    while peer.recv(4096):
                        pass
            thread = threading.Thread(target=greet, daemon=True)
            thread.start()
            client = run("--json", *TP2, "demo@127.0.0.1:%d" % server.getsockname()[1])
        self.assertEqual(client.returncode, 1)
        self.assertEqual(error_of(client)["call"], "connect")
        self.assertEqual(len(events(client)), 1)

    # Mistakes

    def test_nobody_listening_is_one_clear_error(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0)) # bound and not listening: nobody else gets it
            address = "127.0.0.1:%d" % free.getsockname()[1]
            client = run(address)
            self.assertEqual(client.stderr, "ws2cat: connect failed: WSAECONNREFUSED (10061): "
                                            "nobody accepts connections there\n")
            self.assertEqual(client.returncode, 1)
            client = run(*TP2, "demo@" + address)
            self.assertIn("WSAECONNREFUSED", client.stderr)
            self.assertEqual(client.returncode, 1)

    def test_usage_errors_are_one_clear_line_and_status_2(self):
        self.assert_usage("--protocol", "smoke", TCP_ADDRESS, words=["'smoke'", "wspm-tcp"])
        self.assert_usage("127.0.0.1", words=["127.0.0.1", "port"])
        self.assert_usage("127.0.0.1", "80", words=["80", "HOST:PORT"])
        self.assert_usage("127.0.0.1:70000", words=["65535"]) # never bound
        self.assert_usage("::1:80", words=["brackets"])
        self.assert_usage("a@127.0.0.1:80", words=["selectors"]) # never bound
        self.assert_usage("--disconnect-data", "@/nonexistent", TCP_ADDRESS, words=["/nonexistent"])
        self.assert_usage("--recv-only", "--send-only", TCP_ADDRESS, words=["--"])
        self.assert_usage("--tls", "--protocol", "wspm-tcp", TCP_ADDRESS, words=["--tls"])
        self.assert_usage("-k", TCP_ADDRESS, words=["--listen"])
        self.assert_usage(words=["ADDRESS"])

    def test_an_address_family_that_the_protocol_does_not_have(self):
        done = run("--protocol", "WSPM Tcpip [TCP/IP]", "[::1]:80") # never bound
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_a_hostile_catalog_is_one_clear_error(self):
        with tempfile.NamedTemporaryFile(suffix=".toml") as file:
            file.write(b"[[entry]\n" * 100)
            file.flush()
            done = run(TCP_ADDRESS, WS2_CATALOG=file.name)
        self.assertEqual(done.returncode, 1)
        self.assertIn("WSASYSNOTREADY", done.stderr)


if __name__ == "__main__":
    unittest.main()
