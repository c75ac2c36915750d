// Room provider_tcpip: TransmitFile: a file between two buffers, without a copy of it.
#include "kernel/file.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <limits>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

constexpr DWORD harmless = TF_WRITE_BEHIND | TF_USE_SYSTEM_THREAD | TF_USE_KERNEL_APC;
constexpr DWORD most_octets = 0x7FFFFFFE;
constexpr std::uintptr_t first_object = 0x40000000; // handles below are descriptors

void finish_transmit(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    SocketState& socket = *request.socket;
    const auto flags = static_cast<DWORD>(request.message_flags);
    if (request.error == 0 && (flags & TF_DISCONNECT) != 0)
        request.error = end_connection(socket, (flags & TF_REUSE_SOCKET) != 0);
    else if (request.error == WSAECONNRESET)
        socket.set(status::reset);
    end_quietly_at_cleanup(request);
}

int check(SocketState& socket, DWORD size, DWORD flags) noexcept {
    constexpr DWORD ending = TF_DISCONNECT | TF_REUSE_SOCKET;
    const bool wrong_ending = (flags & ending) == TF_REUSE_SOCKET;
    if ((flags & ~(ending | harmless)) != 0 || wrong_ending || size > most_octets ||
        ((flags & TF_WRITE_BEHIND) != 0 && (flags & ending) != 0))
        return WSAEINVAL;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (socket.datagram || !socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::send_shut))
        return WSAESHUTDOWN;
    if (socket.has(status::reset))
        return WSAECONNRESET;
    return socket.has(status::remainder) ? WSAEWOULDBLOCK : 0;
}

// Where to begin, and how much there is. Without an OVERLAPPED: where the file stands.
int take_file(Request& request, HANDLE file, DWORD size, const OVERLAPPED* overlapped) noexcept {
    const auto number = reinterpret_cast<std::uintptr_t>(file);
    request.file = -1;
    request.file_size = 0;
    if (file == nullptr)
        return 0;
    if (number >= first_object)
        return WSAENOTSOCK;
    request.file = static_cast<int>(number);
    const Result<std::int64_t> length = kernel::file_size(request.file);
    if (!length)
        return length.error;
    if (overlapped != nullptr) {
        request.file_offset = static_cast<std::int64_t>(overlapped->OffsetHigh) << 32U |
                              static_cast<std::int64_t>(overlapped->Offset);
    } else {
        const Result<std::int64_t> position = kernel::file_position(request.file);
        request.file_offset = position.value; // 0 for what has none
    }
    if (size == 0 && length.value - request.file_offset > std::int64_t{most_octets})
        return WSAEINVAL;
    if (size != 0)
        request.file_size = size;
    else if (length.value > request.file_offset)
        request.file_size = static_cast<std::uint64_t>(length.value - request.file_offset);
    return 0;
}

void take_edges(Request& request, const TRANSMIT_FILE_BUFFERS* edges) noexcept {
    WSABUF both[2] = {};
    if (edges != nullptr) {
        both[0] = {edges->HeadLength, static_cast<CHAR*>(edges->Head)};
        both[1] = {edges->TailLength, static_cast<CHAR*>(edges->Tail)};
    }
    request.take_buffers(both, 2); // fit without allocation
}

} // namespace

BOOL PASCAL transmit_file(SOCKET s, HANDLE file, DWORD size, DWORD, LPOVERLAPPED overlapped,
                          LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags) {
    const SocketReference socket(s);
    if (!socket)
        return as_boolean(WSAENOTSOCK);
    if (const int code = check(*socket, size, flags); code != 0)
        return as_boolean(code);
    if (!socket->has(status::overlapped))
        overlapped = nullptr;
    Request* const request = new_request(*socket, WS2IO_SEND_FILE, {overlapped});
    if (request == nullptr)
        return as_boolean(WSAENOBUFS);
    if (const int code = take_file(*request, file, size, overlapped); code != 0) {
        free_request(*request);
        return as_boolean(code);
    }
    take_edges(*request, buffers);
    if (!socket->has(status::non_blocking))
        request->options |= WS2IO_BLOCKING;
    request->message_flags = static_cast<std::int32_t>(flags);
    request->finish = finish_transmit;
    socket->set(status::sends_posted);
    if ((flags & TF_DISCONNECT) != 0)
        socket->set(status::send_shut);
    return as_boolean(start(*request, nullptr));
}

} // namespace ws2::provider::tcpip
