// Room catalog: the changes that installers make to the name spaces and service classes of a
// catalog in memory (see edit.hpp).
#pragma once

#include "catalog/entry.hpp"

#include <span>

namespace ws2::catalog {

// At the end, active. WSAEINVAL: the provider is installed already, or its path is empty, too long
// or no UTF-16; WSAENOBUFS: too many.
int install_name_space(Catalog& catalog, NameSpace installed);
// These: WSAEINVAL if there is no such provider.
int remove_name_space(Catalog& catalog, const GUID& provider);
int enable_name_space(Catalog& catalog, const GUID& provider, bool active);
// Each of the catalog's exactly once, else WSAEINVAL.
int reorder_name_spaces(Catalog& catalog, std::span<const GUID> providers);

// WSAEALREADY: the class is there.
int add_class(Catalog& catalog, ServiceClass added);
// WSATYPE_NOT_FOUND.
int remove_class(Catalog& catalog, const GUID& id);
// Null: there is none.
const ServiceClass* class_of(const Catalog& catalog, const GUID& id);

} // namespace ws2::catalog
