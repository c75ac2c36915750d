// Room dispatch: one WSPStartup, checked.
#pragma once

#include "base/result.hpp"

#include <string_view>
#include <ws2spi.h>

namespace ws2::dispatch {

// Calls WSPStartup for version 2.2 and keeps a provider that cannot serve out of the process: one
// that fails or throws gives WSAEPROVIDERFAILEDINIT, one that answers another version
// WSAEINVALIDPROVIDER, one with an empty slot WSAEINVALIDPROCTABLE. The latter two are cleaned up.
// `path` is for the log.
base::Result<WSPPROC_TABLE> negotiate(LPWSPSTARTUP startup, WSAPROTOCOL_INFOW info,
                                      std::string_view path) noexcept;

// WSPCleanup; what it throws or returns is logged and goes no further.
void clean_up(const WSPPROC_TABLE& table, std::string_view path) noexcept;

} // namespace ws2::dispatch
