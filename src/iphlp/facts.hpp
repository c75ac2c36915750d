// Room iphlp: an adapter's facts in Windows' terms.
#pragma once

#include "kernel/adapter.hpp"

#include <iphlpapi.h>
#include <string>

namespace ws2::iphlp {

IFTYPE type_of(const kernel::Adapter& adapter) noexcept;
NET_LUID luid_of(const kernel::Adapter& adapter) noexcept;
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

} // namespace ws2::iphlp
