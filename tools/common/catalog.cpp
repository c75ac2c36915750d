#include "common/catalog.hpp"

#include "common/failure.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <fmt/format.h>
#include <ws2spi.h>

namespace tools {
namespace {

struct ShortName {
    std::string_view name;
    std::string_view protocol;
};

constexpr std::array short_names = {
    ShortName{"wspm-tcp", "WSPM Tcpip [TCP/IP]"},
    ShortName{"wspm-tcp", "WSPM Tcpip [TCP/IPv6]"},
    ShortName{"wspm-udp", "WSPM Tcpip [UDP/IP]"},
    ShortName{"wspm-udp", "WSPM Tcpip [UDP/IPv6]"},
    ShortName{"msafd-tcp", "MSAFD Tcpip [TCP/IP]"},
    ShortName{"msafd-tcp", "MSAFD Tcpip [TCP/IPv6]"},
    ShortName{"msafd-udp", "MSAFD Tcpip [UDP/IP]"},
    ShortName{"msafd-udp", "MSAFD Tcpip [UDP/IPv6]"},
    ShortName{"itot-tp2", "ITOT [TP2]"},
    ShortName{"itot-tp0", "ITOT [TP0]"},
    ShortName{"itot-tp2-tls", "ITOT [TP2 TLS]"},
};

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// All entries that `call` (list, &size, &code) gives.
template<typename Call>
std::vector<WSAPROTOCOL_INFOW> read_all(Call call) {
    DWORD size = 0;
    int code = 0;
    std::vector<WSAPROTOCOL_INFOW> entries;
    int count = call(nullptr, &size, &code);
    while (count == SOCKET_ERROR && code == WSAENOBUFS) { // it may grow between two calls
        entries.resize((size + sizeof(WSAPROTOCOL_INFOW) - 1) / sizeof(WSAPROTOCOL_INFOW));
        count = call(entries.data(), &size, &code);
    }
    if (count == SOCKET_ERROR)
        throw CallFailed("reading the catalog", code);
    entries.resize(static_cast<std::size_t>(count));
    return entries;
}

} // namespace

std::vector<WSAPROTOCOL_INFOW> stored_catalog() {
    return read_all([](WSAPROTOCOL_INFOW* list, DWORD* size, int* code) {
        return WSCEnumProtocols(nullptr, list, size, code);
    });
}

std::vector<WSAPROTOCOL_INFOW> read_catalog() {
    const auto stored = stored_catalog();
    const auto in_force = read_all([](WSAPROTOCOL_INFOW* list, DWORD* size, int* code) {
        const int count = WSAEnumProtocolsW(nullptr, list, size);
        *code = WSAGetLastError();
        return count;
    });
    std::vector<std::pair<std::ptrdiff_t, WSAPROTOCOL_INFOW>> ranked;
    std::ptrdiff_t rank = -1; // a hidden entry goes with the one before it
    for (const WSAPROTOCOL_INFOW& entry : stored) {
        const auto place = std::ranges::find(in_force, entry.dwCatalogEntryId,
                                             &WSAPROTOCOL_INFOW::dwCatalogEntryId);
        if (place != in_force.end())
            rank = place - in_force.begin();
        ranked.emplace_back(rank, entry);
    }
    std::ranges::stable_sort(ranked, {}, [](const auto& item) { return item.first; });
    std::vector<WSAPROTOCOL_INFOW> entries;
    for (const auto& [place, entry] : ranked)
        entries.push_back(entry);
    return entries;
}

std::string protocol_name(const WSAPROTOCOL_INFOW& entry) {
    return to_utf8(entry.szProtocol);
}

std::string_view short_name(const WSAPROTOCOL_INFOW& entry) {
    const std::string protocol = protocol_name(entry);
    const auto found = std::ranges::find(short_names, protocol, &ShortName::protocol);
    return found == short_names.end() ? std::string_view() : found->name;
}

std::vector<WSAPROTOCOL_INFOW> find_protocols(std::span<const WSAPROTOCOL_INFOW> catalog,
                                              std::string_view name) {
    std::vector<WSAPROTOCOL_INFOW> found;
    for (const WSAPROTOCOL_INFOW& entry : catalog)
        if (same_word(short_name(entry), name) || same_word(protocol_name(entry), name))
            found.push_back(entry);
    return found;
}

std::string unknown_protocol(std::span<const WSAPROTOCOL_INFOW> catalog, std::string_view name) {
    std::vector<std::string> known;
    for (const WSAPROTOCOL_INFOW& entry : catalog) {
        const std::string_view brief = short_name(entry);
        std::string shown =
            brief.empty() ? fmt::format("'{}'", protocol_name(entry)) : std::string(brief);
        if (std::ranges::find(known, shown) == known.end())
            known.push_back(std::move(shown));
    }
    return fmt::format("no protocol is called '{}'; the catalog has {} (ws2ctl list shows whole "
                       "names, which do as well)",
                       name, known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", ")));
}

bool is_datagram(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_CONNECTIONLESS) != 0;
}

bool keeps_messages(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & (XP1_MESSAGE_ORIENTED | XP1_PSEUDO_STREAM)) ==
           XP1_MESSAGE_ORIENTED;
}

bool ends_each_way_alone(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_GRACEFUL_CLOSE) != 0;
}

bool has_connect_data(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_CONNECT_DATA) != 0;
}

bool has_disconnect_data(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_DISCONNECT_DATA) != 0;
}

bool has_expedited_data(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_EXPEDITED_DATA) != 0;
}

bool has_partial_messages(const WSAPROTOCOL_INFOW& entry) {
    return (entry.dwServiceFlags1 & XP1_PARTIAL_MESSAGE) != 0;
}

} // namespace tools
