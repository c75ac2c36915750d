// Room provider_tcpip: WSPSend, WSPSendTo.
//
// The way that matters, one buffer on a blocking connected stream, is WSPSend itself: one look at
// the socket and one system call. A short exchange pays for every line of code on that way, because
// the kernel empties the caches each time. Everything else is in functions of its own.
#include "kernel/address.hpp"
#include "kernel/message.hpp"
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/duplicate.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/pieces.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/remainder.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

using base::Result;
using Sent = Result<std::uint32_t>;

// Where the short way does not lead: everything but "connected and nothing else".
constexpr std::uint32_t off_the_short_way = status::connected | status::send_shut |
                                            status::remainder | status::non_blocking |
                                            status::reset | status::sends_posted;

Sent send_some(int descriptor, const Pieces& pieces, int flags) noexcept {
    if (pieces.count() == 1)
        return kernel::send(descriptor, pieces.data()->start, pieces.data()->size, flags);
    return kernel::send_message(descriptor, pieces.data(), std::min(pieces.count(), most_pieces),
                                flags, nullptr, 0);
}

// 0, or why the stream takes nothing.
int check_stream(SocketState& socket) noexcept {
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::send_shut))
        return WSAESHUTDOWN;
    return socket.has(status::reset) ? WSAECONNRESET : 0;
}

// What a failed send means to the program.
int explain(SocketState& socket, int code) noexcept {
    if (socket.closing())
        return WSAEINTR;
    if (code == WSAEWOULDBLOCK && !socket.has(status::non_blocking))
        return WSAETIMEDOUT; // SO_SNDTIMEO
    if (code == WSAECONNRESET && sending_ended_elsewhere(socket))
        socket.set(status::send_shut);
    if (code == WSAECONNRESET && socket.has(status::send_shut))
        return WSAESHUTDOWN;
    if (code == WSAECONNRESET)
        socket.set(status::reset);
    return code;
}

// A blocking send takes all: goes on after a signal or behind a remainder, until SO_SNDTIMEO.
Sent send_all(SocketState& socket, Pieces& pieces, int flags, kernel::Moment deadline) {
    std::uint32_t total = 0;
    if (socket.has(status::remainder))
        if (const int code = await_remainder(socket, deadline); code != 0)
            return Sent::fail(code);
    const bool hooked = base::blocking_hooks_in_use.load(std::memory_order_relaxed) && Hook(socket);
    do {
        if (socket.closing())
            return Sent::fail(WSAEINTR);
        if (hooked) {
            const int code = run_hook_until(socket, kernel::ready::writable, deadline);
            if (code != 0)
                return Sent::fail(code);
        }
        const Sent sent = send_some(socket.descriptor, pieces,
                                    hooked ? flags | kernel::native_flag::dont_wait : flags);
        if (hooked && sent.error == WSAEWOULDBLOCK)
            continue;
        if (sent.error == WSAEINTR) {
            if (const int code =
                    kernel::await(socket.descriptor, kernel::ready::writable, deadline);
                code != 0)
                return Sent::fail(code);
            continue;
        }
        if (!sent)
            return Sent::fail(explain(socket, sent.error));
        total += sent.value;
        pieces.advance(sent.value);
    } while (pieces.left() != 0);
    return Sent::ok(total);
}

// A non-blocking send of the desktop family: all or WSAEWOULDBLOCK. What the kernel does not take
// at once is taken over, so that it follows in order.
Sent send_whole(SocketState& socket, Pieces& pieces, int flags) {
    const std::lock_guard guard(socket.send_order);
    if (socket.has(status::remainder))
        return Sent::fail(WSAEWOULDBLOCK);
    const auto total = static_cast<std::uint32_t>(pieces.left());
    Sent sent;
    do
        sent = send_some(socket.descriptor, pieces, flags | kernel::native_flag::dont_wait);
    while (sent.error == WSAEINTR);
    if (!sent)
        return Sent::fail(explain(socket, sent.error));
    if (sent.value == total)
        return sent;
    pieces.advance(sent.value);
    const int code = own_remainder(socket, pieces.data(), pieces.count(), flags);
    return code == 0 ? Sent::ok(total) : Sent::fail(code);
}

