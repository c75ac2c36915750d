// Room nt: reading memory that a caller of the interface pointed at, for rooms that may not see the
// kernel's. One system call each: cold paths only.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>

namespace ws2::nt {

// Copies `size` octets. All of them, or WSAEFAULT, and then `to` is unspecified.
base::Result<void> copy_from_user(void* to, const void* user, std::size_t size) noexcept;
base::Result<void> copy_to_user(void* user, const void* from, std::size_t size) noexcept;

// The text up to its zero, or up to `units_max` units if there is no zero among these. WSAEFAULT if
// the memory ends before.
base::Result<std::u16string> text_from_user(const char16_t* user, std::size_t units_max);

} // namespace ws2::nt
