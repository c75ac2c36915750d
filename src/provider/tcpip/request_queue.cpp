// Room provider_tcpip: request queues of Registered I/O. A number holds the descriptor, so that
// finding a queue is finding its socket; the socket's reference keeps the queue for a call.
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/registered_io.hpp"

#include <memory>
#include <new>

namespace ws2::provider::tcpip {
namespace {

constinit std::atomic<std::uint32_t> generations{0};

RIO_RQ number_for(int descriptor) noexcept {
    std::uint32_t generation = 0;
    do
        generation = generations.fetch_add(1, std::memory_order_relaxed) + 1;
    while (generation == 0);
    return reinterpret_cast<RIO_RQ>((std::uint64_t{generation} << 32U) |
                                    static_cast<std::uint32_t>(descriptor));
}

// 0, or why the socket cannot have a request queue.
int check_socket(const SocketState& socket) noexcept {
    const bool known = socket.type == SOCK_STREAM || socket.type == SOCK_DGRAM;
    if (!known || socket.local() || !socket.has(status::registered))
        return WSAEOPNOTSUPP;
    if (socket.closing() || socket.requests.load(std::memory_order_acquire) != nullptr ||
        socket.has(status::listening))
        return WSAEINVAL;
    return 0;
}

// Takes places in a completion queue and becomes its user. 0 or the code.
int enter(RIO_CQ id, std::uint32_t most, Side& side, ws2io_group** group) noexcept {
    std::unique_lock<std::mutex> hold;
    CompletionQueue* const queue = lock_queue(id, hold);
    if (queue == nullptr)
        return WSAEINVAL;
    if (most > queue->size - queue->reserved)
        return WSAENOBUFS;
    queue->reserved += most;
    ++queue->users;
    side.completions = queue;
    side.most = most;
    *group = queue->group;
    return 0;
}

// Gives the places back.
void free_places(Side& side) noexcept {
    const std::lock_guard hold(side.completions->lock);
    side.completions->reserved -= side.most;
    side.most = 0;
}

void leave(Side& side) noexcept {
    if (side.completions == nullptr)
        return;
    while (RegisteredRequest* const request = side.free) {
        side.free = request->next_request;
        delete request;
    }
    std::unique_lock hold(side.completions->lock);
    leave_queue(*side.completions, hold);
}

RIO_RQ refuse(int code) noexcept {
    WSASetLastError(code);
    return RIO_INVALID_RQ;
}

// What deferred requests of the queue are still in the list; they are the caller's.
RequestList take_deferred(CompletionQueue& completions, const RequestQueue& queue) noexcept {
    const std::lock_guard hold(completions.lock);
    RequestList mine;
    RequestList others;
    while (RegisteredRequest* const request = completions.deferred.pop())
        (request->queue == &queue ? mine : others).append(*request);
    completions.deferred = others;
    return mine;
}

void abort(RequestList requests) noexcept {
    while (RegisteredRequest* const request = requests.pop()) {
        request->error = WSA_OPERATION_ABORTED;
        request->transferred = 0;
        SocketState& socket = *request->socket;
        complete(*request);
        SocketTable::release(socket); // never the last: the caller has one
    }
}

} // namespace

RIO_RQ PASCAL rio_create_request_queue(SOCKET s, ULONG most_receives, ULONG receive_buffers,
                                       ULONG most_sends, ULONG send_buffers, RIO_CQ receive_queue,
                                       RIO_CQ send_queue, PVOID context) {
    const SocketReference socket(s);
    if (!socket)
        return refuse(WSAENOTSOCK);
    if (const int code = check_socket(*socket); code != 0)
        return refuse(code);
    if ((most_receives == 0 && most_sends == 0) || receive_buffers > 1 || send_buffers > 1)
        return refuse(WSAEINVAL);
    std::unique_ptr<RequestQueue> queue(new (std::nothrow) RequestQueue);
    if (!queue)
        return refuse(WSAENOBUFS);
    ws2io_group* group = nullptr;
    ws2io_group* ignored = nullptr;
    int code = enter(receive_queue, most_receives, queue->receives, &group);
    if (code == 0)
        code = enter(send_queue, most_sends, queue->sends, most_receives != 0 ? &ignored : &group);
    if (code == 0 && !engage(*socket))
        code = WSAEINVAL;
    if (code == 0)
        code = ws2io_group_join(group, socket->descriptor);
    queue->id = number_for(socket->descriptor);
    queue->context = reinterpret_cast<std::uint64_t>(context);
    RequestQueue* none = nullptr;
    if (code == 0 && !socket->requests.compare_exchange_strong(none, queue.get()))
        code = WSAEINVAL; // another thread was first
    if (code == 0)
        return queue.release()->id;
    for (Side* side : {&queue->receives, &queue->sends})
        if (side->completions != nullptr)
            free_places(*side);
    destroy(queue.release());
    return refuse(code == WSAENOTSOCK ? WSAEINVAL : code);
}

SocketReference socket_of(RIO_RQ id) noexcept {
    const auto number = reinterpret_cast<std::uint64_t>(id);
    SocketReference socket(static_cast<SOCKET>(number & 0xFFFFFFFFU));
    const RequestQueue* const queue =
        socket ? socket->requests.load(std::memory_order_acquire) : nullptr;
    return queue != nullptr && queue->id == id ? std::move(socket) : SocketReference(nullptr);
}

BOOL PASCAL rio_resize_request_queue(RIO_RQ id, DWORD most_receives, DWORD most_sends) {
    const SocketReference socket = socket_of(id);
    if (!socket || (most_receives == 0 && most_sends == 0))
        return as_boolean(WSAEINVAL);
    RequestQueue& queue = *socket->requests.load(std::memory_order_acquire);
    CompletionQueue& first = *queue.receives.completions;
    CompletionQueue& second = *queue.sends.completions;
    std::unique_lock hold_first(first.lock, std::defer_lock);
    std::unique_lock hold_second(second.lock, std::defer_lock);
    if (&first == &second)
        hold_first.lock();
    else
        std::lock(hold_first, hold_second);
    int code = 0;
    if (most_receives < queue.receives.outstanding || most_sends < queue.sends.outstanding)
        code = WSAETOOMANYREFS;
    // What each completion queue would have to hold.
    std::uint64_t wanted_first =
        first.reserved + std::uint64_t{most_receives} - queue.receives.most;
    std::uint64_t wanted_second = second.reserved + std::uint64_t{most_sends} - queue.sends.most;
    if (&first == &second)
        wanted_first = wanted_second = wanted_first + most_sends - queue.sends.most;
    if (code == 0 && (wanted_first > first.size || wanted_second > second.size))
        code = WSAENOBUFS;
    if (code != 0)
        return as_boolean(code);
    first.reserved = static_cast<std::uint32_t>(wanted_first);
    second.reserved = static_cast<std::uint32_t>(wanted_second);
    queue.receives.most = most_receives;
    queue.sends.most = most_sends;
    return TRUE;
}

void abort_deferred(SocketState& socket) noexcept {
    RequestQueue& queue = *socket.requests.load(std::memory_order_acquire);
    abort(take_deferred(*queue.receives.completions, queue));
    abort(take_deferred(*queue.sends.completions, queue));
}

void end_requests(SocketState& socket) noexcept {
    RequestQueue* const queue = socket.requests.exchange(nullptr, std::memory_order_acq_rel);
    if (queue == nullptr)
        return;
    free_places(queue->receives);
    free_places(queue->sends);
    if (queue->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        destroy(queue);
}

void destroy(RequestQueue* queue) noexcept {
    leave(queue->receives);
    leave(queue->sends);
    delete queue;
}

} // namespace ws2::provider::tcpip
