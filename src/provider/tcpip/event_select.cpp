// Room provider_tcpip: WSPEventSelect, WSPAsyncSelect, WSPEnumNetworkEvents.
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

int select_events(SOCKET s, const EventTarget& target, LONG events, LPINT lpErrno) noexcept {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    const bool nowhere = target.event == nullptr && target.window == nullptr;
    if ((events & ~FD_ALL_EVENTS) != 0 || (events != 0 && nowhere))
        return fail(lpErrno, WSAEINVAL);
    const int code = subscribe(*socket, target, events);
    return code == 0 ? 0 : fail(lpErrno, code);
}

} // namespace

int WSPAPI WSPEventSelect(SOCKET s, WSAEVENT event, LONG events, LPINT lpErrno) {
    return select_events(s, {event, nullptr, 0}, events, lpErrno);
}

int WSPAPI WSPAsyncSelect(SOCKET s, HWND window, unsigned int message, LONG events, LPINT lpErrno) {
    return select_events(s, {nullptr, window, message}, events, lpErrno);
}

int WSPAPI WSPEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events,
                                LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (events == nullptr)
        return fail(lpErrno, WSAEFAULT);
    Notification* const notification = socket->notification.load(std::memory_order_acquire);
    std::unique_lock<std::mutex> guard;
    if (notification != nullptr)
        guard = std::unique_lock(notification->order);
    const auto reset_event = socket->family->reset_event.load(std::memory_order_acquire);
    int code = WSAEINVAL;
    if (event != nullptr && (reset_event == nullptr || !reset_event(event, &code)))
        return fail(lpErrno, code);
    events->lNetworkEvents = 0;
    if (notification == nullptr)
        return 0;
    events->lNetworkEvents = std::exchange(notification->recorded, 0);
    for (std::size_t i = 0; i < FD_MAX_EVENTS; ++i)
        if ((events->lNetworkEvents & (1L << i)) != 0)
            events->iErrorCode[i] = notification->codes[i];
    return 0;
}

} // namespace ws2::provider::tcpip
