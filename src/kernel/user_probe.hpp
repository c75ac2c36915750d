// Room kernel: a caller's memory without a system call where that is safe: the calling thread's own
// stack, malloc's main arena and the program's variables are there. For everything else the kernel
// is asked.
#pragma once

#include "base/result.hpp"

#include <cstddef>

namespace ws2::kernel {

// Whether this thread's stack, the main arena or the program's variables hold it all. No system call.
bool is_surely_there(const void* start, std::size_t size) noexcept;

// True if `size` octets from `start` can be written at this moment. Puts a 0 into one octet of each
// page of them, so the caller must be about to overwrite them all. One system call for up to 32
// pages, none for what is surely there; another thread that unmaps the memory afterwards is not
// seen.
bool is_user_writable(void* start, std::size_t size) noexcept;

// Opens what the others need now, rather than at the first use.
void prepare_user_probe() noexcept;

// As copy_from_user and copy_to_user.
base::Result<void> read_user(void* to, const void* user, std::size_t size) noexcept;
base::Result<void> write_user(void* user, const void* from, std::size_t size) noexcept;

} // namespace ws2::kernel
