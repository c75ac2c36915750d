#include "provider/layer/own.hpp"

#include "base/log.hpp"
#include "ws2cancel.h"
#include "ws2io.h"

#include <cstdint>
#include <cstring>
#include <mutex>
#include <new>
#include <thread>
#include <vector>
#include <windows.h>

namespace ws2::provider::layer {
namespace {

// Guards the list of each slot's requests; slots share them.
std::mutex& lock_of(const SocketMap::Slot& slot) {
    constexpr std::size_t count = 64;
    static constinit std::mutex locks[count];
    return locks[reinterpret_cast<std::uintptr_t>(&slot) / sizeof slot % count];
}

void release(Request* request) noexcept {
    if (request->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete request;
}

void enlist(Request& request) noexcept {
    SocketMap::Slot& slot = *request.slot;
    const std::lock_guard lock(lock_of(slot));
    request.older = slot.newest;
    if (request.older != nullptr)
        request.older->newer = &request;
    slot.newest = &request;
}

void take_off_list(Request& request) noexcept {
    SocketMap::Slot& slot = *request.slot;
    const std::lock_guard lock(lock_of(slot));
    if (request.older != nullptr)
        request.older->newer = request.newer;
    (request.newer != nullptr ? request.newer->older : slot.newest) = request.older;
}

void CALLBACK run_routine(DWORD_PTR context) {
    auto* const request = reinterpret_cast<Request*>(context);
    const auto routine = request->routine;
    const auto upper = request->upper;
    const DWORD error = request->error;
    const DWORD octets = request->octets;
    const DWORD flags = request->flags;
    release(request);
    routine(error, octets, upper, flags);
}

void no_longer_pending(SocketMap::Slot& slot) noexcept {
    slot.pending.fetch_sub(1, std::memory_order_acq_rel);
    slot.pending.notify_all();
}

// Ends the program's request exactly once. The slot is the last thing touched: close_own() waits.
void finish(Request& request) noexcept {
    take_off_list(request);
    int32_t error = 0;
    ws2io_result(request.below(), 0, &error, &request.octets, &request.flags);
    request.error = static_cast<DWORD>(error);
    SocketMap::Slot& slot = *request.slot;
    const WSPUPCALLTABLE& up = request.stack->upcalls();
    int ignored = 0;
    if (request.routine != nullptr) {
        WSATHREADID thread = request.thread;
        const bool opened = request.opened_thread;
        if (up.lpWPUQueueApc(&thread, run_routine, reinterpret_cast<DWORD_PTR>(&request),
                             &ignored) != 0)
            release(&request); // its thread has ended, and its requests with it
        if (opened)
            up.lpWPUCloseThread(&thread, &ignored);
    } else {
        request.upper->Offset = request.flags;
        WPUCompleteOverlappedRequest(request.socket, request.upper, request.error, request.octets,
                                     &ignored);
        release(&request);
    }
    no_longer_pending(slot);
}

void take_ends(HANDLE port) noexcept {
    for (;;) {
        DWORD octets = 0;
        ULONG_PTR key = 0;
        LPOVERLAPPED overlapped = nullptr;
        GetQueuedCompletionStatus(port, &octets, &key, &overlapped, INFINITE);
        if (overlapped != nullptr)
            finish(*reinterpret_cast<Request*>(overlapped));
    }
}

// The port of all layers in this library, and its thread, which stays as long as the process.
HANDLE port_of_all() {
    static const HANDLE port = [] {
        const HANDLE made = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1);
        if (made != nullptr)
            std::thread(take_ends, made).detach();
        return made;
    }();
    return port;
}

HANDLE event_of(const OVERLAPPED& overlapped) noexcept {
    return reinterpret_cast<HANDLE>(reinterpret_cast<std::uintptr_t>(overlapped.hEvent) &
                                    ~std::uintptr_t{1}); // the lowest bit keeps a port away
}

} // namespace

bool watch_own(Stack& stack, SOCKET s, SOCKET lower) noexcept {
    try {
        stack.sockets.slot_of(s)->pending.store(0, std::memory_order_relaxed);
        const HANDLE port = port_of_all();
        return port != nullptr &&
               CreateIoCompletionPort(reinterpret_cast<HANDLE>(lower), port, 0, 0) != nullptr;
    } catch (...) {
        return false;
    }
}

Request* begin_own(Stack& stack, SOCKET s, LPWSAOVERLAPPED upper,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                   LPINT error) noexcept {
    auto* request = new (std::nothrow) Request;
    if (request == nullptr) {
        *error = WSAENOBUFS;
        return nullptr;
    }
    const WSPUPCALLTABLE& up = stack.upcalls();
    if (routine != nullptr && thread != nullptr) {
        request->thread = *thread;
    } else if (routine != nullptr) {
        if (up.lpWPUOpenCurrentThread(&request->thread, error) != 0) {
            delete request;
            return nullptr;
        }
        request->opened_thread = true;
    }
    request->stack = &stack;
    request->slot = stack.sockets.slot_of(s);
    request->socket = s;
    request->upper = upper;
    request->routine = routine;
    upper->InternalHigh = 0;
    upper->Internal = static_cast<ULONG_PTR>(WSS_OPERATION_IN_PROGRESS);
    int ignored = 0;
    if (routine == nullptr && event_of(*upper) != nullptr)
        up.lpWPUResetEvent(event_of(*upper), &ignored);
    request->issuer = GetCurrentThreadId();
    request->slot->pending.fetch_add(1, std::memory_order_relaxed);
    enlist(*request);
    return request;
}

int started_own(Request* request, int result, LPINT error) noexcept {
    if (result == SOCKET_ERROR && *error != WSA_IO_PENDING) {
        int ignored = 0;
        if (request->opened_thread)
            request->stack->upcalls().lpWPUCloseThread(&request->thread, &ignored);
        take_off_list(*request);
        no_longer_pending(*request->slot);
        release(request);
        return SOCKET_ERROR;
    }
    *error = WSA_IO_PENDING; // what is done already is indicated by the port's thread, too
    return SOCKET_ERROR;
}

int cancel_own(Stack& stack, SOCKET s, const void* in, DWORD in_size, void* out, DWORD out_size,
               LPDWORD returned, LPINT error) noexcept {
    WS2_CANCEL wish{};
    DWORD found = 0;
    if (in == nullptr || in_size < sizeof wish || out == nullptr || out_size < sizeof found) {
        *error = WSAEFAULT;
        return SOCKET_ERROR;
    }
    std::memcpy(&wish, in, sizeof wish);
    SocketMap::Slot& slot = *stack.sockets.slot_of(s);
    const auto lower = reinterpret_cast<HANDLE>(slot.lower.load(std::memory_order_relaxed));
    std::vector<Request*> meant;
    try {
        const std::lock_guard lock(lock_of(slot));
        for (Request* each = slot.newest; each != nullptr; each = each->older)
            if ((wish.lpOverlapped == nullptr || wish.lpOverlapped == each->upper) &&
                (wish.dwThreadId == 0 || wish.dwThreadId == each->issuer)) {
                meant.push_back(each);
                each->references.fetch_add(1, std::memory_order_relaxed);
            }
    } catch (const std::bad_alloc&) { // what was found so far is cancelled
    }
    for (Request* each : meant) { // which keeps its place in memory, also if it has ended
        found += CancelIoEx(lower, each->below()) != FALSE ? 1 : 0;
        release(each);
    }
    std::memcpy(out, &found, sizeof found);
    if (returned != nullptr)
        *returned = sizeof found;
    return 0;
}

BOOL own_result(LPWSAOVERLAPPED overlapped, LPDWORD octets, BOOL wait, LPDWORD flags,
                LPINT error) noexcept {
    if (overlapped == nullptr || octets == nullptr || flags == nullptr) {
        *error = WSAEFAULT;
        return FALSE;
    }
    if (wait != FALSE && event_of(*overlapped) == nullptr) {
        *error = WSA_INVALID_HANDLE;
        return FALSE;
    }
    int32_t result = 0;
    uint32_t count = 0;
    uint32_t ignored = 0;
    if (ws2io_result(overlapped, wait != FALSE ? INFINITE : 0, &result, &count, &ignored) != 0) {
        *error = WSA_IO_INCOMPLETE;
        return FALSE;
    }
    *octets = count;
    *flags = overlapped->Offset;
    *error = result;
    return result == 0 ? TRUE : FALSE;
}

int close_own(Stack& stack, SOCKET s, LPINT error) noexcept {
    SocketMap::Slot& slot = *stack.sockets.slot_of(s);
    for (std::uint32_t left = slot.pending.load(std::memory_order_acquire); left != 0;
         left = slot.pending.load(std::memory_order_acquire))
        slot.pending.wait(left, std::memory_order_acquire);
    stack.sockets.forget(s, stack.sockets.generation_of(s));
    return stack.upcalls().lpWPUCloseSocketHandle(s, error);
}

SOCKET translated(const SocketMap& sockets, const char* value, int length) noexcept {
    SOCKET s = INVALID_SOCKET;
    if (value != nullptr && length >= static_cast<int>(sizeof s))
        std::memcpy(&s, value, sizeof s);
    return sockets.find(s).handle;
}

} // namespace ws2::provider::layer
