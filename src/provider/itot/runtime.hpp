// Room provider_itot: what is one per process: the count of starts and the upcalls of the last one.
#pragma once

#include "ws2spi.h"

#include <new>

namespace ws2::provider::itot {

class Runtime {
public:
    // Replaces the upcalls: the newest table counts.
    static void start(const WSPUPCALLTABLE& upcalls);
    // True if this undid the last start. WSANOTINITIALISED if there was none.
    static int stop(bool& last);
    static bool running() noexcept;
    // Of null pointers before the first start. It stays.
    static const WSPUPCALLTABLE& upcalls() noexcept;
};

// Runs `body` (an int, 0 or a WSA code) for a slot: reports its code, and want of memory as
// WSAENOBUFS. Nothing is thrown into the caller's face.
template<typename Body>
int answer(LPINT error, Body body) noexcept {
    int code = 0;
    try {
        code = Runtime::running() ? body() : WSANOTINITIALISED;
    } catch (const std::bad_alloc&) {
        code = WSAENOBUFS;
    } catch (...) {
        code = WSAENETDOWN;
    }
    if (code == 0)
        return 0;
    *error = code;
    return SOCKET_ERROR;
}

} // namespace ws2::provider::itot
