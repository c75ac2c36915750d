// Room nt: cancelling, for CancelIo and its kin: operations on descriptors, which the engine does,
// and what a thread waits in the kernel for.
#pragma once

#include <cstdint>

namespace ws2::nt {

class Thread;

// The number of operations found: `overlapped` null means any, `thread` 0 issued by any thread.
unsigned cancel_operations(int descriptor, const void* overlapped, std::uint32_t thread) noexcept;

// Ends the call that the thread waits in. 0, ERROR_NOT_FOUND, or ERROR_NOT_SUPPORTED where that
// cannot be had.
int cancel_synchronous(Thread& thread) noexcept;

// The engine, when it starts.
void at_cancel(unsigned (*cancel)(int descriptor, const void* overlapped,
                                  std::uint32_t thread)) noexcept;

} // namespace ws2::nt