Sent send_part(SocketState& socket, const Pieces& pieces, int flags) noexcept {
    Sent sent;
    do
        sent = send_some(socket.descriptor, pieces, flags);
    while (sent.error == WSAEINTR);
    return sent ? sent : Sent::fail(explain(socket, sent.error));
}

bool takes_short_way(const SocketState& socket) noexcept {
    return (socket.status.load(std::memory_order_relaxed) & off_the_short_way) ==
               status::connected &&
           socket.stream() && socket.send_timeout_ms.load(std::memory_order_relaxed) == 0 &&
           !base::blocking_hooks_in_use.load(std::memory_order_relaxed);
}

// `done` is what came of the short way's one call, if there was one.
Sent send_stream(SocketState& socket, const WSABUF* buffers, DWORD count, int flags,
                 Sent done = {}) {
    if (!done && done.error != WSAEINTR)
        return Sent::fail(explain(socket, done.error));
    if (const int code = check_stream(socket); code != 0)
        return Sent::fail(code);
    if (done.value == 0 && socket.has(status::sends_posted) && posted_sends_wait(socket))
        return send_behind(socket, buffers, count, flags);
    Pieces pieces(buffers, count);
    pieces.advance(done.value);
    if (!socket.has(status::non_blocking)) {
        const kernel::Moment deadline =
            kernel::deadline_after(socket.send_timeout_ms.load(std::memory_order_relaxed));
        const Sent more = send_all(socket, pieces, flags, deadline);
        return more ? Sent::ok(done.value + more.value) : more;
    }
    const Sent more = socket.family->partial_sends ? send_part(socket, pieces, flags)
                                                   : send_whole(socket, pieces, flags);
    // It was blocking when it began: what has gone counts.
    return more || done.value == 0 ? Sent{done.value + more.value, more.error}
                                   : Sent::ok(done.value);
}

Sent send_datagram(SocketState& socket, const WSABUF* buffers, DWORD count, int flags,
                   const sockaddr* to, int tolen, const kernel::Control& control = {}) {
    if (socket.has(status::send_shut))
        return Sent::fail(WSAESHUTDOWN);
    const kernel::Moment deadline =
        kernel::deadline_after(socket.send_timeout_ms.load(std::memory_order_relaxed));
    const Pieces pieces(buffers, count);
    const int descriptor = internet_descriptor(socket);
    for (;;) {
        Sent sent;
        if (control.size != 0)
            sent = kernel::send_with_control(descriptor, pieces.data(), pieces.count(), flags, to,
                                             tolen, control);
        else if (to == nullptr)
            sent = send_some(descriptor, pieces, flags);
        else if (count == 1)
            sent = kernel::send_to(descriptor, buffers->buf, buffers->len, flags, to, tolen);
        else
            sent =
                kernel::send_message(descriptor, pieces.data(), pieces.count(), flags, to, tolen);
        if (sent) {
            if (!socket.has(status::bound))
                socket.set(status::bound); // by the kernel
            return sent;
        }
        if (socket.type == SOCK_DGRAM)
            kernel::drain_error_queue(socket.descriptor);
        if (is_answer_to_earlier(sent.error)) {
            if (socket.has(status::report_reset))
                socket.set(status::datagram_reset);
            continue;
        }
        if (sent.error != WSAEINTR)
            return Sent::fail(explain(socket, sent.error));
        if (const int code = kernel::await(descriptor, kernel::ready::writable, deadline);
            code != 0)
            return Sent::fail(code);
    }
}

int finish(SocketState& socket, Sent outcome, LPDWORD sent, LPINT lpErrno) noexcept {
    if (outcome) {
        *sent = outcome.value;
        return 0;
    }
    if (outcome.error == WSAEWOULDBLOCK)
        note_call(socket, FD_WRITE);
    return fail(lpErrno, outcome.error);
}

