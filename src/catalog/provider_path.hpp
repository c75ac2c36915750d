// Room catalog: the answer to WSCGetProviderPath and WPUGetProviderPath.
#pragma once

#include "catalog/entry.hpp"

namespace ws2::catalog {

// Copies the stored path, not expanded, of the provider with this GUID, of a transport or a
// name space. `length` counts characters
// with the terminating zero; it is what there is on entry and what is needed on return. 0,
// WSAEFAULT (an argument is null, or there is too little room) or WSAEINVAL (no such provider).
int copy_provider_path(const Catalog& catalog, const GUID* id, WCHAR* path, int* length) noexcept;

} // namespace ws2::catalog
