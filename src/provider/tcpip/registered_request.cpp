// Room provider_tcpip: RIOReceive, RIOReceiveEx, RIOSend, RIOSendEx, and the function table.
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/registered_io.hpp"

#include <array>
#include <cstring>
#include <new>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

struct Arguments {
    const RIO_BUF* data;
    ULONG count;
    const RIO_BUF* local;
    const RIO_BUF* remote;
    const RIO_BUF* control;
    const RIO_BUF* out_flags;
    DWORD flags;
    PVOID context;
};

// The registered memory that a call names.
struct Slices {
    Slice data;
    Slice local;
    Slice remote;
    Slice control;
    Slice flags;
};

// 0 or the code.
int find_at_least(const RIO_BUF* wanted, std::size_t least, Slice& slice) noexcept {
    if (wanted == nullptr)
        return 0;
    const int code = find_slice(*wanted, slice);
    return code == 0 && slice.size < least ? WSAEFAULT : code;
}

int find_extras(const Arguments& arguments, bool sends, Slices& slices) noexcept {
    if (sends && arguments.local != nullptr)
        return WSAEINVAL;
    int code = find_at_least(arguments.local, sizeof(SOCKADDR_INET), slices.local);
    if (code == 0)
        code = find_at_least(arguments.remote, sizeof(SOCKADDR_INET), slices.remote);
    if (code == 0)
        code = find_at_least(arguments.control, RIO_CMSG_BASE_SIZE, slices.control);
    if (code == 0)
        code = find_at_least(arguments.out_flags, sizeof(DWORD), slices.flags);
    if (code != 0 || !sends || slices.control.start == nullptr)
        return code;
    RIO_CMSG_BUFFER head{};
    std::memcpy(&head, slices.control.start, sizeof head);
    return head.TotalLength <= slices.control.size ? 0 : WSAEINVAL;
}

// 0, or what is wrong with the call.
int check(SocketState& socket, bool sends, const Arguments& arguments, Slices& slices) noexcept {
    const DWORD allowed =
        RIO_MSG_DONT_NOTIFY | RIO_MSG_DEFER | (sends || socket.datagram ? 0 : RIO_MSG_WAITALL);
    if ((arguments.flags & ~allowed) != 0 || arguments.count > 1 ||
        (arguments.data == nullptr) != (arguments.count == 0) ||
        (arguments.data == nullptr && socket.stream()))
        return WSAEINVAL;
    if (arguments.data != nullptr)
        if (const int code = find_slice(*arguments.data, slices.data); code != 0)
            return code;
    if (const int code = find_extras(arguments, sends, slices); code != 0)
        return code;
    return check_registered(socket, sends);
}

bool is_bare(const Arguments& arguments) noexcept {
    return arguments.flags == RIO_MSG_COMMIT_ONLY && arguments.data == nullptr &&
           arguments.count == 0 && arguments.local == nullptr && arguments.remote == nullptr &&
           arguments.control == nullptr && arguments.out_flags == nullptr &&
           arguments.context == nullptr;
}

void fill(RegisteredRequest& request, SocketState& socket, const Arguments& arguments,
          const Slices& slices) noexcept {
    static_cast<ws2io_operation&>(request) = ws2io_operation{};
    request.socket = &socket;
    request.context = reinterpret_cast<std::uintptr_t>(arguments.context);
    request.piece = {slices.data.start, slices.data.size};
    request.extended = arguments.local != nullptr || arguments.remote != nullptr ||
                       arguments.control != nullptr || arguments.out_flags != nullptr;
    request.local_address = slices.local;
    request.remote_address = slices.remote;
    request.control_area = slices.control;
    request.flags_area = slices.flags;
    prepare_operation(request, arguments.flags);
}

// A request that counts against the limit, or null and the code. Gives the lock up where it has to
// ask for memory.
RegisteredRequest* take_request(RequestQueue& queue, bool sends, SocketState& socket,
                                std::unique_lock<std::mutex>& hold, int* code) noexcept {
    Side& side = queue.side(sends);
    std::unique_ptr<RegisteredRequest> fresh;
    for (;;) {
        *code = 0;
        if (!side.completions->open || socket.closing())
            *code = WSAEINVAL;
        else if (side.outstanding >= side.most)
            *code = WSAENOBUFS;
        if (*code != 0)
            return nullptr;
        if (side.free != nullptr || fresh)
            break;
        hold.unlock();
        fresh.reset(new (std::nothrow) RegisteredRequest);
        hold.lock();
        if (!fresh) {
            *code = WSAENOBUFS;
            return nullptr;
        }
        fresh->queue = &queue;
        fresh->sends = sends;
    }
    RegisteredRequest* request = fresh.release();
    if (request == nullptr) {
        request = side.free;
        side.free = request->next_request;
    }
    ++side.outstanding;
    queue.references.fetch_add(1, std::memory_order_relaxed);
    return request;
}

