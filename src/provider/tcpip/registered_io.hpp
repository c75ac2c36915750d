// Room provider_tcpip: Registered I/O. A request queue belongs to a socket; what it completes is
// linked into a completion queue until the program takes it. Requests go through the engine like
// all others, but in batches: a commit submits everything that a completion queue's requests have
// deferred at once.
//
// A request counts against its queue's limit, and exists, until its completion is dequeued: a
// completion queue needs no memory of its own and cannot overflow.
#pragma once

#include "provider/tcpip/request.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mswsock.h>
#include <mutex>

namespace ws2::provider::tcpip {

struct RequestQueue;

// Registered memory, as found for one request.
struct Slice {
    char* start = nullptr;
    std::uint32_t size = 0;
};

struct RegisteredRequest : SocketOperation {
    RequestQueue* queue;
    RegisteredRequest* next_request; // in the list of the free, the deferred or the completed
    std::uintptr_t context;
    bool sends;
    bool notifies;
    bool extended; // asks for some of what follows the piece
    ws2io_buffer piece;
    Slice local_address;
    Slice remote_address;
    Slice control_area;
    Slice flags_area;
    alignas(8) std::array<std::byte, 64> packet_info; // where the local address comes from
};

struct RequestList {
    RegisteredRequest* first = nullptr;
    RegisteredRequest* last = nullptr;

    void append(RegisteredRequest& request) noexcept {
        request.next_request = nullptr;
        (last != nullptr ? last->next_request : first) = &request;
        last = &request;
    }
    RegisteredRequest* pop() noexcept {
        RegisteredRequest* const request = first;
        if (request != nullptr && (first = request->next_request) == nullptr)
            last = nullptr;
        return request;
    }
};

// Never freed: a closed one is opened again under another number once nobody has it any more.
struct CompletionQueue {
    std::mutex lock; // guards everything here, and the sides of request queues
    std::uint32_t index = 0;
    std::uint32_t generation = 1;
    bool open = false;
    std::uint32_t users = 0; // request queues, and calls that work without the lock
    ws2io_group* group = nullptr;
    bool tells = false;  // has an event or a port
    bool resets = false; // RIONotify resets the event

    std::uint32_t size = 0;
    std::uint32_t reserved = 0; // by the sides of request queues
    RequestList completed;
    std::uint32_t count = 0;     // of them
    std::uint32_t notifying = 0; // of them, those without RIO_MSG_DONT_NOTIFY
    bool armed = false;          // RIONotify waits for the next

    RequestList deferred;
    bool committing = false; // a thread submits; it takes what others commit meanwhile, too
    bool wanted = false;     // and there is such

    RIO_CQ id() const noexcept;
};

// One direction of a request queue; guarded by its completion queue's lock.
struct Side {
    CompletionQueue* completions = nullptr;
    std::uint32_t most = 0;
    std::uint32_t outstanding = 0;
    RegisteredRequest* free = nullptr;
};

struct RequestQueue {
    RIO_RQ id = nullptr;
    std::uint64_t context = 0;
    std::atomic<std::uint32_t> references{1}; // the socket's, and one of each outstanding request
    RequestQueue* next_dead = nullptr;
    Side receives;
    Side sends;

    Side& side(bool sending) noexcept { return sending ? sends : receives; }
};

// registered_buffer.cpp
RIO_BUFFERID PASCAL rio_register_buffer(PCHAR start, DWORD size);
VOID PASCAL rio_deregister_buffer(RIO_BUFFERID id);
// 0, or WSAEFAULT: no such buffer, or it does not contain that much.
int find_slice(const RIO_BUF& wanted, Slice& slice) noexcept;

// completion_queue.cpp
RIO_CQ PASCAL rio_create_completion_queue(DWORD size, PRIO_NOTIFICATION_COMPLETION notification);
VOID PASCAL rio_close_completion_queue(RIO_CQ id);
BOOL PASCAL rio_resize_completion_queue(RIO_CQ id, DWORD size);
ULONG PASCAL rio_dequeue(RIO_CQ id, PRIORESULT results, ULONG size);
INT PASCAL rio_notify(RIO_CQ id);
// The open queue, locked by `hold`; null if there is none of that number.
CompletionQueue* lock_queue(RIO_CQ id, std::unique_lock<std::mutex>& hold) noexcept;
// With the lock held, which it gives up: one user less. What closing leaves to the last of them.
void leave_queue(CompletionQueue& queue, std::unique_lock<std::mutex>& hold) noexcept;
// The request is over: its completion goes where it belongs.
void complete(RegisteredRequest& request) noexcept;
// With the lock held: the request may be used again. The queue, if that was its last reference.
RequestQueue* recycle(RegisteredRequest& request) noexcept;

// request_queue.cpp
RIO_RQ PASCAL rio_create_request_queue(SOCKET s, ULONG most_receives, ULONG receive_buffers,
                                       ULONG most_sends, ULONG send_buffers, RIO_CQ receive_queue,
                                       RIO_CQ send_queue, PVOID context);
BOOL PASCAL rio_resize_request_queue(RIO_RQ id, DWORD most_receives, DWORD most_sends);
// The socket is closing: what is deferred never starts.
void abort_deferred(SocketState& socket) noexcept;
// The socket is gone.
void end_requests(SocketState& socket) noexcept;
void destroy(RequestQueue* queue) noexcept;
// The socket of a request queue; empty if there is none of that number.
SocketReference socket_of(RIO_RQ id) noexcept;

// registered_request.cpp
BOOL PASCAL rio_receive(RIO_RQ id, PRIO_BUF data, ULONG count, DWORD flags, PVOID context);
int PASCAL rio_receive_ex(RIO_RQ id, PRIO_BUF data, ULONG count, PRIO_BUF local, PRIO_BUF remote,
                          PRIO_BUF control, PRIO_BUF out_flags, DWORD flags, PVOID context);
BOOL PASCAL rio_send(RIO_RQ id, PRIO_BUF data, ULONG count, DWORD flags, PVOID context);
BOOL PASCAL rio_send_ex(RIO_RQ id, PRIO_BUF data, ULONG count, PRIO_BUF local, PRIO_BUF remote,
                        PRIO_BUF control, PRIO_BUF out_flags, DWORD flags, PVOID context);

// registered_operation.cpp: a request as an operation of the engine. Its slices are set; `flags`
// are those of the call.
void prepare_operation(RegisteredRequest& request, DWORD flags) noexcept;
// 0, or what the socket does not allow now.
int check_registered(SocketState& socket, bool sends) noexcept;

} // namespace ws2::provider::tcpip
