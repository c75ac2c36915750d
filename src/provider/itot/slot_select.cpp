// Room provider_itot: select. Readable: a message, a connection request, or the end. Writable: a
// send would be taken. Exceptional: a non-blocking connect that failed, or expedited data.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <algorithm>
#include <array>

namespace ws2::provider::itot::slot {
namespace {

enum Kind { reading, writing, failing, kinds };

// One socket of one set.
struct Watched {
    std::shared_ptr<Socket> socket;
    std::shared_ptr<Link> link;
    std::shared_ptr<Listener> listener;
    Kind kind;
    bool ready = false;

    void test(bool look) {
        if (listener) {
            ready = kind == reading && listener->readable();
            return;
        }
        if (!link)
            return;
        const Link::State state = link->state(!look || kind == writing ? Link::Look::no
                                              : kind == reading        ? Link::Look::for_messages
                                                                       : Link::Look::past_messages);
        switch (kind) {
        case reading: ready = state.readable; break;
        case writing: ready = state.writable; break;
        default: {
            const std::lock_guard lock(socket->mutex);
            ready = state.oob ||
                    (!state.was_open && state.ending != Ending::none && socket->call_pending);
        }
        }
    }
};

class Selection {
public:
    int add(fd_set* set, Kind kind) {
        sets_[kind] = set;
        const SOCKET* sockets =
            set != nullptr ? set->fd_array : nullptr; // FD_SETSIZE is the program's
        for (u_int i = 0; set != nullptr && i < set->fd_count; ++i) {
            Watched one;
            one.kind = kind;
            if (const int code = Socket::find(sockets[i], one.socket); code != 0)
                return code;
            one.link = one.socket->link();
            one.listener = one.socket->listener();
            watched_.push_back(std::move(one));
        }
        return 0;
    }

    bool empty() const { return watched_.empty(); }

    bool test(bool look) {
        bool any = false;
        for (Watched& one : watched_) {
            one.test(look);
            any = any || one.ready;
        }
        return any;
    }

    // Until something may have changed (0); or as itot::sleep() says.
    int sleep(Time until) {
        Waiter& waiter = Waiter::of_this_thread();
        std::vector<kernel::StreamWait> waits{{waiter.descriptor(), kernel::stream_readable, 0}};
        const Enlisted enlisted(*this, waiter);
        // What changed between the last test and the enlisting shows now.
        const bool changed = test(false);
        for (const Watched& one : watched_)
            if (one.link && one.kind != writing)
                if (const int descriptor = one.link->input_descriptor(); descriptor >= 0)
                    waits.push_back({descriptor, kernel::stream_readable, 0});
        return changed
                   ? 0
                   : itot::sleep(waits, until, watched_.front().socket->info().dwCatalogEntryId);
    }

    // Leaves the ready sockets in the sets.
    int finish() {
        int count = 0;
        for (fd_set* set : sets_)
            if (set != nullptr)
                set->fd_count = 0;
        for (const Watched& one : watched_)
            if (one.ready) {
                fd_set* set = sets_[one.kind];
                SOCKET* const sockets = set->fd_array;
                sockets[set->fd_count++] = one.socket->handle();
                ++count;
            }
        return count;
    }

private:
    // The program's hook may leave the wait by an exception.
    class Enlisted {
    public:
        Enlisted(Selection& selection, Waiter& waiter) : selection_(selection), waiter_(waiter) {
            selection_.enlist(waiter_);
        }
        Enlisted(const Enlisted&) = delete;
        Enlisted& operator=(const Enlisted&) = delete;
        ~Enlisted() {
            selection_.delist(waiter_);
            waiter_.rest();
        }

    private:
        Selection& selection_;
        Waiter& waiter_;
    };

    void enlist(Waiter& waiter) {
        for (const Watched& one : watched_) {
            if (one.link)
                one.link->enlist(waiter);
            if (one.listener)
                one.listener->enlist(waiter);
        }
    }
    void delist(Waiter& waiter) noexcept {
        for (const Watched& one : watched_) {
            if (one.link)
                one.link->delist(waiter);
            if (one.listener)
                one.listener->delist(waiter);
        }
    }

    std::array<fd_set*, kinds> sets_{};
    std::vector<Watched> watched_;
};

int deadline(const timeval* timeout, Time& until) {
    until = never;
    if (timeout == nullptr)
        return 0;
    if (timeout->tv_sec < 0 || timeout->tv_usec < 0 || timeout->tv_usec >= 1'000'000)
        return WSAEINVAL;
    const Time span = Time{timeout->tv_sec} * 1000 + (timeout->tv_usec + 999) / 1000;
    until = span == 0 ? 0 : kernel::monotonic_ms() + span;
    return 0;
}

} // namespace

int WSPAPI select(int, fd_set* readable, fd_set* writable, fd_set* exceptional,
                  const timeval* timeout, LPINT error) {
    int count = 0;
    const int result = answer(error, [&] {
        Selection selection;
        Time until = never;
        if (const int code = deadline(timeout, until); code != 0)
            return code;
        for (const auto& [set, kind] : {std::pair{readable, reading}, std::pair{writable, writing},
                                        std::pair{exceptional, failing}})
            if (const int code = selection.add(set, kind); code != 0)
                return code;
        if (selection.empty())
            return WSAEINVAL;
        while (!selection.test(true)) {
            if (until == 0 || (until != never && kernel::monotonic_ms() >= until))
                break;
            if (selection.sleep(until) == WSAEINTR)
                return WSAEINTR;
        }
        count = selection.finish();
        return 0;
    });
    return result == 0 ? count : SOCKET_ERROR;
}

} // namespace ws2::provider::itot::slot
