#include "catalog/provider_path.hpp"

#include "catalog/guid.hpp"

#include <algorithm>

namespace ws2::catalog {
namespace {

const std::u16string* path_of(const Catalog& catalog, const GUID& id) {
    for (const Entry& entry : catalog.entries)
        if (same_guid(entry.info.ProviderId, id))
            return &entry.path;
    for (const NameSpace& each : catalog.name_spaces)
        if (same_guid(each.provider, id))
            return &each.path;
    return nullptr;
}

} // namespace

int copy_provider_path(const Catalog& catalog, const GUID* id, WCHAR* path, int* length) noexcept {
    if (id == nullptr || length == nullptr)
        return WSAEFAULT;
    const std::u16string* stored = path_of(catalog, *id);
    if (stored == nullptr)
        return WSAEINVAL;
    const int room = *length;
    *length = static_cast<int>(stored->size()) + 1;
    if (path == nullptr || room < *length)
        return WSAEFAULT;
    *std::copy(stored->begin(), stored->end(), path) = u'\0';
    return 0;
}

} // namespace ws2::catalog
