// Room provider_tcpip: requests of Registered I/O as the engine's operations, and what their
// results mean to the program.
#include "kernel/control.hpp"
#include "kernel/message.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/registered_io.hpp"

#include <cstring>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

constexpr int send_flags = kernel::native_flag::no_signal;

// Linux reports an ICMP answer to an earlier datagram instead of sending this one.
void send_datagram_again(RegisteredRequest& request) noexcept {
    const kernel::Piece piece{request.piece.start, request.piece.size};
    const auto sent = kernel::send_with_control(
        request.socket->descriptor, &piece, 1, send_flags | kernel::native_flag::dont_wait,
        request.address, static_cast<int>(request.address_size),
        {request.control, request.control_size});
    request.transferred = sent ? sent.value : 0;
    request.error = sent.error;
}

void finish_datagram_receive(RegisteredRequest& request) noexcept {
    if (request.error != 0)
        return forget_answer(request);
    // A receive of one buffer without extras reports the datagram's own length.
    if (request.transferred > request.piece.size) {
        request.transferred = static_cast<std::uint32_t>(request.piece.size);
        request.truncated = 1;
    }
    if (request.truncated != 0) // the rest is lost
        request.error = WSAEMSGSIZE;
}

// The address that the datagram was sent to, if its control data tells.
void read_packet_info(const RegisteredRequest& request, SOCKADDR_INET& address) noexcept {
    const auto* const first = static_cast<const std::byte*>(request.control);
    std::size_t at = 0;
    WSACMSGHDR header{};
    while (at + sizeof header <= request.control_size) {
        std::memcpy(&header, first + at, sizeof header);
        const std::byte* const data = first + at + WSA_CMSGDATA_ALIGN(sizeof header);
        if (header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_PKTINFO) {
            IN_PKTINFO info{};
            std::memcpy(&info, data, sizeof info);
            address.Ipv4.sin_addr = info.ipi_addr;
        } else if (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_PKTINFO) {
            IN6_PKTINFO info{};
            std::memcpy(&info, data, sizeof info);
            address.Ipv6.sin6_addr = info.ipi6_addr;
        }
        at += WSA_CMSGHDR_ALIGN(header.cmsg_len);
        if (header.cmsg_len < sizeof header)
            return;
    }
}

void write_local_address(RegisteredRequest& request) noexcept {
    SOCKADDR_INET address{};
    static_cast<void>(kernel::local_address(request.socket->descriptor, &address, sizeof address));
    if (request.socket->datagram && request.control != nullptr)
        read_packet_info(request, address);
    std::memcpy(request.local_address.start, &address, sizeof address);
}

// What RIOReceiveEx and RIOSendEx write beside the data.
void write_extras(RegisteredRequest& request) noexcept {
    if (request.local_address.start != nullptr)
        write_local_address(request);
    if (request.remote_address.start != nullptr && !request.sends && request.socket->stream()) {
        SOCKADDR_INET address{};
        static_cast<void>(
            kernel::peer_address(request.socket->descriptor, &address, sizeof address));
        std::memcpy(request.remote_address.start, &address, sizeof address);
    }
    if (request.control_area.start != nullptr && !request.sends) {
        const std::uint32_t written = request.socket->datagram ? request.control_size : 0;
        const RIO_CMSG_BUFFER head{static_cast<ULONG>(RIO_CMSG_BASE_SIZE + written)};
        std::memcpy(request.control_area.start, &head, sizeof head);
    }
    if (request.flags_area.start != nullptr) {
        DWORD flags = request.truncated != 0 ? MSG_TRUNC : 0;
        if (request.control_truncated != 0)
            flags |= MSG_CTRUNC;
        std::memcpy(request.flags_area.start, &flags, sizeof flags);
    }
}

void finish_registered(ws2io_operation* operation) noexcept {
    auto& request = *static_cast<RegisteredRequest*>(operation);
    const SocketState& socket = *request.socket;
    if (request.error == WSAENOTSOCK && socket.closing())
        request.error = WSA_OPERATION_ABORTED; // between its post and its submission
    if (socket.stream())
        request.sends ? finish_stream_send(operation) : finish_stream_receive(operation);
    else if (!request.sends)
        finish_datagram_receive(request);
    else if (is_answer_to_earlier(request.error))
        send_datagram_again(request);
    if (socket.datagram && request.sends)
        finish_datagram_send(operation);
    if (request.extended && (request.error == 0 || request.error == WSAEMSGSIZE))
        write_extras(request);
}

