#include "catalog/provider_path.hpp"

#include "catalog/guid.hpp"

#include <algorithm>

namespace ws2::catalog {

int copy_provider_path(const Catalog& catalog, const GUID* id, WCHAR* path, int* length) noexcept {
    if (id == nullptr || length == nullptr)
        return WSAEFAULT;
    const auto entry =
        std::find_if(catalog.entries.begin(), catalog.entries.end(),
                     [&](const Entry& e) { return same_guid(e.info.ProviderId, *id); });
    if (entry == catalog.entries.end())
        return WSAEINVAL;
    const int room = *length;
    *length = static_cast<int>(entry->path.size()) + 1;
    if (path == nullptr || room < *length)
        return WSAEFAULT;
    *std::copy(entry->path.begin(), entry->path.end(), path) = u'\0';
    return 0;
}

} // namespace ws2::catalog
