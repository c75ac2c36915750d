// Room provider_itot: what is one per process.
#include "provider/itot/runtime.hpp"

#include "kernel/user_probe.hpp"

#include <atomic>
#include <cstring>
#include <mutex>

namespace ws2::provider::itot {
namespace {

struct State {
    std::mutex mutex;
    unsigned starts = 0;
    std::atomic<bool> running{false};
    // Immutable once published; the few that are replaced stay for readers in flight.
    std::atomic<const WSPUPCALLTABLE*> upcalls{nullptr};
};
State& state() noexcept {
    static State& state = *new State;
    return state;
}

} // namespace

void Runtime::start(const WSPUPCALLTABLE& upcalls) {
    State& one = state();
    const std::lock_guard lock(one.mutex);
    const WSPUPCALLTABLE* current = one.upcalls.load();
    if (current == nullptr || std::memcmp(current, &upcalls, sizeof upcalls) != 0)
        one.upcalls = new WSPUPCALLTABLE(upcalls);
    if (++one.starts == 1)
        kernel::prepare_user_probe();
    one.running = true;
}

int Runtime::stop(bool& last) {
    State& one = state();
    const std::lock_guard lock(one.mutex);
    if (one.starts == 0)
        return WSANOTINITIALISED;
    last = --one.starts == 0;
    if (last)
        one.running = false;
    return 0;
}

bool Runtime::running() noexcept {
    return state().running.load(std::memory_order_relaxed);
}

WSPUPCALLTABLE Runtime::upcalls() noexcept {
    const WSPUPCALLTABLE* table = state().upcalls.load(std::memory_order_acquire);
    return table == nullptr ? WSPUPCALLTABLE{} : *table;
}

} // namespace ws2::provider::itot
