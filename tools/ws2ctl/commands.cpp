#include "ws2ctl/commands.hpp"

#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/describe.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace ws2ctl {
namespace {

std::string joined(const std::vector<std::string>& words) {
    return words.empty() ? "none" : fmt::format("{}", fmt::join(words, " "));
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::string where_the_order_is_from() {
    const std::string file = catalog_file();
    std::error_code ignored;
    if (file.empty())
        return "the compiled-in catalog";
    if (!std::filesystem::exists(file, ignored))
        return fmt::format(
            "the compiled-in catalog (WS2_CATALOG names {}, which does not exist yet)", file);
    return fmt::format("the catalog file {}", file);
}

std::string chain_text(const WSAPROTOCOL_INFOW& entry) {
    const WSAPROTOCOLCHAIN& chain = entry.ProtocolChain;
    if (chain.ChainLen == BASE_PROTOCOL)
        return "base provider";
    if (chain.ChainLen == LAYERED_PROTOCOL)
        return "layer, used by chains only";
    std::vector<std::string> ids;
    for (int i = 0; i < std::min(chain.ChainLen, MAX_PROTOCOL_CHAIN); ++i)
        ids.push_back(fmt::format("{}", chain.ChainEntries[i]));
    return fmt::format("chain of {}", fmt::join(ids, " over "));
}

void show_entry(const WSAPROTOCOL_INFOW& entry) {
    const auto row = [](std::string_view name, const std::string& value) {
        fmt::print("{:<14} {}\n", name, value);
    };
    row("name", tools::protocol_name(entry));
    row("short name", std::string(tools::short_name(entry)));
    row("id", fmt::format("{}", entry.dwCatalogEntryId));
    row("provider", guid_text(entry.ProviderId));
    row("path", provider_path(entry));
    row("kind", chain_text(entry));
    row("family", family_word(entry.iAddressFamily));
    row("type", type_word(entry.iSocketType));
    row("protocol",
        entry.iProtocolMaxOffset == 0
            ? protocol_word(entry.iAddressFamily, entry.iProtocol)
            : fmt::format("{} to {}", entry.iProtocol, entry.iProtocol + entry.iProtocolMaxOffset));
    row("address", fmt::format("{} to {} octets", entry.iMinSockAddr, entry.iMaxSockAddr));
    row("message size", message_size_words(entry.dwMessageSize));
    row("service flags", fmt::format("{:#010x} {}", entry.dwServiceFlags1,
                                     joined(service_words(entry.dwServiceFlags1))));
    row("provider flags", fmt::format("{:#010x} {}", entry.dwProviderFlags,
                                      joined(provider_words(entry.dwProviderFlags))));
}

} // namespace

void list() {
    constexpr const char* row = "{:>5}  {:<26} {:<10} {:<9} {:<15} {}\n";
    fmt::print(fmt::runtime(row), "id", "name", "short", "family", "type", "path");
    for (const WSAPROTOCOL_INFOW& entry : tools::read_catalog())
        fmt::print(fmt::runtime(row), entry.dwCatalogEntryId, tools::protocol_name(entry),
                   tools::short_name(entry), family_word(entry.iAddressFamily),
                   type_word(entry.iSocketType), provider_path(entry));
}

void show(const std::string& name) {
    const auto catalog = tools::read_catalog();
    auto found = tools::find_protocols(catalog, name);
    std::ranges::copy_if(catalog, std::back_inserter(found), [&name](const auto& entry) {
        return fmt::format("{}", entry.dwCatalogEntryId) == name;
    });
    if (found.empty())
        throw tools::UsageError(tools::unknown_protocol(catalog, name));
    for (std::size_t i = 0; i < found.size(); ++i) {
        fmt::print("{}", i == 0 ? "" : "\n");
        show_entry(found[i]);
    }
}

void personality() {
    const auto catalog = tools::read_catalog();
    const auto first = std::ranges::find_if(catalog, [](const auto& entry) {
        return entry.iSocketType == SOCK_STREAM && entry.iProtocol == IPPROTO_TCP;
    });
    if (first == catalog.end())
        throw std::runtime_error("the catalog has no TCP protocol, so no personality either");
    fmt::print("TCP sockets come from '{}'.\n", tools::protocol_name(*first));
    const std::string wanted = environment("WS2_PERSONALITY");
    if (wanted == "ce" || wanted == "nt")
        fmt::print("WS2_PERSONALITY={} puts that first, over the order of {}.\n", wanted,
                   where_the_order_is_from());
    else
        fmt::print("That is the order of {}.\n"
                   "A program compiled with _WIN32 puts msafd (desktop Windows) first for itself,\n"
                   "one compiled with _WIN32_WCE wspm (Windows CE); WS2_PERSONALITY=ce|nt "
                   "overrides both.\n",
                   where_the_order_is_from());
}

} // namespace ws2ctl