// Goes on where the short way's one call did not lead to the end.
[[gnu::cold, gnu::noinline]] int go_on(SocketState& socket, LPWSABUF buffer, LPDWORD sent,
                                       Sent done, LPINT lpErrno) noexcept try {
    return finish(socket, send_stream(socket, buffer, 1, kernel::native_send_flags(0), done), sent,
                  lpErrno);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

[[gnu::hot]] [[gnu::noinline]] int send(SocketState& socket, const SendArguments& arguments,
                                        LPDWORD sent, const Indication& indication,
                                        LPINT lpErrno) noexcept try {
    const auto [buffers, count, flags, name, name_size, control] = arguments;
    if (indication.overlapped != nullptr && socket.has(status::overlapped))
        return post_send(socket, arguments, sent, indication, lpErrno);
    if (buffers == nullptr || count == 0 || sent == nullptr)
        return fail(lpErrno, count == 0 && buffers != nullptr ? WSAEINVAL : WSAEFAULT);
    const int native_flags = kernel::native_send_flags(flags);
    if (native_flags == kernel::invalid_flags)
        return fail(lpErrno, WSAEOPNOTSUPP);
    if (socket.datagram && (flags & (MSG_OOB | MSG_PARTIAL)) != 0)
        return fail(lpErrno, WSAEOPNOTSUPP); // a datagram is neither expedited nor in parts
    if (socket.local() && (flags & MSG_OOB) != 0)
        return fail(lpErrno, WSAEOPNOTSUPP);
    const sockaddr* const to = socket.stream() ? nullptr : name; // ignored on a connection
    if (to != nullptr && name_size < socket.address_size())
        return fail(lpErrno, WSAEFAULT);
    if (to != nullptr && kernel::family_of(to, name_size) != socket.address_family)
        return fail(lpErrno, WSAEAFNOSUPPORT);
    if (socket.datagram)
        if (const int code =
                before_blocking(socket, kernel::ready::writable,
                                socket.send_timeout_ms.load(std::memory_order_relaxed));
            code != 0)
            return fail(lpErrno, code);
    return finish(socket,
                  socket.stream()
                      ? send_stream(socket, buffers, count, native_flags)
                      : send_datagram(socket, buffers, count, native_flags, to, name_size),
                  sent, lpErrno);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

} // namespace

int send_message_now(SocketState& socket, const SendArguments& arguments, DWORD& sent) noexcept
    try {
    const int native_flags = kernel::native_send_flags(arguments.flags);
    if (arguments.buffers == nullptr || arguments.count == 0)
        return arguments.buffers != nullptr ? WSAEINVAL : WSAEFAULT;
    if (native_flags == kernel::invalid_flags || (arguments.flags & (MSG_OOB | MSG_PARTIAL)) != 0)
        return WSAEOPNOTSUPP;
    if (arguments.name != nullptr && arguments.name_size < socket.address_size())
        return WSAEFAULT;
    if (arguments.name != nullptr &&
        kernel::family_of(arguments.name, arguments.name_size) != socket.address_family)
        return WSAEAFNOSUPPORT;
    if (arguments.control.len != 0 && arguments.control.buf == nullptr)
        return WSAEFAULT;
    const Sent outcome =
        send_datagram(socket, arguments.buffers, arguments.count, native_flags, arguments.name,
                      arguments.name_size, {arguments.control.buf, arguments.control.len});
    sent = outcome.value;
    return outcome.error;
} catch (...) {
    return WSAENOBUFS;
}

[[gnu::hot]] int WSPAPI WSPSend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                                LPWSAOVERLAPPED overlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                                LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket) [[unlikely]]
        return fail(lpErrno, WSAENOTSOCK);
    if (overlapped != nullptr || count != 1 || flags != 0 || buffers == nullptr ||
        sent == nullptr || !takes_short_way(*socket)) [[unlikely]]
        return send(*socket, {buffers, count, flags, nullptr, 0, {}}, sent,
                    {overlapped, routine, thread}, lpErrno);
    const Sent done =
        kernel::send(socket->descriptor, buffers->buf, buffers->len, kernel::native_send_flags(0));
    if (!done || done.value != buffers->len) [[unlikely]]
        return go_on(*socket, buffers, sent, done, lpErrno);
    *sent = done.value;
    return 0;
}

int WSPAPI WSPSendTo(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                     const struct sockaddr* to, int tolen, LPWSAOVERLAPPED overlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                     LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    return send(*socket, {buffers, count, flags, to, tolen, {}}, sent,
                {overlapped, routine, thread}, lpErrno);
}

} // namespace ws2::provider::tcpip
