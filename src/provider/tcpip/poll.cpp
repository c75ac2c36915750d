// Room provider_tcpip: WSAPoll over the provider's own sockets, as an extension function.
#include "kernel/poll.hpp"
#include "kernel/background.hpp"
#include "kernel/interface.hpp"
#include "kernel/option.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/remainder_wait.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;
namespace ready = kernel::ready;

// What a failed connect has looked like since Windows 10 2004.
constexpr SHORT failed_connect = POLLERR | POLLHUP | POLLWRNORM;

bool ignored(const WSAPOLLFD& item) noexcept {
    return static_cast<INT_PTR>(item.fd) < 0;
}

kernel::PollEntry entry_for(const SocketState& socket, SHORT asked,
                            bool behind_remainder) noexcept {
    int wanted = 0;
    if (socket.has(status::connecting)) {
        wanted = ready::writable;
    } else if (socket.datagram || socket.has(status::connected | status::listening)) {
        if ((asked & POLLRDNORM) != 0)
            wanted |= ready::readable;
        if ((asked & POLLRDBAND) != 0 && !socket.has(status::oob_inline))
            wanted |= ready::urgent;
        if ((asked & POLLWRNORM) != 0 && !behind_remainder)
            wanted |= ready::writable;
        if (socket.has(status::connected) && socket.stream() && !socket.has(status::receive_shut))
            wanted |= ready::peer_closed;
    } else {
        return {-1, 0, 0}; // no connection: nothing is to be had
    }
    return {socket.descriptor, static_cast<short>(wanted), 0};
}

int of_datagrams(const SocketState& socket, int found) noexcept {
    int events = 0;
    const bool answered = socket.has(status::datagram_reset) ||
                          ((found & ready::error) != 0 && socket.has(status::report_reset));
    if ((found & ready::readable) != 0 || answered)
        events |= POLLRDNORM;
    return (found & ready::writable) != 0 ? events | POLLWRNORM : events;
}

int of_connection(SocketState& socket, int found) noexcept {
    if ((found & ready::error) != 0 && !socket.has(status::reset) &&
        kernel::take_error(socket.descriptor) != 0)
        socket.set(status::reset);
    if (socket.has(status::reset))
        return POLLERR | POLLHUP;
    const bool ended = (found & (ready::peer_closed | ready::hang_up)) != 0;
    int events = ended ? POLLHUP : 0;
    if ((found & ready::readable) != 0 &&
        (!ended || kernel::available(socket.descriptor).value != 0))
        events |= POLLRDNORM;
    if ((found & ready::urgent) != 0)
        events |= POLLRDBAND;
    if ((found & ready::writable) != 0)
        events |= POLLWRNORM;
    return events;
}

// `found` is from poll(2), or 0 for what the provider knows by itself.
int events_of(SocketState& socket, int found) noexcept {
    if (socket.has(status::connecting) && found != 0) {
        const int code = kernel::connect_outcome(socket.descriptor);
        if (code != WSAEWOULDBLOCK)
            end_connect(socket, code);
        else
            found = 0;
    }
    if (socket.datagram)
        return of_datagrams(socket, found);
    if (socket.has(status::connect_failed))
        return failed_connect;
    if (socket.has(status::listening))
        return (found & ready::readable) != 0 || socket.deferred_count.load() != 0 ? POLLRDNORM : 0;
    return socket.has(status::connected) ? of_connection(socket, found) : 0;
}

class Polling {
public:
    Polling(WSAPOLLFD* items, ULONG count) : items_(items), count_(count) {
        sockets_.reserve(count);
        for (ULONG i = 0; i < count; ++i)
            sockets_.emplace_back(ignored(items[i]) ? nullptr : sockets.acquire(items[i].fd));
    }

    // How many have something to report; 0 at the deadline.
    Result<int> wait(kernel::Moment deadline) {
        for (;;) {
            const int known = report_all(nullptr);
            entries_.clear();
            for (ULONG i = 0; i < count_; ++i)
                add_entry(i);
            entries_.push_back({drained_.descriptor(), ready::readable, 0});
            const Result<int> found = kernel::poll(entries_.data(), entries_.size(),
                                                   known != 0 ? kernel::at_once : deadline);
            if (!found)
                return found;
            const int count = report_all(entries_.data());
            if (count != 0 || found.value == 0)
                return Result<int>::ok(count);
            drained_.clear();
        }
    }

private:
    void add_entry(ULONG i) {
        if (!sockets_[i]) {
            entries_.push_back({-1, 0, 0});
            return;
        }
        SocketState& socket = *sockets_[i];
        const bool waits = (items_[i].events & POLLWRNORM) != 0 && socket.has(status::remainder);
        entries_.push_back(entry_for(socket, items_[i].events, waits)); // may end at any time
        if (waits)
            drained_.add(socket);
    }

    int report_all(const kernel::PollEntry* entries) noexcept {
        int count = 0;
        for (ULONG i = 0; i < count_; ++i) {
            WSAPOLLFD& item = items_[i];
            constexpr int unasked = POLLERR | POLLHUP | POLLNVAL;
            int events = 0;
            if (!sockets_[i])
                events = ignored(item) ? 0 : POLLNVAL;
            else if (sockets_[i]->closing())
                events = POLLNVAL;
            else
                events = events_of(*sockets_[i], entries != nullptr ? entries[i].ready : 0);
            item.revents = static_cast<SHORT>(events & (item.events | unasked));
            count += item.revents != 0 ? 1 : 0;
        }
        return count;
    }

    WSAPOLLFD* items_;
    ULONG count_;
    std::vector<SocketReference> sockets_;
    std::vector<kernel::PollEntry> entries_;
    RemainderWait drained_; // of sockets held by sockets_, which is destroyed later
};

kernel::Moment deadline_of(INT timeout_ms) noexcept {
    if (timeout_ms < 0)
        return kernel::never;
    return timeout_ms == 0 ? kernel::at_once
                           : kernel::deadline_after(static_cast<unsigned>(timeout_ms));
}

} // namespace

INT PASCAL poll_sockets(LPWSAPOLLFD fdarray, ULONG nfds, INT timeout_ms) try {
    int code = fdarray == nullptr || nfds == 0 ? WSAEINVAL : 0;
    for (ULONG i = 0; code == 0 && i < nfds; ++i)
        if ((fdarray[i].events & ~(POLLIN | POLLOUT)) != 0)
            code = WSAEINVAL;
    if (code == 0) {
        const Result<int> found = Polling(fdarray, nfds).wait(deadline_of(timeout_ms));
        if (found)
            return found.value;
        code = found.error;
    }
    WSASetLastError(code);
    return SOCKET_ERROR;
} catch (...) {
    WSASetLastError(WSAENOBUFS);
    return SOCKET_ERROR;
}

} // namespace ws2::provider::tcpip
