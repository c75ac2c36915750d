// Room provider_tcpip: overlapped receives.
//
// The way that matters, a receive on a connected stream, is one look at the status and one request
// from the thread's free list.
#include "kernel/message.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/post.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

// False if nothing came.
bool end_datagram(Request& request) noexcept {
    if (request.error != 0) {
        forget_answer(request);
        return false;
    }
    if (request.truncated != 0) // the rest is lost
        request.error = WSAEMSGSIZE;
    return true;
}

void finish_datagram(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    if (end_datagram(request)) {
        if (request.name_size != nullptr)
            *request.name_size = static_cast<int>(request.address_size);
        request.flags = request.truncated != 0 ? MSG_PARTIAL : 0;
    }
    end_quietly_at_cleanup(request);
}

void finish_message(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    WSAMSG& message = *request.message;
    const bool came = end_datagram(request);
    if (came && message.name != nullptr)
        message.namelen = static_cast<int>(request.address_size);
    request.flags = (request.truncated != 0 ? MSG_TRUNC : 0) |
                    (request.control_truncated != 0 ? MSG_CTRUNC : 0);
    message.dwFlags = request.flags;
    message.Control.len = came ? request.control_size : 0;
    end_quietly_at_cleanup(request);
}

int check_datagram(SocketState& socket, const ReceiveArguments& arguments) noexcept {
    if ((*arguments.flags & (MSG_OOB | MSG_WAITALL)) != 0)
        return WSAEOPNOTSUPP;
    if (arguments.name != nullptr &&
        (arguments.name_size == nullptr || *arguments.name_size < socket.address_size()))
        return WSAEFAULT;
    if (!socket.has(status::bound))
        return WSAEINVAL;
    if (socket.has(status::receive_shut))
        return WSAESHUTDOWN;
    if (!socket.has(status::datagram_reset))
        return 0;
    socket.clear(status::datagram_reset);
    return WSAECONNRESET;
}

void fill_stream(Request& request, int flags) noexcept {
    namespace native = kernel::native_flag;
    request.message_flags = flags & ~native::wait_all;
    if ((flags & native::wait_all) != 0)
        request.options |= WS2IO_WHOLE;
    request.finish = finish_stream_receive;
}

void fill_datagram(Request& request, const ReceiveArguments& arguments, int flags) noexcept {
    request.kind = WS2IO_RECEIVE_MESSAGE;
    request.message_flags = flags | kernel::native_flag::truncated_size;
    request.address = arguments.name;
    if (arguments.name != nullptr)
        request.address_size = static_cast<std::uint32_t>(*arguments.name_size);
    request.finish = arguments.message != nullptr ? finish_message : finish_datagram;
    if (arguments.message == nullptr) {
        request.name_size = arguments.name != nullptr ? arguments.name_size : nullptr;
        return;
    }
    request.message = arguments.message;
    if (arguments.message->Control.len != 0) {
        request.control = arguments.message->Control.buf;
        request.control_size = arguments.message->Control.len;
        request.control_kinds = request.socket->control_kinds.load(std::memory_order_relaxed);
    }
}

// An ICMP answer that the program has asked not to see.
bool passes_over(const SocketState& socket, int code) noexcept {
    return socket.datagram && code == WSAECONNRESET && !socket.has(status::report_reset);
}

} // namespace

// The peer's end, unless it is we who ended it.
[[gnu::hot]] void finish_stream_receive(ws2io_operation* operation) noexcept {
    auto& request = *static_cast<SocketOperation*>(operation);
    SocketState& socket = *request.socket;
    if (request.error == 0 && request.transferred == 0) {
        if (socket.has(status::receive_shut))
            request.error = WSAESHUTDOWN;
        else if (socket.has(status::reset))
            request.error = WSAECONNRESET;
    } else if (request.error == WSAECONNRESET) {
        socket.set(status::reset);
    }
    request.flags = static_cast<DWORD>(request.message_flags) & MSG_OOB;
    end_quietly_at_cleanup(request);
}

void forget_answer(SocketOperation& request) noexcept {
    if (request.error != WSA_OPERATION_ABORTED && request.socket->type == SOCK_DGRAM)
        kernel::drain_error_queue(request.socket->descriptor);
}

[[gnu::hot]] int check_stream_receive(SocketState& socket, DWORD flags) noexcept {
    if ((flags & MSG_OOB) != 0 && socket.local())
        return WSAEOPNOTSUPP;
    if ((flags & MSG_OOB) != 0 && socket.has(status::oob_inline))
        return WSAEINVAL;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::receive_shut))
        return WSAESHUTDOWN;
    return socket.has(status::reset) ? WSAECONNRESET : 0;
}

[[gnu::hot]] int answer(Request& request, int started, LPDWORD count, LPDWORD flags,
                        LPINT lpErrno) noexcept {
    if (started == WS2IO_PENDING)
        return fail(lpErrno, WSA_IO_PENDING);
    if (started == 0 || started == WSAEMSGSIZE) {
        if (count != nullptr)
            *count = request.transferred;
        if (flags != nullptr)
            *flags = request.flags;
    }
    free_request(request);
    return started == 0 ? 0 : fail(lpErrno, started);
}

[[gnu::hot]] int post_receive(SocketState& socket, const ReceiveArguments& arguments,
                              LPDWORD received, const Indication& indication,
                              LPINT lpErrno) noexcept {
    if (arguments.buffers == nullptr || arguments.count == 0 || arguments.flags == nullptr)
        return fail(lpErrno,
                    arguments.count == 0 && arguments.buffers != nullptr ? WSAEINVAL : WSAEFAULT);
    const int flags = kernel::native_receive_flags(*arguments.flags);
    if (flags == kernel::invalid_flags)
        return fail(lpErrno, WSAEOPNOTSUPP);
    const int code = socket.stream() ? check_stream_receive(socket, *arguments.flags)
                                     : check_datagram(socket, arguments);
    if (code != 0)
        return fail(lpErrno, code);
    for (;;) {
        Request* const request = new_request(socket, WS2IO_RECEIVE, indication);
        if (request == nullptr)
            return fail(lpErrno, WSAENOBUFS);
        if (socket.stream())
            fill_stream(*request, flags);
        else
            fill_datagram(*request, arguments, flags);
        if (!request->take_buffers(arguments.buffers, arguments.count)) {
            free_request(*request);
            return fail(lpErrno, WSAENOBUFS);
        }
        const int started = submit(*request);
        if (!passes_over(socket, started))
            return answer(*request, started, received, arguments.flags, lpErrno);
        free_request(*request);
    }
}

} // namespace ws2::provider::tcpip
