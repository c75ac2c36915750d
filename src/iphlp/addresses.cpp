// Room iphlp: GetAdaptersAddresses.
#include "base/utf.hpp"
#include "iphlp/facts.hpp"
#include "iphlp/packing.hpp"

namespace {

namespace kernel = ws2::kernel;
namespace base = ws2::base;
using namespace ws2::iphlp;

struct Wanted {
    ULONG family;
    ULONG flags;

    [[nodiscard]] bool skips(ULONG flag) const { return (flags & flag) != 0; }
    [[nodiscard]] bool has(const kernel::Address& address) const {
        return address.size != 0 &&
               (family == AF_UNSPEC || is_ipv4(address) == (family == AF_INET));
    }
};

SOCKET_ADDRESS put(Packing& packing, const kernel::Address& from) {
    void* to = packing.take(from.size);
    std::memcpy(to, from.octets, from.size);
    return {static_cast<LPSOCKADDR>(to), static_cast<INT>(from.size)};
}

template<typename Record>
Record** append(Packing& packing, Record** end, const kernel::Address& address) {
    *end = packing.make<Record>();
    (*end)->Length = sizeof(Record);
    (*end)->Address = put(packing, address);
    return &(*end)->Next;
}

// The address with all bits behind the prefix cleared.
kernel::Address network_of(const kernel::AdapterAddress& from) {
    kernel::Address network = from.address;
    const unsigned first = is_ipv4(network) ? 4 : 8;
    const unsigned octets = is_ipv4(network) ? 4 : 16;
    for (unsigned i = 0; i < octets; ++i) {
        const unsigned kept = std::clamp(from.prefix_bits, i * 8, i * 8 + 8) - i * 8;
        network.octets[first + i] =
            static_cast<unsigned char>(network.octets[first + i] & (0xff00U >> kept));
    }
    return network;
}

void put_addresses(Packing& packing, IP_ADAPTER_ADDRESSES& to, const kernel::Adapter& from,
                   const Wanted& wanted) {
    constexpr ULONG forever = 0xffffffff;
    auto** unicast = &to.FirstUnicastAddress;
    auto** prefix = &to.FirstPrefix;
    for (const kernel::AdapterAddress& each : from.addresses) {
        if (!wanted.has(each.address))
            continue;
        if (!wanted.skips(GAA_FLAG_SKIP_UNICAST)) {
            auto** const next = append(packing, unicast, each.address);
            auto& record = **unicast;
            record.Flags = IP_ADAPTER_ADDRESS_DNS_ELIGIBLE;
            record.DadState = IpDadStatePreferred;
            record.ValidLifetime = record.PreferredLifetime = record.LeaseLifetime = forever;
            record.OnLinkPrefixLength = static_cast<UCHAR>(each.prefix_bits);
            unicast = next;
        }
        if ((wanted.flags & GAA_FLAG_INCLUDE_PREFIX) != 0) {
            auto** const next = append(packing, prefix, network_of(each));
            (*prefix)->PrefixLength = each.prefix_bits;
            prefix = next;
        }
    }
    auto** gateway = &to.FirstGatewayAddress;
    if ((wanted.flags & GAA_FLAG_INCLUDE_GATEWAYS) != 0)
        for (const kernel::Address& each : from.gateways)
            if (wanted.has(each))
                gateway = append(packing, gateway, each);
}

ULONG flags_of(const kernel::Adapter& from) {
    ULONG flags = from.multicast || from.kind == kernel::AdapterKind::loopback
                      ? 0
                      : ULONG{IP_ADAPTER_NO_MULTICAST};
    for (const kernel::AdapterAddress& each : from.addresses)
        flags |= is_ipv4(each.address) ? IP_ADAPTER_IPV4_ENABLED : IP_ADAPTER_IPV6_ENABLED;
    return flags;
}

IF_OPER_STATUS status_of(const kernel::Adapter& from) {
    return from.running ? IfOperStatusUp : IfOperStatusDown;
}

void put_facts(Packing& packing, IP_ADAPTER_ADDRESSES& to, const kernel::Adapter& from,
               const Wanted& wanted, const std::string& domain) {
    constexpr ULONG64 unknown_speed = ~ULONG64{0};
    to.Length = sizeof to;
    to.IfIndex = to.Ipv6IfIndex = from.index;
    to.AdapterName = packing.text(from.name);
    to.Description = packing.text(base::to_utf16(from.name));
    if (!wanted.skips(GAA_FLAG_SKIP_FRIENDLY_NAME))
        to.FriendlyName = packing.text(base::to_utf16(from.name));
    to.DnsSuffix = packing.text(base::to_utf16(domain));
    to.PhysicalAddressLength = from.hardware_octets;
    std::memcpy(to.PhysicalAddress, from.hardware, from.hardware_octets);
    to.Flags = flags_of(from);
    to.Mtu = from.mtu;
    to.IfType = type_of(from);
    to.OperStatus = status_of(from);
    std::fill(std::begin(to.ZoneIndices), std::end(to.ZoneIndices), from.index);
    to.TransmitLinkSpeed = to.ReceiveLinkSpeed =
        from.speed_bps != 0 ? from.speed_bps : unknown_speed;
    to.Luid = luid_of(from);
    to.CompartmentId = 1;
    to.ConnectionType = NET_IF_CONNECTION_DEDICATED;
}

void pack(Packing& packing, const std::vector<kernel::Adapter>& adapters,
          const kernel::ResolverSetup& setup, const Wanted& wanted) {
    IP_ADAPTER_ADDRESSES* first = nullptr;
    IP_ADAPTER_ADDRESSES** end = &first;
    for (const kernel::Adapter& each : adapters) {
        auto* record = packing.make<IP_ADAPTER_ADDRESSES>();
        const bool loopback = each.kind == kernel::AdapterKind::loopback;
        put_facts(packing, *record, each, wanted, loopback ? std::string() : setup.domain);
        put_addresses(packing, *record, each, wanted);
        auto** server = &record->FirstDnsServerAddress;
        if (!loopback && !wanted.skips(GAA_FLAG_SKIP_DNS_SERVER))
            for (const kernel::Address& address : setup.servers)
                if (wanted.has(address))
                    server = append(packing, server, address);
        *end = record;
        end = &record->Next;
    }
}

} // namespace

extern "C" ULONG WINAPI GetAdaptersAddresses(ULONG Family, ULONG Flags, PVOID Reserved,
                                             PIP_ADAPTER_ADDRESSES AdapterAddresses,
                                             PULONG SizePointer) {
    if (SizePointer == nullptr || Reserved != nullptr || !is_family(Family))
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        if (adapters.empty())
            return ERROR_NO_DATA;
        const kernel::ResolverSetup setup = kernel::resolver_setup();
        return pack_into(AdapterAddresses, SizePointer, ERROR_BUFFER_OVERFLOW,
                         [&](Packing& packing) {
                             pack(packing, adapters, setup, {Family, Flags});
                         });
    });
}
