#!/usr/bin/env python3
"""ws2ctl and layers: ws2ctl_layers_test.py [-v] PATH_OF_WS2CTL (ws2cat stands beside it)"""

import json
import os
import re
import signal
import subprocess
import tempfile
import unittest

import run_tool
from run_tool import Listener, environment, events, run

CAT = os.path.join(os.path.dirname(run_tool.TOOL), "ws2cat")


def listener(**extra):
    """ws2cat over plain TCP."""
    run_tool.TOOL, ctl = CAT, run_tool.TOOL
    try:
        return Listener("--recv-only", "--protocol", "msafd-tcp", "127.0.0.1:0", **extra)
    finally:
        run_tool.TOOL = ctl


def send_over(layers, stdin, *options, protocol="msafd-tcp", **extra):
    """Sends by ws2cat over layers to a plain listener: the client's run, and what arrived."""
    with listener() as server:
        client = run("run", *(word for layer in layers for word in ("--layer", layer)), "--",
                     CAT, "--json", "--protocol", protocol, *options, server.address,
                     stdin=stdin, **extra)
        if client.returncode == 0:
            server.finish()
    return client, server.stdout


class LayersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def file(self, name, text):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def trace(self, form):
        path = f"{self.folder}/trace"
        client, got = send_over(["trace"], b"hello", WS2_TRACE_FILE=path, WS2_TRACE_FORMAT=form)
        self.assertEqual((client.returncode, got), (0, b"hello"), client.stderr)
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_trace_writes_lines_for_people(self):
        text = self.trace("text")
        self.assertRegex(text, r"WSPConnect\(s=\d+ name=127\.0\.0\.1:\d+ .*\) = 0 \[\d")
        self.assertRegex(text, r"WSPSend\(s=\d+ buffers=\[5\] count=1 sent=5 ")

    def test_trace_writes_an_object_a_line(self):
        calls = [json.loads(line) for line in self.trace("json").splitlines()]
        sent = [call for call in calls if call["call"] == "WSPSend"]
        self.assertEqual(sent[0]["arguments"]["sent"], 5)
        self.assertEqual(sent[0]["result"], 0)
        self.assertGreater(sent[0]["duration_ns"], 0)

    def test_trace_writes_what_trace_viewers_open(self):
        text = self.trace("chrome")
        self.assertTrue(text.startswith("[\n"))
        found = json.loads(text + "{}]")
        self.assertIn("WSPConnect", [event.get("name") for event in found])
        self.assertEqual({event["ph"] for event in found[:-1]}, {"X"})

    def test_trace_names_errors(self):
        client = run("run", "--layer", "trace", "--", CAT, "--protocol", "msafd-tcp",
                     "127.0.0.1:1") # never bound
        self.assertEqual(client.returncode, 1)
        self.assertRegex(client.stderr, r"WSPConnect\(.*\) = -1 WSAECONNREFUSED \(10061\)")

    def test_fault_breaks_calls_by_its_file(self):
        rules = self.file("fault.toml", 'seed = 1\n[[fault]]\ncall = "connect"\nkind = "fail"'
                                        '\nerror = "WSAENOBUFS"\n')
        client, _ = send_over([f"fault={rules}"], b"hello")
        self.assertEqual(client.returncode, 1)
        self.assertIn("WSAENOBUFS", [event.get("name") for event in events(client)])

    def test_fault_shortens_sends_of_streams_and_the_data_still_arrives(self):
        rules = self.file("fault.toml", '[[fault]]\nkind = "short"\ncall = "send"\noctets = 3\n')
        path = f"{self.folder}/trace"
        client, got = send_over([f"fault={rules}", "trace"], b"hello world",
                                WS2_TRACE_FILE=path, WS2_TRACE_FORMAT="json")
        self.assertEqual((client.returncode, got), (0, b"hello world"), client.stderr)
        with open(path, encoding="utf-8") as file:
            calls = [json.loads(line) for line in file]
        self.assertEqual([call["arguments"]["sent"] for call in calls
                          if call["call"] == "WSPSend"], [3, 3, 3, 2])

    def test_the_same_seed_strikes_the_same_calls(self):
        rules = self.file("fault.toml", 'seed = 9\n[[fault]]\nkind = "short"\ncall = "send"\n'
                                        'octets = 1\nprobability = 0.5\n')
        runs = []
        for number in range(2):
            path = f"{self.folder}/trace{number}"
            send_over([f"fault={rules}", "trace"], b"0123456789" * 3, WS2_TRACE_FILE=path,
                      WS2_TRACE_FORMAT="json")
            with open(path, encoding="utf-8") as file:
                runs.append([call["arguments"]["sent"] for call in map(json.loads, file)
                             if call["call"] == "WSPSend"])
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(sum(runs[0]), 30)

    def test_a_bad_rule_file_is_an_error_that_names_the_line(self):
        rules = self.file("fault.toml", '[[fault]]\nkind = "explode"\n')
        client, _ = send_over([f"fault={rules}"], b"")
        self.assertIn("line 2: 'kind'", client.stderr)

    def test_shape_lets_everything_through(self):
        rules = self.file("shape.toml", "send_rate = 1e7\nburst = 1000\ndelay_ms = 1\n")
        client, got = send_over([f"shape={rules}"], b"x" * 20000)
        self.assertEqual((client.returncode, got), (0, b"x" * 20000), client.stderr)

    def test_run_leaves_the_stored_catalog_alone_and_reaches_every_entry(self):
        stored = f"{self.folder}/catalog.toml"
        before = run("list").stdout
        done = run("run", "--layer", "trace", "--", run_tool.TOOL, "list", WS2_CATALOG=stored)
        lines = done.stdout.decode().splitlines()[1:]
        entries = len(before.decode().splitlines()) - 1
        self.assertGreater(entries, 10)
        self.assertEqual(len(lines), 2 * entries + 1) # each under a chain, and the layer
        self.assertTrue(all("builtin:trace" in line for line in lines[:entries]))
        self.assertFalse(os.path.exists(stored))
        self.assertEqual(run("list").stdout, before)

    def test_run_passes_the_exit_status_and_signals_on(self):
        self.assertEqual(run("run", "--layer", "trace", "--", "sh", "-c", "exit 7").returncode, 7)
        self.assertEqual(run("run", "--layer", "trace", "--", "sh", "-c", "kill -9 $$").returncode,
                         -signal.SIGKILL)
        self.assertEqual(run("run", "--layer", "trace", "--", "/no/such").returncode, 127)
        child = subprocess.Popen([run_tool.TOOL, "run", "--layer", "trace", "--", "sh", "-c",
                                  "trap 'exit 5' TERM; echo up; while :; do read x; done"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 env=environment())
        self.assertEqual(child.stdout.readline(), b"up\n")
        child.terminate()
        self.assertEqual(child.wait(timeout=run_tool.LIMIT_S), 5)
        child.stdin.close()
        child.stdout.close()

    def test_run_refuses_what_makes_no_sense(self):
        for words, text in (((), "--layer"), (("--layer", "nobody", "--", "true"), "'nobody'"),
                            (("--layer", "fault", "--", "true"), "FILE"),
                            (("--layer", "trace"), "PROGRAM")):
            done = run("run", *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(text, done.stderr)

    def chain(self, name, **catalog):
        """The ids of the chain with this name."""
        shown = run("show", name, **catalog)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        words = re.search(rb"kind +chain of ([0-9 over]+)\n", shown.stdout)[1].decode()
        return [int(each) for each in words.split(" over ")]

    def names(self, **catalog):
        """Of all entries, in their order."""
        listed = run("list", **catalog).stdout.decode().splitlines()[1:]
        return [re.match(r" *\d+  (.*\S) +(?:AF_|0 )", line)[1] for line in listed]

    def install_layer(self, *words, layer="forward", **catalog):
        done = run("install", f"builtin:{layer}", "--layer", *words, **catalog)
        self.assertEqual(done.returncode, 0, done.stderr)

    def assert_nothing_wrong(self, **catalog):
        check = run("check", **catalog)
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr.encode())
        self.assertIn(b"nothing wrong", check.stdout)

    def test_install_of_a_layer_puts_its_chains_over_the_named_entries_and_first(self):
        catalog = {"WS2_CATALOG": f"{self.folder}/catalog.toml"}
        self.install_layer("Mine", "--over", "msafd-tcp", **catalog)
        self.assertEqual(self.names(**catalog)[:2], ["Mine over [MSAFD Tcpip [TCP/IP]]",
                                                     "Mine over [MSAFD Tcpip [TCP/IPv6]]"])
        self.assertEqual(self.chain("Mine over [MSAFD Tcpip [TCP/IP]]", **catalog)[1:], [1001])
        self.assert_nothing_wrong(**catalog)
        self.install_layer("Yours", "--over", "1011", "--over", "wspm-tcp", **catalog)
        self.assertEqual(self.names(**catalog)[:2], ["Yours over [WSPM Tcpip [TCP/IP]]",
                                                     "Yours over [WSPM Tcpip [TCP/IPv6]]"])
        alone = run("install", "builtin:forward", "--layer", "x", "--over", "Yours", **catalog)
        self.assertEqual(alone.returncode, 2)
        self.assertIn("'Yours' is a layer alone", alone.stderr)
        self.assertIn(b"removed", run("remove", "Mine", **catalog).stdout)
        self.assertNotIn("Mine", "".join(self.names(**catalog)))

    def test_layers_are_installed_over_each_other_and_check_finds_nothing_wrong(self):
        catalog = {"WS2_CATALOG": f"{self.folder}/catalog.toml"}
        self.install_layer("A", **catalog)
        self.assert_nothing_wrong(**catalog)
        self.install_layer("B", layer="trace", **catalog)
        upper = self.chain("B over [A over [MSAFD Tcpip [TCP/IP]]]", **catalog)
        self.assertEqual(upper[1:], self.chain("A over [MSAFD Tcpip [TCP/IP]]", **catalog))
        self.assert_nothing_wrong(**catalog)
        self.install_layer("C", "--over", "WSPM Tcpip [TCP/IP]", "--own-handles", **catalog)
        check = run("check", **catalog)
        self.assertEqual(check.returncode, 1)
        self.assertIn(b"'B over [A over [WSPM Tcpip [TCP/IP]]]': no socket() reaches it: "
                      b"'C over [WSPM Tcpip [TCP/IP]]' before it", check.stdout)

    def test_check_starts_chains_as_they_are(self):
        catalog = {"WS2_CATALOG": f"{self.folder}/catalog.toml"}
        self.install_layer("A", "--over", "itot-tp0", **catalog)
        self.install_layer("B", "--over", "A over [ITOT [TP0]]", **catalog)
        check = run("check", **catalog)
        self.assertEqual(check.returncode, 1)
        self.assertIn(b"'B over [A over [ITOT [TP0]]]': builtin:forward does not start", check.stdout)
        self.assertIn(b"1 problem\n", check.stdout)
        self.assertIn("a layer cannot stand in it twice", check.stderr)

    def test_a_chain_of_seven_gets_no_eighth_part_and_nothing_is_changed(self):
        catalog = {"WS2_CATALOG": f"{self.folder}/catalog.toml"}
        for number in range(6):
            self.install_layer(f"L{number}", **catalog)
        before = self.names(**catalog)
        done = run("install", "builtin:forward", "--layer", "L6", **catalog)
        self.assertEqual(done.returncode, 2)
        self.assertIn("has 7 parts already", done.stderr)
        self.assertEqual(self.names(**catalog), before)

    def test_category_shows_and_sets_what_programs_permit_and_layers_are(self):
        catalog = {"WS2_CATALOG": f"{self.folder}/catalog.toml"}
        run("install", "builtin:forward", "--layer", "Mine", **catalog)
        tool = run_tool.TOOL
        self.assertIn(b"gets every layer", run("category", tool, **catalog).stdout)
        done = run("category", tool, "firewall", "inspector", **catalog)
        self.assertIn(b"permits inspector firewall", done.stdout)
        self.assertIn(b"permits inspector proxy firewall",
                      run("category", tool, "proxy", **catalog).stdout, "it is added")
        self.assertIn(b"gets every layer",
                      run("category", tool, "--arguments", "list", **catalog).stdout)
        self.assertIn(b"Mine: firewall",
                      run("category", "--layer", "Mine", "firewall", **catalog).stdout)
        self.assertIn(b"Mine: firewall", run("category", "--layer", "Mine", **catalog).stdout)
        self.assertEqual(run("category", tool, "burglar", **catalog).returncode, 2)


if __name__ == "__main__":
    unittest.main()
