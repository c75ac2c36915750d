// Room provider_tcpip: addresses into the output buffer of AcceptEx, and out of it.
#include "provider/tcpip/accept_areas.hpp"

#include "kernel/socket.hpp"
#include "provider/tcpip/extension.hpp"

#include <cstring>

namespace ws2::provider::tcpip {
namespace {

constexpr std::size_t address_at = 8;

using Ask = base::Result<unsigned> (*)(int, void*, unsigned) noexcept;

void write_name(int descriptor, Ask ask, unsigned char* area, DWORD room) noexcept {
    const auto size = ask(descriptor, area + address_at, room - DWORD{address_at});
    const std::uint32_t known = size ? size.value : 0; // 0: gone already
    std::memcpy(area, &known, sizeof known);
}

void read_name(unsigned char* area, sockaddr** name, LPINT length) noexcept {
    std::uint32_t size = 0;
    std::memcpy(&size, area, sizeof size);
    *name = reinterpret_cast<sockaddr*>(area + address_at);
    *length = static_cast<INT>(size);
}

} // namespace

void AcceptAreas::write_names(int descriptor) const noexcept {
    unsigned char* const local = data + data_size;
    write_name(descriptor, kernel::local_address, local, local_size);
    write_name(descriptor, kernel::peer_address, local + local_size, peer_size);
}

VOID PASCAL get_accept_ex_sockaddrs(PVOID output, DWORD data_size, DWORD local_size, DWORD,
                                    sockaddr** local, LPINT local_length, sockaddr** peer,
                                    LPINT peer_length) {
    unsigned char* const area = static_cast<unsigned char*>(output) + data_size;
    read_name(area, local, local_length);
    read_name(area + local_size, peer, peer_length);
}

} // namespace ws2::provider::tcpip
