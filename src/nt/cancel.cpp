// Room nt: cancelling.
#include "nt/cancel.hpp"

#include "kernel/cancellation.hpp"
#include "nt/thread.hpp"

#include <atomic>
#include <mutex>
#include <winerror.h>

namespace ws2::nt {
namespace {

using Canceller = unsigned (*)(int, const void*, std::uint32_t);
constinit std::atomic<Canceller> engine_cancel{nullptr};

} // namespace

unsigned cancel_operations(int descriptor, const void* overlapped, std::uint32_t thread) noexcept {
    const Canceller cancel = engine_cancel.load(std::memory_order_acquire);
    return cancel ? cancel(descriptor, overlapped, thread) : 0; // no engine: nothing is pending
}

int cancel_synchronous(Thread& thread) noexcept {
    if (&thread == Thread::current_if_known())
        return ERROR_NOT_FOUND; // it is here
    {
        const std::lock_guard hold(thread.lock());
        if (thread.ready_for(thread))
            return ERROR_NOT_FOUND; // it has ended, and its number may be another's
    }
    switch (kernel::cancel_wait(thread.id())) {
    case kernel::Cancel::done: return 0;
    case kernel::Cancel::unsupported: return ERROR_NOT_SUPPORTED;
    case kernel::Cancel::nothing: break;
    }
    return ERROR_NOT_FOUND;
}

void at_cancel(unsigned (*cancel)(int descriptor, const void* overlapped,
                                  std::uint32_t thread)) noexcept {
    engine_cancel.store(cancel, std::memory_order_release);
}

} // namespace ws2::nt
