// Room provider_itot: what is one per process.
#include "provider/itot/runtime.hpp"

#include "kernel/user_probe.hpp"

#include <atomic>
#include <cstring>
#include <mutex>

namespace ws2::provider::itot {
namespace {

// Asked for by every call.
constexpr WSPUPCALLTABLE no_upcalls{};
// Immutable once published; the few that are replaced stay for readers in flight.
constinit std::atomic<const WSPUPCALLTABLE*> published{&no_upcalls};
constinit std::atomic<bool> is_running{false};

struct State {
    std::mutex mutex;
    unsigned starts = 0;
};
State& state() noexcept {
    static State& state = *new State;
    return state;
}

} // namespace

void Runtime::start(const WSPUPCALLTABLE& upcalls) {
    State& one = state();
    const std::lock_guard lock(one.mutex);
    if (std::memcmp(published.load(), &upcalls, sizeof upcalls) != 0)
        published = new WSPUPCALLTABLE(upcalls);
    if (++one.starts == 1)
        kernel::prepare_user_probe();
    is_running = true;
}

int Runtime::stop(bool& last) {
    State& one = state();
    const std::lock_guard lock(one.mutex);
    if (one.starts == 0)
        return WSANOTINITIALISED;
    last = --one.starts == 0;
    if (last)
        is_running = false;
    return 0;
}

bool Runtime::running() noexcept {
    return is_running.load(std::memory_order_relaxed);
}

const WSPUPCALLTABLE& Runtime::upcalls() noexcept {
    return *published.load(std::memory_order_acquire);
}

} // namespace ws2::provider::itot
