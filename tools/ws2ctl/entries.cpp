#include "ws2ctl/entries.hpp"

#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "ws2ctl/describe.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fmt/format.h>
#include <iterator>
#include <sporder.h>

namespace ws2ctl {
namespace {

constexpr int tries_max = 100;

bool same_text(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

bool same_guid(const GUID& a, const GUID& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

Catalog named_entries(const Catalog& catalog, const std::string& name) {
    auto found = tools::find_protocols(catalog, name);
    if (found.empty())
        std::ranges::copy_if(catalog, std::back_inserter(found), [&](const auto& entry) {
            return fmt::format("{}", entry.dwCatalogEntryId) == name ||
                   same_text(guid_text(entry.ProviderId), name);
        });
    if (found.empty())
        throw tools::UsageError(tools::unknown_protocol(catalog, name));
    return found;
}

void put_first(const std::function<std::vector<DWORD>(const Catalog&)>& ids) {
    int code = WSAEINVAL; // an order that does not name each entry once
    for (int tries = 0; code == WSAEINVAL && tries < tries_max; ++tries) {
        const Catalog catalog = tools::stored_catalog();
        std::vector<DWORD> order = ids(catalog);
        for (const WSAPROTOCOL_INFOW& entry : catalog)
            if (std::ranges::find(order, entry.dwCatalogEntryId) == order.end())
                order.push_back(entry.dwCatalogEntryId);
        code = WSCWriteProviderOrder(order.data(), static_cast<DWORD>(order.size()));
    }
    if (code != 0)
        throw tools::CallFailed("WSCWriteProviderOrder", code);
}

} // namespace ws2ctl
