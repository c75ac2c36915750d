#include "ws2ctl/name_spaces.hpp"

#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fmt/format.h>
#include <utility>
#include <ws2spi.h>

namespace ws2ctl {
namespace {

std::string path_of(GUID id) {
    std::array<WCHAR, MAX_PATH> path{};
    int length = MAX_PATH;
    int code = 0;
    if (WSCGetProviderPath(&id, path.data(), &length, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCGetProviderPath", code);
    return tools::to_utf8(path.data());
}

std::string name_space_word(DWORD number) {
    constexpr std::pair<DWORD, std::string_view> words[] = {
        {NS_DNS, "NS_DNS"},   {NS_NLA, "NS_NLA"},           {NS_BTH, "NS_BTH"},
        {NS_NTDS, "NS_NTDS"}, {NS_PNRPNAME, "NS_PNRPNAME"}, {NS_EMAIL, "NS_EMAIL"},
        {NS_ALL, "NS_ALL"}};
    for (const auto& [value, word] : words)
        if (value == number)
            return std::string(word);
    return fmt::format("{}", number);
}

void install_one(const NameSpace& made) {
    auto name = tools::to_wide(made.name);
    auto path = tools::to_wide(made.path);
    GUID id = made.id;
    BLOB blob{static_cast<ULONG>(made.specific.size()),
              reinterpret_cast<BYTE*>(const_cast<char*>(made.specific.data()))};
    if (WSCInstallNameSpaceEx(name.data(), path.data(), made.name_space, made.version, &id,
                              &blob) == SOCKET_ERROR)
        throw tools::CallFailed("WSCInstallNameSpaceEx", WSAGetLastError());
}

} // namespace

std::vector<NameSpace> stored_name_spaces() {
    DWORD octets = 0;
    std::vector<std::max_align_t> memory(1);
    int count = SOCKET_ERROR;
    while (count == SOCKET_ERROR) {
        auto* list = reinterpret_cast<WSANAMESPACE_INFOEXW*>(memory.data());
        octets = static_cast<DWORD>(memory.size() * sizeof memory[0]);
        count = WSCEnumNameSpaceProvidersEx32(&octets, list);
        if (count == SOCKET_ERROR && WSAGetLastError() != WSAEFAULT)
            throw tools::CallFailed("WSCEnumNameSpaceProvidersEx32", WSAGetLastError());
        if (count == SOCKET_ERROR)
            memory.resize(octets / sizeof memory[0] + 1);
    }
    const auto* list = reinterpret_cast<const WSANAMESPACE_INFOEXW*>(memory.data());
    std::vector<NameSpace> out;
    for (int i = 0; i < count; ++i) {
        NameSpace& each = out.emplace_back();
        each.id = list[i].NSProviderId;
        each.name_space = list[i].dwNameSpace;
        each.version = list[i].dwVersion;
        each.active = list[i].fActive != FALSE;
        each.name = tools::to_utf8(list[i].lpszIdentifier);
        each.path = path_of(each.id);
        if (list[i].ProviderSpecific.cbSize != 0)
            each.specific.assign(reinterpret_cast<const char*>(list[i].ProviderSpecific.pBlobData),
                                 list[i].ProviderSpecific.cbSize);
    }
    return out;
}

void install_name_spaces(std::vector<NameSpace> list, const std::filesystem::path& manifest) {
    for (auto made = list.begin(); made != list.end(); ++made) {
        std::error_code ignored;
        const std::filesystem::path path = made->path;
        if (path.is_relative() && std::filesystem::exists(manifest.parent_path() / path, ignored))
            made->path = (manifest.parent_path() / path).string();
        try {
            install_one(*made);
        } catch (...) {
            while (made != list.begin())
                WSCUnInstallNameSpace(&(--made)->id);
            throw;
        }
    }
    for (const NameSpace& made : list)
        fmt::print("installed name space '{}' in {}\n", made.name, catalog_file());
}

const NameSpace* find_name_space(const std::vector<NameSpace>& list, const std::string& name) {
    const auto found = std::ranges::find_if(list, [&](const NameSpace& each) {
        return each.name == name || guid_text(each.id) == name;
    });
    return found == list.end() ? nullptr : &*found;
}

void remove_name_space(const NameSpace& removed) {
    GUID id = removed.id;
    if (WSCUnInstallNameSpace(&id) == SOCKET_ERROR)
        throw tools::CallFailed("WSCUnInstallNameSpace", WSAGetLastError());
    fmt::print("removed name space '{}'\n", removed.name);
}

void list_name_spaces() {
    constexpr const char* row = "{:<12} {:<8} {:<40} {:<44} {}\n";
    fmt::print(fmt::runtime(row), "name space", "state", "name", "guid", "path");
    for (const NameSpace& each : stored_name_spaces())
        fmt::print(fmt::runtime(row), name_space_word(each.name_space),
                   each.active ? "active" : "off", each.name, guid_text(each.id), each.path);
}

void enable_name_space(const std::string& name, bool active) {
    const auto list = stored_name_spaces();
    const NameSpace* found = find_name_space(list, name);
    if (found == nullptr)
        throw tools::UsageError(
            fmt::format("there is no name space '{}'; see ws2ctl name-spaces", name));
    GUID id = found->id;
    if (WSCEnableNSProvider(&id, active ? TRUE : FALSE) == SOCKET_ERROR)
        throw tools::CallFailed("WSCEnableNSProvider", WSAGetLastError());
}

} // namespace ws2ctl
