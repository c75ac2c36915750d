// Room provider_tcpip: AcceptEx. The connection takes over the number of the caller's socket.
//
// Without first data it is one operation of the listener. With first data the listener's accept is
// followed by a receive on the connection, which the program must not see: it indicates through a
// stand-in, an operation of the listener that never becomes ready by itself, so that the program
// can cancel it like any other and the indication goes where the listener's go. What ends it, the
// receive or the program, is settled by `settled`.
#include "kernel/descriptor.hpp"
#include "kernel/file.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/accept_areas.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/socket_table.hpp"
#include "provider/tcpip/watcher.hpp"

#include <cstring>
#include <new>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

struct AcceptRequest;

struct Step : ws2io_operation {
    AcceptRequest* whole = nullptr;
};

struct AcceptRequest {
    Step accept;
    Step stand_in;
    Step receive;
    std::atomic<unsigned> users{1};   // steps under way
    std::atomic<bool> settled{false}; // how it ends
    SOCKET listener_handle;
    SocketState* listener;  // for its own steps: its close waits for them
    SocketState* accepting; // a reference
    LPOVERLAPPED overlapped;
    AcceptAreas areas;
    ws2io_buffer buffer;
    std::int32_t error = 0;        // of the receive
    std::uint32_t transferred = 0; // by the receive
};

AcceptRequest& whole_of(ws2io_operation* operation) noexcept {
    return *static_cast<Step*>(operation)->whole;
}

void drop(AcceptRequest& request) noexcept {
    if (request.users.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    request.accepting->clear(status::accepting);
    SocketTable::release(*request.accepting);
    delete &request;
}

void release_step(ws2io_operation* operation) noexcept {
    drop(whole_of(operation));
}

void end_quietly(ws2io_operation& operation, const SocketState& listener) noexcept {
    if (operation.error != 0 && listener.has(status::silent))
        operation.overlapped = nullptr;
}

void prepare_step(AcceptRequest& request, Step& step, int kind,
                  void (*finish)(ws2io_operation*)) noexcept {
    step.whole = &request;
    step.kind = static_cast<std::uint16_t>(kind);
    step.finish = finish;
    step.release = release_step;
}

// The connection under the caller's number, with what the caller set there.
int take_over(SocketState& accepting, int connection, bool unwanted) noexcept {
    if (unwanted || accepting.closing()) {
        kernel::set_linger(connection, true, 0);
        kernel::close_descriptor(connection);
        return WSA_OPERATION_ABORTED;
    }
    if (accepting.has(status::non_blocking))
        kernel::set_non_blocking(connection, true);
    const bool watched = accepting.has(status::in_watch);
    Watcher::forget(accepting);
    const Result<void> moved = kernel::move_descriptor(connection, accepting.descriptor);
    if (!moved)
        return moved.error;
    if (accepting.has(status::engaged))
        ws2io_replaced(accepting.descriptor);
    accepting.set(status::answered);
    mark_connected(accepting);
    accepting.set(status::awaits_context);
    if (watched && Watcher::watch(accepting))
        note_change(accepting);
    return 0;
}

// The receive ended: the stand-in says so. The listener is held, or this is a step of its own.
void settle(AcceptRequest& request, int listener, int error, std::uint32_t transferred) noexcept {
    request.error = error;
    request.transferred = transferred;
    if (!request.settled.exchange(true))
        ws2io_cancel(listener, request.overlapped, 0);
}

void finish_receive(ws2io_operation* operation) noexcept {
    AcceptRequest& request = whole_of(operation);
    // Held, the listener's number cannot become another's; not to be had, its close ends the rest.
    const SocketReference listener(request.listener_handle);
    if (listener)
        settle(request, listener->descriptor, operation->error, operation->transferred);
}

void finish_stand_in(ws2io_operation* operation) noexcept {
    AcceptRequest& request = whole_of(operation);
    if (request.settled.exchange(true)) {
        operation->error = request.error;
        operation->transferred = request.transferred;
    } else { // by the program
        operation->error = WSA_OPERATION_ABORTED;
        ws2io_cancel(request.accepting->descriptor, nullptr, 0);
    }
    end_quietly(*operation, *request.listener);
}

// A step of the listener. 0 if the end will come through the stand-in.
int wait_for_data(AcceptRequest& request) noexcept {
    const int listener = request.listener->descriptor;
    const int connection = request.accepting->descriptor;
    request.users.fetch_add(2, std::memory_order_relaxed);
    if (ws2io_submit(listener, &request.stand_in) != WSA_IO_PENDING) {
        request.users.fetch_sub(2, std::memory_order_relaxed); // the accept's own remains
        return WSA_OPERATION_ABORTED;                          // the listener is closing
    }
    const int started =
        engage(*request.accepting) ? ws2io_submit(connection, &request.receive) : WSAENOTSOCK;
    if (started != WSA_IO_PENDING) {
        settle(request, listener, started, request.receive.transferred);
        drop(request);
    } else if (request.settled.load()) { // the program was faster
        ws2io_cancel(connection, nullptr, 0);
    }
    return 0;
}

void finish_accept(ws2io_operation* operation) noexcept {
    AcceptRequest& request = whole_of(operation);
    const bool awaits_data = request.buffer.size != 0;
    if (operation->error == 0)
        operation->error = take_over(*request.accepting, operation->accepted,
                                     awaits_data && ws2io_cancel_asked(operation) != 0);
    if (operation->error == 0)
        request.areas.write_names(request.accepting->descriptor);
    if (operation->error == 0 && awaits_data) {
        operation->error = wait_for_data(request);
        if (operation->error == 0)
            operation->overlapped = nullptr; // the stand-in's now
    }
    end_quietly(*operation, *request.listener);
}

int check(const SocketState& listener, const SocketState& accepting, PVOID output,
          const AcceptAreas& areas, LPOVERLAPPED overlapped) noexcept {
    constexpr std::uint32_t used = status::connected | status::connecting | status::listening |
                                   status::bound | status::connect_posted;
    if (overlapped == nullptr)
        return WSA_INVALID_PARAMETER;
    if (output == nullptr)
        return WSAEFAULT;
    if (!listener.has(status::listening) || accepting.datagram || accepting.has(used) ||
        accepting.address_family != listener.address_family)
        return WSAEINVAL;
    return areas.fit(listener.address_size()) ? 0 : WSAEINVAL;
}

AcceptRequest* new_request(SocketState& listener, SocketState& accepting, const AcceptAreas& areas,
                           LPOVERLAPPED overlapped) noexcept {
    auto* request = new (std::nothrow) AcceptRequest{};
    if (request == nullptr)
        return nullptr;
    request->listener_handle = static_cast<SOCKET>(listener.descriptor);
    request->listener = &listener;
    request->accepting = &accepting;
    request->overlapped = overlapped;
    request->areas = areas;
    request->buffer = {areas.data, areas.data_size};
    prepare_step(*request, request->accept, WS2IO_ACCEPT, finish_accept);
    request->accept.overlapped = overlapped;
    // As Windows in practice: programs take TRUE for "over, and no packet".
    request->accept.options = WS2IO_PENDS;
    prepare_step(*request, request->stand_in, WS2IO_POLL_OUT, finish_stand_in);
    request->stand_in.overlapped = overlapped;
    prepare_step(*request, request->receive, WS2IO_RECEIVE, finish_receive);
    request->receive.options = WS2IO_STREAM;
    request->receive.buffers = &request->buffer;
    request->receive.buffer_count = 1;
    return request;
}

// Takes over the reference to `accepting`, which is marked as such. As start().
int begin(SocketState& listener, SocketState& accepting, const AcceptAreas& areas,
          LPOVERLAPPED overlapped) noexcept {
    AcceptRequest* const request = new_request(listener, accepting, areas, overlapped);
    if (request == nullptr) {
        accepting.clear(status::accepting);
        SocketTable::release(accepting);
        return WSAENOBUFS;
    }
    const int started =
        engage(listener) ? ws2io_submit(listener.descriptor, &request->accept) : WSAENOTSOCK;
    if (started != WSA_IO_PENDING)
        drop(*request);
    return started;
}

} // namespace

