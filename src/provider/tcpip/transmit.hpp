// Room provider_tcpip: what TransmitFile and TransmitPackets share.
#pragma once

#include "provider/tcpip/request.hpp"

#include <mswsock.h>

namespace ws2::provider::tcpip {

// 0, or what is wrong with the flags, the size or the socket.
int check_transmit(SocketState& socket, DWORD size, DWORD flags) noexcept;

// The end of such an operation: TF_DISCONNECT and TF_REUSE_SOCKET.
void finish_transmit(ws2io_operation* operation) noexcept;

// A part of a file. `size` 0 means up to its end; `offset` below 0 means where the file stands. 0
// or the code.
struct FilePart {
    int file = -1;
    std::int64_t offset = 0;
    std::uint64_t size = 0;
};
int find_part(HANDLE handle, std::int64_t offset, DWORD size, FilePart& part) noexcept;

// Submits; `flags` are the call's.
BOOL start_transmit(SocketState& socket, Request& request, DWORD flags) noexcept;

} // namespace ws2::provider::tcpip
