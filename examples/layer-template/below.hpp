// Passage, the example layer: what stands below it. Each chain that has the layer names a next
// provider, which is loaded and started once.
#pragma once

#include <memory>
#include <vector>
#include <ws2spi.h>

namespace passage {

struct Below {
    WSPPROC_TABLE table{};
    WSAPROTOCOL_INFOW chain{}; // the entry that the program's sockets belong to
    WSAPROTOCOL_INFOW next{};  // what is handed down: the chain while the next provider is a layer,
                               // else the base's own entry
};
using BelowPointer = std::shared_ptr<const Below>;

// One WSPStartup with the chain's entry: 0 or a code. The upcall table goes down as it came.
int start(const WSAPROTOCOL_INFOW& chain, const WSPUPCALLTABLE& upcalls) noexcept;

// One WSPCleanup. False: there was no WSPStartup for it. The last one cleans up what is below.
bool stop() noexcept;

// What is below this chain, started if need be: a call may name a chain before any WSPStartup does.
// Null: *error says why.
BelowPointer below_of(const WSAPROTOCOL_INFOW* chain, LPINT error) noexcept;

std::vector<BelowPointer> all_below();
WSPUPCALLTABLE upcalls() noexcept; // the table is the same for the life of the process

} // namespace passage
