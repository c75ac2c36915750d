// Room iphlp: the calls of IPv4 alone: GetAdaptersInfo, GetNetworkParams.
#include "iphlp/facts.hpp"
#include "iphlp/packing.hpp"
#include "kernel/resolver.hpp"

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

// The first of a list lies in its owner's record, the others behind it.
class AddressStrings {
public:
    AddressStrings(Packing& packing, IP_ADDR_STRING& first) : packing_(packing), next_(&first) {}

    void add(const std::string& address, const std::string& mask) {
        if (last_ != nullptr)
            next_ = last_->Next = packing_.make<IP_ADDR_STRING>();
        ws2::iphlp::put(address, next_->IpAddress.String);
        ws2::iphlp::put(mask, next_->IpMask.String);
        last_ = next_;
    }

private:
    Packing& packing_;
    IP_ADDR_STRING* next_;
    IP_ADDR_STRING* last_ = nullptr;
};

void pack(Packing& packing, IP_ADAPTER_INFO& to, const kernel::Adapter& from) {
    put(from.name, to.AdapterName);
    put(from.name, to.Description);
    to.AddressLength = from.hardware_octets;
    std::memcpy(to.Address, from.hardware, from.hardware_octets);
    to.Index = to.ComboIndex = from.index;
    to.Type = type_of(from);
    // Where there is nothing, Windows writes zeros.
    put("0.0.0.0", to.IpAddressList.IpAddress.String);
    put("0.0.0.0", to.IpAddressList.IpMask.String);
    put("0.0.0.0", to.GatewayList.IpAddress.String);
    put("0.0.0.0", to.GatewayList.IpMask.String);
    AddressStrings addresses(packing, to.IpAddressList);
    for (const kernel::AdapterAddress& each : from.addresses)
        if (is_ipv4(each.address))
            addresses.add(ipv4_text(each.address), ipv4_text(each.mask));
    AddressStrings gateways(packing, to.GatewayList);
    for (const kernel::Address& each : from.gateways)
        if (is_ipv4(each))
            gateways.add(ipv4_text(each), "255.255.255.255");
}

void pack(Packing& packing, const std::string& host, const kernel::ResolverSetup& setup) {
    auto* to = packing.make<FIXED_INFO>();
    put(host, to->HostName);
    put(setup.domain, to->DomainName);
    AddressStrings servers(packing, to->DnsServerList);
    for (const kernel::Address& each : setup.servers)
        if (is_ipv4(each))
            servers.add(ipv4_text(each), "");
    to->NodeType = HYBRID_NODETYPE;
    to->EnableRouting = kernel::forwards_ipv4() ? 1 : 0;
}

} // namespace

extern "C" {

ULONG WINAPI GetAdaptersInfo(PIP_ADAPTER_INFO AdapterInfo, PULONG SizePointer) {
    if (SizePointer == nullptr)
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        auto adapters = kernel::adapters();
        if (!adapters)
            return static_cast<DWORD>(adapters.error);
        auto& all = adapters.value;
        all.erase(std::remove_if(all.begin(), all.end(),
                                 [](const kernel::Adapter& each) {
                                     return each.kind == kernel::AdapterKind::loopback;
                                 }),
                  all.end());
        if (all.empty())
            return ERROR_NO_DATA;
        return pack_into(AdapterInfo, SizePointer, ERROR_BUFFER_OVERFLOW, [&](Packing& packing) {
            IP_ADAPTER_INFO* first = nullptr;
            IP_ADAPTER_INFO** end = &first;
            for (const kernel::Adapter& each : all) {
                *end = packing.make<IP_ADAPTER_INFO>();
                pack(packing, **end, each);
                end = &(*end)->Next;
            }
        });
    });
}

DWORD WINAPI GetNetworkParams(PFIXED_INFO pFixedInfo, PULONG pOutBufLen) {
    if (pOutBufLen == nullptr)
        return ERROR_INVALID_PARAMETER;
    return in_memory([&]() -> DWORD {
        const auto host = kernel::host_name();
        if (!host)
            return static_cast<DWORD>(host.error);
        const kernel::ResolverSetup setup = kernel::resolver_setup();
        return pack_into(pFixedInfo, pOutBufLen, ERROR_BUFFER_OVERFLOW,
                         [&](Packing& packing) { pack(packing, host.value, setup); });
    });
}
}
