// Room win32: Linux' processors as Windows' groups: group n holds the numbers 64 n to 64 n + 63.
#pragma once

#include "kernel/processors.hpp"

#include <winbase.h>

namespace ws2::win32 {

inline constexpr std::uint32_t kGroupSize = MAXIMUM_PROC_PER_GROUP;

// Those of the set that the group holds.
inline KAFFINITY mask_of(const kernel::Processors& set, std::uint32_t group) noexcept {
    KAFFINITY mask = 0;
    for (const std::uint32_t each : set)
        if (each / kGroupSize == group)
            mask |= KAFFINITY{1} << each % kGroupSize;
    return mask;
}

inline kernel::Processors set_of(KAFFINITY mask, std::uint32_t group) {
    kernel::Processors set;
    for (std::uint32_t i = 0; i < kGroupSize; ++i)
        if ((mask >> i & 1) != 0)
            set.push_back(group * kGroupSize + i);
    return set;
}

// Groups up to that of the last processor of the system.
inline std::uint32_t group_count() {
    return kernel::system_processors().back() / kGroupSize + 1;
}

inline std::uint32_t count_in(KAFFINITY mask) noexcept {
    return static_cast<std::uint32_t>(__builtin_popcountll(mask));
}

} // namespace ws2::win32
