// Room nt: the life of an OVERLAPPED: begun, completed once, asked about. The engine completes
// system handles' operations here, WPUCompleteOverlappedRequest those of all others.
#pragma once

#include "nt/association.hpp"
#include "nt/status.hpp"

#include <cstdint>
#include <minwinbase.h>

namespace ws2::nt {

// The operation is about to start: "in progress", and its event (if it has one) reset. A routine's
// operation (`with_event` false) leaves hEvent to the program. 0, or WSA_INVALID_HANDLE if hEvent
// is no event: nothing is to start then.
int begin_overlapped(OVERLAPPED& overlapped, bool with_event) noexcept;

inline constexpr std::uintptr_t kNoPacketBit = 1; // of hEvent
inline constexpr int kFlagsShift = 32;            // of Internal

struct Outcome {
    int error = 0; // WSA code
    std::uint32_t bytes = 0;
    std::uint32_t flags = 0; // Winsock's message flags
};

// OVERLAPPED.Internal of an outcome: the NTSTATUS, above it the message flags.
inline std::uintptr_t status_word(const Outcome& outcome) noexcept {
    return (static_cast<std::uintptr_t>(outcome.flags) << kFlagsShift) |
           status_from_wsa(outcome.error);
}

// Threads that wait for operations without an event.
extern constinit std::atomic<std::uint32_t> watcher_count;
void tell_watchers(const OVERLAPPED* overlapped) noexcept;

// Writes the outcome; the program may reuse or free the structure at once when it polls.
inline void publish(OVERLAPPED& overlapped, const Outcome& outcome) noexcept {
    overlapped.InternalHigh = outcome.bytes;
    // seq_cst: either this thread sees the watcher, or the watcher sees the outcome.
    __atomic_store_n(&overlapped.Internal, status_word(outcome), __ATOMIC_SEQ_CST);
    if (watcher_count.load(std::memory_order_seq_cst) != 0)
        tell_watchers(&overlapped);
}

// Publishes, sets the event, and queues a packet to `association`'s port if there is one. An event
// with its lowest bit set keeps the packet away, as documented for GetQueuedCompletionStatus.
void complete_overlapped(OVERLAPPED& overlapped, const Outcome& outcome,
                         const Association& association) noexcept;
// The packet that goes with an outcome.
inline Packet packet_of(OVERLAPPED& overlapped, const Outcome& outcome,
                        std::uintptr_t key) noexcept {
    return {key, &overlapped, status_word(outcome), outcome.bytes};
}
// Whether the structure asks for no packet.
inline bool refuses_packet(const OVERLAPPED& overlapped) noexcept {
    return (reinterpret_cast<std::uintptr_t>(overlapped.hEvent) & kNoPacketBit) != 0;
}
inline Handle event_of(const OVERLAPPED& overlapped) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(overlapped.hEvent);
    return reinterpret_cast<Handle>(value & ~kNoPacketBit);
}

bool is_complete(const OVERLAPPED& overlapped) noexcept;
// Of a complete operation.
Outcome outcome_of(const OVERLAPPED& overlapped) noexcept;

// Waits until the operation is complete: at its event where it has one. 0, WAIT_TIMEOUT or
// WAIT_IO_COMPLETION.
int await_overlapped(const OVERLAPPED& overlapped, std::int64_t deadline_ns, bool alertable);

} // namespace ws2::nt
