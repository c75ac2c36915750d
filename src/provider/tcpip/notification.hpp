// Room provider_tcpip: network events: what a program asked for with WSPEventSelect or
// WSPAsyncSelect, what has been reported, and what may be reported again.
//
// An event that was reported stays quiet until its re-enabling call, which looks whether it is true
// already; everything else is noticed by the watcher (watcher.hpp). Sockets without a registration
// pay one look at status::watched.
#pragma once

#include "provider/tcpip/socket_state.hpp"

#include <array>

namespace ws2::provider::tcpip {

// Where events go: to an event object, or as messages to a window.
struct EventTarget {
    WSAEVENT event = nullptr;
    HWND window = nullptr;
    unsigned int message = 0;
};

struct Notification {
    // Held while the event is set or reset and the message posted, so that a record and its
    // indication change together.
    std::mutex order;

    // All guarded by `order`.
    EventTarget target;
    LONG mask = 0;               // what is asked for
    LONG armed = 0;              // of it: to be reported as soon as it is true
    LONG recorded = 0;           // for WSPEnumNetworkEvents
    std::uint32_t rearmings = 0; // a look from before one of them is void
    bool connect_told = false;   // of the present connection
    std::array<int, FD_MAX_EVENTS> codes{};
};

inline constexpr LONG events_of_receive = FD_READ | FD_OOB;
// True as often as it happens, and only after the ioctl of that name.
inline constexpr LONG events_of_ioctls = FD_ROUTING_INTERFACE_CHANGE | FD_ADDRESS_LIST_CHANGE;

// A new registration in place of the old one; mask 0 is none. The caller holds a reference.
// WSAENOBUFS if there is no memory or no thread.
int subscribe(SocketState& socket, const EventTarget& target, LONG mask) noexcept;
// What an accepted connection takes over from its listener.
void inherit_subscription(SocketState& listener, SocketState& accepted) noexcept;
// For a close: nothing is reported from here on, and the watcher is through with the socket.
void unsubscribe(SocketState& socket) noexcept;

// Reports what is armed and true.
void observe(SocketState& socket) noexcept;
// After a re-enabling call.
void rearm(SocketState& socket, LONG events) noexcept;
// Before a connect: its events are those of a new connection.
void expect_connection(SocketState& socket) noexcept;
// Something that is no state of the socket happened.
void report(SocketState& socket, LONG event, int code) noexcept;

// These cost one look where there is no registration.
inline void note_change(SocketState& socket) noexcept {
    if (socket.has(status::watched)) [[unlikely]]
        observe(socket);
}
inline void note_call(SocketState& socket, LONG events) noexcept {
    if (socket.has(status::watched)) [[unlikely]]
        rearm(socket, events);
}

} // namespace ws2::provider::tcpip
