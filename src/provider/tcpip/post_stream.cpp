// Room provider_tcpip: what keeps its place behind a stream's posted sends.
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/duplicate.hpp"
#include "provider/tcpip/post.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

void finish_end(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    if (request.error == 0) // else the socket is closing, which ends the stream, too
        static_cast<void>(kernel::shutdown(request.socket->descriptor, kernel::End::send));
}

} // namespace

[[gnu::hot]] void finish_stream_send(ws2io_operation* operation) noexcept {
    auto& request = *static_cast<SocketOperation*>(operation);
    SocketState& socket = *request.socket;
    if (request.error == WSAECONNRESET) {
        if (sending_ended_elsewhere(socket))
            socket.set(status::send_shut);
        if (socket.has(status::send_shut))
            request.error = WSAESHUTDOWN;
        else
            socket.set(status::reset);
    } else if (request.error == WSA_OPERATION_ABORTED && request.engine.done != 0 &&
               socket.closing()) {
        kernel::set_linger(socket.descriptor, true, 0); // a torn send must not look like an end
    }
    end_quietly_at_cleanup(request);
}

bool posted_sends_wait(const SocketState& socket) noexcept {
    return ws2io_sending(socket.descriptor) != 0;
}

Result<std::uint32_t> send_behind(SocketState& socket, const WSABUF* buffers, DWORD count,
                                  int native_flags) noexcept {
    using Sent = Result<std::uint32_t>;
    if (socket.has(status::non_blocking))
        return Sent::fail(WSAEWOULDBLOCK);
    Request* const request = new_request(socket, WS2IO_SEND, {});
    if (request == nullptr)
        return Sent::fail(WSAENOBUFS);
    if (!request->take_buffers(buffers, count)) {
        free_request(*request);
        return Sent::fail(WSAENOBUFS);
    }
    request->message_flags = native_flags;
    request->finish = finish_stream_send;
    DWORD sent = 0;
    const int code = run(*request, socket.send_timeout_ms.load(std::memory_order_relaxed), &sent);
    return code == 0 ? Sent::ok(sent) : Sent::fail(code);
}

Result<void> shut_behind_posted_sends(SocketState& socket) noexcept {
    Request* const request = new_request(socket, WS2IO_NOTHING, {});
    if (request == nullptr)
        return Result<void>::fail(WSAENOBUFS);
    request->finish = finish_end;
    if (submit(*request) != WSA_IO_PENDING)
        free_request(*request); // done, or the socket is closing and ends anyway
    return Result<void>::ok();
}

} // namespace ws2::provider::tcpip
