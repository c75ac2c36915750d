// Room provider_itot: the queue of connection requests of one listening socket.
#pragma once

#include "provider/itot/link.hpp"

#include <deque>
#include <functional>

namespace ws2::provider::itot {

class Listener {
public:
    explicit Listener(std::size_t backlog) noexcept : backlog_(backlog) {}

    void set_backlog(std::size_t backlog);
    // From the reactor. False if the queue is full or the socket gone: the caller refuses.
    bool offer(const std::shared_ptr<Link>& link);

    // The request at the head of the queue, which stays there until done() or defer(): another
    // accept gets the next one. Requests that were withdrawn while they waited are forgotten;
    // WSAEACCES if that one had been deferred before, which `deferred` tells of the head.
    int next(const Patience& patience, std::shared_ptr<Link>& link, bool& deferred);
    void defer(std::shared_ptr<Link> link); // back to the head

    bool readable();
    void enlist(Waiter& waiter);
    void delist(Waiter& waiter) noexcept;
    // Refuses who is still queued and ends waiting accepts with WSAEINTR.
    void close();

private:
    struct Entry {
        std::shared_ptr<Link> link;
        bool deferred;
    };

    std::mutex mutex_; // before a Link's
    std::deque<Entry> queue_;
    WaiterList waiters_;
    std::size_t backlog_;
    bool closed_ = false;
};

} // namespace ws2::provider::itot
