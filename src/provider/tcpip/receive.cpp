// Room provider_tcpip: WSPRecv, WSPRecvFrom.
//
// The way that matters, one buffer on a connected stream, is WSPRecv itself: one look at the socket
// and one system call.
#include "kernel/message.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/pieces.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

using base::Result;
using Got = Result<std::uint32_t>;

constexpr std::uint32_t off_the_short_way =
    status::connected | status::receive_shut | status::reset | status::watched;

// What the program passed for the sender's address; `name` null if it does not want it.
struct Sender {
    sockaddr* name = nullptr;
    LPINT size = nullptr;
};

// Unless another thread has made it non-blocking meanwhile.
bool waits_for_all(const SocketState& socket, int flags) noexcept {
    return (flags & kernel::native_flag::wait_all) != 0 && !socket.has(status::non_blocking);
}

Got receive_some(const SocketState& socket, const Pieces& pieces, int flags) noexcept {
    if (pieces.count() == 1)
        return kernel::receive(socket.descriptor, pieces.data()->start, pieces.data()->size, flags);
    const Result<kernel::Received> got = kernel::receive_message(
        socket.descriptor, pieces.data(), std::min(pieces.count(), most_pieces), flags, nullptr, 0);
    return {got.value.size, got.error};
}

// 0, or why the stream gives nothing.
int check_stream(SocketState& socket) noexcept {
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::receive_shut))
        return WSAESHUTDOWN;
    return socket.has(status::reset) ? WSAECONNRESET : 0;
}

// What a failed receive means to the program. A stream that ended because of us has not ended.
int explain(SocketState& socket, int code, int flags) noexcept {
    if (socket.closing())
        return WSAEINTR;
    if (code == WSAEWOULDBLOCK && !socket.has(status::non_blocking) && (flags & MSG_OOB) == 0)
        return WSAETIMEDOUT; // SO_RCVTIMEO; MSG_OOB does not wait
    if (code == WSAECONNRESET && socket.stream())
        socket.set(status::reset);
    return code;
}

Got explain_end(SocketState& socket) noexcept {
    if (socket.closing())
        return Got::fail(WSAEINTR);
    if (socket.has(status::receive_shut))
        return Got::fail(WSAESHUTDOWN);
    if (socket.has(status::reset))
        return Got::fail(WSAECONNRESET);
    return Got::ok(0);
}

// The long way: signals, MSG_WAITALL, several buffers.
Got receive_on(SocketState& socket, Pieces& pieces, int flags, kernel::Moment deadline) {
    std::uint32_t total = 0;
    for (;;) {
        if (socket.closing())
            return Got::fail(WSAEINTR);
        const Got got = receive_some(socket, pieces, flags);
        if (got.error == WSAEINTR) {
            const int code = kernel::await(socket.descriptor, kernel::ready::readable, deadline);
            if (code == 0)
                continue;
            return total != 0 ? Got::ok(total) : Got::fail(code);
        }
        if (!got)
            return total != 0 ? Got::ok(total) : Got::fail(explain(socket, got.error, flags));
        total += got.value;
        if (got.value == 0)
            return total != 0 || pieces.left() == 0 ? Got::ok(total) : explain_end(socket);
        pieces.advance(got.value);
        if (pieces.left() == 0 || !waits_for_all(socket, flags))
            return Got::ok(total);
    }
}

// Urgent data that is read in line cannot be asked for.
int check_urgent(const SocketState& socket, DWORD flags) noexcept {
    if ((flags & MSG_OOB) == 0)
        return 0;
    if (socket.local())
        return WSAEOPNOTSUPP;
    return socket.has(status::oob_inline) ? WSAEINVAL : 0;
}

bool takes_short_way(const SocketState& socket) noexcept {
    return (socket.status.load(std::memory_order_relaxed) & off_the_short_way) ==
               status::connected &&
           socket.stream() && socket.receive_timeout_ms.load(std::memory_order_relaxed) == 0 &&
           !base::blocking_hooks_in_use.load(std::memory_order_relaxed);
}

Got receive_stream(SocketState& socket, const WSABUF* buffers, DWORD count, int flags) {
    if (const int code = check_stream(socket); code != 0)
        return Got::fail(code);
    const kernel::Moment deadline =
        kernel::deadline_after(socket.receive_timeout_ms.load(std::memory_order_relaxed));
    Pieces pieces(buffers, count);
    return receive_on(socket, pieces, flags, deadline);
}