void submit_all(RequestList requests) noexcept {
    std::array<ws2io_submission, 64> submissions;
    std::array<SocketState*, 64> sockets_of;
    while (requests.first != nullptr) {
        std::size_t count = 0;
        while (count < submissions.size()) {
            RegisteredRequest* const request = requests.pop();
            if (request == nullptr)
                break;
            sockets_of[count] = request->socket;
            submissions[count++] = {request->socket->descriptor, request};
        }
        ws2io_submit_many(submissions.data(), count);
        for (std::size_t i = 0; i < count; ++i)
            SocketTable::release(*sockets_of[i]);
    }
}

// Submits what is deferred. One thread at a time does, or the requests of one queue that two
// threads commit might overtake each other.
void commit(CompletionQueue& queue, std::unique_lock<std::mutex>& hold) noexcept {
    if (queue.committing) {
        queue.wanted = true;
        hold.unlock();
        return;
    }
    queue.committing = true;
    ++queue.users;
    do {
        queue.wanted = false;
        const RequestList requests = std::exchange(queue.deferred, {});
        hold.unlock();
        submit_all(requests);
        hold.lock();
    } while (queue.wanted);
    queue.committing = false;
    leave_queue(queue, hold);
}

int commit_only(RequestQueue& queue, const Arguments& arguments) noexcept {
    if (!is_bare(arguments))
        return WSAEINVAL;
    CompletionQueue* const both[] = {queue.receives.completions, queue.sends.completions};
    for (CompletionQueue* const each : both) {
        std::unique_lock hold(each->lock);
        if (each->deferred.first != nullptr)
            commit(*each, hold);
    }
    return 0;
}

int post(RIO_RQ id, bool sends, const Arguments& arguments) noexcept {
    SocketReference socket = socket_of(id);
    if (!socket)
        return WSAEINVAL;
    RequestQueue& queue = *socket->requests.load(std::memory_order_acquire);
    if ((arguments.flags & RIO_MSG_COMMIT_ONLY) != 0)
        return commit_only(queue, arguments);
    Slices slices;
    int code = check(*socket, sends, arguments, slices);
    if (code != 0)
        return code;
    CompletionQueue& completions = *queue.side(sends).completions;
    std::unique_lock hold(completions.lock);
    RegisteredRequest* const request = take_request(queue, sends, *socket, hold, &code);
    if (request == nullptr)
        return code;
    fill(*request, *socket, arguments, slices);
    // The call's reference becomes the request's until it is submitted.
    static_cast<void>(socket.give_up());
    completions.deferred.append(*request);
    if ((arguments.flags & RIO_MSG_DEFER) == 0)
        commit(completions, hold);
    return 0;
}

} // namespace

BOOL PASCAL rio_receive(RIO_RQ id, PRIO_BUF data, ULONG count, DWORD flags, PVOID context) {
    return as_boolean(
        post(id, false, {data, count, nullptr, nullptr, nullptr, nullptr, flags, context}));
}

int PASCAL rio_receive_ex(RIO_RQ id, PRIO_BUF data, ULONG count, PRIO_BUF local, PRIO_BUF remote,
                          PRIO_BUF control, PRIO_BUF out_flags, DWORD flags, PVOID context) {
    return as_boolean(
        post(id, false, {data, count, local, remote, control, out_flags, flags, context}));
}

BOOL PASCAL rio_send(RIO_RQ id, PRIO_BUF data, ULONG count, DWORD flags, PVOID context) {
    return as_boolean(
        post(id, true, {data, count, nullptr, nullptr, nullptr, nullptr, flags, context}));
}

BOOL PASCAL rio_send_ex(RIO_RQ id, PRIO_BUF data, ULONG count, PRIO_BUF local, PRIO_BUF remote,
                        PRIO_BUF control, PRIO_BUF out_flags, DWORD flags, PVOID context) {
    return as_boolean(
        post(id, true, {data, count, local, remote, control, out_flags, flags, context}));
}

int give_extension_table(const void* guid, DWORD guid_size, void* out, DWORD out_size,
                         DWORD& returned) noexcept {
    constexpr GUID known = WSAID_MULTIPLE_RIO;
    RIO_EXTENSION_FUNCTION_TABLE table{};
    if (guid == nullptr || guid_size < sizeof known)
        return WSAEFAULT;
    if (std::memcmp(guid, &known, sizeof known) != 0)
        return WSAEINVAL;
    if (out == nullptr || out_size < sizeof table)
        return WSAEFAULT;
    table.cbSize = sizeof table;
    table.RIOReceive = rio_receive;
    table.RIOReceiveEx = rio_receive_ex;
    table.RIOSend = rio_send;
    table.RIOSendEx = rio_send_ex;
    table.RIOCloseCompletionQueue = rio_close_completion_queue;
    table.RIOCreateCompletionQueue = rio_create_completion_queue;
    table.RIOCreateRequestQueue = rio_create_request_queue;
    table.RIODequeueCompletion = rio_dequeue;
    table.RIODeregisterBuffer = rio_deregister_buffer;
    table.RIONotify = rio_notify;
    table.RIORegisterBuffer = rio_register_buffer;
    table.RIOResizeCompletionQueue = rio_resize_completion_queue;
    table.RIOResizeRequestQueue = rio_resize_request_queue;
    std::memcpy(out, &table, sizeof table);
    returned = sizeof table;
    return 0;
}

} // namespace ws2::provider::tcpip
