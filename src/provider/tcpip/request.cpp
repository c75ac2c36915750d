// Room provider_tcpip: requests and their free list. Each thread keeps a few; a shared list evens
// out between threads that submit and threads that complete.
#include "provider/tcpip/request.hpp"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>
#include <winerror.h>

namespace ws2::provider::tcpip {
namespace {

constexpr unsigned most_kept = 64; // by a thread
constexpr unsigned batch = 32;     // moved between a thread and the shared list

constinit std::mutex shared_lock;
constinit Request* shared = nullptr; // guarded by shared_lock

struct Kept {
    Request* first = nullptr;
    unsigned count = 0;
    bool over = false; // the thread ends

    void push(Request& request) noexcept {
        request.next = first;
        first = &request;
        ++count;
    }
    Request* pop() noexcept {
        Request* const request = first;
        if (request != nullptr) {
            first = request->next;
            --count;
        }
        return request;
    }
    void give_back(unsigned how_many) noexcept {
        const std::lock_guard guard(shared_lock);
        for (; how_many != 0 && first != nullptr; --how_many) {
            Request* const request = pop();
            request->next = shared;
            shared = request;
        }
    }
    void fetch() noexcept {
        const std::lock_guard guard(shared_lock);
        for (unsigned i = 0; i < batch && shared != nullptr; ++i) {
            Request* const request = shared;
            shared = request->next;
            push(*request);
        }
    }
    ~Kept() {
        give_back(count);
        over = true;
    }
};

constinit thread_local Kept kept;

[[gnu::hot]] void release(ws2io_operation* operation) noexcept {
    free_request(operation);
}

} // namespace

// The head of a block; what it is for follows.
struct alignas(std::max_align_t) Extra {
    Extra* next;
};

void* Request::more_room(std::size_t size) noexcept {
    void* const block = std::malloc(sizeof(Extra) + size);
    if (block == nullptr)
        return nullptr;
    extra = new (block) Extra{extra};
    return extra + 1;
}

[[gnu::hot]] bool Request::take_buffers(const WSABUF* from, DWORD count) noexcept {
    const std::size_t used = address == room.data() ? 32 : 0;
    buffers = reinterpret_cast<ws2io_buffer*>(room.data() + used);
    if (count > (room.size() - used) / sizeof(ws2io_buffer)) {
        buffers = static_cast<ws2io_buffer*>(more_room(count * sizeof(ws2io_buffer)));
        if (buffers == nullptr)
            return false;
    }
    for (DWORD i = 0; i < count; ++i)
        buffers[i] = {from[i].buf, from[i].len};
    buffer_count = count;
    return true;
}

bool Request::take_name(const void* from, int size) noexcept {
    constexpr std::size_t largest_in_place = 28;
    address_size = static_cast<std::uint32_t>(size);
    address = room.data();
    if (address_size > largest_in_place) {
        address = more_room(address_size);
        if (address == nullptr)
            return false;
    }
    std::memcpy(address, from, address_size);
    return true;
}

ws2io_packet* Request::make_packets(DWORD count) noexcept {
    packets = static_cast<ws2io_packet*>(more_room(count * sizeof(ws2io_packet)));
    packet_count = count;
    return packets;
}

bool Request::take_control(const WSABUF& from) noexcept {
    if (from.len == 0)
        return true;
    control = more_room(from.len);
    if (control == nullptr)
        return false;
    std::memcpy(control, from.buf, from.len);
    control_size = from.len;
    return true;
}

[[gnu::hot]] Request* new_request(SocketState& socket, int kind,
                                  const Indication& indication) noexcept {
    if (kept.first == nullptr)
        kept.fetch();
    Request* request = kept.pop();
    if (request == nullptr)
        request = new (std::nothrow) Request;
    if (request == nullptr)
        return nullptr;
    static_cast<ws2io_operation&>(*request) = ws2io_operation{};
    request->kind = static_cast<std::uint16_t>(kind);
    request->options = socket.stream() ? WS2IO_STREAM : 0;
    request->overlapped = reinterpret_cast<_OVERLAPPED*>(indication.overlapped);
    if (indication.routine != nullptr) {
        request->routine = reinterpret_cast<decltype(request->routine)>(indication.routine);
        if (indication.thread != nullptr) {
            request->thread_handle = indication.thread->ThreadHandle;
            request->thread_reserved = indication.thread->Reserved;
        }
    }
    request->release = release;
    request->socket = &socket;
    request->name_size = nullptr;
    request->extra = nullptr;
    return request;
}

[[gnu::hot]] void free_request(Request& request) noexcept {
    while (request.extra != nullptr)
        std::free(std::exchange(request.extra, request.extra->next));
    kept.push(request);
    if (kept.over)
        kept.give_back(kept.count);
    else if (kept.count > most_kept)
        kept.give_back(batch);
}

[[gnu::hot]] int submit(Request& request) noexcept {
    if (!engage(*request.socket))
        return WSAENOTSOCK;
    return ws2io_submit(request.socket->descriptor, &request);
}

int run(Request& request, std::uint32_t timeout_ms, DWORD* transferred) noexcept {
    SocketState& socket = *request.socket;
    OVERLAPPED own{};
    own.hEvent = reinterpret_cast<HANDLE>(ULONG_PTR{1}); // no event, and no packet
    request.overlapped = reinterpret_cast<_OVERLAPPED*>(&own);
    const int started = submit(request);
    if (started != WSA_IO_PENDING) {
        *transferred = request.transferred;
        free_request(request);
        return started;
    }
    std::int32_t error = 0;
    std::uint32_t flags = 0;
    const auto* waited = reinterpret_cast<const _OVERLAPPED*>(&own);
    const bool in_time = ws2io_result(waited, timeout_ms == 0 ? INFINITE : timeout_ms, &error,
                                      transferred, &flags) == 0;
    if (!in_time) {
        ws2io_cancel(socket.descriptor, reinterpret_cast<_OVERLAPPED*>(&own), 0);
        ws2io_result(waited, INFINITE, &error, transferred, &flags);
    }
    if (error != WSA_OPERATION_ABORTED)
        return error;
    return socket.closing() ? WSAEINTR : WSAETIMEDOUT;
}

} // namespace ws2::provider::tcpip
