// Suite conformance: sockets with WSA_FLAG_OVERLAPPED.
#include "conformance/overlapped.hpp"

#include <initializer_list>

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

std::string post_until_the_last_waits(const Pair& pair, std::deque<Operation>& sends) {
    constexpr int buffer_octets = 65536;
    set_option(pair.a, SOL_SOCKET, SO_SNDBUF, buffer_octets); // and no longer what the kernel likes
    set_option(pair.b, SOL_SOCKET, SO_RCVBUF, buffer_octets);
    std::string all;
    Outcome last;
    for (const std::size_t octets :
         std::initializer_list<std::size_t>{100'000, 100'000, 1'000'000}) {
        Operation& send = sends.emplace_back(0);
        send.data = pattern(octets, static_cast<unsigned>(sends.size()));
        all += send.data;
        last = send.send(pair.a);
    }
    if (!(last == failed(WSA_IO_PENDING)))
        refuse("WSASend of more than the buffers hold");
    return all;
}

} // namespace ws2::conformance
