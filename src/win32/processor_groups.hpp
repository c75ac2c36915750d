// Room win32: the system's processors by Windows' numbers, which count them in Linux' order without
// a gap; group n holds the numbers 64 n to 64 n + 63.
#pragma once

#include "kernel/processors.hpp"

#include <algorithm>
#include <winbase.h>

namespace ws2::win32 {

inline constexpr std::uint32_t kGroupSize = MAXIMUM_PROC_PER_GROUP;

// Windows' number of a processor of Linux'; ~0 if it is none of the system's.
inline std::uint32_t number_of_processor(std::uint32_t processor) {
    const auto& all = kernel::system_processors();
    const auto at = std::lower_bound(all.begin(), all.end(), processor);
    return at != all.end() && *at == processor ? static_cast<std::uint32_t>(at - all.begin()) : ~0U;
}

// Those of the set that the group holds.
inline KAFFINITY mask_of(const kernel::Processors& set, std::uint32_t group) {
    KAFFINITY mask = 0;
    for (const std::uint32_t each : set) {
        const std::uint32_t number = number_of_processor(each);
        if (number != ~0U && number / kGroupSize == group)
            mask |= KAFFINITY{1} << number % kGroupSize;
    }
    return mask;
}

// Bits beyond the system's processors are left out.
inline kernel::Processors set_of(KAFFINITY mask, std::uint32_t group) {
    const auto& all = kernel::system_processors();
    kernel::Processors set;
    for (std::uint32_t i = 0; i < kGroupSize; ++i)
        if ((mask >> i & 1) != 0 && group * kGroupSize + i < all.size())
            set.push_back(all[group * kGroupSize + i]);
    return set;
}

inline std::uint32_t group_count() {
    return (static_cast<std::uint32_t>(kernel::system_processors().size()) + kGroupSize - 1) /
           kGroupSize;
}

inline std::uint32_t count_in(KAFFINITY mask) noexcept {
    return static_cast<std::uint32_t>(__builtin_popcountll(mask));
}

} // namespace ws2::win32
