// Room provider_itot: one overlapped call. Winsock's scheme for handles that are not the system's:
// Offset keeps the flags, OffsetHigh the code, Internal and InternalHigh are
// WPUCompleteOverlappedRequest's; a completion routine is queued to its thread as an APC.
#pragma once

#include "kernel/file_view.hpp"

#include "winsock2.h"
#include "ws2spi.h"

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ws2::provider::itot {

class Socket;

// How a call wants to hear of its end.
struct Notice {
    LPWSAOVERLAPPED overlapped = nullptr; // null: it is no overlapped call
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = nullptr;
    LPWSATHREADID thread = nullptr; // where `routine` runs
};

struct Done {
    int code = 0;
    DWORD count = 0;
    DWORD flags = 0;
};

// Of a send: where it is in the program's buffers.
struct Progress {
    std::size_t piece;
    std::size_t offset;
    std::size_t left; // octets
    bool begun;       // some of the message has been sent
};

struct Operation {
    // Keeps the socket, and so its handle, until it is indicated.
    Operation(std::shared_ptr<Socket> socket, const Notice& notice, const WSABUF* buffers,
              DWORD count);
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

    const WSABUF* buffers() const noexcept { return many.empty() ? few.data() : many.data(); }
    // By a cancel: null and 0 mean any.
    bool is_meant(const OVERLAPPED* by_structure, DWORD by_issuer) const noexcept {
        return (by_structure == nullptr || by_structure == overlapped) &&
               (by_issuer == 0 || by_issuer == issuer);
    }

    Operation* next = nullptr;
    std::shared_ptr<Socket> socket;
    LPWSAOVERLAPPED overlapped;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    WSATHREADID thread{};
    DWORD issuer; // for CancelIo
    DWORD count;
    std::array<WSABUF, 2> few{};
    std::vector<WSABUF> many;
    DWORD flags = 0;
    Progress progress{};
    // TransmitFile.
    std::unique_ptr<kernel::FileView> view;
    // AcceptEx.
    std::shared_ptr<Socket> accepting;
    DWORD local_room = 0;
    Done done;
};
using OperationPointer = std::unique_ptr<Operation>;

// First in, first out. Owns what is in it.
class OperationQueue {
public:
    OperationQueue() = default;
    OperationQueue(OperationQueue&& other) noexcept
        : first_(std::exchange(other.first_, nullptr)), last_(std::exchange(other.last_, nullptr)) {
    }
    OperationQueue& operator=(OperationQueue&&) = delete;
    ~OperationQueue() {
        while (!empty())
            pop();
    }

    bool empty() const noexcept { return first_ == nullptr; }
    Operation& front() const noexcept { return *first_; }
    void push(OperationPointer operation) noexcept {
        Operation* const one = operation.release();
        one->next = nullptr;
        (empty() ? first_ : last_->next) = one;
        last_ = one;
    }
    void push_front(OperationPointer operation) noexcept {
        Operation* const one = operation.release();
        one->next = first_;
        if (empty())
            last_ = one;
        first_ = one;
    }
    OperationPointer pop() noexcept {
        Operation* const one = first_;
        first_ = one->next;
        return OperationPointer(one);
    }
    // Moves those that `wanted` accepts to `to`; how many it was.
    template<typename Wanted>
    unsigned move_to(OperationQueue& to, Wanted wanted) {
        unsigned moved = 0;
        OperationQueue all(std::move(*this));
        while (!all.empty()) {
            OperationPointer one = all.pop();
            const bool goes = wanted(*one);
            moved += goes ? 1 : 0;
            (goes ? to : *this).push(std::move(one));
        }
        return moved;
    }

private:
    Operation* first_ = nullptr;
    Operation* last_ = nullptr;
};

OperationPointer make_operation(Socket& socket, const Notice& notice, const WSABUF* buffers,
                                DWORD count);

// The call is starting: its event is reset and the structure says that it is in progress. 0, or
// WSA_INVALID_HANDLE if it has an event that is none: nothing is to start then.
[[nodiscard]] int begin(const Notice& notice) noexcept;
// Tells the program; no lock is held.
void indicate(SOCKET s, const Notice& notice, OperationPointer spare, const Done& done) noexcept;
void indicate(OperationPointer operation) noexcept;

} // namespace ws2::provider::itot
