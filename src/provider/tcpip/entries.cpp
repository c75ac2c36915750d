// Room provider_tcpip: the catalog entries of both families.
#include "provider/tcpip/builtin.hpp"
#include "provider/tcpip/family.hpp"

#include <afunix.h>
#include <algorithm>
#include <array>
#include <string_view>

namespace ws2::provider::tcpip {
namespace {

constexpr std::size_t entry_count = 6;
using Entries = std::array<WSAPROTOCOL_INFOW, entry_count>;

constexpr DWORD stream_flags = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE |
                               XP1_EXPEDITED_DATA | XP1_IFS_HANDLES;
constexpr DWORD datagram_flags = XP1_CONNECTIONLESS | XP1_MESSAGE_ORIENTED | XP1_SUPPORT_BROADCAST |
                                 XP1_SUPPORT_MULTIPOINT | XP1_IFS_HANDLES;
static_assert(stream_flags == 0x20066 && datagram_flags == 0x20609);

struct Shape {
    std::u16string_view suffix;
    int type;
    int protocol;
    int protocol_max_offset;
    DWORD flags;
    DWORD provider_flags;
    DWORD message_size;
};

constexpr DWORD matching = PFL_MATCHES_PROTOCOL_ZERO;
constexpr std::array<Shape, 3> shapes = {{
    {u"TCP/IP", SOCK_STREAM, IPPROTO_TCP, 0, stream_flags, matching, 0},
    {u"UDP/IP", SOCK_DGRAM, IPPROTO_UDP, 0, datagram_flags, matching, largest_datagram},
    {u"RAW/IP", SOCK_RAW, 0, 255, datagram_flags, matching | PFL_HIDDEN, largest_raw_packet},
}};

constexpr void append(WSAPROTOCOL_INFOW& entry, std::size_t& length, std::u16string_view text) {
    for (const char16_t unit : text)
        entry.szProtocol[length++] = static_cast<WCHAR>(unit);
}

constexpr WSAPROTOCOL_INFOW make_entry(std::u16string_view name, const GUID& guid, DWORD id,
                                       const Shape& shape, bool v6) {
    WSAPROTOCOL_INFOW entry{};
    entry.dwServiceFlags1 = shape.flags;
    entry.dwProviderFlags = shape.provider_flags;
    entry.ProviderId = guid;
    entry.dwCatalogEntryId = id;
    entry.ProtocolChain.ChainLen = BASE_PROTOCOL;
    entry.iVersion = 2;
    entry.iAddressFamily = v6 ? AF_INET6 : AF_INET;
    entry.iMaxSockAddr = v6 ? 28 : 16;
    entry.iMinSockAddr = v6 ? 28 : 16;
    entry.iSocketType = shape.type;
    entry.iProtocol = shape.protocol;
    entry.iProtocolMaxOffset = shape.protocol_max_offset;
    entry.iNetworkByteOrder = BIGENDIAN;
    entry.iSecurityScheme = SECURITY_PROTOCOL_NONE;
    entry.dwMessageSize = shape.message_size;
    std::size_t length = 0;
    append(entry, length, name);
    append(entry, length, u" Tcpip [");
    append(entry, length, shape.suffix);
    append(entry, length, v6 ? u"v6]" : u"]");
    return entry;
}

constexpr Entries make_entries(std::u16string_view name, const GUID& v4, const GUID& v6,
                               DWORD first_id) {
    Entries entries{};
    for (std::size_t i = 0; i < entry_count; ++i)
        entries[i] = make_entry(name, i < 3 ? v4 : v6, first_id + static_cast<DWORD>(i),
                                shapes[i % 3], i >= 3);
    return entries;
}

constexpr GUID msafd_v4 = {
    0xE70F1AA0, 0xAB8B, 0x11CF, {0x8C, 0xA3, 0x00, 0x80, 0x5F, 0x48, 0xA1, 0x92}};
constexpr GUID msafd_v6 = {
    0xF9EAB0C0, 0x26D4, 0x11D0, {0xBB, 0xBF, 0x00, 0xAA, 0x00, 0x6C, 0x34, 0xE4}};
// Streams between processes of one system, by a path.
constexpr GUID msafd_local = {
    0xA00943D9, 0x9C2E, 0x4633, {0x9B, 0x59, 0x00, 0x57, 0xA3, 0x16, 0x09, 0x94}};
constexpr GUID wspm_v4 = {
    0x6A1C2B7E, 0x93D4, 0x4F08, {0xA5, 0x1B, 0x0E, 0x7C, 0x52, 0xD9, 0x36, 0x84}};
constexpr GUID wspm_v6 = {
    0x2F85D06B, 0x4C1A, 0x4B97, {0x8E, 0x60, 0xD3, 0x19, 0xA7, 0x5E, 0x0B, 0xC2}};

constexpr Entries wspm_table = make_entries(u"WSPM", wspm_v4, wspm_v6, 1011);
constexpr WSAPROTOCOL_INFOW make_local_entry() {
    const Shape shape{{}, SOCK_STREAM, 0, 0, stream_flags & ~DWORD{XP1_EXPEDITED_DATA}, matching,
                      0};
    WSAPROTOCOL_INFOW entry = make_entry({}, msafd_local, 1007, shape, false);
    entry.iAddressFamily = AF_UNIX;
    entry.iMaxSockAddr = sizeof(SOCKADDR_UN);
    entry.iMinSockAddr = 2;
    for (WCHAR& unit : entry.szProtocol)
        unit = 0;
    std::size_t length = 0;
    append(entry, length, u"AF_UNIX");
    return entry;
}

constexpr auto make_msafd_entries() {
    std::array<WSAPROTOCOL_INFOW, entry_count + 1> entries{};
    const Entries internet = make_entries(u"MSAFD", msafd_v4, msafd_v6, 1001);
    for (std::size_t i = 0; i < entry_count; ++i)
        entries[i] = internet[i];
    entries[entry_count] = make_local_entry();
    return entries;
}

constexpr auto msafd_table = make_msafd_entries();

} // namespace

std::span<const WSAPROTOCOL_INFOW> wspm_entries() {
    return wspm_table;
}
std::span<const WSAPROTOCOL_INFOW> msafd_entries() {
    return msafd_table;
}

} // namespace ws2::provider::tcpip
