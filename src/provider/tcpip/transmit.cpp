#include "provider/tcpip/transmit.hpp"

#include "kernel/file.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/extension.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

constexpr DWORD harmless = TF_WRITE_BEHIND | TF_USE_SYSTEM_THREAD | TF_USE_KERNEL_APC;
constexpr DWORD most_octets = 0x7FFFFFFE;
constexpr std::uintptr_t first_object = 0x40000000; // handles below are descriptors

} // namespace

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

int check_transmit(SocketState& socket, DWORD size, DWORD flags) noexcept {
    constexpr DWORD ending = TF_DISCONNECT | TF_REUSE_SOCKET;
    const bool wrong_ending = (flags & ending) == TF_REUSE_SOCKET;
    if ((flags & ~(ending | harmless)) != 0 || wrong_ending || size > most_octets ||
        ((flags & TF_WRITE_BEHIND) != 0 && (flags & ending) != 0))
        return WSAEINVAL;
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    if (socket.has(status::send_shut))
        return WSAESHUTDOWN;
    if (socket.has(status::reset))
        return WSAECONNRESET;
    return socket.has(status::remainder) ? WSAEWOULDBLOCK : 0;
}

int find_part(HANDLE handle, std::int64_t offset, DWORD size, FilePart& part) noexcept {
    const auto number = reinterpret_cast<std::uintptr_t>(handle);
    if (number >= first_object)
        return WSAENOTSOCK;
    part.file = static_cast<int>(number);
    const Result<std::int64_t> length = kernel::file_size(part.file);
    if (!length)
        return length.error;
    part.offset = offset >= 0 ? offset : kernel::file_position(part.file).value; // 0 if it has none
    if (size == 0 && length.value - part.offset > std::int64_t{most_octets})
        return WSAEINVAL;
    part.size = size;
    if (size == 0 && length.value > part.offset)
        part.size = static_cast<std::uint64_t>(length.value - part.offset);
    return 0;
}

BOOL start_transmit(SocketState& socket, Request& request, DWORD flags) noexcept {
    if (!socket.has(status::non_blocking))
        request.options |= WS2IO_BLOCKING;
    request.message_flags = static_cast<std::int32_t>(flags);
    request.finish = finish_transmit;
    socket.set(status::sends_posted);
    if ((flags & TF_DISCONNECT) != 0)
        socket.set(status::send_shut);
    return as_boolean(start(request, nullptr));
}

} // namespace ws2::provider::tcpip
