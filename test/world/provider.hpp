// The world around a test: a small provider that keeps everything in memory. What it was told is
// counted in `Seen`, and a test can make each kind of answer.
//
// The same source is built in variants as shared objects (see CMakeLists.txt), each of which does
// one thing wrong.
#pragma once

#include <atomic>
#include <string>
#include <winsock2.h>
#include <ws2spi.h>

namespace world {

// One instance per library that contains the provider.
struct Seen {
    std::atomic<int> startups{0};
    std::atomic<int> cleanups{0};
    std::atomic<int> opened{0};
    std::atomic<int> closed{0};
    std::atomic<int> selects{0};
    std::atomic<DWORD> started_with_id{0};   // of the record given to WSPStartup
    std::atomic<DWORD> opened_with_id{0};    // of the record given to WSPSocket
    std::atomic<bool> kernel_handles{false}; // whether new sockets are descriptors of the kernel's
    std::atomic<void*> routine{nullptr};     // of the latest WSPSend
    WSPUPCALLTABLE upcalls{};
};

} // namespace world
