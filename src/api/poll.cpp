// Room api: WSAPoll. Sockets whose providers share one poll function (an extension function) are
// handed to it together, the caller's array itself if these are all. Providers without one are
// asked through WSPSelect. Over several of these the wait goes round in slices, as in
// select_many.cpp.
#include "api/call.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <mswsock.h>
#include <new>
#include <vector>

using namespace ws2::api;

namespace {

using Clock = std::chrono::steady_clock;
using ws2::dispatch::Provider;

constexpr int slice_first_ms = 1;
constexpr int slice_longest_ms = 10;
constexpr SHORT failed_connect = POLLERR | POLLHUP | POLLWRNORM;

LPFN_WSAPOLL poll_function(const Provider& provider, SOCKET s) {
    GUID id = WSAID_WSAPOLL;
    LPFN_WSAPOLL function = nullptr;
    DWORD octets = 0;
    int error = 0;
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, provider.table.lpWSPIoctl, s,
        static_cast<DWORD>(SIO_GET_EXTENSION_FUNCTION_POINTER), static_cast<void*>(&id),
        static_cast<DWORD>(sizeof id), static_cast<void*>(&function),
        static_cast<DWORD>(sizeof function), &octets, nullptr, nullptr, nullptr, &error);
    return result == 0 ? function : nullptr;
}

// A set of one socket, handed down and looked at afterwards.
struct OneSet {
    fd_set set;
    fd_set* with(SOCKET s, bool wanted) {
        FD_ZERO(&set);
        if (wanted)
            FD_SET(s, &set);
        return wanted ? &set : nullptr;
    }
    bool kept(bool wanted) const { return wanted && set.fd_count != 0; }
};

// The exception set means urgent data, or a connect that failed.
int meaning_of_exception(const Provider& provider, SOCKET s) {
    SOCKADDR_STORAGE peer;
    int size = sizeof peer;
    int error = 0;
    const bool connected =
        ws2::dispatch::guarded(SOCKET_ERROR, provider.table.lpWSPGetPeerName, s,
                               reinterpret_cast<sockaddr*>(&peer), &size, &error) == 0;
    return connected ? POLLRDBAND : failed_connect;
}

// One socket of a provider that has but WSPSelect.
int ask_select(const Provider& provider, WSAPOLLFD& item, int timeout_ms) {
    OneSet read;
    OneSet write;
    OneSet except;
    const bool reads = (item.events & POLLRDNORM) != 0;
    const bool writes = (item.events & POLLWRNORM) != 0;
    const timeval time{timeout_ms / 1000, timeout_ms % 1000 * 1000};
    const timeval* const limit = timeout_ms < 0 ? nullptr : &time;
    const int found = jump(SOCKET_ERROR, provider.table.lpWSPSelect, 0, read.with(item.fd, reads),
                           write.with(item.fd, writes), except.with(item.fd, true), limit);
    int events = 0;
    if (found > 0) {
        events |= read.kept(reads) ? POLLRDNORM : 0;
        events |= write.kept(writes) ? POLLWRNORM : 0;
        if (except.kept(true))
            events |= meaning_of_exception(provider, item.fd);
    }
    item.revents = static_cast<SHORT>(events & (item.events | POLLERR | POLLHUP));
    return found == SOCKET_ERROR ? SOCKET_ERROR : (item.revents != 0 ? 1 : 0);
}

// Sockets that are asked together: by one function, or one socket by WSPSelect.
struct Group {
    LPFN_WSAPOLL function = nullptr;
    const Provider* provider = nullptr; // without a function
    std::vector<WSAPOLLFD> items;
    std::vector<ULONG> places; // in the caller's array

    int ask(int timeout_ms) {
        return function != nullptr
                   ? function(items.data(), static_cast<ULONG>(items.size()), timeout_ms)
                   : ask_select(*provider, items[0], timeout_ms);
    }
};

