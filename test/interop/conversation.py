"""Transport connections between the station and the second implementation, in both roles."""

import os
import socket
import ssl
import sys

from iso_wire import CC, CR, Wire, build, data_tpdu, require, tpkt

OURS = 0x4A01
PROTOCOLS = {0: "itot-tp0", 2: "itot-tp2"}
CERTIFICATES = None  # the folder, where everything goes through TLS
if "--tls" in sys.argv:
    CERTIFICATES = sys.argv.pop(sys.argv.index("--tls") + 1)
    sys.argv.remove("--tls")
    PROTOCOLS = {2: "itot-tp2-tls"}
KINDS = tuple(PROTOCOLS)
OPTIONS = {0: 0x00, 2: 0x21}
EXPEDITED = b"\x01"


def request(kind, selector=b"HERE", data=b"", src=OURS, **more):
    params = {0xC2: selector, 0xC0: b"\x0a"}
    if kind == 2:
        params |= {0xF0: b"\x01\xff", 0xC0: b"\x0d", 0xC6: EXPEDITED}
    return build(CR, src=src, option=OPTIONS[kind], params=params | more.get("params", {}),
                 data=data)


def confirm(kind, to, data=b"", params=None):
    if params is None:
        params = {0xC6: to.params[0xC6]} if kind == 2 else {0xC0: b"\x0a"}
    return build(CC, dst=to.src, src=OURS, option=OPTIONS[kind], params=params, data=data)


def check_request(tpdu, kind, selector):
    """What the issue's profile says about our CR."""
    require(tpdu.dst == 0 and tpdu.src != 0 and tpdu.option == OPTIONS[kind], tpdu)
    require(tpdu.params[0xC2] == selector, tpdu)
    if kind == 2:
        require({0xC0, 0xF0, 0xC6} <= set(tpdu.params), tpdu)
        require(tpdu.params[0xC6] in (b"\0", EXPEDITED), tpdu)
    else:
        require(not {0xC4, 0xC6, 0xC7} & set(tpdu.params), tpdu)


def check_confirm(tpdu, kind):
    require(tpdu.dst == OURS and tpdu.src != 0 and tpdu.option == OPTIONS[kind], tpdu)
    require(len({0xC0, 0xF0} & set(tpdu.params)) == 1, tpdu)
    require((0xC6 in tpdu.params) == (kind == 2), tpdu)


def certificate(name):
    return os.path.join(CERTIFICATES, name)


def environment():
    """For a station."""
    if not CERTIFICATES:
        return {}
    return {"WS2_TLS_CA": certificate("authority.pem"), "WS2_TLS_CERT": certificate("own.pem"),
            "WS2_TLS_KEY": certificate("own.key")}


def tls_context(calling):
    if calling:
        return ssl.create_default_context(cafile=certificate("authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate("own.pem"), certificate("own.key"))
    return context


def guarded(tcp, calling, context=None):
    """A stream that is cut off, without the peer's close-notify, is an error and not an end."""
    return (context or tls_context(calling)).wrap_socket(
        tcp, server_side=not calling, server_hostname="127.0.0.1" if calling else None,
        suppress_ragged_eofs=False)


def dial(port):
    tcp = socket.create_connection(("127.0.0.1", port))
    return Wire(guarded(tcp, True) if CERTIFICATES else tcp)


class Peer:
    """An open transport connection. .wire is our side's, .number the station's socket."""

    def __init__(self, station, kind, number, wire, theirs):
        self.station, self.kind, self.number, self.wire, self.theirs = \
            station, kind, number, wire, theirs
        wire.kind = kind

    def data(self, octets, eot=True, **more):
        return data_tpdu(self.kind, self.theirs, octets, eot, **more)

    def say(self, octets, eot=True, **more):
        self.wire.put(self.data(octets, eot, **more))

    def check_ours(self, tpdu):
        require(self.kind == 0 or tpdu.dst == OURS, tpdu)

    def close(self):
        self.wire.close()
        self.station.do("close", self.number)


def called(station, kind, listener, data=b"", answer="-"):
    """The station's listener is called by us."""
    number, port = listener
    station.begin("accept", number, "accept", answer)
    wire = dial(port)
    wire.put(request(kind, data=data))
    got = wire.get(CC)
    check_confirm(got, kind)
    accepted = station.end().split()
    peer = Peer(station, kind, int(accepted[0]), wire, got.src)
    peer.confirm, peer.heard = got, accepted[2]
    return peer


class Answering:
    """A listening TCP socket that the station calls."""

    def __init__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def begin(self, station, kind, data="-"):
        """The station's CR is here, its call still waits."""
        station.begin("connect", PROTOCOLS[kind], f"THERE@127.0.0.1:{self.port}", data)
        tcp = self.server.accept()[0]
        wire = Wire(guarded(tcp, False) if CERTIFICATES else tcp)
        got = wire.get(CR)
        check_request(got, kind, b"THERE")
        return wire, got

    def open(self, station, kind, **more):
        wire, got = self.begin(station, kind)
        wire.put(confirm(kind, got, **more))
        return Peer(station, kind, int(station.end().split()[0]), wire, got.src)

    def close(self):
        self.server.close()


def torn_places(tpdu):
    """Where a TPKT can be torn."""
    return range(1, len(tpkt(tpdu)))
