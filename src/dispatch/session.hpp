// Room dispatch: the time between the first WSAStartup and the last WSACleanup.
//
// A process sees the catalog as it was at its first WSAStartup: order and personality are settled
// there and hold until the last WSACleanup. Snapshots are never freed, because sockets' slots point
// into them; one that did not change is used again.
#pragma once

#include "catalog/entry.hpp"

#include <atomic>

namespace ws2::dispatch {

// One word for the prologue of every call: 0 closed; 1 open; more: open, and as many blocking hooks
// run as half of what is above 1, so that only then a call need ask whether its own thread runs
// one.
extern std::atomic<int> gate;
inline constexpr int gate_open = 1;
inline constexpr int gate_hook = 2;

// The prologue's slow part: WSANOTINITIALISED, WSAEINPROGRESS (a 1.1 program's blocking hook calls
// back), or 0.
int why_not_open() noexcept;

// 0 if a call may go on.
inline int refusal() noexcept {
    return gate.load(std::memory_order_acquire) == gate_open ? 0 : why_not_open();
}

// One WSAStartup. `version` is the negotiated one; `personality` what the program was compiled for,
// which counts at the first start alone and gives way to WS2_PERSONALITY. 0, WSASYSNOTREADY (the
// catalog cannot be used) or WSAEINPROGRESS (called from within the last WSACleanup).
int start(WORD version, catalog::Personality personality) noexcept;

// One WSACleanup; the last one closes all sockets through their providers, then cleans these up.
// 0, WSANOTINITIALISED or WSAEINPROGRESS.
int stop() noexcept;

// Upcalls are legal from the first WSPStartup's beginning to the last WSPCleanup's end.
void allow_upcalls() noexcept;
bool upcalls_legal() noexcept;

// The catalog of this session; of the last one, or an empty one, outside of any.
const catalog::Catalog& catalog_now() noexcept;

// Whether some caller of WSAStartup in this session asked for version 1.x.
bool has_client_1_1() noexcept;

} // namespace ws2::dispatch