class Poll {
public:
    Poll(WSAPOLLFD* items, ULONG count) : items_(items), count_(count) {
        const Provider* last = nullptr;
        LPFN_WSAPOLL function = nullptr;
        for (ULONG i = 0; i < count; ++i) {
            items[i].revents = 0;
            if (static_cast<INT_PTR>(items[i].fd) < 0)
                continue;
            const Provider* provider = ws2::dispatch::find_provider(items[i].fd);
            if (provider == nullptr) {
                invalid_.push_back(i);
                continue;
            }
            if (provider != last)
                function = poll_function(*provider, items[i].fd);
            last = provider;
            Group& group = group_of(function, provider);
            group.items.push_back(items[i]);
            group.places.push_back(i);
        }
    }

    bool has_sockets() const { return !groups_.empty(); }

    int wait(int timeout_ms) {
        if (!invalid_.empty())
            timeout_ms = 0;
        if (groups_.size() == 1) {
            const int found = groups_[0].ask(timeout_ms);
            return found == SOCKET_ERROR ? found : report();
        }
        return wait_for_several(timeout_ms);
    }

private:
    Group& group_of(LPFN_WSAPOLL function, const Provider* provider) {
        if (function != nullptr)
            for (Group& group : groups_)
                if (group.function == function)
                    return group;
        groups_.push_back({function, provider, {}, {}});
        return groups_.back();
    }

    int wait_for_several(int timeout_ms) {
        const auto start = Clock::now();
        int slice_ms = slice_first_ms;
        for (std::size_t turn = 0;; turn = (turn + 1) % groups_.size()) {
            int found = 0;
            for (Group& group : groups_) {
                const int here = group.ask(0);
                if (here == SOCKET_ERROR)
                    return SOCKET_ERROR;
                found += here;
            }
            const auto passed =
                std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
            if (found != 0 || (timeout_ms >= 0 && passed.count() >= timeout_ms))
                return report();
            if (const int code = ws2::dispatch::refusal()) // the last WSACleanup came meanwhile
                return fail(SOCKET_ERROR, code);
            int rest_ms = slice_ms;
            if (timeout_ms >= 0)
                rest_ms = std::min(rest_ms, timeout_ms - static_cast<int>(passed.count()));
            if (groups_[turn].ask(rest_ms) == SOCKET_ERROR)
                return SOCKET_ERROR;
            slice_ms = std::min(slice_ms * 2, slice_longest_ms);
        }
    }

    int report() {
        for (const Group& group : groups_)
            for (std::size_t i = 0; i < group.items.size(); ++i)
                items_[group.places[i]].revents = group.items[i].revents;
        for (const ULONG place : invalid_)
            items_[place].revents = POLLNVAL;
        int count = 0;
        for (ULONG i = 0; i < count_; ++i)
            count += items_[i].revents != 0 ? 1 : 0;
        return count;
    }

    WSAPOLLFD* items_;
    ULONG count_;
    std::vector<Group> groups_;
    std::vector<ULONG> invalid_;
};

// A flag that is an answer only, or that no provider has.
bool bad_flags(const WSAPOLLFD* items, ULONG count) {
    return std::any_of(items, items + count, [](const WSAPOLLFD& item) {
        return (item.events & ~(POLLIN | POLLOUT)) != 0;
    });
}

} // namespace

extern "C" {

int WSAAPI WSAPoll(LPWSAPOLLFD fdArray, ULONG fds, INT timeout) {
    if (const int code = ws2::dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    if (fdArray == nullptr || fds == 0 || bad_flags(fdArray, fds))
        return fail(SOCKET_ERROR, WSAEINVAL);
    try {
        Poll poll(fdArray, fds);
        return poll.has_sockets() ? poll.wait(timeout) : fail(SOCKET_ERROR, WSAEINVAL);
    } catch (const std::bad_alloc&) {
        return fail(SOCKET_ERROR, WSAENOBUFS);
    }
}
}
