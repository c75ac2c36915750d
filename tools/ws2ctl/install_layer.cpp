// Tool ws2ctl: installing a layer with its chains, by flags.
#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/new_guid.hpp"

#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <ws2spi.h>

namespace ws2ctl {
void install_layer(const std::string& file, const std::string& name,
                   const std::vector<std::string>& over, bool own_handles) {
    const bool is_builtin = file.starts_with("builtin:");
    std::error_code error;
    const std::string path = is_builtin ? file : std::filesystem::absolute(file).string();
    if (!is_builtin && !std::filesystem::is_regular_file(path, error))
        throw tools::UsageError(fmt::format("there is no library {}", path));
    const auto before = tools::stored_catalog();
    std::vector<WSAPROTOCOL_INFOW> below;
    for (const std::string& each : over) {
        const auto found = tools::find_protocols(before, each);
        if (found.empty())
            throw tools::UsageError(tools::unknown_protocol(before, each));
        below.insert(below.end(), found.begin(), found.end());
    }
    auto wide_path = tools::to_wide(path);
    auto wide_name = tools::to_wide(name);
    GUID id = new_guid();
    DWORD layer = 0;
    int code = 0;
    if (WSCInstallProviderAndChains(&id, wide_path.data(), wide_name.data(),
                                    own_handles ? 0U : static_cast<DWORD>(XP1_IFS_HANDLES),
                                    below.empty() ? nullptr : below.data(),
                                    static_cast<DWORD>(below.size()), &layer,
                                    &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCInstallProviderAndChains", code);
    for (const WSAPROTOCOL_INFOW& entry : tools::stored_catalog())
        if (std::memcmp(&entry.ProviderId, &id, sizeof id) == 0)
            fmt::print("installed {} '{}' in {}\n", entry.dwCatalogEntryId,
                       tools::protocol_name(entry), catalog_file());
}

} // namespace ws2ctl
