// Room kernel: whether a caller's memory can be written, for a hot path that then writes it itself.
#pragma once

#include <cstddef>

namespace ws2::kernel {

// True if `size` octets from `start` can be written at this moment. Puts a 0 into one octet of each
// page of them, so the caller must be about to overwrite them all. One system call for up to 32
// pages, much cheaper than a copy by the kernel; another thread that unmaps the memory afterwards
// is not seen.
bool is_user_writable(void* start, std::size_t size) noexcept;

} // namespace ws2::kernel
