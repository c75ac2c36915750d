#include "iphlp/facts.hpp"

#include <cstring>

namespace ws2::iphlp {

IFTYPE type_of(const kernel::Adapter& adapter) noexcept {
    switch (adapter.kind) {
    case kernel::AdapterKind::ethernet: return IF_TYPE_ETHERNET_CSMACD;
    case kernel::AdapterKind::loopback: return IF_TYPE_SOFTWARE_LOOPBACK;
    case kernel::AdapterKind::point_to_point: return IF_TYPE_PPP;
    case kernel::AdapterKind::tunnel: return IF_TYPE_TUNNEL;
    case kernel::AdapterKind::other: break;
    }
    return IF_TYPE_OTHER;
}

NET_LUID luid_of(const kernel::Adapter& adapter) noexcept {
    NET_LUID luid{};
    luid.Info.NetLuidIndex = adapter.index & 0xffffffU;
    luid.Info.IfType = type_of(adapter) & 0xffffU;
    return luid;
}

GUID guid_of(const kernel::Adapter& adapter) noexcept {
    return {adapter.index,
            static_cast<USHORT>(type_of(adapter)),
            0x4000,
            {0x80, 0, 'w', 's', '2', '-', 'i', 'f'}};
}

bool is_ipv4(const kernel::Address& address) noexcept {
    return address.size == sizeof(sockaddr_in);
}

DWORD ipv4_of(const kernel::Address& address) noexcept {
    if (!is_ipv4(address))
        return 0;
    sockaddr_in ipv4{};
    std::memcpy(&ipv4, address.octets, sizeof ipv4);
    return ipv4.sin_addr.s_addr;
}

std::string ipv4_text(const kernel::Address& address) {
    const DWORD value = ipv4_of(address);
    unsigned char octets[4];
    std::memcpy(octets, &value, sizeof octets);
    std::string text;
    for (const unsigned char octet : octets)
        text += (text.empty() ? "" : ".") + std::to_string(octet);
    return text;
}

} // namespace ws2::iphlp
