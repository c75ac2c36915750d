// Room win32: the regions of a file that a program has locked through one open file.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace ws2::win32 {

struct Region {
    std::uint64_t start;
    std::uint64_t end; // behind the last octet
    bool exclusive;
    bool operator==(const Region&) const = default;
};

// Shared by the duplicates of a handle, as Linux' open file description is.
struct Regions {
    std::mutex mutex;
    std::condition_variable unlocked;
    std::vector<Region> all;
};

} // namespace ws2::win32
