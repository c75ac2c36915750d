// Room provider_itot: the queue of connection requests, as AcceptEx uses it.
#include "provider/itot/listener.hpp"

#include "winsock2.h"

namespace ws2::provider::itot {

int Listener::begin_accept(OperationPointer operation) {
    {
        const std::lock_guard lock(mutex_);
        if (closed_)
            return WSAENOTSOCK;
        accepts_.push(std::move(operation));
    }
    serve_accepts();
    return WSA_IO_PENDING;
}

// Brings callers and operations together. No lock is held while one is accepted.
void Listener::serve_accepts() {
    while (true) {
        OperationPointer operation;
        std::shared_ptr<Link> link;
        {
            const std::lock_guard lock(mutex_);
            if (accepts_.empty() || queue_.empty())
                return;
            link = std::move(queue_.front().link);
            queue_.pop_front();
            operation = accepts_.pop();
        }
        if (take_caller(operation, link))
            continue;
        {
            const std::lock_guard lock(mutex_);
            if (!closed_)
                accepts_.push_front(std::move(operation));
        }
        if (!operation)
            continue;
        return end_accept(std::move(operation), WSA_OPERATION_ABORTED); // close() has not seen it
    }
}

void Listener::remember(const std::shared_ptr<Link>& link) {
    const std::lock_guard lock(mutex_);
    std::erase_if(awaiting_data_, [](const std::weak_ptr<Link>& one) { return one.expired(); });
    awaiting_data_.push_back(link);
}

unsigned Listener::cancel(const OVERLAPPED* overlapped, DWORD issuer, const Socket* issued_on) {
    OperationQueue gone;
    std::vector<std::weak_ptr<Link>> links;
    unsigned found = 0;
    {
        const std::lock_guard lock(mutex_);
        found = accepts_.move_to(
            gone, [&](const Operation& one) { return one.is_meant(overlapped, issuer); });
        links = awaiting_data_;
    }
    while (!gone.empty())
        end_accept(gone.pop(), WSA_OPERATION_ABORTED);
    for (const std::weak_ptr<Link>& weak : links)
        if (const std::shared_ptr<Link> link = weak.lock())
            found += link->cancel(overlapped, issuer, issued_on);
    return found;
}

void Listener::abandon() {
    OperationQueue gone; // outlives the lock
    const std::lock_guard lock(mutex_);
    while (!accepts_.empty())
        gone.push(accepts_.pop());
}

} // namespace ws2::provider::itot
