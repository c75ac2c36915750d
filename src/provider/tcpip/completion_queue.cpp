// Room provider_tcpip: completion queues of Registered I/O.
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/registered_io.hpp"

#include <array>
#include <memory>
#include <new>

namespace ws2::provider::tcpip {
namespace {

constexpr std::uint32_t most_queues = 1U << 16U;

constinit std::mutex table_lock; // guards making queues; never taken with a queue's lock held
constinit std::array<std::atomic<CompletionQueue*>, most_queues> queues{};
constinit std::uint32_t used = 0; // guarded by table_lock

CompletionQueue* queue_of(std::uint64_t number) noexcept {
    const std::uint64_t index = (number & 0xFFFFFFFFU) - 1; // 0 is no number
    return index < most_queues ? queues[index].load(std::memory_order_acquire) : nullptr;
}

// One that nobody has, marked as open, or null.
CompletionQueue* take_queue(ws2io_group* group, std::uint32_t size) noexcept {
    const std::lock_guard guard(table_lock);
    for (std::uint32_t i = 0; i <= used && i < most_queues; ++i) {
        CompletionQueue* queue = queues[i].load(std::memory_order_relaxed);
        if (queue == nullptr) {
            queue = new (std::nothrow) CompletionQueue;
            if (queue == nullptr)
                return nullptr;
            queue->index = i;
            ++used;
            queues[i].store(queue, std::memory_order_release);
        }
        const std::lock_guard hold(queue->lock);
        if (queue->open || queue->users != 0)
            continue;
        queue->open = true;
        queue->group = group;
        queue->size = size;
        queue->reserved = 0;
        queue->armed = false;
        return queue;
    }
    return nullptr;
}

// 0, or why the program cannot be told this way.
int read_notification(const RIO_NOTIFICATION_COMPLETION* from, ws2io_notice& notice) noexcept {
    if (from == nullptr)
        return 0;
    if (from->Type == RIO_EVENT_COMPLETION) {
        notice = {WS2IO_BY_EVENT, from->Event.EventHandle, 0, nullptr};
        return 0;
    }
    if (from->Type != RIO_IOCP_COMPLETION || from->Iocp.Overlapped == nullptr)
        return WSAEINVAL;
    notice = {WS2IO_BY_PORT, from->Iocp.IocpHandle,
              reinterpret_cast<std::uintptr_t>(from->Iocp.CompletionKey),
              static_cast<_OVERLAPPED*>(from->Iocp.Overlapped)};
    return 0;
}

RIO_CQ refuse(int code) noexcept {
    WSASetLastError(code);
    return RIO_INVALID_CQ;
}

void destroy_all(RequestQueue* dead) noexcept {
    while (dead != nullptr)
        destroy(std::exchange(dead, dead->next_dead));
}

void collect(RequestQueue* queue, RequestQueue*& dead) noexcept {
    if (queue == nullptr)
        return;
    queue->next_dead = dead;
    dead = queue;
}

void write_result(const RegisteredRequest& request, RIORESULT& result) noexcept {
    result.Status = request.error;
    result.BytesTransferred = request.transferred;
    result.SocketContext = request.queue->context;
    result.RequestContext = request.context;
}

} // namespace

RIO_CQ CompletionQueue::id() const noexcept {
    return reinterpret_cast<RIO_CQ>((std::uint64_t{generation} << 32U) | (index + 1));
}

CompletionQueue* lock_queue(RIO_CQ id, std::unique_lock<std::mutex>& hold) noexcept {
    CompletionQueue* const queue = queue_of(reinterpret_cast<std::uint64_t>(id));
    if (queue == nullptr)
        return nullptr;
    hold = std::unique_lock(queue->lock);
    return queue->open && queue->id() == id ? queue : nullptr;
}

void leave_queue(CompletionQueue& queue, std::unique_lock<std::mutex>& hold) noexcept {
    ws2io_group* group = nullptr;
    if (--queue.users == 0 && !queue.open) {
        group = std::exchange(queue.group, nullptr);
        if (++queue.generation == 0)
            queue.generation = 1;
    }
    hold.unlock();
    if (group != nullptr)
        ws2io_group_close(group);
}

RIO_CQ PASCAL rio_create_completion_queue(DWORD size, PRIO_NOTIFICATION_COMPLETION notification) {
    if (size < 1 || size > RIO_MAX_CQ_SIZE)
        return refuse(WSAEINVAL);
    ws2io_notice notice{};
    if (const int code = read_notification(notification, notice); code != 0)
        return refuse(code);
    ws2io_group* group = nullptr;
    if (const int code = ws2io_group_open(&notice, &group); code != 0)
        return refuse(code);
    CompletionQueue* const queue = take_queue(group, size);
    if (queue == nullptr) {
        ws2io_group_close(group);
        return refuse(WSAENOBUFS);
    }
    // Nobody knows the number yet.
    queue->tells = notice.by != WS2IO_BY_POLLING;
    queue->resets = notice.by == WS2IO_BY_EVENT && notification->Event.NotifyReset != FALSE;
    return queue->id();
}

VOID PASCAL rio_close_completion_queue(RIO_CQ id) {
    std::unique_lock<std::mutex> hold;
    CompletionQueue* const queue = lock_queue(id, hold);
    if (queue == nullptr)
        return;
    ++queue->users;
    queue->open = false;
    queue->armed = false;
    RequestQueue* dead = nullptr;
    while (RegisteredRequest* const request = queue->completed.pop())
        collect(recycle(*request), dead);
    queue->count = 0;
    queue->notifying = 0;
    // What was deferred never starts.
    RequestList deferred = std::exchange(queue->deferred, {});
    hold.unlock();
    while (RegisteredRequest* const request = deferred.pop()) {
        SocketState& socket = *request->socket;
        complete(*request);
        SocketTable::release(socket);
    }
    hold.lock();
    leave_queue(*queue, hold);
    destroy_all(dead);
}

BOOL PASCAL rio_resize_completion_queue(RIO_CQ id, DWORD size) {
    std::unique_lock<std::mutex> hold;
    CompletionQueue* const queue = lock_queue(id, hold);
    int code = 0;
    if (queue == nullptr || size < 1 || size > RIO_MAX_CQ_SIZE)
        code = WSAEINVAL;
    else if (size < queue->reserved || size < queue->count)
        code = WSAETOOMANYREFS;
    else
        queue->size = size;
    return as_boolean(code);
}

ULONG PASCAL rio_dequeue(RIO_CQ id, PRIORESULT results, ULONG size) {
    std::unique_lock<std::mutex> hold;
    CompletionQueue* const queue = lock_queue(id, hold);
    if (queue == nullptr || (results == nullptr && size != 0))
        return RIO_CORRUPT_CQ;
    ++queue->users;
    if (queue->completed.first == nullptr && size != 0) {
        hold.unlock();
        ws2io_group_turn(queue->group);
        hold.lock();
    }
    RequestQueue* dead = nullptr;
    ULONG taken = 0;
    while (taken < size) {
        RegisteredRequest* const request = queue->completed.pop();
        if (request == nullptr)
            break;
        write_result(*request, results[taken++]);
        --queue->count;
        queue->notifying -= request->notifies ? 1 : 0;
        collect(recycle(*request), dead);
    }
    leave_queue(*queue, hold);
    destroy_all(dead);
    return taken;
}

INT PASCAL rio_notify(RIO_CQ id) {
    std::unique_lock<std::mutex> hold;
    CompletionQueue* const queue = lock_queue(id, hold);
    if (queue == nullptr || !queue->tells)
        return WSAEINVAL;
    if (queue->armed)
        return WSAEALREADY;
    if (queue->resets)
        ws2io_group_hush(queue->group);
    if (queue->notifying == 0) {
        queue->armed = true;
        return 0;
    }
    ++queue->users;
    hold.unlock();
    ws2io_group_tell(queue->group);
    hold.lock();
    leave_queue(*queue, hold);
    return 0;
}

RequestQueue* recycle(RegisteredRequest& request) noexcept {
    RequestQueue& queue = *request.queue;
    Side& side = queue.side(request.sends);
    request.next_request = side.free;
    side.free = &request;
    --side.outstanding;
    return queue.references.fetch_sub(1, std::memory_order_acq_rel) == 1 ? &queue : nullptr;
}

void complete(RegisteredRequest& request) noexcept {
    CompletionQueue& queue = *request.queue->side(request.sends).completions;
    std::unique_lock hold(queue.lock);
    if (!queue.open) { // silently dropped
        RequestQueue* const dead = recycle(request);
        hold.unlock();
        if (dead != nullptr)
            destroy(dead);
        return;
    }
    queue.completed.append(request);
    ++queue.count;
    queue.notifying += request.notifies ? 1 : 0;
    if (!queue.armed || !request.notifies)
        return;
    queue.armed = false;
    ++queue.users;
    hold.unlock();
    ws2io_group_tell(queue.group);
    hold.lock();
    leave_queue(queue, hold);
}

} // namespace ws2::provider::tcpip
