// Tool ws2ctl: whether a provider starts, tried where its code can do no harm to the tool.
#pragma once

#include <chrono>
#include <string>
#include <winsock2.h>

namespace ws2ctl {

struct Attempt {
    std::string trouble; // empty: it starts
    bool hangs = false;
};

// Loads and starts the entry's provider in a process of its own, through the library; of a layer
// alone, which starts in chains, it loads the library. Why not is said by the library, too, on
// standard error.
Attempt try_to_start(const WSAPROTOCOL_INFOW& entry, const std::string& path,
                     std::chrono::milliseconds limit);

} // namespace ws2ctl
