#include "catalog/edit_names.hpp"

#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/text.hpp"

#include <algorithm>

namespace ws2::catalog {
namespace {

auto is_provider(const GUID& id) {
    return [&id](const NameSpace& each) { return same_guid(each.provider, id); };
}

bool is_text(const std::u16string& text) {
    return base::to_utf16(base::to_utf8(text)) == text;
}

} // namespace

int install_name_space(Catalog& catalog, NameSpace installed) {
    auto& all = catalog.name_spaces;
    if (installed.path.empty() || installed.path.size() >= MAX_PATH || !is_text(installed.path) ||
        !is_text(installed.name))
        return WSAEINVAL;
    if (std::any_of(all.begin(), all.end(), is_provider(installed.provider)))
        return WSAEINVAL;
    if (all.size() >= entries_max)
        return WSAENOBUFS;
    all.push_back(std::move(installed));
    return 0;
}

int remove_name_space(Catalog& catalog, const GUID& provider) {
    return std::erase_if(catalog.name_spaces, is_provider(provider)) == 0 ? WSAEINVAL : 0;
}

int enable_name_space(Catalog& catalog, const GUID& provider, bool active) {
    auto& all = catalog.name_spaces;
    const auto found = std::find_if(all.begin(), all.end(), is_provider(provider));
    if (found == all.end())
        return WSAEINVAL;
    found->active = active;
    return 0;
}

int reorder_name_spaces(Catalog& catalog, std::span<const GUID> providers) {
    auto& all = catalog.name_spaces;
    if (providers.size() != all.size())
        return WSAEINVAL;
    std::vector<NameSpace> out;
    for (const GUID& id : providers) {
        const auto found = std::find_if(all.begin(), all.end(), is_provider(id));
        if (found == all.end())
            return WSAEINVAL;
        out.push_back(std::move(*found));
        all.erase(found); // one that is named twice is not found again
    }
    all = std::move(out);
    return 0;
}

int add_class(Catalog& catalog, ServiceClass added) {
    if (class_of(catalog, added.id) != nullptr)
        return WSAEALREADY;
    if (catalog.service_classes.size() >= entries_max)
        return WSAENOBUFS;
    catalog.service_classes.push_back(std::move(added));
    return 0;
}

int remove_class(Catalog& catalog, const GUID& id) {
    const auto is_it = [&id](const ServiceClass& each) { return same_guid(each.id, id); };
    return std::erase_if(catalog.service_classes, is_it) == 0 ? WSATYPE_NOT_FOUND : 0;
}

const ServiceClass* class_of(const Catalog& catalog, const GUID& id) {
    for (const ServiceClass& each : catalog.service_classes)
        if (same_guid(each.id, id))
            return &each;
    return nullptr;
}

} // namespace ws2::catalog
