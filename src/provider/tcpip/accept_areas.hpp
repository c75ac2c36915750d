// Room provider_tcpip: the output buffer of AcceptEx: the first data, then an area for the local
// and one for the peer's address. An area holds the address's size in its first four octets and the
// address from the eighth on; api's GetAcceptExSockaddrs reads the same.
#pragma once

#include <winsock2.h>

namespace ws2::provider::tcpip {

struct AcceptAreas {
    unsigned char* data = nullptr;
    DWORD data_size = 0;
    DWORD local_size = 0;
    DWORD peer_size = 0;

    // Both take an address of this size and the sixteen octets that the interface demands.
    [[nodiscard]] bool fit(int address_size) const noexcept {
        const auto least = static_cast<DWORD>(address_size) + 16;
        return local_size >= least && peer_size >= least;
    }
    // Both addresses of the connection.
    void write_names(int descriptor) const noexcept;
};

} // namespace ws2::provider::tcpip
