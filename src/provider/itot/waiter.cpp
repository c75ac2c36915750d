// Room provider_itot: a thread of the program that waits inside a call.
#include "provider/itot/waiter.hpp"

#include <algorithm>
#include <memory>

namespace ws2::provider::itot {
namespace {

thread_local constinit std::unique_ptr<Waiter> this_thread;

} // namespace

Waiter& Waiter::of_this_thread() {
    if (!this_thread)
        this_thread = std::make_unique<Waiter>();
    return *this_thread;
}

void WaiterList::remove(Waiter& waiter) noexcept {
    const auto found = std::ranges::find(waiters_, &waiter);
    if (found == waiters_.end())
        return;
    *found = waiters_.back();
    waiters_.pop_back();
}

} // namespace ws2::provider::itot
