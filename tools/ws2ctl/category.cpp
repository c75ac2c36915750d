// Tool ws2ctl: categories of layers and of the programs that permit them.
#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/commands.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <ws2spi.h>

namespace ws2ctl {
namespace {

struct Word {
    std::string_view text;
    DWORD value;
};
constexpr Word words[] = {{"system", LSP_SYSTEM},
                          {"inspector", LSP_INSPECTOR},
                          {"redirector", LSP_REDIRECTOR},
                          {"proxy", LSP_PROXY},
                          {"firewall", LSP_FIREWALL},
                          {"inbound-modify", LSP_INBOUND_MODIFY},
                          {"outbound-modify", LSP_OUTBOUND_MODIFY},
                          {"crypto-compress", LSP_CRYPTO_COMPRESS},
                          {"local-cache", LSP_LOCAL_CACHE}};

std::string text_of(DWORD categories) {
    std::string out;
    for (const Word& word : words)
        if ((categories & word.value) != 0)
            out += fmt::format("{}{}", out.empty() ? "" : " ", word.text);
    return out.empty() ? "none" : out;
}

DWORD value_of(const std::vector<std::string>& names) {
    DWORD out = 0;
    for (const std::string& name : names) {
        const Word* found = nullptr;
        for (const Word& word : words)
            if (word.text == name)
                found = &word;
        if (found == nullptr && name != "none") {
            std::string known = "none";
            for (const Word& word : words)
                known += fmt::format(", {}", word.text);
            throw tools::UsageError(fmt::format("'{}' is no category; there are {}", name, known));
        }
        out |= found != nullptr ? found->value : 0;
    }
    return out;
}

void category_of_layer(const std::string& name, const std::vector<std::string>& categories) {
    const auto catalog = tools::stored_catalog();
    const auto found = tools::find_protocols(catalog, name);
    if (found.empty())
        throw tools::UsageError(tools::unknown_protocol(catalog, name));
    GUID id = found.front().ProviderId;
    DWORD value = value_of(categories);
    size_t size = sizeof value;
    int code = 0;
    if (!categories.empty() &&
        WSCSetProviderInfo(&id, ProviderInfoLspCategories, reinterpret_cast<PBYTE>(&value),
                           sizeof value, 0, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCSetProviderInfo", code);
    if (WSCGetProviderInfo(&id, ProviderInfoLspCategories, reinterpret_cast<PBYTE>(&value), &size,
                           0, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCGetProviderInfo", code);
    fmt::print("{}: {}\n", name, text_of(value));
}

} // namespace

void category(const std::string& name, bool of_layer, const std::string& arguments,
              const std::vector<std::string>& categories) {
    if (of_layer)
        return category_of_layer(name, categories);
    const auto path = tools::to_wide(std::filesystem::absolute(name).string());
    const auto extra = tools::to_wide(arguments);
    const auto path_units = static_cast<DWORD>(path.size());
    const auto extra_units = static_cast<DWORD>(extra.size());
    const WCHAR* const extra_text = extra.empty() ? nullptr : extra.c_str();
    DWORD value = value_of(categories);
    int code = 0;
    if (!categories.empty() &&
        WSCSetApplicationCategory(path.c_str(), path_units, extra_text, extra_units, value, nullptr,
                                  &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCSetApplicationCategory", code);
    if (WSCGetApplicationCategory(path.c_str(), path_units, extra_text, extra_units, &value,
                                  &code) == SOCKET_ERROR) {
        if (code != WSASERVICE_NOT_FOUND)
            throw tools::CallFailed("WSCGetApplicationCategory", code);
        fmt::print("{}: not categorised, gets every layer\n", name);
        return;
    }
    fmt::print("{}: permits {}\n", name, text_of(value));
}

} // namespace ws2ctl
