// Tool ws2ctl: the commands that change the catalog.
#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"
#include "ws2ctl/entries.hpp"
#include "ws2ctl/name_spaces.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <vector>
#include <ws2spi.h>

namespace ws2ctl {
namespace {

struct Provider {
    GUID id;
    std::string path;
    std::vector<WSAPROTOCOL_INFOW> entries;
};

// The name spaces of a manifest; $WS2_CATALOG names it.
std::vector<NameSpace> name_spaces_in_manifest() {
    auto list = stored_name_spaces();
    std::erase_if(list, [](const NameSpace& each) { return each.path.starts_with("builtin:"); });
    return list;
}

// The providers of a manifest, which is text as a catalog is; the library itself reads it.
std::vector<Provider> read_manifest(const std::filesystem::path& manifest,
                                    std::vector<NameSpace>& name_spaces) {
    setenv("WS2_CATALOG", manifest.c_str(), 1);
    name_spaces = name_spaces_in_manifest();
    std::vector<Provider> providers;
    for (const WSAPROTOCOL_INFOW& entry : tools::stored_catalog()) {
        std::filesystem::path path = provider_path(entry);
        if (path.string().starts_with("builtin:"))
            continue; // the library has it
        if (entry.ProtocolChain.ChainLen > BASE_PROTOCOL)
            throw std::runtime_error(fmt::format("{}: '{}' is a chain; chains cannot be installed "
                                                 "from a manifest",
                                                 manifest.string(), tools::protocol_name(entry)));
        std::error_code ignored;
        if (path.is_relative() && std::filesystem::exists(manifest.parent_path() / path, ignored))
            path = manifest.parent_path() / path;
        const auto known = std::ranges::find_if(
            providers, [&](const Provider& p) { return same_guid(p.id, entry.ProviderId); });
        if (known == providers.end())
            providers.push_back({entry.ProviderId, path.string(), {entry}});
        else
            known->entries.push_back(entry);
    }
    if (providers.empty() && name_spaces.empty())
        throw std::runtime_error(
            fmt::format("{}: no provider to install in it", manifest.string()));
    return providers;
}

void install_one(Provider& provider) {
    int code = 0;
    if (WSCInstallProvider(&provider.id, tools::to_wide(provider.path).c_str(),
                           provider.entries.data(), static_cast<DWORD>(provider.entries.size()),
                           &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCInstallProvider", code);
}

void remove_one(GUID id) {
    int code = 0;
    if (WSCDeinstallProvider(&id, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCDeinstallProvider", code);
}

} // namespace

void install(const std::string& file) {
    std::error_code error;
    std::filesystem::path manifest = std::filesystem::absolute(file, error);
    if (manifest.extension() != ".toml")
        manifest.replace_extension(".toml");
    if (!std::filesystem::is_regular_file(manifest, error))
        throw tools::UsageError(fmt::format("there is no manifest {}", manifest.string()));
    const char* variable = std::getenv("WS2_CATALOG");
    const std::string before = variable != nullptr ? variable : "";
    std::vector<NameSpace> name_spaces;
    auto providers = read_manifest(manifest, name_spaces);
    if (variable != nullptr)
        setenv("WS2_CATALOG", before.c_str(), 1);
    else
        unsetenv("WS2_CATALOG");
    for (auto provider = providers.begin(); provider != providers.end(); ++provider) {
        try {
            install_one(*provider);
        } catch (...) { // all of the manifest or nothing
            while (provider != providers.begin())
                remove_one((--provider)->id);
            throw;
        }
    }
    for (const WSAPROTOCOL_INFOW& entry : tools::stored_catalog())
        for (const Provider& provider : providers)
            if (same_guid(provider.id, entry.ProviderId))
                fmt::print("installed {} '{}' in {}\n", entry.dwCatalogEntryId,
                           tools::protocol_name(entry), catalog_file());
    install_name_spaces(std::move(name_spaces), manifest);
}

void remove(const std::string& name) {
    const auto name_spaces = stored_name_spaces();
    if (const NameSpace* found = find_name_space(name_spaces, name))
        return remove_name_space(*found);
    const auto catalog = tools::stored_catalog();
    std::vector<GUID> providers;
    for (const WSAPROTOCOL_INFOW& entry : named_entries(catalog, name))
        if (std::ranges::none_of(providers,
                                 [&](const GUID& id) { return same_guid(id, entry.ProviderId); }))
            providers.push_back(entry.ProviderId);
    for (const GUID& id : providers) {
        remove_one(id);
        for (const WSAPROTOCOL_INFOW& entry : catalog)
            if (same_guid(entry.ProviderId, id))
                fmt::print("removed {} '{}'\n", entry.dwCatalogEntryId,
                           tools::protocol_name(entry));
    }
}

void order(const std::vector<std::string>& names) {
    put_first([&names](const Catalog& catalog) {
        std::vector<DWORD> ids;
        for (const std::string& name : names)
            for (const WSAPROTOCOL_INFOW& entry : named_entries(catalog, name))
                if (std::ranges::find(ids, entry.dwCatalogEntryId) == ids.end())
                    ids.push_back(entry.dwCatalogEntryId);
        return ids;
    });
}

void reset() {
    const std::string file = catalog_file();
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
        fmt::print("The compiled-in catalog holds already.\n");
        return;
    }
    if (!std::filesystem::remove(file, error))
        throw std::runtime_error(fmt::format("cannot remove {}: {}", file, error.message()));
    fmt::print("removed {}\n", file);
}

} // namespace ws2ctl
