// Courier, the example provider: sending and receiving messages.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace courier {
namespace {

constexpr DWORD buffers_max = 65536;

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
    if (socket.has_rest)
        return 0;
    if (socket.end != 0)
        return socket.end;
    auto kind = wire::Kind::message;
    std::vector<char> packet;
    const int result = wire::receive(socket.fd, socket.receiving_ms(), kind, packet, socket.closed);
    if (socket.closed)
        return WSAEINTR;
    if (result < 0 && code_of(result) == WSAEWOULDBLOCK)
        return socket.would_wait();
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
    socket.has_rest = true;
    socket.rest_goes_on = kind == wire::Kind::part;
    return 0;
}

void take(Socket& socket, DWORD octets) {
    socket.rest.erase(socket.rest.begin(), socket.rest.begin() + static_cast<long>(octets));
    socket.has_rest = !socket.rest.empty();
}

// The caller's descriptions of buffers, if they can be read.
bool read_buffers(const WSABUF* from, DWORD count, std::vector<WSABUF>& buffers) {
    if (count > buffers_max)
        return false;
    buffers.resize(count);
    return wire::copy_in(buffers.data(), from, count * sizeof(WSABUF));
}

// Copies what fits into the caller's buffers; the number of octets, or nothing if they cannot be
// written.
std::optional<DWORD> scatter(const Socket& socket, std::span<const WSABUF> buffers) {
    std::size_t done = 0;
    for (const WSABUF& buffer : buffers) {
        const std::size_t part = std::min<std::size_t>(buffer.len, socket.rest.size() - done);
        if (!wire::copy_out(buffer.buf, socket.rest.data() + done, part))
            return std::nullopt;
        done += part;
    }
    return static_cast<DWORD>(done);
}

int gather(std::span<const WSABUF> buffers, std::vector<char>& message) {
    for (const WSABUF& buffer : buffers) {
        if (buffer.len > wire::message_octets_max - message.size())
            return WSAEMSGSIZE;
        const std::size_t before = message.size();
        message.resize(before + buffer.len);
        if (!wire::copy_in(message.data() + before, buffer.buf, buffer.len))
            return WSAEFAULT;
    }
    return 0;
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
        std::vector<WSABUF> parts;
        std::vector<char> message;
        if (sent == nullptr || !read_buffers(buffers, count, parts))
            return WSAEFAULT;
        if (const int code = gather(parts, message); code != 0)
            return code;
        const auto kind = (flags & MSG_PARTIAL) != 0 ? wire::Kind::part : wire::Kind::message;
        const int result = wire::send(socket.fd, kind, message, socket.sending_ms(), socket.closed);
        if (socket.closed)
            return WSAEINTR;
        if (result < 0)
            return code_of(result) == WSAEWOULDBLOCK ? socket.would_wait() : code_of(result);
        const auto octets = static_cast<DWORD>(message.size());
        return wire::copy_out(sent, &octets, sizeof octets) ? 0 : WSAEFAULT;
    });
}

int WSPAPI receive_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE,
                        LPWSATHREADID, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        DWORD asked = 0;
        std::vector<WSABUF> parts;
        if (overlapped != nullptr)
            return WSAEOPNOTSUPP;
        if (received == nullptr || flags == nullptr || !wire::copy_in(&asked, flags, sizeof asked))
            return WSAEFAULT;
        if ((asked & ~static_cast<DWORD>(MSG_PARTIAL | MSG_PEEK)) != 0)
            return WSAEOPNOTSUPP;
        if (const int code = receiving_error(socket); code != 0)
            return code;
        if (!read_buffers(buffers, count, parts))
            return WSAEFAULT;
        const std::lock_guard lock(socket.receiving);
        if (const int code = fetch(socket); code != 0)
            return code;
        const auto done = scatter(socket, parts);
        if (!done)
            return WSAEFAULT; // the message stays
        const bool more = socket.rest.size() > *done || socket.rest_goes_on;
        const DWORD told = more ? MSG_PARTIAL : 0;
        if (!wire::copy_out(received, &*done, sizeof *done) ||
            !wire::copy_out(flags, &told, sizeof told))
            return WSAEFAULT;
        if ((asked & MSG_PEEK) == 0)
            take(socket, *done);
        return 0;
    });
}

} // namespace courier
