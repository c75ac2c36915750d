// Room provider_tcpip: WSPSelect. Windows' sets are counted arrays of any length; below them is
// poll(2).
#include "kernel/poll.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/remainder_wait.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <memory_resource>
#include <vector>

namespace ws2::provider::tcpip {
namespace {

using base::Result;
namespace ready = kernel::ready;

enum class Question { read, write, except };

struct Item {
    SocketReference socket;
    SOCKET handle;
    Question question;
    bool answered = false; // yes
};

// Its sends wait for the provider's own octets: a writable kernel socket means nothing.
bool behind_remainder(const Item& item) noexcept {
    return item.question == Question::write && item.socket->has(status::remainder);
}

// What poll(2) is asked about one socket: nothing (descriptor -1) where Windows never says yes.
kernel::PollEntry entry_for(const Item& item, bool behind_remainder) noexcept {
    const SocketState& socket = *item.socket;
    const bool busy = socket.has(status::connecting);
    const bool connected = socket.has(status::connected);
    short wanted = 0;
    switch (item.question) {
    case Question::read:
        if (socket.datagram || connected || busy || socket.has(status::listening))
            wanted = ready::readable;
        break;
    case Question::write:
        if (socket.datagram || busy || (connected && !behind_remainder))
            wanted = ready::writable;
        break;
    case Question::except:
        if (busy)
            wanted = ready::writable; // the failure of a connect shows as an error
        else if (connected && !socket.has(status::oob_inline))
            wanted = ready::urgent;
        break;
    }
    return {wanted != 0 ? socket.descriptor : -1, wanted, 0};
}

// What the provider knows without asking the kernel.
bool known(const Item& item) noexcept {
    const SocketState& socket = *item.socket;
    switch (item.question) {
    case Question::read:
        return socket.deferred_count.load() != 0 || socket.has(status::datagram_reset) ||
               (socket.stream() && socket.has(status::reset));
    case Question::write: return socket.stream() && socket.has(status::reset);
    case Question::except: return socket.has(status::connect_failed);
    }
    return false;
}

bool answer(const Item& item, short found) noexcept {
    SocketState& socket = *item.socket;
    if (socket.has(status::connecting) && found != 0)
        note_connect(socket, found);
    if (socket.has(status::connecting | status::connect_failed))
        return item.question == Question::except && socket.has(status::connect_failed);
    switch (item.question) {
    case Question::read: return (found & (ready::readable | ready::error | ready::hang_up)) != 0;
    case Question::write: return (found & (ready::writable | ready::error | ready::hang_up)) != 0;
    case Question::except: return (found & ready::urgent) != 0;
    }
    return false;
}

class Selection {
public:
    Selection() : items_(&memory_), entries_(&memory_) {}
    Selection(const Selection&) = delete;
    Selection& operator=(const Selection&) = delete;

    // 0 or WSAENOTSOCK.
    int add(const fd_set* set, Question question) {
        const SOCKET* sockets =
            set != nullptr ? set->fd_array : nullptr; // FD_SETSIZE is the program's
        for (u_int i = 0; set != nullptr && i < set->fd_count; ++i) {
            SocketReference socket(sockets[i]);
            if (!socket)
                return WSAENOTSOCK;
            items_.push_back({std::move(socket), sockets[i], question});
        }
        return 0;
    }

    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }

    // How many are ready; 0 at the deadline.
    Result<int> wait(kernel::Moment deadline) {
        for (;;) {
            int yes = ask_provider();
            const Result<int> found = ask_kernel(yes != 0 ? kernel::at_once : deadline);
            if (!found)
                return found;
            for (std::size_t i = 0; i < items_.size(); ++i) {
                if (items_[i].socket->closing())
                    return Result<int>::fail(WSAEINTR);
                if (!items_[i].answered && answer(items_[i], entries_[i].ready)) {
                    items_[i].answered = true;
                    ++yes;
                }
            }
            if (yes != 0 || found.value == 0)
                return Result<int>::ok(yes);
            drained_.clear();
        }
    }

    // The same; a 1.1 program's hook runs meanwhile, if this thread has one.
    Result<int> wait_hooked(kernel::Moment deadline) {
        const Hook hook(*items_.front().socket);
        if (!hook || deadline == kernel::at_once) [[likely]]
            return wait(deadline);
        for (kernel::Moment until = kernel::at_once;;) {
            const Result<int> found = wait(until);
            if (!found || found.value != 0 || until == deadline)
                return found;
            if (!hook.run())
                return Result<int>::fail(WSAEINTR);
            until = std::min(deadline, kernel::deadline_after(base::hook_pause_ms));
            drained_.clear();
        }
    }

    // Keeps in `set` the sockets that said yes.
    void keep_ready(fd_set* set, Question question) const noexcept {
        if (set == nullptr)
            return;
        SOCKET* const sockets = set->fd_array;
        u_int count = 0;
        for (const Item& item : items_)
            if (item.question == question && item.answered)
                sockets[count++] = item.handle;
        set->fd_count = count;
    }

private:
    int ask_provider() noexcept {
        int yes = 0;
        for (Item& item : items_) {
            item.answered = known(item);
            yes += item.answered ? 1 : 0;
        }
        return yes;
    }

    Result<int> ask_kernel(kernel::Moment deadline) {
        entries_.clear();
        for (const Item& item : items_) {
            const bool waits = behind_remainder(item); // asked once: it may end at any time
            entries_.push_back(entry_for(item, waits));
            if (waits)
                drained_.add(*item.socket);
        }
        entries_.push_back({drained_.descriptor(), ready::readable, 0});
        return kernel::poll(entries_.data(), entries_.size(), deadline);
    }

    std::array<std::byte, 4096> storage_;
    std::pmr::monotonic_buffer_resource memory_{storage_.data(), storage_.size()};
    std::pmr::vector<Item> items_;
    std::pmr::vector<kernel::PollEntry> entries_;
    RemainderWait drained_; // of sockets held by items_, which is destroyed later
};

// WSAEINVAL for a time that is none.
Result<kernel::Moment> deadline_of(const timeval* timeout) noexcept {
    using namespace std::chrono;
    if (timeout == nullptr)
        return Result<kernel::Moment>::ok(kernel::never);
    if (timeout->tv_sec < 0 || timeout->tv_usec < 0)
        return Result<kernel::Moment>::fail(WSAEINVAL);
    if (timeout->tv_sec == 0 && timeout->tv_usec == 0)
        return Result<kernel::Moment>::ok(kernel::at_once);
    return Result<kernel::Moment>::ok(steady_clock::now() + seconds(timeout->tv_sec) +
                                      microseconds(timeout->tv_usec));
}

} // namespace

int WSPAPI WSPSelect(int, fd_set* readfds, fd_set* writefds, fd_set* exceptfds,
                     const struct timeval* timeout, LPINT lpErrno) try {
    const Result<kernel::Moment> deadline = deadline_of(timeout);
    if (!deadline)
        return fail(lpErrno, deadline.error);
    Selection selection;
    int code = selection.add(readfds, Question::read);
    if (code == 0)
        code = selection.add(writefds, Question::write);
    if (code == 0)
        code = selection.add(exceptfds, Question::except);
    if (code == 0 && selection.empty())
        code = WSAEINVAL;
    if (code != 0)
        return fail(lpErrno, code);
    const Result<int> count = selection.wait_hooked(deadline.value);
    if (!count)
        return fail(lpErrno, count.error);
    selection.keep_ready(readfds, Question::read);
    selection.keep_ready(writefds, Question::write);
    selection.keep_ready(exceptfds, Question::except);
    return count.value;
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
