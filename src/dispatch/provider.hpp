// Room dispatch: the providers of this process, started on demand.
//
// A provider is started for a catalog GUID and a library: entries that share both share it. Once it
// exists a Provider stays for the life of the process, so whoever found one may use it without
// counting; what ends is its being started (WSPCleanup, at the last WSACleanup).
#pragma once

#include "base/result.hpp"
#include "catalog/entry.hpp"

namespace ws2::dispatch {

struct Provider {
    WSPPROC_TABLE table; // every slot filled
    GUID id;
    std::string path; // as stored in the catalog, for messages

    bool is_same(const Provider& other) const; // of one GUID and library: by its routines
};

// The started provider of a base entry or chain. Any thread, no lock of the caller's held: may load
// a library and call its WSPStartup. Errors, each with one log line unless it was not started:
// WSAEPROVIDERFAILEDINIT, WSAEINVALIDPROVIDER, WSAEINVALIDPROCTABLE, WSAEINPROGRESS (asked for by
// its own WSPStartup), WSAEINVAL (a layer alone), WSA_NOT_ENOUGH_MEMORY.
base::Result<const Provider*> start_provider(const catalog::Catalog& catalog,
                                             const catalog::Entry& entry) noexcept;

// WSPCleanup for all that are started, the last started first. For the last WSACleanup alone.
void stop_providers() noexcept;

} // namespace ws2::dispatch
