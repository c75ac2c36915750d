// Room provider_itot: registering for network events, and reading the record.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

namespace ws2::provider::itot::slot {
namespace {

// Every registration makes the socket non-blocking, one of nothing too.
template<typename Select>
int select_events(Socket& socket, long mask, Select select) {
    if ((mask & ~Notifier::all_events) != 0)
        return WSAEINVAL;
    socket.non_blocking = true;
    std::shared_ptr<Notifier> notifier;
    std::shared_ptr<Link> link;
    std::shared_ptr<Listener> listener;
    {
        const std::lock_guard lock(socket.mutex);
        if (!socket.notifier_)
            socket.notifier_ = std::make_shared<Notifier>();
        socket.notified = true;
        notifier = socket.notifier_;
        link = socket.link_;
        listener = socket.listener_;
    }
    select(*notifier);
    if (mask == 0)
        notifier.reset();
    if (link)
        link->watch(notifier);
    if (listener)
        listener->watch(notifier);
    return 0;
}

} // namespace

int WSPAPI event_select(SOCKET s, WSAEVENT event, LONG mask, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (mask != 0 && event == nullptr)
                return WSAEINVAL;
            return select_events(socket, mask,
                                 [&](Notifier& notifier) { notifier.select(event, mask); });
        });
    });
}

// Whether the handle is a window's was asked before: nothing here can tell.
int WSPAPI async_select(SOCKET s, HWND window, unsigned int message, LONG mask, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (mask != 0 && (window == nullptr || Runtime::upcalls().lpWPUPostMessage == nullptr))
                return WSAEINVAL;
            return select_events(socket, mask, [&](Notifier& notifier) {
                notifier.select(window, message, mask, s);
            });
        });
    });
}

int WSPAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (events == nullptr)
                return WSAEFAULT;
            std::shared_ptr<Notifier> notifier = socket.notifier();
            if (!notifier)
                notifier = std::make_shared<Notifier>(); // nothing was ever asked for
            return notifier->enumerate(event, events);
        });
    });
}

} // namespace ws2::provider::itot::slot
