// Room provider_itot: the catalog entries.
//
// Flags are static while the class is agreed at each connect, so there is an entry a class. TP2
// proposes class 2 without alternative and fails to connect rather than lose disconnect data. No
// GRACEFUL CLOSE in any: ISO has no orderly release, a release cuts the reverse direction. TP2 TLS
// is TP2 inside TLS; a protocol of its own, so that nobody gets one for the other.
#include "provider/itot/address.hpp"
#include "provider/itot/builtin.hpp"
#include "provider/itot/socket.hpp"

#include <array>
#include <string_view>

namespace ws2::provider::itot {
namespace {

constexpr DWORD common_flags = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER |
                               XP1_MESSAGE_ORIENTED | XP1_PARTIAL_MESSAGE | XP1_CONNECT_DATA;
constexpr DWORD tp2_flags = common_flags | XP1_EXPEDITED_DATA | XP1_DISCONNECT_DATA;
static_assert(tp2_flags == 0x000401CE && common_flags == 0x0004008E);

constexpr GUID provider_id = {
    0x6B1D5A0E, 0x3C47, 0x4F92, {0x9E, 0x1B, 0x70, 0xC4, 0x2D, 0x8F, 0x55, 0xA3}};

WSAPROTOCOL_INFOW entry(DWORD id, int protocol, DWORD flags, std::u16string_view name) {
    WSAPROTOCOL_INFOW info{};
    info.dwServiceFlags1 = flags;
    info.ProviderId = provider_id;
    info.dwCatalogEntryId = id;
    info.ProtocolChain.ChainLen = BASE_PROTOCOL;
    info.iVersion = 2;
    info.iAddressFamily = AF_ISO;
    info.iMaxSockAddr = address_size;
    info.iMinSockAddr = address_size;
    info.iSocketType = SOCK_SEQPACKET;
    info.iProtocol = protocol;
    info.iNetworkByteOrder = BIGENDIAN;
    info.iSecurityScheme =
        protocol == ISOPROTO_WS2_TP2_TLS ? SECURITY_PROTOCOL_WS2_TLS : SECURITY_PROTOCOL_NONE;
    info.dwMessageSize = 0xFFFFFFFF; // no limit, thanks to partial messages
    for (std::size_t i = 0; i < name.size(); ++i)
        info.szProtocol[i] = static_cast<WCHAR>(name[i]);
    return info;
}

} // namespace

std::span<const WSAPROTOCOL_INFOW> entries() {
    static const std::array<WSAPROTOCOL_INFOW, 3> all{
        entry(tp2_catalog_id, ISOPROTO_TP2, tp2_flags, u"ITOT [TP2]"),
        entry(tp0_catalog_id, ISOPROTO_TP0, common_flags, u"ITOT [TP0]"),
        entry(guarded_catalog_id, ISOPROTO_WS2_TP2_TLS, tp2_flags, u"ITOT [TP2 TLS]")};
    return all;
}

} // namespace ws2::provider::itot