// One datagram; `truncated` if it was longer than the buffers.
Got receive_once(const SocketState& socket, const WSABUF* buffers, const Pieces& pieces, int flags,
                 const Sender& sender, unsigned& name_size, bool& truncated,
                 kernel::Control* control) noexcept {
    name_size = sender.name != nullptr ? static_cast<unsigned>(*sender.size) : 0;
    const int own_size = flags | kernel::native_flag::truncated_size;
    if (pieces.count() == 1 && control == nullptr) {
        Got got = sender.name == nullptr
                      ? kernel::receive(socket.descriptor, buffers->buf, buffers->len, own_size)
                      : kernel::receive_from(socket.descriptor, buffers->buf, buffers->len,
                                             own_size, sender.name, name_size);
        truncated = got && got.value > buffers->len;
        if (truncated)
            got.value = buffers->len;
        return got;
    }
    const Result<kernel::Received> got =
        kernel::receive_message(socket.descriptor, pieces.data(), pieces.count(), own_size,
                                sender.name, name_size, control);
    truncated = got.value.truncated;
    name_size = got.value.address_size;
    return {got.value.size, got.error};
}

// 0, or what is to be said before anything is received.
int check_datagram(SocketState& socket) noexcept {
    if (!socket.has(status::bound))
        return WSAEINVAL;
    if (socket.has(status::receive_shut))
        return WSAESHUTDOWN;
    if (socket.has(status::datagram_reset)) {
        socket.clear(status::datagram_reset);
        return WSAECONNRESET;
    }
    return 0;
}

// True if the error is an ICMP answer that the program has asked not to see.
bool passes_over(SocketState& socket, int code) noexcept {
    if (socket.type == SOCK_DGRAM && code != WSAEWOULDBLOCK && code != WSAEINTR)
        kernel::drain_error_queue(socket.descriptor);
    return (code == WSAECONNRESET && !socket.has(status::report_reset)) ||
           (code == WSAENETRESET && socket.keeps(choice::net_resets_hidden));
}

// A blocking socket whose descriptor is not.
bool waits_for_packets(const SocketState& socket) noexcept {
    return socket.keeps(choice::captures) && !socket.has(status::non_blocking);
}

Got receive_datagram(SocketState& socket, const WSABUF* buffers, DWORD count, int flags,
                     const Sender& sender, bool& truncated, kernel::Control* control = nullptr) {
    if (const int code = check_datagram(socket); code != 0)
        return Got::fail(code);
    const kernel::Moment deadline =
        kernel::deadline_after(socket.receive_timeout_ms.load(std::memory_order_relaxed));
    const Pieces pieces(buffers, count);
    for (;;) {
        unsigned name_size = 0;
        const Got got =
            receive_once(socket, buffers, pieces, flags, sender, name_size, truncated, control);
        if (socket.closing())
            return Got::fail(WSAEINTR);
        if (got) {
            if (sender.name != nullptr)
                *sender.size = static_cast<int>(name_size);
            return got;
        }
        if (got.error == WSAEINTR) {
            if (const int code =
                    kernel::await(socket.descriptor, kernel::ready::readable, deadline);
                code != 0)
                return Got::fail(code);
            continue;
        }
        if (got.error == WSAEWOULDBLOCK && waits_for_packets(socket)) {
            if (const int code = await_packet(socket, deadline); code != 0)
                return Got::fail(code);
            continue;
        }
        if (!passes_over(socket, got.error))
            return Got::fail(explain(socket, got.error, flags));
    }
}

// A receive that would wait lets a 1.1 program's hook run first.
int before_receive(const SocketState& socket, std::uint32_t may_wait) {
    if ((socket.status.load(std::memory_order_relaxed) & (may_wait | status::receive_shut)) !=
        may_wait)
        return 0;
    return before_blocking(socket, kernel::ready::readable,
                           socket.receive_timeout_ms.load(std::memory_order_relaxed));
}

[[gnu::hot]] int carry_out(SocketState& socket, LPWSABUF buffers, DWORD count, LPDWORD received,
                           LPDWORD flags, Sender sender, const Indication& indication,
                           LPINT lpErrno) {
    if (indication.overlapped != nullptr && socket.has(status::overlapped))
        return post_receive(socket, {buffers, count, flags, sender.name, sender.size, nullptr},
                            received, indication, lpErrno);
    if (buffers == nullptr || count == 0 || received == nullptr || flags == nullptr)
        return fail(lpErrno, count == 0 && buffers != nullptr ? WSAEINVAL : WSAEFAULT);
    const int native_flags = kernel::native_receive_flags(*flags);
    if (native_flags == kernel::invalid_flags ||
        ((*flags & MSG_WAITALL) != 0 && (socket.datagram || socket.has(status::non_blocking))))
        return fail(lpErrno, WSAEOPNOTSUPP);
    if (socket.stream()) {
        if (const int code = check_urgent(socket, *flags); code != 0)
            return fail(lpErrno, code);
        if ((*flags & MSG_OOB) == 0)
            if (const int code = before_receive(socket, status::connected); code != 0)
                return fail(lpErrno, code);
        const Got got = receive_stream(socket, buffers, count, native_flags);
        if (!got)
            return fail(lpErrno, got.error);
        *received = got.value;
        *flags &= MSG_OOB;
        return 0;
    }
    if ((*flags & MSG_OOB) != 0)
        return fail(lpErrno, WSAEOPNOTSUPP);
    if (sender.name != nullptr && (sender.size == nullptr || *sender.size < socket.address_size()))
        return fail(lpErrno, WSAEFAULT);
    if (const int code = before_receive(socket, status::bound); code != 0)
        return fail(lpErrno, code);
    bool truncated = false;
    const Got got = receive_datagram(socket, buffers, count, native_flags, sender, truncated);
    if (!got)
        return fail(lpErrno, got.error);
    *received = got.value;
    *flags = truncated ? MSG_PARTIAL : 0;
    // The rest of the datagram is lost.
    return truncated ? fail(lpErrno, WSAEMSGSIZE) : 0;
}

