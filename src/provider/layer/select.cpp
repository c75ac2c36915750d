#include "provider/layer/select.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <new>
#include <span>

namespace ws2::provider::layer {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr microseconds slice_first{1000};
constexpr microseconds slice_longest{10000};

std::span<SOCKET> sockets_of(fd_set& set) {
    SOCKET* first = set.fd_array; // may be more than declared
    return {first, set.fd_count};
}

// Sockets of one provider below, by both names; `octets` is an fd_set with room for all.
struct Part {
    LPWSPSELECT select = nullptr;
    std::vector<SOCKET> upper[3];
    std::vector<SOCKET> lower[3];
    std::vector<std::byte> octets[3];

    fd_set* fresh(std::size_t i) {
        if (lower[i].empty())
            return nullptr;
        octets[i].resize(sizeof(fd_set) + lower[i].size() * sizeof(SOCKET));
        auto& set = *reinterpret_cast<fd_set*>(octets[i].data());
        set.fd_count = static_cast<u_int>(lower[i].size());
        std::copy(lower[i].begin(), lower[i].end(), sockets_of(set).begin());
        return &set;
    }
    int ask(const timeval* timeout, LPINT error) {
        return select(0, fresh(0), fresh(1), fresh(2), timeout, error);
    }
    // Appends to `kept`, by the program's names, what the last answer left.
    SOCKET* ready(std::size_t i, SOCKET* kept) {
        if (lower[i].empty())
            return kept;
        const auto left = sockets_of(*reinterpret_cast<fd_set*>(octets[i].data()));
        for (std::size_t each = 0; each < lower[i].size(); ++each)
            if (std::find(left.begin(), left.end(), lower[i][each]) != left.end())
                *kept++ = upper[i][each];
        return kept;
    }
};

timeval as_timeval(microseconds time) {
    return {static_cast<LONG>(time.count() / 1000000), static_cast<LONG>(time.count() % 1000000)};
}

class Several {
public:
    // 0 or a code.
    int collect(const SocketMap& map, const Sets& sets) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (sets.set[i] == nullptr)
                continue;
            for (const SOCKET s : sockets_of(*sets.set[i])) {
                const Lower lower = map.find(s);
                if (lower.below == nullptr)
                    return WSAENOTSOCK;
                Part& part = part_of(lower.below->table.lpWSPSelect);
                part.upper[i].push_back(s);
                part.lower[i].push_back(lower.handle);
            }
        }
        return parts_.empty() ? WSAEINVAL : 0;
    }

    // What is ready now or within the time, or SOCKET_ERROR.
    int wait(const timeval* timeout, LPINT error) {
        if (parts_.size() == 1)
            return parts_.front().ask(timeout, error);
        if (timeout != nullptr && (timeout->tv_sec < 0 || timeout->tv_usec < 0)) {
            *error = WSAEINVAL;
            return SOCKET_ERROR;
        }
        const auto start = Clock::now();
        const auto total = timeout == nullptr
                               ? microseconds::max()
                               : microseconds{timeout->tv_sec * 1000000LL + timeout->tv_usec};
        microseconds slice = slice_first;
        for (std::size_t turn = 0;; turn = (turn + 1) % parts_.size()) {
            int ready = poll(error);
            const auto left =
                total - std::chrono::duration_cast<microseconds>(Clock::now() - start);
            if (ready != 0 || left <= microseconds::zero())
                return ready;
            const timeval time = as_timeval(std::min(slice, left));
            if (parts_[turn].ask(&time, error) == SOCKET_ERROR)
                return SOCKET_ERROR;
            slice = std::min(slice * 2, slice_longest);
        }
    }

    void report(const Sets& sets) {
        for (std::size_t i = 0; i < 3; ++i) {
            if (sets.set[i] == nullptr)
                continue;
            SOCKET* const first = sets.set[i]->fd_array;
            SOCKET* kept = first;
            for (Part& part : parts_)
                kept = part.ready(i, kept);
            sets.set[i]->fd_count = static_cast<u_int>(kept - first);
        }
    }

private:
    Part& part_of(LPWSPSELECT select) {
        for (Part& part : parts_)
            if (part.select == select)
                return part;
        parts_.emplace_back().select = select;
        return parts_.back();
    }

    int poll(LPINT error) {
        const timeval now{0, 0};
        int ready = 0;
        for (Part& part : parts_) {
            const int count = part.ask(&now, error);
            if (count == SOCKET_ERROR)
                return SOCKET_ERROR;
            ready += count;
        }
        return ready;
    }

    std::vector<Part> parts_;
};

// The one provider that all sockets belong to under the names they have; null if there is more to
// do.
LPWSPSELECT only_one(const SocketMap& map, const Sets& sets) {
    LPWSPSELECT only = nullptr;
    for (fd_set* set : sets.set) {
        if (set == nullptr)
            continue;
        for (const SOCKET s : sockets_of(*set)) {
            const Lower lower = map.find(s);
            if (lower.below == nullptr || lower.handle != s ||
                (only != nullptr && only != lower.below->table.lpWSPSelect))
                return nullptr;
            only = lower.below->table.lpWSPSelect;
        }
    }
    return only;
}

} // namespace

int select_below(const SocketMap& map, int count, const Sets& sets, const timeval* timeout,
                 LPINT error) noexcept {
    if (const LPWSPSELECT select = only_one(map, sets))
        return select(count, sets.set[0], sets.set[1], sets.set[2], timeout, error);
    try {
        Several several;
        if (const int code = several.collect(map, sets)) {
            *error = code;
            return SOCKET_ERROR;
        }
        const int ready = several.wait(timeout, error);
        if (ready != SOCKET_ERROR)
            several.report(sets);
        return ready;
    } catch (const std::bad_alloc&) {
        *error = WSAENOBUFS;
        return SOCKET_ERROR;
    }
}

} // namespace ws2::provider::layer
