// Room catalog: the changes that installers make to a catalog in memory. Pure: no files; one log
// line for a reason that no code can tell.
//
// Every function gives 0 or the WSA code that the caller's page documents; after a failure the
// catalog is not to be used.
#pragma once

#include "catalog/entry.hpp"

#include <span>

namespace ws2::catalog {

struct Installation {
    GUID provider;                              // becomes the ProviderId of every entry
    std::u16string path;                        // stored as it is
    std::span<const WSAPROTOCOL_INFOW> entries; // all fields count but ProviderId and, for a new
                                                // entry, dwCatalogEntryId
};

// Appends the entries under new ids, each above all there are. WSANO_RECOVERY: the provider is
// installed already. WSAEINVAL: no entry, a name without an end, a path that is empty or too long,
// or a chain that check_entries() refuses. WSAENOBUFS: too many entries.
int install(Catalog& catalog, const Installation& installation);

// Replaces the provider's path and entries. A listed entry that carries the id of one of the
// provider's takes its place and id; the others take the places that remain, in order, then come at
// the end under new ids. Places that nothing takes vanish. WSAEINVAL and WSAENOBUFS as for
// install(); WSAEINVAL also for a provider that is not installed.
int update(Catalog& catalog, const Installation& installation);

// Removes all entries of the provider. WSAEINVAL: there is none. WSANO_RECOVERY: a chain of another
// provider is made of them.
int remove(Catalog& catalog, const GUID& provider);

// The ids in their new order: each of the catalog's exactly once, else WSAEINVAL.
int reorder(Catalog& catalog, std::span<const DWORD> ids);

// What the provider's layers do, LSP_*. WSAEINVAL: no such provider.
int set_categories(Catalog& catalog, const GUID& provider, DWORD categories);
// Null: no such provider.
const DWORD* categories_of(const Catalog& catalog, const GUID& provider);

} // namespace ws2::catalog
