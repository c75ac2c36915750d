#!/usr/bin/env python3
"""The example provider under an unchanged program: courier_test.py [-v] COURIER.TOML PATH_OF_WS2CAT"""

import random
import sys
import unittest

from run_tool import Listener, events, run

CATALOG = {"WS2_CATALOG": sys.argv.pop()}
COURIER = ("--protocol", "courier")
BIG = random.Random(3).randbytes(3_000_000)


class CourierTest(unittest.TestCase):
    def exchange(self, options, stdin):
        with Listener("--recv-only", *COURIER, "127.0.0.1:0", **CATALOG) as server:
            client = run("--json", *COURIER, *options, server.address, stdin=stdin, **CATALOG)
            server.finish()
        self.assertEqual(client.returncode, 0, client.stderr)
        self.assertEqual(server.status, 0)
        return server

    def test_messages_and_disconnect_data_arrive_whole(self):
        server = self.exchange(("--disconnect-data", "bye"), BIG)
        self.assertEqual(server.stdout, BIG)
        self.assertEqual(server.event("disconnected"),
                         {"event": "disconnected", "error": 0, "data_hex": b"bye".hex()})

    def test_its_limit_is_its_own(self):
        server = self.exchange(("--disconnect-data", "x" * 4096), b"")
        self.assertEqual(server.event("disconnected")["data_hex"], "78" * 4096)

    def test_too_much_data_is_refused_and_the_caller_hears_it(self):
        with Listener("--recv-only", *COURIER, "127.0.0.1:0", **CATALOG) as server:
            client = run("--json", *COURIER, "--disconnect-data", "x" * 4097, server.address,
                         **CATALOG)
        self.assertEqual(client.returncode, 1)
        self.assertIn({"event": "error", "call": "WSASendDisconnect", "code": 10040,
                       "name": "WSAEMSGSIZE"}, events(client))

    def test_lines_in_parts_are_put_together(self):
        server = self.exchange(("--lines", "--message-size", "4"), b"abcdefghij\nk\n")
        self.assertEqual(server.stdout, b"abcdefghij\nk\n")

    def test_nobody_listening_is_refused(self):
        client = run("--json", *COURIER, "127.0.0.1:19999", **CATALOG) # never bound
        self.assertEqual([event["name"] for event in events(client)], ["WSAECONNREFUSED"])
        self.assertEqual(client.returncode, 1)


if __name__ == "__main__":
    unittest.main()
