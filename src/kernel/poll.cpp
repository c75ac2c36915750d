#include "kernel/poll.hpp"

#include "kernel/cancellation.hpp"
#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <ctime>
#include <poll.h>

namespace ws2::kernel {
namespace {

using base::Result;

static_assert(sizeof(PollEntry) == sizeof(pollfd));
static_assert(offsetof(PollEntry, wanted) == offsetof(pollfd, events));
static_assert(offsetof(PollEntry, ready) == offsetof(pollfd, revents));
static_assert(ready::readable == POLLIN && ready::urgent == POLLPRI && ready::writable == POLLOUT);
static_assert(ready::error == POLLERR && ready::hang_up == POLLHUP && ready::invalid == POLLNVAL);
static_assert(ready::peer_closed == POLLRDHUP);

timespec time_until(Moment deadline) noexcept {
    using namespace std::chrono;
    const auto left = std::max<nanoseconds>(deadline - steady_clock::now(), nanoseconds::zero());
    const auto whole = duration_cast<seconds>(left);
    return {static_cast<time_t>(whole.count()), static_cast<long>((left - whole).count())};
}

} // namespace

Result<int> poll(PollEntry* entries, std::size_t count, Moment deadline) noexcept {
    auto* native = reinterpret_cast<pollfd*>(entries);
    for (;;) {
        timespec left{};
        if (deadline != never)
            left = time_until(deadline);
        const int found = ::ppoll(native, count, deadline != never ? &left : nullptr, nullptr);
        if (found >= 0)
            return Result<int>::ok(found);
        if (const int code = last_wsa_error(Operation::other); code != wsa::interrupted)
            return Result<int>::fail(code);
    }
}

Result<short> poll_one(int descriptor, short wanted, Moment deadline) noexcept {
    PollEntry entry{descriptor, wanted, 0};
    const Result<int> found = poll(&entry, 1, deadline);
    if (!found)
        return Result<short>::fail(found.error);
    return Result<short>::ok(entry.ready);
}

int await(int descriptor, short wanted, Moment deadline) noexcept {
    const MayCancel mark;
    const Result<short> found = poll_one(descriptor, wanted, deadline);
    return found && found.value == 0 ? wsa::timed_out : found.error;
}

} // namespace ws2::kernel