[[gnu::hot]] [[gnu::noinline]] int receive(SocketState& socket, LPWSABUF buffers, DWORD count,
                                           LPDWORD received, LPDWORD flags, Sender sender,
                                           const Indication& indication, LPINT lpErrno) noexcept
    try {
    const int outcome =
        carry_out(socket, buffers, count, received, flags, sender, indication, lpErrno);
    note_call(socket, events_of_receive);
    return outcome;
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

// The short way's one call got no octets.
[[gnu::cold, gnu::noinline]] int end_short_way(SocketState& socket, LPWSABUF buffer,
                                               LPDWORD received, LPDWORD flags, Got done,
                                               LPINT lpErrno) noexcept {
    if (done.error == WSAEINTR && !socket.closing())
        return receive(socket, buffer, 1, received, flags, {}, {}, lpErrno);
    const Got got = done ? explain_end(socket) : Got::fail(explain(socket, done.error, 0));
    note_call(socket, events_of_receive); // a registration that came meanwhile
    if (!got)
        return fail(lpErrno, got.error);
    *received = got.value;
    return 0;
}

} // namespace

int receive_message_now(SocketState& socket, WSAMSG& message, DWORD& received) noexcept try {
    const Sender sender{message.name, message.name != nullptr ? &message.namelen : nullptr};
    const int native_flags = kernel::native_receive_flags(message.dwFlags);
    if (message.lpBuffers == nullptr || message.dwBufferCount == 0)
        return message.lpBuffers != nullptr ? WSAEINVAL : WSAEFAULT;
    if (native_flags == kernel::invalid_flags || (message.dwFlags & (MSG_OOB | MSG_WAITALL)) != 0)
        return WSAEOPNOTSUPP;
    if (sender.name != nullptr && *sender.size < socket.address_size())
        return WSAEFAULT;
    if (message.Control.len != 0 && message.Control.buf == nullptr)
        return WSAEFAULT;
    kernel::Control control{message.Control.buf, message.Control.len, socket.control_kinds.load()};
    bool truncated = false;
    const Got got = receive_datagram(socket, message.lpBuffers, message.dwBufferCount, native_flags,
                                     sender, truncated, control.size != 0 ? &control : nullptr);
    if (!got)
        return got.error;
    received = got.value;
    message.Control.len = static_cast<ULONG>(control.size);
    message.dwFlags = (truncated ? MSG_TRUNC : 0) | (control.truncated ? MSG_CTRUNC : 0);
    return truncated ? WSAEMSGSIZE : 0;
} catch (...) {
    return WSAENOBUFS;
}

[[gnu::hot]] int WSPAPI WSPRecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                                LPDWORD flags, LPWSAOVERLAPPED overlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                                LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket) [[unlikely]]
        return fail(lpErrno, WSAENOTSOCK);
    if (overlapped != nullptr || count != 1 || buffers == nullptr || received == nullptr ||
        flags == nullptr || *flags != 0 || !takes_short_way(*socket)) [[unlikely]]
        return receive(*socket, buffers, count, received, flags, {}, {overlapped, routine, thread},
                       lpErrno);
    const Got done = kernel::receive(socket->descriptor, buffers->buf, buffers->len,
                                     kernel::native_receive_flags(0));
    if (!done || done.value == 0) [[unlikely]]
        return end_short_way(*socket, buffers, received, flags, done, lpErrno);
    note_call(*socket, events_of_receive);
    *received = done.value;
    return 0;
}

int WSPAPI WSPRecvFrom(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       struct sockaddr* from, LPINT fromlen, LPWSAOVERLAPPED overlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                       LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    return receive(*socket, buffers, count, received, flags, {from, fromlen},
                   {overlapped, routine, thread}, lpErrno);
}

} // namespace ws2::provider::tcpip
