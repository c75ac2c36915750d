// Room nt: cancelling operations on descriptors, for CancelIo and its kin. The engine does it.
#pragma once

#include <cstdint>

namespace ws2::nt {

// The number of operations found: `overlapped` null means any, `thread` 0 issued by any thread.
unsigned cancel_operations(int descriptor, const void* overlapped, std::uint32_t thread) noexcept;

// The engine, when it starts.
void at_cancel(unsigned (*cancel)(int descriptor, const void* overlapped,
                                  std::uint32_t thread)) noexcept;

} // namespace ws2::nt
