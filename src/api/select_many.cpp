#include "api/select_many.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace ws2::api {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr microseconds slice_first{1000};
constexpr microseconds slice_longest{10000};

// An fd_set with room for any number of sockets.
class RoomySet {
public:
    void add(SOCKET s) { sockets_.push_back(s); }
    bool has(SOCKET s) const {
        if (octets_.empty())
            return false;
        const auto found = sockets_of(view());
        return std::find(found.begin(), found.end(), s) != found.end();
    }

    // A fresh copy to hand down; null if nothing was added.
    fd_set* fresh() {
        if (sockets_.empty())
            return nullptr;
        octets_.resize(offsetof(fd_set, fd_array) + sockets_.size() * sizeof(SOCKET) +
                       sizeof(fd_set));
        view().fd_count = static_cast<u_int>(sockets_.size());
        std::copy(sockets_.begin(), sockets_.end(),
                  reinterpret_cast<SOCKET*>(octets_.data() + offsetof(fd_set, fd_array)));
        return &view();
    }

private:
    fd_set& view() { return *reinterpret_cast<fd_set*>(octets_.data()); }
    const fd_set& view() const { return *reinterpret_cast<const fd_set*>(octets_.data()); }

    std::vector<SOCKET> sockets_;
    std::vector<std::byte> octets_; // as new memory is, aligned for any type
};

// The sockets of one provider.
struct Part {
    LPWSPSELECT select;
    RoomySet sets[3];

    int ask(microseconds timeout) {
        timeval time{static_cast<LONG>(timeout.count() / 1000000),
                     static_cast<LONG>(timeout.count() % 1000000)};
        return jump(SOCKET_ERROR, select, 0, sets[0].fresh(), sets[1].fresh(), sets[2].fresh(),
                    &time);
    }
};

class Several {
public:
    explicit Several(const Sets& sets) : sets_(sets) {
        for (std::size_t i = 0; i < 3; ++i)
            for (const SOCKET s : sockets_in(i)) {
                Part* part = part_of(s);
                if (part != nullptr)
                    part->sets[i].add(s);
                else
                    whole_ = false;
            }
    }

    // False if a socket went away since the caller looked.
    bool whole() const { return whole_; }
    std::size_t parts() const { return parts_.size(); }
    int wait(std::size_t part, microseconds timeout) { return parts_[part].ask(timeout); }

    // How many are ready now, or SOCKET_ERROR.
    int poll() {
        int ready = 0;
        for (Part& part : parts_) {
            const int count = part.ask(microseconds::zero());
            if (count == SOCKET_ERROR)
                return SOCKET_ERROR;
            ready += count;
        }
        return ready;
    }

    // Leaves in the caller's sets what the last poll found.
    void report() {
        for (std::size_t i = 0; i < 3; ++i) {
            if (sets_.set[i] == nullptr)
                continue;
            SOCKET* kept = sets_.set[i]->fd_array;
            for (const SOCKET s : sockets_in(i))
                if (Part* part = part_of(s); part != nullptr && part->sets[i].has(s))
                    *kept++ = s;
            sets_.set[i]->fd_count = static_cast<u_int>(kept - sets_.set[i]->fd_array);
        }
    }

    void empty() {
        for (fd_set* set : sets_.set)
            if (set != nullptr)
                set->fd_count = 0;
    }

private:
    std::span<const SOCKET> sockets_in(std::size_t i) const {
        return sets_.set[i] == nullptr ? std::span<const SOCKET>() : sockets_of(*sets_.set[i]);
    }

    Part* part_of(SOCKET s) {
        const dispatch::Provider* provider = dispatch::provider_of(s);
        if (provider == nullptr)
            return nullptr;
        for (Part& part : parts_)
            if (part.select == provider->table.lpWSPSelect)
                return &part;
        return &parts_.emplace_back(Part{provider->table.lpWSPSelect, {}});
    }

    const Sets& sets_;
    std::vector<Part> parts_;
    bool whole_ = true;
};

} // namespace

int select_many(const Sets& sets, const timeval* timeout) {
    if (timeout != nullptr && (timeout->tv_sec < 0 || timeout->tv_usec < 0))
        return fail(SOCKET_ERROR, WSAEINVAL);
    const Clock::time_point start = Clock::now();
    const microseconds total = timeout == nullptr
                                   ? microseconds::max()
                                   : microseconds{timeout->tv_sec * 1000000LL + timeout->tv_usec};
    Several several(sets);
    microseconds slice = slice_first;
    for (std::size_t turn = 0;; turn = (turn + 1) % several.parts()) {
        if (!several.whole())
            return fail(SOCKET_ERROR, WSAENOTSOCK);
        const int ready = several.poll();
        if (ready == SOCKET_ERROR)
            return SOCKET_ERROR;
        if (ready > 0) {
            several.report();
            return ready;
        }
        const auto left = total - std::chrono::duration_cast<microseconds>(Clock::now() - start);
        if (left <= microseconds::zero()) {
            several.empty();
            return 0;
        }
        if (const int code = dispatch::refusal()) // the last WSACleanup came meanwhile
            return fail(SOCKET_ERROR, code);
        if (several.wait(turn, std::min(slice, left)) == SOCKET_ERROR)
            return SOCKET_ERROR;
        slice = std::min(slice * 2, slice_longest);
    }
}

} // namespace ws2::api
