#!/usr/bin/env python3
"""The first words of known programs at a class 0 listener: fixture_test.py PATH_OF_STATION"""

import sys
import unittest

from conversation import PROTOCOLS, dial
from iso_wire import CC, DR, DT, ER, parse
from station import DISCON, Station

# Port 102: what programs call programmable controllers and substations with.
NMAP_S7 = "03000016 11e00000001400 c1020100 c2020102 c0010a"
NMAP_S7_SETUP = "03000019 02f080 32010000000000080000f0000001000101e0"
NMAP_S7_LIST = "03000021 02f080 320700000000000800080001120411440100ff09000400110001"
HYDRA_S7 = "03000016 11e00000001700 c1020100 c2020102 c0010a"
SNAP7 = "03000016 11e00000000100 c0010a c1020100 c2020102"
MMS = "03000016 11e00000000100 c1020001 c2020001 c0010d"  # 8192 is too much for ISO's class 0
# Port 3389.
RDESKTOP_PLAIN = "0300000b 06e00000000000"
RDESKTOP_GIVES_UP = "0300000b 06800000000000"
FREERDP = "03000013 0ee00000000000 0100080003000000"
RDESKTOP_COOKIE = "0300002a 25e00000000000" + b"Cookie: mstshash=root\r\n".hex() + \
    "0100080003000000"


class FixtureTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.station = Station()
        number, address = cls.station.do("listen", PROTOCOLS[0], "127.0.0.1:0").split()
        cls.listener, cls.port = int(number), int(address.rpartition(":")[2])

    @classmethod
    def tearDownClass(cls):
        status = cls.station.leave()
        assert status == 0, f"the station ended with {status}"

    def call(self, words, source):
        """Accepted; the wire and the station's socket."""
        self.station.begin("accept", self.listener, "accept", "-")
        wire = dial(self.port)
        wire.tcp.sendall(bytes.fromhex(words))
        answer = wire.get(CC)
        self.assertEqual((answer.dst, answer.option), (source, 0))
        self.assertEqual(len(answer.params[0xC0]), 1)
        wire.kind = 0
        return wire, self.station.end().split()[0], answer

    def test_controllers_are_asked_in_class_0(self):
        for words, source, most in ((NMAP_S7, 0x14, 10), (HYDRA_S7, 0x17, 10), (SNAP7, 1, 10),
                                    (MMS, 1, 13)):
            with self.subTest(words):
                wire, number, answer = self.call(words, source)
                self.assertLessEqual(answer.params[0xC0][0], most)
                asked = parse(bytes.fromhex(words)[4:])
                for selector in (0xC1, 0xC2):
                    self.assertEqual(answer.params[selector], asked.params[selector])
                wire.close()
                self.assertEqual(self.station.code("recv", number, 10, "whole"), DISCON)
                self.station.do("close", number)

    def test_nmap_s7_info_gets_through_its_talk(self):
        wire, number, _ = self.call(NMAP_S7, 0x14)
        for words in (NMAP_S7_SETUP, NMAP_S7_LIST):
            wire.tcp.sendall(bytes.fromhex(words))
            asked = self.station.message(number)
            self.assertEqual(asked, bytes.fromhex(words)[7:])
            self.station.do("send", number, "whole", asked.hex())
            self.assertEqual(wire.get(DT).data, asked)
        wire.finish()
        self.assertEqual(self.station.code("recv", number, 10, "whole"), DISCON)
        wire.expect_end()
        wire.close()
        self.station.do("close", number)

    def test_rdesktop_without_negotiation_is_served_and_may_give_up(self):
        wire, number, _ = self.call(RDESKTOP_PLAIN, 0)
        wire.tcp.sendall(bytes.fromhex(RDESKTOP_GIVES_UP))
        self.assertEqual(self.station.code("recv", number, 10, "whole"), DISCON)
        wire.expect_end()
        wire.close()
        self.station.do("close", number)

    def test_a_header_that_holds_no_parameters_is_refused(self):
        for words in (FREERDP, RDESKTOP_COOKIE):
            with self.subTest(words):
                wire = dial(self.port)
                wire.tcp.sendall(bytes.fromhex(words))
                answer = wire.get(ER, DR)
                self.assertEqual(answer.code, ER)
                rejected = answer.params[0xC1]
                self.assertEqual(rejected, bytes.fromhex(words)[4:4 + len(rejected)])
                wire.expect_end()
                wire.close()


if __name__ == "__main__":
    sys.argv[-1:] = []
    unittest.main()
