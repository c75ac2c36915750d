// Room nt: cancelling operations on descriptors.
#include "nt/cancel.hpp"

#include <atomic>

namespace ws2::nt {
namespace {

using Cancel = unsigned (*)(int, const void*, std::uint32_t);
constinit std::atomic<Cancel> engine_cancel{nullptr};

} // namespace

unsigned cancel_operations(int descriptor, const void* overlapped, std::uint32_t thread) noexcept {
    const Cancel cancel = engine_cancel.load(std::memory_order_acquire);
    return cancel ? cancel(descriptor, overlapped, thread) : 0; // no engine: nothing is pending
}

void at_cancel(unsigned (*cancel)(int descriptor, const void* overlapped,
                                  std::uint32_t thread)) noexcept {
    engine_cancel.store(cancel, std::memory_order_release);
}

} // namespace ws2::nt
