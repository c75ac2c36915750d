// Room dispatch: what providers call.
#pragma once

#include <ws2spi.h>

namespace ws2::dispatch {

// The table that WSPStartup gets by value; all 15 slots filled, the same for every provider.
WSPUPCALLTABLE upcall_table() noexcept;

} // namespace ws2::dispatch