void release_registered(ws2io_operation* operation) noexcept {
    complete(*static_cast<RegisteredRequest*>(operation));
}

// Control data is wanted: by the program, or for the local address.
void prepare_control(RegisteredRequest& request) noexcept {
    const SocketState& socket = *request.socket;
    request.control_kinds = socket.control_kinds.load(std::memory_order_relaxed);
    if (request.local_address.start != nullptr) {
        const bool v6 = socket.address_family == AF_INET6;
        const BOOL on = TRUE;
        static_cast<void>(kernel::set_option(socket.descriptor, v6 ? IPPROTO_IPV6 : IPPROTO_IP,
                                             v6 ? IPV6_PKTINFO : IP_PKTINFO, &on, sizeof on));
        request.control_kinds |= kernel::control_kind::packet_info
                                 << (v6 ? kernel::control_kind::ipv6_shift : 0U);
        request.control = request.packet_info.data();
        request.control_size = static_cast<std::uint32_t>(request.packet_info.size());
    }
    if (request.control_area.start != nullptr) {
        request.control = request.control_area.start + RIO_CMSG_BASE_SIZE;
        request.control_size =
            request.control_area.size - static_cast<std::uint32_t>(RIO_CMSG_BASE_SIZE);
    }
}

void prepare_receive(RegisteredRequest& request, DWORD flags) noexcept {
    request.kind = WS2IO_RECEIVE;
    if (request.socket->stream()) {
        request.options = WS2IO_STREAM;
        if ((flags & RIO_MSG_WAITALL) != 0)
            request.options |= WS2IO_WHOLE;
        return;
    }
    request.message_flags = kernel::native_flag::truncated_size;
    if (!request.extended)
        return;
    request.kind = WS2IO_RECEIVE_MESSAGE;
    request.address = request.remote_address.start;
    request.address_size = request.remote_address.size;
    prepare_control(request);
}

void prepare_send(RegisteredRequest& request) noexcept {
    request.kind = WS2IO_SEND;
    request.message_flags = send_flags;
    if (request.socket->stream()) {
        request.options = WS2IO_STREAM;
        return;
    }
    if (request.remote_address.start == nullptr && request.control_area.start == nullptr)
        return;
    request.kind = WS2IO_SEND_MESSAGE;
    request.address = request.remote_address.start;
    if (request.address != nullptr)
        request.address_size = static_cast<std::uint32_t>(request.socket->address_size());
    if (request.control_area.start == nullptr)
        return;
    RIO_CMSG_BUFFER head{};
    std::memcpy(&head, request.control_area.start, sizeof head);
    request.control = request.control_area.start + RIO_CMSG_BASE_SIZE;
    if (head.TotalLength > RIO_CMSG_BASE_SIZE)
        request.control_size = head.TotalLength - static_cast<std::uint32_t>(RIO_CMSG_BASE_SIZE);
}

int check_receive(SocketState& socket) noexcept {
    if (socket.stream())
        return check_stream_receive(socket, 0);
    if (!socket.has(status::bound))
        return WSAEINVAL;
    return socket.has(status::receive_shut) ? WSAESHUTDOWN : 0;
}

int check_send(SocketState& socket) noexcept {
    if (socket.has(status::remainder))
        return WSAEWOULDBLOCK; // behind octets of a non-blocking send
    if (socket.stream())
        return check_stream_send(socket);
    return socket.has(status::send_shut) ? WSAESHUTDOWN : 0;
}

} // namespace

int check_registered(SocketState& socket, bool sends) noexcept {
    return sends ? check_send(socket) : check_receive(socket);
}

void prepare_operation(RegisteredRequest& request, DWORD flags) noexcept {
    request.buffers = &request.piece;
    request.buffer_count = 1;
    request.finish = finish_registered;
    request.release = release_registered;
    request.notifies = (flags & RIO_MSG_DONT_NOTIFY) == 0;
    request.sends ? prepare_send(request) : prepare_receive(request, flags);
    SocketState& socket = *request.socket;
    if (!request.sends)
        return;
    if (socket.stream() && !socket.has(status::sends_posted))
        socket.set(status::sends_posted);
    if (socket.datagram && !socket.has(status::bound))
        socket.set(status::bound); // by the kernel
}

} // namespace ws2::provider::tcpip
