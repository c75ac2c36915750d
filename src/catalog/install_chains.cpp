#include "catalog/install_chains.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/text.hpp"

#include <algorithm>
#include <iterator>

namespace ws2::catalog {
namespace {

int refuse(int code, std::string_view reason) {
    base::log(base::LogLevel::error, "catalog not changed: {}", reason);
    return code;
}

void set_name(WSAPROTOCOL_INFOW& info, std::u16string_view name) {
    std::fill(std::begin(info.szProtocol), std::end(info.szProtocol), u'\0');
    std::copy_n(name.begin(), std::min<std::size_t>(name.size(), WSAPROTOCOL_LEN), info.szProtocol);
}

bool alike(const WSAPROTOCOL_INFOW& a, const WSAPROTOCOL_INFOW& b) {
    return a.iAddressFamily == b.iAddressFamily && a.iSocketType == b.iSocketType &&
           a.iProtocol == b.iProtocol;
}

// The entries that get a chain; a code if one that is asked for is not there.
base::Result<std::vector<Entry>> chosen(const Catalog& catalog,
                                        const LayerInstallation& installation) {
    using Chosen = base::Result<std::vector<Entry>>;
    std::vector<Entry> out;
    if (installation.over_all) {
        for (const Entry& entry : catalog.entries)
            if (is_base(entry) && std::none_of(out.begin(), out.end(), [&](const Entry& other) {
                    return alike(entry.info, other.info) && entry.personality == other.personality;
                }))
                out.push_back(entry);
        return Chosen::ok(std::move(out));
    }
    for (const WSAPROTOCOL_INFOW& wanted : installation.over) {
        const auto found =
            std::find_if(catalog.entries.begin(), catalog.entries.end(), [&](const Entry& entry) {
                return !is_layer(entry) && alike(entry.info, wanted);
            });
        if (found == catalog.entries.end())
            return Chosen::fail(refuse(WSAEINVAL, "no entry is like one that is to get a chain"));
        out.push_back(*found);
    }
    return Chosen::ok(std::move(out));
}

WSAPROTOCOL_INFOW layer_entry(const LayerInstallation& installation) {
    WSAPROTOCOL_INFOW info{};
    info.iVersion = 2;
    info.dwServiceFlags1 = installation.service_flags;
    info.dwProviderFlags = PFL_HIDDEN;
    info.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    set_name(info, installation.name);
    return info;
}

// False if what is below has no room for one more.
bool chain_over(const Entry& below, DWORD layer, const LayerInstallation& installation,
                WSAPROTOCOL_INFOW& out) {
    out = below.info;
    WSAPROTOCOLCHAIN& chain = out.ProtocolChain;
    if (chain.ChainLen >= MAX_PROTOCOL_CHAIN)
        return false;
    if (is_base(below)) {
        chain = {};
        chain.ChainLen = 2;
        chain.ChainEntries[1] = below.info.dwCatalogEntryId;
    } else {
        std::copy_backward(chain.ChainEntries, chain.ChainEntries + chain.ChainLen,
                           chain.ChainEntries + chain.ChainLen + 1);
        ++chain.ChainLen;
    }
    chain.ChainEntries[0] = layer;
    if ((installation.service_flags & XP1_IFS_HANDLES) == 0)
        out.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
    set_name(out, installation.name + u" over [" + below.info.szProtocol + u"]");
    return true;
}

int check(const Catalog& catalog, const LayerInstallation& installation) {
    if ((installation.service_flags & ~static_cast<DWORD>(XP1_IFS_HANDLES)) != 0)
        return refuse(WSAEINVAL, "a layer's service flags are 0 or XP1_IFS_HANDLES");
    if (installation.name.empty() || installation.name.size() > WSAPROTOCOL_LEN)
        return refuse(WSAEINVAL, "the layer's name is empty or too long");
    if (std::any_of(catalog.entries.begin(), catalog.entries.end(), [&](const Entry& entry) {
            return same_guid(entry.info.ProviderId, installation.provider);
        }))
        return refuse(WSAEINVAL, fmt::format("provider {} is installed already",
                                             guid_text(installation.provider)));
    return 0;
}

} // namespace

int install_with_chains(Catalog& catalog, const LayerInstallation& installation, DWORD& layer_id) {
    if (const int code = check(catalog, installation))
        return code;
    const auto below = chosen(catalog, installation);
    if (!below)
        return below.error;
    const WSAPROTOCOL_INFOW layer = layer_entry(installation);
    if (const int code = install(catalog, {installation.provider, installation.path, {&layer, 1}}))
        return code;
    layer_id = catalog.entries.back().info.dwCatalogEntryId;
    std::vector<WSAPROTOCOL_INFOW> chains(1, catalog.entries.back().info);
    for (const Entry& entry : below.value)
        if (!chain_over(entry, layer_id, installation, chains.emplace_back()))
            return refuse(WSANO_RECOVERY, "a chain of seven gets no eighth part");
    for (std::size_t i = 1; i < chains.size(); ++i)
        chains[i].dwCatalogEntryId = 0; // new
    // The layer keeps its place and id; its chains come behind it and are moved to the beginning.
    const auto place = static_cast<std::ptrdiff_t>(catalog.entries.size()) - 1;
    if (const int code = update(catalog, {installation.provider, installation.path, chains}))
        return code;
    std::rotate(catalog.entries.begin(), catalog.entries.begin() + place + 1,
                catalog.entries.end());
    return 0;
}

} // namespace ws2::catalog
