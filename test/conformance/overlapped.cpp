// Suite conformance: sockets with WSA_FLAG_OVERLAPPED.
#include "conformance/overlapped.hpp"

namespace ws2::conformance {

Socket create_overlapped(const Entry& entry) {
    auto info = entry.info;
    Socket s(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                        WSA_FLAG_OVERLAPPED));
    if (s == INVALID_SOCKET)
        refuse("WSASocket");
    return s;
}

Socket bound_overlapped(const Entry& entry) {
    Socket s = create_overlapped(entry);
    const Address any_port = parse(entry, entry.subject->loopback);
    if (bind(s, any_port.get(), any_port.length) != 0)
        refuse("bind");
    return s;
}

Socket listening_overlapped(const Entry& entry) {
    Socket s = bound_overlapped(entry);
    if (listen(s, SOMAXCONN) != 0)
        refuse("listen");
    return s;
}

Pair overlapped_pair(const Entry& entry) {
    const Socket listener = listening_overlapped(entry);
    return connect_through(create_overlapped(entry), listener);
}

Pair overlapped_datagram_pair(const Entry& entry) {
    Pair pair;
    pair.a = bound_overlapped(entry);
    pair.b = bound_overlapped(entry);
    return pair;
}

} // namespace ws2::conformance
