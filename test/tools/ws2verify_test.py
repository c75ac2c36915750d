#!/usr/bin/env python3
"""ws2verify from outside: ws2verify_test.py [-v] CERTIFICATES MUTANT.SO COURIER.TOML PATH_OF_WS2VERIFY

ws2ctl stands beside it. CERTIFICATES is the folder of test/certificates, empty in a build without
TLS; MUTANT.SO is the layer of test/world/mutant.cpp."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import run_tool
from run_tool import run

COURIER = sys.argv.pop()
MUTANT = sys.argv.pop()
CERTIFICATES = sys.argv.pop()
CTL = os.path.join(os.path.dirname(run_tool.TOOL), "ws2ctl")
SAID = ("Bind.*", "SendDisconnect.*", "Message.*", "Select.*")


def verify_over(layer, *arguments, **extra):
    """ws2verify in a run of its own with chains of the layer over every entry."""
    return subprocess.run([CTL, "run", "--layer", layer, "--", run_tool.TOOL, *arguments],
                          capture_output=True, timeout=300, text=True,
                          env=run_tool.environment(WS2_TRACE_FILE="/dev/null", **extra))


def our_entries():
    """The names of all entries of the catalog that we ship."""
    head, *lines = subprocess.run([CTL, "list"], check=True, capture_output=True, text=True,
                                  env=run_tool.environment()).stdout.splitlines()
    begin, end = head.index("name"), head.index("short")
    return [line[begin:end].strip() for line in lines]


def has_ipv6_loopback():
    table = "/proc/net/if_inet6"
    if not os.path.exists(table):
        return False
    with open(table, encoding="ascii") as file:
        return any(line.startswith("0" * 31 + "1 ") for line in file)


class Ws2VerifyTest(unittest.TestCase):
    def test_usage(self):
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("--help").returncode, 0)
        unknown = run("-p", "nobody")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("itot-tp2", unknown.stderr)
        self.assertEqual(run("-p", "itot-tp2", "-f", "No.Such").returncode, 2)
        with tempfile.TemporaryDirectory() as folder:
            with open(COURIER, encoding="utf-8") as file:
                text = re.sub(r'(name = "Courier"[^\[]*family = )[^\n]*', r"\1 77", file.read())
            with open(f"{folder}/catalog.toml", "w", encoding="utf-8") as file:
                file.write(text)
            family = run("-p", "courier", WS2_CATALOG=f"{folder}/catalog.toml")
        self.assertEqual(family.returncode, 2)
        self.assertIn("--address", family.stderr)

    def test_a_list_names_clauses_and_what_is_not_claimed(self):
        done = run("-p", "wspm-udp", "--list")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.decode().splitlines()
        self.assertIn("Bind.ASecondBindIsWSAEINVAL", lines)
        self.assertIn("not claimed  Listen.AnUnboundSocketIsWSAEINVAL  (only without "
                      "XP1_CONNECTIONLESS)", lines)
        self.assertIn("not claimed  SendDisconnect.NullIsAnEndWithoutData  (only without "
                      "XP1_CONNECTIONLESS, XP1_DISCONNECT_DATA)", lines)

    def test_lines_summary_and_junit_agree(self):
        with tempfile.TemporaryDirectory() as folder:
            file = f"{folder}/report.xml"
            done = run("-p", "itot-tp2", "-f", ":".join(SAID), "--junit", file)
            self.assertEqual(done.returncode, 0, done.stdout)
            suite = ElementTree.parse(file).getroot().find("testsuite")
        lines = done.stdout.decode().splitlines()
        counted = re.fullmatch(r"ITOT \[TP2\]: (\d+) passed, 0 failed, (\d+) not claimed, "
                               r"(\d+) skipped", lines[-1])
        self.assertTrue(counted, lines[-1])
        passed = [line for line in lines if line.startswith("pass ")]
        self.assertEqual(len(passed), int(counted[1]))
        self.assertIn("pass         SendDisconnect.NullIsAnEndWithoutData", passed)
        self.assertEqual(suite.get("name"), "ITOT [TP2]")
        self.assertEqual(int(suite.get("tests")), len(lines) - 1)
        self.assertEqual(suite.get("failures"), "0")
        self.assertEqual(int(suite.get("skipped")), int(counted[2]) + int(counted[3]))

    def test_a_filter_leaves_out(self):
        done = run("-p", "wspm-tcp", "-f", "Bind.*-Bind.A*")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("Bind.A", done.stdout.decode())
        self.assertIn("Bind.NoAddressIsWSAEFAULT", done.stdout.decode())

    def test_a_provider_that_does_not_start_is_one_failure(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(COURIER, encoding="utf-8") as file:
                text = re.sub(r'(name = "Courier"[^\[]*path = )"[^"]*"', r'\1"/nowhere.so"',
                              file.read())
            catalog = f"{folder}/catalog.toml"
            with open(catalog, "w", encoding="utf-8") as file:
                file.write(text)
            done = run("-p", "courier", WS2_CATALOG=catalog)
        self.assertEqual(done.returncode, 1, done.stdout)
        text = done.stdout.decode()
        self.assertIn("FAIL         Provider.StartsAndGivesASocket\n    WSASocket failed with", text)
        self.assertIn(": 0 passed, 1 failed,", text)

    def test_each_of_our_entries_keeps_what_it_claims_or_is_not_called_verified(self):
        for protocol in our_entries():
            with self.subTest(protocol):
                done = run("-q", "-p", protocol)
                if "RAW" in protocol:
                    unfit = "raw sockets"
                elif "TLS" in protocol: # the next case
                    unfit = "certificate"
                elif "v6" in protocol and not has_ipv6_loopback():
                    unfit = "IPv6 loopback"
                else:
                    self.assertEqual(done.returncode, 0, done.stdout)
                    continue
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn(unfit, run("-p", protocol, "-f", "Bind.*").stdout.decode())

    @unittest.skipUnless(CERTIFICATES, "built without TLS")
    def test_our_entry_inside_tls_keeps_what_it_claims(self):
        done = run("-q", "-p", "itot-tp2-tls", WS2_TLS_CERT=f"{CERTIFICATES}/own.pem",
                   WS2_TLS_KEY=f"{CERTIFICATES}/own.key", WS2_TLS_CA=f"{CERTIFICATES}/authority.pem")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_third_partys_provider_keeps_what_it_claims(self):
        done = run("-q", "-p", "courier", WS2_CATALOG=COURIER)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_layers_that_pass_everything_on_keep_it(self):
        for layer, protocol in (("forward", "itot-tp2"), ("trace", "wspm-tcp")):
            done = verify_over(layer, "-q", "-p", protocol)
            self.assertEqual(done.returncode, 0, done.stdout)


# mutant: the protocol that it stands over, and the clause that it breaks
MUTANTS = {
    "says-nothing": ("itot-tp2", "SendDisconnect.EveryLengthUpToTheLimitArrivesAsItWas"),
    "cuts-the-goodbye": ("itot-tp2", "SendDisconnect.DataOverTheLimitIsRefusedAndNothingHappens"),
    "says-it-twice": ("itot-tp2", "SendDisconnect.ASecondCallIsWSAESHUTDOWNAndTheFirstDataStands"),
    "closes-with-the-goodbye": ("itot-tp2", "SendDisconnect.TheHandleStaysValidUntilItsClose"),
    "sends-after-the-goodbye": ("itot-tp2", "SendDisconnect.LaterSendsAreWSAESHUTDOWN"),
    "reads-bad-memory": ("itot-tp2",
                         "SendDisconnect.DataThatCannotBeReadIsWSAEFAULTAndNothingHappens"),
    "waits-for-the-peer": ("itot-tp2", "SendDisconnectNeverBlocks."
                           "AndNothingQueuedIsLostOnceThePeerReads/blocking_no_linger"),
    "hesitates": ("itot-tp2", "SendDisconnectNeverBlocks."
                  "AndNothingQueuedIsLostOnceThePeerReads/blocking_linger_30"),
    "forgets-the-length": ("itot-tp2", "RecvDisconnect.ReportsTheLengthThatArrived"),
    "ends-like-a-stream": ("itot-tp2", "ConnectedMessage.TheEndIsWSAEDISCONAfterTheLastMessage"),
    "half-closes-anyway": ("wspm-tcp", "AlwaysFails.OnAConnectionWhichStaysUsable"),
    "fails-without-a-code": ("msafd-tcp", "Transfer.WithoutConnectionItIsWSAENOTCONN"),
    "changes-an-octet": ("msafd-tcp", "Stream.AMegabyteEachWayArrivesInOrder"),
    "binds-twice": ("msafd-tcp", "Bind.ASecondBindIsWSAEINVAL"),
    "listens-unbound": ("msafd-tcp", "Listen.AnUnboundSocketIsWSAEINVAL"),
    "is-its-own-peer": ("msafd-tcp", "Bind.NamesOfAConnectionMirrorEachOther"),
    "counts-what-was-asked": ("msafd-tcp", "Select.NothingReadyIsZeroAndTheSetsAreEmpty"),
    "closes-at-shutdown": ("msafd-tcp", "Shutdown.DoesNotFreeTheHandle"),
    "never-closes": ("msafd-tcp", "Close.TheHandleIsFreeAtOnceAndItsDescriptorInTheEnd"),
}


class MutantsTest(unittest.TestCase):
    def caught(self, mutant, protocol, clause):
        done = verify_over(MUTANT, "-p", protocol, "-f", clause, "--timeout", "10",
                           WS2_MUTANT=mutant)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(f"FAIL         {clause}\n", done.stdout)
        return done.stdout

    def test_the_layer_itself_breaks_nothing(self):
        for protocol in ("itot-tp2", "wspm-tcp", "msafd-tcp"):
            wanted = ":".join(clause for over, clause in MUTANTS.values() if over == protocol)
            done = verify_over(MUTANT, "-q", "-p", protocol, "-f", wanted)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_each_is_caught_by_name(self):
        for mutant, (protocol, clause) in MUTANTS.items():
            if mutant != "waits-for-the-peer": # the next but one
                with self.subTest(mutant):
                    self.caught(mutant, protocol, clause)

    def test_what_was_expected_and_seen_is_said(self):
        text = self.caught("binds-twice", *MUTANTS["binds-twice"])
        self.assertIn("    expected: SOCKET_ERROR, WSAEINVAL", text)
        self.assertRegex(text, r"    seen:     0 ")

    def test_a_crash_and_a_hang_are_failures_and_the_rest_goes_on(self):
        with self.subTest("crash"):
            done = verify_over(MUTANT, "-p", "itot-tp2", "-f",
                               "SendDisconnect.Data*:SendDisconnect.L*", WS2_MUTANT="reads-bad-memory")
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertRegex(done.stdout, r"FAIL +SendDisconnect.DataThatCannotBeRead\w+\n"
                                          r"    it ended the process: ")
            self.assertIn("pass         SendDisconnect.LaterSendsAreWSAESHUTDOWN", done.stdout)
        with self.subTest("hang"):
            protocol, clause = MUTANTS["waits-for-the-peer"]
            done = verify_over(MUTANT, "-p", protocol, "-f", f"{clause}:EmptyMessage.*",
                               "--timeout", "10", WS2_MUTANT="waits-for-the-peer")
            self.assertIn(f"FAIL         {clause}\n    it did not end within 10 s", done.stdout)
            self.assertIn("pass         EmptyMessage.ArrivesAsOne", done.stdout)


if __name__ == "__main__":
    unittest.main()
