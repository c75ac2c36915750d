// Room provider_itot: what the library takes from this room: an ordinary provider's start function
// and the catalog entries that it serves: TP2, TP0 and TP2 inside TLS.
#pragma once

#include "ws2spi.h"

#include <span>

namespace ws2::provider::itot {

int WSPAPI startup(WORD version_requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW info,
                   WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table);

std::span<const WSAPROTOCOL_INFOW> entries();

} // namespace ws2::provider::itot
