// Suite conformance: an event object, a socket's registration for network events, and their record.
#pragma once

#include "conformance/pair.hpp"

namespace ws2::conformance {

inline bool notifies(const Entry& entry) {
    return entry.subject->network_events;
}
inline bool notifying_connection(const Entry& entry) {
    return notifies(entry) && entry.connected();
}
inline bool notifying_datagram(const Entry& entry) {
    return notifies(entry) && !entry.connected();
}

class Events {
public:
    explicit Events(SOCKET s = INVALID_SOCKET) : socket(s), event(WSACreateEvent()) {}
    Events(SOCKET s, LONG mask) : Events(s) {
        if (WSAEventSelect(socket, event, mask) != 0)
            refuse("WSAEventSelect");
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;
    ~Events() { WSACloseEvent(event); }

    Outcome select(LONG mask) const {
        return outcome_of([&] { return WSAEventSelect(socket, event, mask); });
    }
    bool signalled() const {
        return WSAWaitForMultipleEvents(1, &event, FALSE, 0, FALSE) == WSA_WAIT_EVENT_0;
    }
    // What is recorded now; the event is reset.
    LONG now() {
        if (WSAEnumNetworkEvents(socket, event, &record) != 0)
            refuse("WSAEnumNetworkEvents");
        return record.lNetworkEvents;
    }
    // Waits until all of `wanted` were recorded; everything that was. The wait's limit only ends a
    // hang.
    LONG wait_for(LONG wanted) {
        LONG all = 0;
        WSANETWORKEVENTS sum{};
        while ((all & wanted) != wanted) {
            if (WSAWaitForMultipleEvents(1, &event, FALSE, 30000, FALSE) != WSA_WAIT_EVENT_0)
                break;
            const LONG news = now();
            for (int i = 0; i < FD_MAX_EVENTS; ++i)
                if ((news & (1 << i)) != 0)
                    sum.iErrorCode[i] = record.iErrorCode[i];
            all |= news;
        }
        record = sum;
        return all;
    }
    int code(int bit) const { return record.iErrorCode[bit]; }

    SOCKET socket;
    WSAEVENT event;
    WSANETWORKEVENTS record{};
};

} // namespace ws2::conformance
