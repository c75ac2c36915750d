// Suite conformance: two connected sockets of one provider.
#include "conformance/pair.hpp"

#include "conformance/under_way.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <stdexcept>

namespace ws2::conformance {
namespace {

Pair join_datagram_sockets(const Entry& entry) {
    Pair pair{bound(entry), bound(entry)};
    const Address a = name_of(pair.a);
    const Address b = name_of(pair.b);
    if (connect(pair.a, b.get(), b.length) != 0 || connect(pair.b, a.get(), a.length) != 0)
        refuse("connect");
    return pair;
}

// Until TCP has carried what it can. The limit, in milliseconds, only ends a hang.
void wait_for_tcp(SOCKET s) {
    WSAPOLLFD answer{s, POLLRDNORM, 0};
    for (int left = 10000; left > 0 && is_under_way(); --left)
        WSAPoll(&answer, 1, 1);
}

} // namespace

Pair connect_through(const Entry& entry, SOCKET listener) {
    return connect_through(create(entry), listener);
}

Pair connect_through(Socket from, SOCKET listener) {
    Pair pair{std::move(from), Socket()};
    const Address server = name_of(listener);
    const SOCKET caller = pair.a;
    auto calling = std::async(std::launch::async, [caller, &server] {
        return outcome_of([&] { return connect(caller, server.get(), server.length); });
    });
    pair.b = Socket(accept(listener, nullptr, nullptr));
    const int accept_error = WSAGetLastError();
    const Outcome called = calling.get();
    if (pair.b == INVALID_SOCKET)
        throw std::runtime_error("accept failed with " + std::to_string(accept_error));
    if (called.value != 0)
        throw std::runtime_error("connect failed with " + std::to_string(called.error));
    return pair;
}

Pair connect_pair(const Entry& entry) {
    if (!entry.connected())
        return join_datagram_sockets(entry);
    const Socket listener = listening(entry, 1);
    return connect_through(entry, listener);
}

std::string pattern(std::size_t octets, unsigned seed) {
    std::string data(octets, '\0');
    unsigned state = seed * 2654435761U + 1;
    for (char& octet : data) {
        state = state * 1664525U + 1013904223U;
        octet = static_cast<char>(state >> 24);
    }
    return data;
}

void send_all(SOCKET s, std::string_view data, std::size_t chunk) {
    while (!data.empty()) {
        const int sent = send(s, data.data(), static_cast<int>(std::min(data.size(), chunk)), 0);
        if (sent <= 0)
            refuse("send");
        data.remove_prefix(static_cast<std::size_t>(sent));
    }
}

Received receive_until_end(SOCKET s) {
    Received all;
    static thread_local std::array<char, 65536> buffer;
    for (;;) {
        WSABUF room{buffer.size(), buffer.data()};
        DWORD count = 0;
        DWORD flags = 0;
        const Outcome call =
            outcome_of([&] { return WSARecv(s, &room, 1, &count, &flags, nullptr, nullptr); });
        if (call.value != 0 || count == 0) {
            all.end = call;
            return all;
        }
        all.data.append(buffer.data(), count);
        ++all.calls;
    }
}

std::string receive(SOCKET s, std::size_t octets) {
    std::string data;
    std::string buffer(65536, '\0');
    while (data.size() < octets) {
        WSABUF room{static_cast<u_long>(std::min(buffer.size(), octets - data.size())),
                    buffer.data()};
        DWORD count = 0;
        DWORD flags = 0;
        if (WSARecv(s, &room, 1, &count, &flags, nullptr, nullptr) != 0 || count == 0)
            break;
        data.append(buffer, 0, count);
    }
    return data;
}

Outcome graceful_end(const Entry& entry) {
    return entry.byte_stream() ? returned(0) : failed(WSAEDISCON);
}

std::string fill(SOCKET s) {
    constexpr std::size_t absurd = std::size_t{256} << 20;
    set_blocking(s, false);
    const std::string chunk = pattern(16384);
    std::string taken;
    bool at_rest = false; // nothing was under way before this send
    while (taken.size() < absurd) {
        const Outcome sent =
            outcome_of([&] { return send(s, chunk.data(), static_cast<int>(chunk.size()), 0); });
        if (sent == failed(WSAEWOULDBLOCK)) {
            if (at_rest && !is_under_way())
                return taken;
            wait_for_tcp(s);
            at_rest = true;
            continue;
        }
        if (sent.value <= 0)
            refuse("send");
        taken.append(chunk, 0, static_cast<std::size_t>(sent.value));
        at_rest = false;
    }
    throw std::runtime_error("a peer that does not read never stopped the sender");
}

testing::AssertionResult still_usable(const Pair& pair) {
    const std::string there = "there";
    const std::string back = "and back";
    send_all(pair.a, there);
    send_all(pair.b, back);
    if (receive(pair.b, there.size()) != there || receive(pair.a, back.size()) != back)
        return testing::AssertionFailure() << "data was lost or changed";
    return testing::AssertionSuccess();
}

} // namespace ws2::conformance
