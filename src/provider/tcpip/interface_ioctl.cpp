// Room provider_tcpip: the ioctls that tell of interfaces, addresses and routes.
#include "kernel/interface.hpp"
#include "provider/tcpip/ioctl.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

using base::Result;
using Interfaces = Result<std::vector<kernel::Interface>>;

sockaddr_gen general(const kernel::Address& address) noexcept {
    sockaddr_gen result{};
    std::memcpy(&result, address.octets, std::min<std::size_t>(address.size, sizeof result));
    return result;
}

bool is_loopback(const kernel::Interface& entry) noexcept {
    return (entry.flags & IFF_LOOPBACK) != 0;
}

bool lacks_room(IoctlBuffers& buffers, std::size_t needed) noexcept {
    buffers.returned = static_cast<DWORD>(needed);
    return buffers.out == nullptr || buffers.out_size < needed;
}

} // namespace

// IPv4 only, as its 24-octet addresses are.
int list_interfaces(const SocketState&, IoctlBuffers& buffers) {
    const Interfaces found = kernel::interfaces(AF_INET);
    if (!found)
        return found.error;
    if (lacks_room(buffers, found.value.size() * sizeof(INTERFACE_INFO)))
        return WSAEFAULT;
    auto* out = static_cast<unsigned char*>(buffers.out);
    for (const kernel::Interface& entry : found.value) {
        INTERFACE_INFO info{};
        info.iiFlags = entry.flags;
        info.iiAddress = general(entry.address);
        info.iiBroadcastAddress = general(entry.broadcast);
        info.iiNetmask = general(entry.mask);
        std::memcpy(out, &info, sizeof info);
        out += sizeof info;
    }
    return 0;
}

// Both families: flags, and pointers to addresses that follow in the same buffer.
int list_interfaces_by_pointer(const SocketState& socket, IoctlBuffers& buffers) {
    const Interfaces found = kernel::interfaces(socket.address_family);
    if (!found)
        return found.error;
    constexpr std::size_t address_room = sizeof(kernel::Address::octets) + 4;
    const std::size_t head = found.value.size() * sizeof(INTERFACE_INFO_EX);
    if (lacks_room(buffers, head + found.value.size() * 3 * address_room))
        return WSAEFAULT;
    auto* const out = static_cast<unsigned char*>(buffers.out);
    unsigned char* place = out + head;
    const auto put = [&place](const kernel::Address& address) {
        SOCKET_ADDRESS pointer{};
        if (address.size != 0)
            pointer = {reinterpret_cast<LPSOCKADDR>(place), static_cast<INT>(address.size)};
        std::memcpy(place, address.octets, address.size);
        place += address_room;
        return pointer;
    };
    for (std::size_t i = 0; i < found.value.size(); ++i) {
        const kernel::Interface& entry = found.value[i];
        const INTERFACE_INFO_EX info{entry.flags, put(entry.address), put(entry.broadcast),
                                     put(entry.mask)};
        std::memcpy(out + i * sizeof info, &info, sizeof info);
    }
    return 0;
}

// The addresses that a program could bind to and a peer could reach: not the loopback's, unless
// there is nothing else.
int list_addresses(const SocketState& socket, IoctlBuffers& buffers) {
    Interfaces found = kernel::interfaces(socket.address_family);
    if (!found)
        return found.error;
    auto& entries = found.value;
    if (!std::all_of(entries.begin(), entries.end(), is_loopback))
        std::erase_if(entries, is_loopback);
    const std::size_t count = entries.size();
    const std::size_t address_room = sizeof(kernel::Address::octets) + 4; // keeps each aligned
    const std::size_t head =
        std::max(sizeof(SOCKET_ADDRESS_LIST),
                 offsetof(SOCKET_ADDRESS_LIST, Address) + count * sizeof(SOCKET_ADDRESS));
    if (lacks_room(buffers, head + count * address_room))
        return WSAEFAULT;
    auto* const out = static_cast<unsigned char*>(buffers.out);
    const INT written = static_cast<INT>(count);
    std::memcpy(out, &written, sizeof written);
    for (std::size_t i = 0; i < count; ++i) {
        unsigned char* const place = out + head + i * address_room;
        std::memcpy(place, entries[i].address.octets, entries[i].address.size);
        const SOCKET_ADDRESS pointer{reinterpret_cast<LPSOCKADDR>(place),
                                     static_cast<INT>(entries[i].address.size)};
        std::memcpy(out + offsetof(SOCKET_ADDRESS_LIST, Address) + i * sizeof pointer, &pointer,
                    sizeof pointer);
    }
    return 0;
}

int query_route(const SocketState& socket, IoctlBuffers& buffers) {
    const int size = socket.address_size();
    if (buffers.in == nullptr || buffers.in_size < static_cast<DWORD>(size))
        return WSAEFAULT;
    if (kernel::family_of(buffers.in, size) != socket.address_family)
        return WSAEAFNOSUPPORT;
    const Result<kernel::Address> local = kernel::route_to(buffers.in, size);
    if (!local)
        return local.error;
    if (lacks_room(buffers, local.value.size))
        return WSAEFAULT;
    std::memcpy(buffers.out, local.value.octets, local.value.size);
    return 0;
}

int tell_broadcast_address(const SocketState& socket, IoctlBuffers& buffers) {
    if (socket.address_family != AF_INET || socket.stream())
        return WSAEOPNOTSUPP;
    sockaddr_in everybody{};
    everybody.sin_family = AF_INET;
    everybody.sin_addr.s_addr = INADDR_BROADCAST;
    if (lacks_room(buffers, sizeof everybody))
        return WSAEFAULT;
    std::memcpy(buffers.out, &everybody, sizeof everybody);
    return 0;
}

} // namespace ws2::provider::tcpip
