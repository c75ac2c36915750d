// Tool ws2ctl: installing a layer with its chains, by flags. WSCInstallProviderAndChains would not
// do: it puts chains over the first entry of a family, type and protocol, whichever is meant, and
// without a list over bases alone, past the layers that are there.
#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"
#include "ws2ctl/entries.hpp"
#include "ws2ctl/new_guid.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <ws2spi.h>

namespace ws2ctl {
namespace {

void set_name(WSAPROTOCOL_INFOW& entry, const std::basic_string<WCHAR>& name) {
    std::ranges::fill(entry.szProtocol, WCHAR{0});
    std::copy_n(name.begin(), std::min<std::size_t>(name.size(), WSAPROTOCOL_LEN),
                entry.szProtocol);
}

DWORD base_of(const WSAPROTOCOL_INFOW& entry) {
    const WSAPROTOCOLCHAIN& chain = entry.ProtocolChain;
    return chain.ChainLen == BASE_PROTOCOL ? entry.dwCatalogEntryId
                                           : chain.ChainEntries[chain.ChainLen - 1];
}

// Of each base: what serves its sockets now, which is the first entry over it or itself.
Catalog everything(const Catalog& catalog) {
    Catalog out;
    for (const WSAPROTOCOL_INFOW& entry : catalog)
        if (entry.ProtocolChain.ChainLen != LAYERED_PROTOCOL &&
            std::ranges::find(out, base_of(entry), base_of) == out.end())
            out.push_back(entry);
    return out;
}

Catalog chosen(const Catalog& catalog, const std::vector<std::string>& names) {
    if (names.empty())
        return everything(catalog);
    Catalog out;
    for (const std::string& name : names)
        for (const WSAPROTOCOL_INFOW& entry : named_entries(catalog, name)) {
            if (entry.ProtocolChain.ChainLen == LAYERED_PROTOCOL)
                throw tools::UsageError(
                    fmt::format("'{}' is a layer alone; a chain of it can be built on", name));
            if (std::ranges::find(out, entry.dwCatalogEntryId,
                                  &WSAPROTOCOL_INFOW::dwCatalogEntryId) == out.end())
                out.push_back(entry);
        }
    return out;
}

WSAPROTOCOL_INFOW chain_over(const WSAPROTOCOL_INFOW& below, const WSAPROTOCOL_INFOW& layer) {
    const WSAPROTOCOLCHAIN& rest = below.ProtocolChain;
    if (rest.ChainLen == MAX_PROTOCOL_CHAIN)
        throw tools::UsageError(fmt::format("'{}' has {} parts already, and a chain has no more",
                                            tools::protocol_name(below), MAX_PROTOCOL_CHAIN));
    WSAPROTOCOL_INFOW out = below;
    out.dwCatalogEntryId = 0; // new
    out.ProtocolChain = {};
    out.ProtocolChain.ChainLen = rest.ChainLen + 1;
    out.ProtocolChain.ChainEntries[0] = layer.dwCatalogEntryId;
    if (rest.ChainLen == BASE_PROTOCOL)
        out.ProtocolChain.ChainEntries[1] = below.dwCatalogEntryId;
    else
        std::copy_n(rest.ChainEntries, rest.ChainLen, out.ProtocolChain.ChainEntries + 1);
    if ((layer.dwServiceFlags1 & XP1_IFS_HANDLES) == 0)
        out.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
    const std::basic_string<WCHAR> over = tools::to_wide(" over [");
    set_name(out, layer.szProtocol + over + below.szProtocol + tools::to_wide("]"));
    return out;
}

// As it was given its id.
WSAPROTOCOL_INFOW install_alone(GUID id, const std::string& path, const std::string& name,
                                DWORD service_flags) {
    WSAPROTOCOL_INFOW layer{};
    layer.iVersion = 2;
    layer.dwServiceFlags1 = service_flags;
    layer.dwProviderFlags = PFL_HIDDEN;
    layer.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    set_name(layer, tools::to_wide(name));
    int code = 0;
    if (WSCInstallProvider(&id, tools::to_wide(path).c_str(), &layer, 1, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCInstallProvider", code);
    for (const WSAPROTOCOL_INFOW& entry : tools::stored_catalog())
        if (same_guid(entry.ProviderId, id))
            return entry;
    throw tools::CallFailed("WSCInstallProvider", WSANO_RECOVERY); // removed meanwhile
}

// The chains belong to the layer's provider, so that they go with it.
void add_chains(const WSAPROTOCOL_INFOW& layer, const std::string& path, const Catalog& below) {
    Catalog entries(1, layer);
    for (const WSAPROTOCOL_INFOW& each : below)
        entries.push_back(chain_over(each, layer));
    GUID id = layer.ProviderId;
    int code = 0;
    if (WSCUpdateProvider(&id, tools::to_wide(path).c_str(), entries.data(),
                          static_cast<DWORD>(entries.size()), &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCUpdateProvider", code);
    put_first([&id](const Catalog& catalog) {
        std::vector<DWORD> chains;
        for (const WSAPROTOCOL_INFOW& entry : catalog)
            if (same_guid(entry.ProviderId, id) && entry.ProtocolChain.ChainLen != LAYERED_PROTOCOL)
                chains.push_back(entry.dwCatalogEntryId);
        return chains;
    });
}

} // namespace

void install_layer(const std::string& file, const std::string& name,
                   const std::vector<std::string>& over, bool own_handles) {
    const bool is_builtin = file.starts_with("builtin:");
    std::error_code error;
    const std::string path = is_builtin ? file : std::filesystem::absolute(file).string();
    if (!is_builtin && !std::filesystem::is_regular_file(path, error))
        throw tools::UsageError(fmt::format("there is no library {}", path));
    if (tools::to_wide(name).size() > WSAPROTOCOL_LEN)
        throw tools::UsageError(fmt::format("a name has {} characters at most", WSAPROTOCOL_LEN));
    const Catalog below = chosen(tools::stored_catalog(), over);
    const WSAPROTOCOL_INFOW layer =
        install_alone(new_guid(), path, name, own_handles ? 0U : DWORD{XP1_IFS_HANDLES});
    try {
        add_chains(layer, path, below);
    } catch (...) { // all of it or nothing
        GUID id = layer.ProviderId;
        int ignored = 0;
        WSCDeinstallProvider(&id, &ignored);
        throw;
    }
    for (const WSAPROTOCOL_INFOW& entry : tools::stored_catalog())
        if (same_guid(entry.ProviderId, layer.ProviderId))
            fmt::print("installed {} '{}' in {}\n", entry.dwCatalogEntryId,
                       tools::protocol_name(entry), catalog_file());
}

} // namespace ws2ctl
