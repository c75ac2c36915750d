// Room nt: the flags of handles. One protected from closing refuses close_handle.
#pragma once

#include "nt/handle.hpp"

#include <cstdint>

namespace ws2::nt {

// Replaces those of the handle's HANDLE_FLAG_* that are in `mask`; *now is what they are then. 0 or
// ERROR_INVALID_HANDLE.
int change_handle_flags(Handle handle, std::uint32_t mask, std::uint32_t flags,
                        std::uint32_t* now) noexcept;

} // namespace ws2::nt
