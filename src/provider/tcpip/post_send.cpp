// Room provider_tcpip: overlapped sends. A stream's completes whole, in the order of posting.
#include "kernel/address.hpp"
#include "kernel/message.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/pieces.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/remainder.hpp"

#include <mutex>

namespace ws2::provider::tcpip {
namespace {

// The provider has the octets, or there were none: only the indication remains.
void finish_done(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    request.error = 0;
    request.transferred = static_cast<std::uint32_t>(request.file_size);
    end_quietly_at_cleanup(request);
}

Request* new_done(SocketState& socket, std::uint64_t transferred,
                  const Indication& indication) noexcept {
    Request* const request = new_request(socket, WS2IO_NOTHING, indication);
    if (request != nullptr) {
        request->file_size = transferred;
        request->finish = finish_done;
    }
    return request;
}

// Behind octets that the provider still owns (see remainder.hpp): they join them. The caller holds
// send_order.
int post_behind_remainder(SocketState& socket, const SendArguments& arguments, LPDWORD sent,
                          const Indication& indication, LPINT lpErrno) {
    const Pieces pieces(arguments.buffers, arguments.count);
    const int code = extend_remainder(socket, pieces.data(), pieces.count());
    if (code != 0)
        return fail(lpErrno, code);
    return post_done(socket, static_cast<DWORD>(pieces.left()), sent, indication, lpErrno);
}

[[gnu::hot]] int post_stream_now(SocketState& socket, const SendArguments& arguments, int flags,
                                 LPDWORD sent, const Indication& indication,
                                 LPINT lpErrno) noexcept {
    Request* const request = new_request(socket, WS2IO_SEND, indication);
    if (request == nullptr)
        return fail(lpErrno, WSAENOBUFS);
    if (!request->take_buffers(arguments.buffers, arguments.count)) {
        free_request(*request);
        return fail(lpErrno, WSAENOBUFS);
    }
    request->message_flags = flags;
    request->finish = finish_stream_send;
    if (!socket.has(status::sends_posted))
        socket.set(status::sends_posted);
    return answer(*request, submit(*request), sent, nullptr, lpErrno);
}

int post_stream(SocketState& socket, const SendArguments& arguments, int flags, LPDWORD sent,
                const Indication& indication, LPINT lpErrno) {
    if (const int code = check_stream_send(socket); code != 0)
        return fail(lpErrno, code);
    if (!socket.has(status::non_blocking | status::remainder)) [[likely]]
        return post_stream_now(socket, arguments, flags, sent, indication, lpErrno);
    const std::lock_guard guard(socket.send_order);
    return socket.has(status::remainder)
               ? post_behind_remainder(socket, arguments, sent, indication, lpErrno)
               : post_stream_now(socket, arguments, flags, sent, indication, lpErrno);
}

int post_datagram(SocketState& socket, const SendArguments& arguments, int flags, LPDWORD sent,
                  const Indication& indication, LPINT lpErrno) noexcept {
    if (socket.has(status::send_shut))
        return fail(lpErrno, WSAESHUTDOWN);
    for (;;) {
        Request* const request = new_request(socket, WS2IO_SEND_MESSAGE, indication);
        if (request == nullptr)
            return fail(lpErrno, WSAENOBUFS);
        if (arguments.name != nullptr) // no longer than 28 octets here
            request->take_name(arguments.name, socket.address_size());
        if (!request->take_buffers(arguments.buffers, arguments.count) ||
            !request->take_control(arguments.control)) {
            free_request(*request);
            return fail(lpErrno, WSAENOBUFS);
        }
        request->message_flags = flags;
        request->finish = finish_datagram_send;
        const int started = submit(*request);
        if (is_answer_to_earlier(started)) {
            free_request(*request);
            continue;
        }
        if ((started == 0 || started == WSA_IO_PENDING) && !socket.has(status::bound))
            socket.set(status::bound); // by the kernel
        return answer(*request, started, sent, nullptr, lpErrno);
    }
}

// 0, or what is wrong with the arguments.
int check_arguments(const SocketState& socket, const SendArguments& arguments) noexcept {
    if (arguments.buffers == nullptr || arguments.count == 0)
        return arguments.buffers != nullptr ? WSAEINVAL : WSAEFAULT;
    if (socket.stream())
        return socket.local() && (arguments.flags & MSG_OOB) != 0 ? WSAEOPNOTSUPP : 0;
    if ((arguments.flags & (MSG_OOB | MSG_PARTIAL)) != 0)
        return WSAEOPNOTSUPP;
    if (arguments.control.len != 0 && arguments.control.buf == nullptr)
        return WSAEFAULT;
    if (arguments.name == nullptr)
        return 0;
    if (arguments.name_size < socket.address_size())
        return WSAEFAULT;
    return kernel::family_of(arguments.name, arguments.name_size) == socket.address_family
               ? 0
               : WSAEAFNOSUPPORT;
}

} // namespace

void finish_datagram_send(ws2io_operation* operation) noexcept {
    auto& request = *static_cast<SocketOperation*>(operation);
    SocketState& socket = *request.socket;
    if (request.error != 0)
        forget_answer(request);
    if (is_answer_to_earlier(request.error) && socket.has(status::report_reset))
        socket.set(status::datagram_reset);
    end_quietly_at_cleanup(request);
}

[[gnu::hot]] int check_stream_send(SocketState& socket) noexcept {
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::send_shut))
        return WSAESHUTDOWN;
    return socket.has(status::reset) ? WSAECONNRESET : 0;
}

[[gnu::hot]] int post_send(SocketState& socket, const SendArguments& arguments, LPDWORD sent,
                           const Indication& indication, LPINT lpErrno) noexcept try {
    if (const int code = check_arguments(socket, arguments); code != 0)
        return fail(lpErrno, code);
    const int flags = kernel::native_send_flags(arguments.flags);
    if (flags == kernel::invalid_flags)
        return fail(lpErrno, WSAEOPNOTSUPP);
    return socket.stream() ? post_stream(socket, arguments, flags, sent, indication, lpErrno)
                           : post_datagram(socket, arguments, flags, sent, indication, lpErrno);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

int post_done(SocketState& socket, DWORD transferred, LPDWORD count, const Indication& indication,
              LPINT lpErrno) noexcept {
    Request* const request = new_done(socket, transferred, indication);
    if (request == nullptr)
        return fail(lpErrno, WSAENOBUFS);
    return answer(*request, submit(*request), count, nullptr, lpErrno);
}

} // namespace ws2::provider::tcpip
