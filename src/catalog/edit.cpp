#include "catalog/edit.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/check.hpp"
#include "catalog/guid.hpp"
#include "catalog/text.hpp"

#include <algorithm>
#include <limits>

namespace ws2::catalog {
namespace {

constexpr DWORD id_first = 1001;

int refuse(int code, std::string_view reason) {
    base::log(base::LogLevel::error, "catalog not changed: {}", reason);
    return code;
}

auto belongs_to(const GUID& provider) {
    return [&provider](const Entry& entry) { return same_guid(entry.info.ProviderId, provider); };
}

// Ids grow, so that one that was given out does not soon mean another entry.
DWORD free_id(const Catalog& catalog) {
    DWORD highest = id_first - 1;
    for (const Entry& entry : catalog.entries)
        highest = std::max(highest, entry.info.dwCatalogEntryId);
    if (highest != std::numeric_limits<DWORD>::max())
        return highest + 1;
    DWORD id = id_first;
    while (catalog.find(id) != nullptr)
        ++id;
    return id;
}

bool has_end(const WSAPROTOCOL_INFOW& info) {
    const WCHAR* end = std::end(info.szProtocol);
    return std::find(info.szProtocol, end, u'\0') != end;
}

int check(const Installation& installation) {
    if (installation.entries.empty())
        return refuse(WSAEINVAL, "an installation without entries");
    if (installation.path.empty() || installation.path.size() >= MAX_PATH)
        return refuse(WSAEINVAL, "the provider's path is empty or too long");
    if (base::to_utf16(base::to_utf8(installation.path)) != installation.path)
        return refuse(WSAEINVAL, "the provider's path is not UTF-16");
    if (!std::all_of(installation.entries.begin(), installation.entries.end(), has_end))
        return refuse(WSAEINVAL, "an entry whose name has no end");
    return 0;
}

int check(const Catalog& catalog, int code) {
    const auto problem = check_entries(catalog.entries);
    return problem ? refuse(code, problem->reason) : 0;
}

Entry made_of(const WSAPROTOCOL_INFOW& info, const Installation& installation, DWORD id) {
    Entry entry{info, installation.path};
    entry.info.ProviderId = installation.provider;
    entry.info.dwCatalogEntryId = id;
    return entry;
}

void append(Catalog& catalog, const WSAPROTOCOL_INFOW& info, const Installation& installation) {
    catalog.entries.push_back(made_of(info, installation, free_id(catalog)));
}

} // namespace

int install(Catalog& catalog, const Installation& installation) {
    if (const int code = check(installation))
        return code;
    if (std::any_of(catalog.entries.begin(), catalog.entries.end(),
                    belongs_to(installation.provider)))
        return refuse(WSANO_RECOVERY, fmt::format("provider {} is installed already",
                                                  guid_text(installation.provider)));
    if (catalog.entries.size() + installation.entries.size() > entries_max)
        return refuse(WSAENOBUFS, fmt::format("more than {} entries", entries_max));
    for (const WSAPROTOCOL_INFOW& info : installation.entries)
        append(catalog, info, installation);
    return check(catalog, WSAEINVAL);
}

int update(Catalog& catalog, const Installation& installation) {
    if (const int code = check(installation))
        return code;
    const auto own = belongs_to(installation.provider);
    std::vector<DWORD> places;
    for (const Entry& entry : catalog.entries)
        if (own(entry))
            places.push_back(entry.info.dwCatalogEntryId);
    if (places.empty())
        return WSAEINVAL;
    std::vector<const WSAPROTOCOL_INFOW*> taken(places.size());
    std::vector<const WSAPROTOCOL_INFOW*> others;
    for (const WSAPROTOCOL_INFOW& info : installation.entries) {
        const auto place = std::find(places.begin(), places.end(), info.dwCatalogEntryId);
        const auto index = static_cast<std::size_t>(place - places.begin());
        if (place != places.end() && taken[index] == nullptr)
            taken[index] = &info;
        else
            others.push_back(&info);
    }
    auto other = others.begin();
    for (const WSAPROTOCOL_INFOW*& place : taken)
        if (place == nullptr && other != others.end())
            place = *other++;
    std::vector<Entry> entries;
    for (Entry& entry : catalog.entries) {
        const auto place = std::find(places.begin(), places.end(), entry.info.dwCatalogEntryId);
        if (place == places.end()) {
            entries.push_back(std::move(entry));
        } else if (const auto* info = taken[static_cast<std::size_t>(place - places.begin())]) {
            Entry changed = made_of(*info, installation, *place);
            changed.personality = entry.personality;
            changed.categories = entry.categories;
            entries.push_back(std::move(changed));
        }
    }
    catalog.entries = std::move(entries);
    for (; other != others.end(); ++other)
        append(catalog, **other, installation);
    if (catalog.entries.size() > entries_max)
        return refuse(WSAENOBUFS, fmt::format("more than {} entries", entries_max));
    return check(catalog, WSAEINVAL);
}

int remove(Catalog& catalog, const GUID& provider) {
    return std::erase_if(catalog.entries, belongs_to(provider)) == 0
               ? WSAEINVAL
               : check(catalog, WSANO_RECOVERY);
}

int reorder(Catalog& catalog, std::span<const DWORD> ids) {
    if (ids.size() != catalog.entries.size())
        return WSAEINVAL;
    std::vector<Entry> entries;
    for (const DWORD id : ids) {
        const auto entry =
            std::find_if(catalog.entries.begin(), catalog.entries.end(),
                         [&](const Entry& e) { return e.info.dwCatalogEntryId == id; });
        if (entry == catalog.entries.end())
            return WSAEINVAL;
        entries.push_back(std::move(*entry));
        catalog.entries.erase(entry); // an id that is named twice is not found again
    }
    catalog.entries = std::move(entries);
    return 0;
}

int set_categories(Catalog& catalog, const GUID& provider, DWORD categories) {
    const auto own = belongs_to(provider);
    int code = WSAEINVAL;
    for (Entry& entry : catalog.entries)
        if (own(entry)) {
            entry.categories = categories;
            code = 0;
        }
    return code;
}

const DWORD* categories_of(const Catalog& catalog, const GUID& provider) {
    const auto entry =
        std::find_if(catalog.entries.begin(), catalog.entries.end(), belongs_to(provider));
    return entry == catalog.entries.end() ? nullptr : &entry->categories;
}

} // namespace ws2::catalog
