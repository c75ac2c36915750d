// Suite conformance: what the suite as a program runs over: the table, and chains among its entries
// in a catalog of this program's own. The layers pass everything on, so that a chain must keep
// every clause of its base.
#include "conformance/world.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
#include <winsock2.h>
#include <ws2spi.h>

namespace ws2::conformance {
namespace {

struct Chain {
    const char16_t* name;
    const char16_t* layer; // path of the layer's library
    const char16_t* base;  // szProtocol
    bool own_handles;
};

// A layer that passes handles through, and one that has its own.
constexpr Chain chains[] = {
    {u"Traced [TCP/IP]", u"builtin:trace", u"MSAFD Tcpip [TCP/IP]", false},
    {u"Hidden [TCP/IP]", u"builtin:forward", u"MSAFD Tcpip [TCP/IP]", true},
};

// As long as this program runs.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ws2-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::vector<WSAPROTOCOL_INFOW> stored() {
    DWORD octets = 0;
    int error = 0;
    WSCEnumProtocols(nullptr, nullptr, &octets, &error);
    std::vector<WSAPROTOCOL_INFOW> list(octets / sizeof(WSAPROTOCOL_INFOW));
    if (WSCEnumProtocols(nullptr, list.data(), &octets, &error) == SOCKET_ERROR)
        throw std::runtime_error("WSCEnumProtocols failed with " + std::to_string(error));
    return list;
}

WSAPROTOCOL_INFOW find(const char16_t* name) {
    for (const auto& each : stored())
        if (std::u16string_view(reinterpret_cast<const char16_t*>(each.szProtocol)) == name)
            return each;
    throw std::runtime_error("a base of a chain is missing");
}

void install(GUID id, const char16_t* path, WSAPROTOCOL_INFOW& entry) {
    int error = 0;
    if (WSCInstallProvider(&id, reinterpret_cast<const WCHAR*>(path), &entry, 1, &error) != 0)
        throw std::runtime_error("WSCInstallProvider failed with " + std::to_string(error));
}

void rename(WSAPROTOCOL_INFOW& entry, std::u16string_view name) {
    std::fill(std::begin(entry.szProtocol), std::end(entry.szProtocol), WCHAR{0});
    std::copy(name.begin(), name.end(), entry.szProtocol);
}

} // namespace

std::vector<Entry> under_test(bool (*wanted)(const Entry&)) {
    return entries(wanted);
}

void prepare_catalog() {
    static const Folder folder;
    setenv("WS2_CATALOG", (folder.path() / "catalog.toml").c_str(), 1);
    setenv("WS2_TRACE_FILE", "/dev/null", 0);
#ifdef WS2_TEST_CERTIFICATES
    const std::string certificates = WS2_TEST_CERTIFICATES;
    setenv("WS2_TLS_CA", (certificates + "/authority.pem").c_str(), 1);
    setenv("WS2_TLS_CERT", (certificates + "/own.pem").c_str(), 1);
    setenv("WS2_TLS_KEY", (certificates + "/own.key").c_str(), 1);
#endif
    GUID id{0xC0DE0000, 0x5A5A, 0x4B4B, {1, 2, 3, 4, 5, 6, 7, 8}};
    for (const Chain& chain : chains) {
        WSAPROTOCOL_INFOW entry = find(chain.base);
        const DWORD base = entry.dwCatalogEntryId;
        const std::u16string layer = std::u16string(chain.name) + u" layer";
        rename(entry, layer);
        entry.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
        entry.dwProviderFlags = PFL_HIDDEN;
        ++id.Data1;
        install(id, chain.layer, entry);
        entry.ProtocolChain.ChainLen = 2;
        entry.ProtocolChain.ChainEntries[0] = find(layer.c_str()).dwCatalogEntryId;
        entry.ProtocolChain.ChainEntries[1] = base;
        entry.dwProviderFlags = 0; // named by its record alone
        if (chain.own_handles)
            entry.dwServiceFlags1 &= ~static_cast<DWORD>(XP1_IFS_HANDLES);
        rename(entry, chain.name);
        ++id.Data1;
        install(id, chain.layer, entry);
    }
}

} // namespace ws2::conformance
