// Room iphlp: the calls of IPv4 alone: GetAdaptersInfo, GetNetworkParams.
#include "base/utf.hpp"
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

// Has IPv4, and is none that the host talks to itself by.
bool is_real(const kernel::Adapter& adapter) {
    return adapter.kind != kernel::AdapterKind::loopback &&
           std::any_of(adapter.addresses.begin(), adapter.addresses.end(),
                       [](const kernel::AdapterAddress& each) { return is_ipv4(each.address); });
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

DWORD WINAPI GetPerAdapterInfo(ULONG IfIndex, PIP_PER_ADAPTER_INFO pPerAdapterInfo,
                               PULONG pOutBufLen) {
    if (pOutBufLen == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapter([=](const kernel::Adapter& each) { return each.index == IfIndex; },
                        ERROR_INVALID_PARAMETER,
                        [=](const kernel::Adapter&) {
                            const kernel::ResolverSetup setup = kernel::resolver_setup();
                            return pack_into(pPerAdapterInfo, pOutBufLen, ERROR_BUFFER_OVERFLOW,
                                             [&](Packing& packing) {
                                                 auto* to = packing.make<IP_PER_ADAPTER_INFO>();
                                                 AddressStrings servers(packing, to->DnsServerList);
                                                 for (const kernel::Address& each : setup.servers)
                                                     if (is_ipv4(each))
                                                         servers.add(ipv4_text(each), "");
                                             });
                        });
}

DWORD WINAPI GetInterfaceInfo(PIP_INTERFACE_INFO pIfTable, PULONG dwOutBufLen) {
    if (dwOutBufLen == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        std::vector<IP_ADAPTER_INDEX_MAP> rows;
        for (const kernel::Adapter& each : adapters)
            if (is_real(each)) {
                rows.push_back({each.index, {}});
                ws2::base::to_utf16(each.name).copy(rows.back().Name, MAX_ADAPTER_NAME - 1);
            }
        if (rows.empty())
            return ERROR_NO_DATA;
        const auto needed = static_cast<ULONG>(offsetof(IP_INTERFACE_INFO, Adapter) +
                                               rows.size() * sizeof(IP_ADAPTER_INDEX_MAP));
        const bool fits = pIfTable != nullptr && *dwOutBufLen >= needed;
        *dwOutBufLen = needed;
        if (!fits)
            return ERROR_INSUFFICIENT_BUFFER;
        pIfTable->NumAdapters = static_cast<LONG>(rows.size());
        std::copy(rows.begin(), rows.end(), pIfTable->Adapter);
        return NO_ERROR;
    });
}

DWORD WINAPI GetAdapterIndex(LPWSTR AdapterName, PULONG IfIndex) {
    if (AdapterName == nullptr || IfIndex == nullptr)
        return ERROR_INVALID_PARAMETER;
    return with_adapter(
        [=](const kernel::Adapter& each) { return ws2::base::to_utf16(each.name) == AdapterName; },
        ERROR_DEV_NOT_EXIST,
        [=](const kernel::Adapter& each) -> DWORD {
            *IfIndex = each.index;
            return NO_ERROR;
        });
}
}
