// Room provider_itot: the queue of connection requests of one listening socket.
#pragma once

#include "provider/itot/link.hpp"

#include <deque>
#include <functional>

namespace ws2::provider::itot {

// AcceptEx (slot_accept_ex.cpp): accepts `link` for it. False, and the operation left, if it is no
// caller any more.
bool take_caller(OperationPointer& operation, const std::shared_ptr<Link>& link);
// Without first data: connected (0), or why not. No lock is held.
void end_accept(OperationPointer operation, int code) noexcept;

class Listener {
public:
    explicit Listener(std::size_t backlog) noexcept : backlog_(backlog) {}

    void set_backlog(std::size_t backlog);
    // For the connections of callers from here on.
    void configure(const Settings& settings);
    Settings settings();
    // From the reactor. False if the queue is full or the socket gone: the caller refuses.
    bool offer(const std::shared_ptr<Link>& link);

    // The request at the head of the queue, which stays there until done() or defer(): another
    // accept gets the next one. Requests that were withdrawn while they waited are forgotten;
    // WSAEACCES if that one had been deferred before, which `deferred` tells of the head.
    int next(const Patience& patience, std::shared_ptr<Link>& link, bool& deferred);
    void defer(std::shared_ptr<Link> link); // back to the head

    // AcceptEx: takes its turn among others; WSA_IO_PENDING.
    int begin_accept(OperationPointer operation);
    // A connection that an AcceptEx of ours waits on for first data.
    void remember(const std::shared_ptr<Link>& link);
    unsigned cancel(const OVERLAPPED* overlapped, DWORD issuer, const Socket* issued_on);
    void abandon(); // the last WSPCleanup

    bool readable();
    void watch(std::shared_ptr<Notifier> notifier); // null: no more
    void note_again(long reenabled);
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
    void serve_accepts();
    bool has_caller();
    std::shared_ptr<Notifier> due();

    std::deque<Entry> queue_;
    std::shared_ptr<Notifier> notifier_;
    OperationQueue accepts_;
    std::vector<std::weak_ptr<Link>> awaiting_data_;
    WaiterList waiters_;
    Settings settings_;
    std::size_t backlog_;
    bool closed_ = false;
};

} // namespace ws2::provider::itot
