// Room provider_tcpip: network events: registration, record, re-enabling.
#include "provider/tcpip/notification.hpp"

#include "kernel/socket.hpp"
#include "provider/tcpip/observation.hpp"
#include "provider/tcpip/watcher.hpp"

#include <new>

namespace ws2::provider::tcpip {
namespace {

// In the order in which a program wants to hear of them.
constexpr LONG all_events[] = {FD_CONNECT,
                               FD_ACCEPT,
                               FD_WRITE,
                               FD_OOB,
                               FD_READ,
                               FD_CLOSE,
                               FD_QOS,
                               FD_GROUP_QOS,
                               FD_ROUTING_INTERFACE_CHANGE,
                               FD_ADDRESS_LIST_CHANGE};

constexpr std::size_t index_of(LONG event) noexcept {
    return static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(event)));
}

void post(const SocketState& socket, const EventTarget& target, LONG event, int code) noexcept {
    const auto post_message = socket.family->post_message.load(std::memory_order_acquire);
    if (post_message != nullptr)
        post_message(target.window, target.message, static_cast<WPARAM>(socket.descriptor),
                     WSAMAKESELECTREPLY(event, code));
}

// `order` is held.
void record(const SocketState& socket, Notification& notification,
            const Observation& seen) noexcept {
    const LONG news = notification.armed & seen.events;
    if (news == 0)
        return;
    notification.armed &= ~news;
    if ((news & FD_CONNECT) != 0)
        notification.connect_told = true;
    const bool by_message = notification.target.window != nullptr;
    for (const LONG event : all_events) {
        if ((news & event) == 0)
            continue;
        const int code = seen.code_of(event);
        if (by_message)
            post(socket, notification.target, event, code);
        else
            notification.codes[index_of(event)] = code;
    }
    if (by_message)
        return;
    notification.recorded |= news;
    const auto set_event = socket.family->set_event.load(std::memory_order_acquire);
    int ignored = 0;
    if (set_event != nullptr)
        set_event(notification.target.event, &ignored);
}

Notification* notification_of(SocketState& socket) noexcept {
    Notification* notification = socket.notification.load(std::memory_order_acquire);
    if (notification != nullptr)
        return notification;
    auto* fresh = new (std::nothrow) Notification;
    if (fresh == nullptr)
        return nullptr;
    if (socket.notification.compare_exchange_strong(notification, fresh, std::memory_order_acq_rel))
        return fresh;
    delete fresh;
    return notification;
}

void force_non_blocking(SocketState& socket) noexcept {
    if (!socket.has(status::listening)) // a listener's descriptor always is
        kernel::set_non_blocking(socket.descriptor, true);
    socket.set(status::non_blocking);
}

} // namespace

int subscribe(SocketState& socket, const EventTarget& target, LONG mask) noexcept {
    Notification* const notification = notification_of(socket);
    if (notification == nullptr || (mask != 0 && !Watcher::watch(socket)))
        return WSAENOBUFS;
    force_non_blocking(socket);
    {
        const std::lock_guard guard(notification->order);
        notification->target = target;
        notification->mask = mask;
        notification->armed = mask & ~events_of_ioctls;
        if (socket.keeps(choice::awaits_addresses)) // the ioctl came first
            notification->armed |= mask & FD_ADDRESS_LIST_CHANGE;
        if (socket.keeps(choice::awaits_route))
            notification->armed |= mask & FD_ROUTING_INTERFACE_CHANGE;
        if (notification->connect_told)
            notification->armed &= ~FD_CONNECT;
        notification->recorded = 0;
        ++notification->rearmings;
        socket.assign(status::watched, mask != 0);
    }
    if (mask == 0 && !socket.has(status::receive_shut)) {
        Watcher::forget(socket);
        if (socket.has(status::receive_shut)) // since then: it relies on the watcher
            static_cast<void>(Watcher::watch(socket));
    } else if (mask != 0) {
        observe(socket);
    }
    return 0;
}

void inherit_subscription(SocketState& listener, SocketState& accepted) noexcept {
    if (!listener.has(status::watched))
        return;
    Notification& notification = *listener.notification.load(std::memory_order_acquire);
    EventTarget target;
    LONG mask = 0;
    {
        const std::lock_guard guard(notification.order);
        target = notification.target;
        mask = notification.mask;
    }
    if (mask != 0)
        static_cast<void>(subscribe(accepted, target, mask));
}

void unsubscribe(SocketState& socket) noexcept {
    Notification* const notification = socket.notification.load(std::memory_order_acquire);
    if (notification == nullptr)
        return Watcher::forget(socket); // SD_RECEIVE may have been
    {
        const std::lock_guard guard(notification->order);
        notification->mask = 0;
        notification->armed = 0;
        socket.clear(status::watched);
    }
    Watcher::forget(socket);
    Watcher::wait_until_unseen(socket);
}

void observe(SocketState& socket) noexcept {
    Notification& notification = *socket.notification.load(std::memory_order_acquire);
    for (;;) {
        LONG wanted = 0;
        std::uint32_t rearmings = 0;
        {
            const std::lock_guard guard(notification.order);
            wanted = notification.armed & ~events_of_ioctls;
            rearmings = notification.rearmings;
        }
        if (wanted == 0)
            return;
        const Observation seen = look(socket, wanted);
        const std::lock_guard guard(notification.order);
        if (notification.rearmings == rearmings)
            return record(socket, notification, seen);
    }
}

void rearm(SocketState& socket, LONG events) noexcept {
    Notification& notification = *socket.notification.load(std::memory_order_acquire);
    {
        const std::lock_guard guard(notification.order);
        notification.armed |= notification.mask & events;
        ++notification.rearmings;
    }
    observe(socket);
}

void expect_connection(SocketState& socket) noexcept {
    Notification* const notification = socket.notification.load(std::memory_order_acquire);
    if (notification == nullptr)
        return;
    const std::lock_guard guard(notification->order);
    notification->connect_told = false;
    notification->armed |= notification->mask & (FD_CONNECT | FD_WRITE | FD_CLOSE);
    ++notification->rearmings;
}

void report(SocketState& socket, LONG event, int code) noexcept {
    Notification* const notification = socket.notification.load(std::memory_order_acquire);
    if (notification == nullptr)
        return;
    const std::lock_guard guard(notification->order);
    record(socket, *notification, {event, code, code});
}

} // namespace ws2::provider::tcpip
