// Courier, the example provider: sending and receiving messages.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>
#include <span>

namespace courier {
namespace {

int sending_error(const Socket& socket) {
    if (!socket.connected)
        return WSAENOTCONN;
    return socket.send_closed || socket.end != 0 ? WSAESHUTDOWN : 0;
}

int receiving_error(const Socket& socket) {
    if (!socket.connected)
        return WSAENOTCONN;
    return socket.receive_closed ? WSAESHUTDOWN : 0;
}

// Brings the next message, or its rest, into socket.rest. With socket.receiving held.
int fetch(Socket& socket) {
    if (!socket.rest.empty())
        return 0;
    if (socket.end != 0)
        return socket.end;
    auto kind = wire::Kind::message;
    std::vector<char> packet;
    const int result = wire::receive(socket.fd, socket.waits, kind, packet);
    if (socket.closed)
        return WSAEINTR;
    if (result < 0 && code_of(result) == WSAEWOULDBLOCK)
        return WSAEWOULDBLOCK;
    if (result <= 0) { // gone without a word
        socket.end = WSAECONNRESET;
        return socket.end;
    }
    if (kind == wire::Kind::disconnect) {
        socket.disconnect_data = std::move(packet);
        socket.end = WSAEDISCON;
        return socket.end;
    }
    socket.rest = std::move(packet);
    socket.rest_goes_on = kind == wire::Kind::part;
    return 0;
}

// Moves what fits into the caller's buffers; the number of octets.
DWORD scatter(Socket& socket, std::span<const WSABUF> buffers, bool keep) {
    std::size_t done = 0;
    for (const WSABUF& buffer : buffers) {
        const std::size_t part = std::min<std::size_t>(buffer.len, socket.rest.size() - done);
        std::copy_n(socket.rest.data() + done, part, buffer.buf);
        done += part;
    }
    if (!keep)
        socket.rest.erase(socket.rest.begin(), socket.rest.begin() + static_cast<long>(done));
    return static_cast<DWORD>(done);
}

} // namespace

int WSPAPI send_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                     LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                     LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (overlapped != nullptr || (flags & ~static_cast<DWORD>(MSG_PARTIAL)) != 0)
            return WSAEOPNOTSUPP;
        if (const int code = sending_error(socket); code != 0)
            return code;
        std::vector<char> message;
        for (const WSABUF& buffer : std::span(buffers, count))
            message.insert(message.end(), buffer.buf, buffer.buf + buffer.len);
        if (message.size() > wire::message_octets_max)
            return WSAEMSGSIZE;
        const auto kind = (flags & MSG_PARTIAL) != 0 ? wire::Kind::part : wire::Kind::message;
        if (const int result = wire::send(socket.fd, kind, message, socket.waits); result < 0)
            return socket.closed ? WSAEINTR : code_of(result);
        if (sent != nullptr)
            *sent = static_cast<DWORD>(message.size());
        return 0;
    });
}

int WSPAPI receive_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE,
                        LPWSATHREADID, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        const DWORD asked = flags != nullptr ? *flags : 0;
        if (overlapped != nullptr || (asked & ~static_cast<DWORD>(MSG_PARTIAL | MSG_PEEK)) != 0)
            return WSAEOPNOTSUPP;
        if (const int code = receiving_error(socket); code != 0)
            return code;
        const std::lock_guard lock(socket.receiving);
        if (const int code = fetch(socket); code != 0)
            return code;
        const bool peek = (asked & MSG_PEEK) != 0;
        const DWORD done = scatter(socket, std::span(buffers, count), peek);
        const bool more = socket.rest.size() > (peek ? done : 0) || socket.rest_goes_on;
        if (received != nullptr)
            *received = done;
        if (flags != nullptr)
            *flags = more ? MSG_PARTIAL : 0;
        return 0;
    });
}

} // namespace courier
