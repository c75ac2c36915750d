// Room kernel: reading and writing memory that a caller pointed at and that may not be there.
//
// A call that promises WSAEFAULT for a bad pointer may not simply dereference it. These two ask the
// kernel to do the copy, so an unreadable or unwritable page is an answer and not a signal. They
// cost one system call each and belong on cold paths only.
#pragma once

#include "base/result.hpp"

#include <cstddef>

namespace ws2::kernel {

// Copies `size` bytes from the caller's `user` to our own `to`. All of it, or WSAEFAULT; after a
// failure the content of `to` is unspecified.
base::Result<void> copy_from_user(void* to, const void* user, std::size_t size) noexcept;

// Copies `size` bytes from our own `from` to the caller's `user`. All of it, or WSAEFAULT; after a
// failure a leading part of `user` may have been written.
base::Result<void> copy_to_user(void* user, const void* from, std::size_t size) noexcept;

} // namespace ws2::kernel
