// Room iphlp: an adapter's facts in Windows' terms.
#pragma once

#include "kernel/adapter.hpp"

#include <iphlpapi.h>
#include <string>

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

// Runs `work`; no memory gives ERROR_NOT_ENOUGH_MEMORY.
template<typename Work>
DWORD in_memory(Work work) noexcept {
    try {
        return work();
    } catch (...) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

// Runs `use` over the first adapter that `fits`.
template<typename Fits, typename Use>
DWORD with_adapter(Fits fits, DWORD not_found, Use use) noexcept {
    return in_memory([&]() -> DWORD {
        const auto adapters = kernel::adapters();
        if (!adapters)
            return static_cast<DWORD>(adapters.error);
        for (const kernel::Adapter& each : adapters.value)
            if (fits(each))
                return use(each);
        return not_found;
    });
}

} // namespace ws2::iphlp
