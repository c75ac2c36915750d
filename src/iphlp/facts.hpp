// Room iphlp: an adapter's facts in Windows' terms.
#pragma once

#include "kernel/adapter.hpp"

#include <iphlpapi.h>
#include <string>
#include <vector>

namespace ws2::iphlp {

IFTYPE type_of(const kernel::Adapter& adapter) noexcept;
NET_LUID luid_of(const kernel::Adapter& adapter) noexcept;
// Of the LUID; the same on every host.
GUID guid_of(const kernel::Adapter& adapter) noexcept;
bool is_ipv4(const kernel::Address& address) noexcept;
// The four octets, network order; 0 if it is no IPv4 address.
DWORD ipv4_of(const kernel::Address& address) noexcept;
// "1.2.3.4"
std::string ipv4_text(const kernel::Address& address);

// What tables may be asked for: one of IP's families, or AF_UNSPEC for both.
inline bool is_family(ULONG family) noexcept {
    return family == AF_UNSPEC || family == AF_INET || family == AF_INET6;
}

// Runs `work`; no memory gives ERROR_NOT_ENOUGH_MEMORY.
template<typename Work>
DWORD in_memory(Work work) noexcept {
    try {
        return work();
    } catch (...) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

// Runs `use` over the adapters.
template<typename Use>
DWORD with_adapters(Use use) noexcept {
    return in_memory([&]() -> DWORD {
        const auto adapters = kernel::adapters();
        return adapters ? use(adapters.value) : static_cast<DWORD>(adapters.error);
    });
}

// Runs `use` over the first adapter that `fits`.
template<typename Fits, typename Use>
DWORD with_adapter(Fits fits, DWORD not_found, Use use) noexcept {
    return with_adapters([&](const std::vector<kernel::Adapter>& adapters) -> DWORD {
        for (const kernel::Adapter& each : adapters)
            if (fits(each))
                return use(each);
        return not_found;
    });
}

// Rows of netioapi.h name their interface by its LUID or, where that is 0, by its index.
template<typename Row>
bool names_interface(const Row& row) noexcept {
    return row.InterfaceLuid.Value != 0 || row.InterfaceIndex != 0;
}

// Runs `use` over the adapter that the row names.
template<typename Row, typename Use>
DWORD with_adapter_of(const Row& row, Use use) noexcept {
    return with_adapter(
        [&](const kernel::Adapter& adapter) {
            return row.InterfaceLuid.Value != 0 ? luid_of(adapter).Value == row.InterfaceLuid.Value
                                                : adapter.index == row.InterfaceIndex;
        },
        ERROR_FILE_NOT_FOUND, use);
}

} // namespace ws2::iphlp
