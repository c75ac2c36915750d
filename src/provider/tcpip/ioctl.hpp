// Room provider_tcpip: the pieces of WSPIoctl.
#pragma once

#include "provider/tcpip/socket_state.hpp"

#include <cstring>

namespace ws2::provider::tcpip {

// The buffers of one call. `returned` becomes the size of the answer, or what it would need.
struct IoctlBuffers {
    const void* in;
    DWORD in_size;
    void* out;
    DWORD out_size;
    DWORD returned;
};

// 0 or WSAEFAULT.
template<typename T>
int read(const IoctlBuffers& buffers, T& value) noexcept {
    if (buffers.in == nullptr || buffers.in_size < sizeof value)
        return WSAEFAULT;
    std::memcpy(&value, buffers.in, sizeof value);
    return 0;
}

template<typename T>
int write(IoctlBuffers& buffers, const T& value) noexcept {
    if (buffers.out == nullptr || buffers.out_size < sizeof value)
        return WSAEFAULT;
    std::memcpy(buffers.out, &value, sizeof value);
    buffers.returned = sizeof value;
    return 0;
}

// interface_ioctl.cpp; each returns 0 or the code.
int list_interfaces(const SocketState& socket, IoctlBuffers& buffers);
int list_interfaces_by_pointer(const SocketState& socket, IoctlBuffers& buffers);
int list_addresses(const SocketState& socket, IoctlBuffers& buffers);
int sort_addresses(const SocketState& socket, IoctlBuffers& buffers); // address_sort.cpp
int query_route(const SocketState& socket, IoctlBuffers& buffers);
int tell_broadcast_address(const SocketState& socket, IoctlBuffers& buffers);

// tcp_ioctl.cpp
int tell_tcp_information(SocketState& socket, IoctlBuffers& buffers) noexcept;
int tell_ideal_backlog(SocketState& socket, IoctlBuffers& buffers) noexcept;
int set_initial_timeout(const SocketState& socket, const IoctlBuffers& buffers) noexcept;
int set_processor(const SocketState& socket, const IoctlBuffers& buffers) noexcept;

} // namespace ws2::provider::tcpip
