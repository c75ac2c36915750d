// Room nt: the life of an OVERLAPPED: begun, completed once, asked about. The engine completes
// system handles' operations here, WPUCompleteOverlappedRequest those of all others.
#pragma once

#include "nt/association.hpp"

#include <cstdint>
#include <minwinbase.h>

namespace ws2::nt {

// The operation is about to start: "in progress", and its event (if it has one) reset. A routine's
// operation (`with_event` false) leaves hEvent to the program.
void begin_overlapped(OVERLAPPED& overlapped, bool with_event) noexcept;

struct Outcome {
    int error = 0; // WSA code
    std::uint32_t bytes = 0;
    std::uint32_t flags = 0; // Winsock's message flags
};

// Writes the outcome; the program may reuse or free the structure at once when it polls.
void publish(OVERLAPPED& overlapped, const Outcome& outcome) noexcept;

// Publishes, sets the event, and queues a packet to `association`'s port if there is one. An event
// with its lowest bit set keeps the packet away, as documented for GetQueuedCompletionStatus.
void complete_overlapped(OVERLAPPED& overlapped, const Outcome& outcome,
                         const Association& association) noexcept;
// The packet that goes with an outcome.
Packet packet_of(OVERLAPPED& overlapped, const Outcome& outcome, std::uintptr_t key) noexcept;
// Whether the structure asks for no packet.
bool refuses_packet(const OVERLAPPED& overlapped) noexcept;

bool is_complete(const OVERLAPPED& overlapped) noexcept;
// Of a complete operation.
Outcome outcome_of(const OVERLAPPED& overlapped) noexcept;

// Waits until the operation is complete: at its event where it has one. 0, WAIT_TIMEOUT or
// WAIT_IO_COMPLETION.
int await_overlapped(const OVERLAPPED& overlapped, std::int64_t deadline_ns, bool alertable);

} // namespace ws2::nt