BOOL PASCAL accept_ex(SOCKET listener, SOCKET accepting, PVOID output, DWORD data_size,
                      DWORD local_size, DWORD peer_size, LPDWORD, LPOVERLAPPED overlapped) {
    const SocketReference listening(listener);
    SocketState* const connection = listening ? sockets.acquire(accepting) : nullptr;
    if (connection == nullptr)
        return as_boolean(WSAENOTSOCK);
    const AcceptAreas areas{static_cast<unsigned char*>(output), data_size, local_size, peer_size};
    int code = check(*listening, *connection, output, areas, overlapped);
    if (code == 0 && (connection->status.fetch_or(status::accepting) & status::accepting) != 0)
        code = WSAEINVAL;
    if (code != 0) {
        SocketTable::release(*connection);
        note_call(*listening, FD_ACCEPT);
        return as_boolean(code);
    }
    code = begin(*listening, *connection, areas, overlapped);
    note_call(*listening, FD_ACCEPT);
    return as_boolean(code);
}

int update_accept_context(SocketState& socket, const char* value, int size) noexcept {
    SOCKET s = INVALID_SOCKET;
    if (value == nullptr || size < static_cast<int>(sizeof s))
        return WSAEFAULT;
    std::memcpy(&s, value, sizeof s);
    const SocketReference listener(s);
    if (!listener)
        return WSAENOTSOCK;
    if (!listener->has(status::listening))
        return WSAEINVAL;
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    socket.clear(status::awaits_context);
    // The kernel's options came with the connection; these are ours.
    constexpr std::uint32_t kept =
        status::inherited & ~(status::non_blocking | status::overlapped | status::registered);
    socket.set(listener->status.load() & kept);
    socket.linger.store(listener->linger.load());
    if (const auto timeout_ms = listener->receive_timeout_ms.load(); timeout_ms != 0) {
        socket.receive_timeout_ms.store(timeout_ms);
        kernel::set_receive_timeout(socket.descriptor, timeout_ms);
    }
    if (const auto timeout_ms = listener->send_timeout_ms.load(); timeout_ms != 0) {
        socket.send_timeout_ms.store(timeout_ms);
        kernel::set_send_timeout(socket.descriptor, timeout_ms);
    }
    inherit_subscription(*listener, socket);
    return 0;
}

} // namespace ws2::provider::tcpip
