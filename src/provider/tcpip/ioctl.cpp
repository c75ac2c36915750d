// Room provider_tcpip: WSPIoctl. What lists interfaces and routes is in interface_ioctl.cpp.
#include "provider/tcpip/ioctl.hpp"

#include "kernel/interface.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "kernel/tcp_information.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/network_change.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <afunix.h>
#include <cstring>
#include <mstcpip.h>
#include <mswsock.h>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

int set_blocking_mode(SocketState& socket, const IoctlBuffers& buffers) noexcept {
    ULONG on = 0;
    if (const int code = read(buffers, on); code != 0)
        return code;
    if (on == 0 && socket.has(status::watched))
        return WSAEINVAL;
    // A listener's descriptor is always non-blocking, and that of a packet socket.
    if (!socket.has(status::listening) && !socket.keeps(choice::captures))
        kernel::set_non_blocking(socket.descriptor, on != 0);
    socket.assign(status::non_blocking, on != 0);
    return 0;
}

int count_available(const SocketState& socket, IoctlBuffers& buffers) noexcept {
    const Result<std::uint32_t> count = kernel::available(socket.descriptor);
    return count ? write(buffers, static_cast<ULONG>(count.value)) : count.error;
}

int tell_mark(const SocketState& socket, IoctlBuffers& buffers) noexcept {
    if (socket.datagram)
        return WSAEINVAL;
    const Result<bool> clear = kernel::no_urgent_data_ahead(socket.descriptor);
    return clear ? write(buffers, static_cast<ULONG>(clear.value ? 1 : 0)) : clear.error;
}

int set_keep_alive(SocketState& socket, const IoctlBuffers& buffers) noexcept {
    struct tcp_keepalive asked {};
    if (const int code = read(buffers, asked); code != 0)
        return code;
    if (socket.datagram)
        return WSAEOPNOTSUPP;
    const int code = kernel::set_keep_alive(socket.descriptor, asked.onoff != 0,
                                            asked.keepalivetime, asked.keepaliveinterval)
                         .error;
    if (code != 0 || asked.onoff == 0)
        return code;
    socket.kept.fetch_or(choice::keep_interval);
    constexpr DWORD windows_default = 10;
    if (!socket.keeps(choice::keep_count))
        return kernel::set_option(socket.descriptor, IPPROTO_TCP, TCP_KEEPCNT, &windows_default,
                                  sizeof windows_default)
            .error;
    return code;
}

int set_reset_reports(SocketState& socket, const IoctlBuffers& buffers) noexcept {
    if (socket.type != SOCK_DGRAM)
        return WSAEOPNOTSUPP;
    BOOL on = FALSE;
    if (buffers.in == nullptr || buffers.in_size == 0)
        return WSAEFAULT;
    std::memcpy(&on, buffers.in, buffers.in_size < sizeof on ? 1 : sizeof on);
    kernel::set_error_reports(socket.descriptor, socket.address_family, on != FALSE);
    socket.assign(status::report_reset, on != FALSE);
    if (on == FALSE) {
        socket.clear(status::datagram_reset);
        kernel::drain_error_queue(socket.descriptor);
    }
    return 0;
}

// The multipoint codes are the multicast options under other names.
int set_multicast(const SocketState& socket, bool loopback, const IoctlBuffers& buffers) noexcept {
    if (socket.type != SOCK_DGRAM)
        return WSAEOPNOTSUPP;
    if (buffers.in == nullptr || buffers.in_size < sizeof(DWORD))
        return WSAEFAULT;
    const bool v6 = socket.address_family == AF_INET6;
    const int name = loopback ? (v6 ? IPV6_MULTICAST_LOOP : IP_MULTICAST_LOOP)
                              : (v6 ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL);
    return kernel::set_option(socket.descriptor, v6 ? IPPROTO_IPV6 : IPPROTO_IP, name, buffers.in,
                              static_cast<int>(buffers.in_size))
        .error;
}

// Whether the time to live of an earlier datagram is reported when it ran out.
int set_net_reset_reports(SocketState& socket, const IoctlBuffers& buffers) noexcept {
    BOOL on = FALSE;
    if (socket.type != SOCK_DGRAM)
        return WSAEOPNOTSUPP;
    if (buffers.in == nullptr || buffers.in_size == 0)
        return WSAEFAULT;
    std::memcpy(&on, buffers.in, buffers.in_size < sizeof on ? 1 : sizeof on);
    if (on != FALSE)
        socket.kept.fetch_and(~choice::net_resets_hidden);
    else
        socket.kept.fetch_or(choice::net_resets_hidden);
    return 0;
}

int tell_peer(const SocketState& socket, IoctlBuffers& buffers) noexcept {
    if (!socket.local())
        return WSAEOPNOTSUPP;
    if (!socket.has(status::connected))
        return WSAENOTCONN;
    const Result<std::uint32_t> process = kernel::peer_process(socket.descriptor);
    return process ? write(buffers, static_cast<ULONG>(process.value)) : process.error;
}

// Winsock's own codes that a provider may lack; their pages name the code for that.
bool is_optional(DWORD code) noexcept {
    switch (code) {
    case static_cast<DWORD>(SIO_ASSOCIATE_HANDLE):
    case static_cast<DWORD>(SIO_ENABLE_CIRCULAR_QUEUEING):
    case static_cast<DWORD>(SIO_FIND_ROUTE):
    case static_cast<DWORD>(SIO_FLUSH):
    case static_cast<DWORD>(SIO_GET_QOS):
    case static_cast<DWORD>(SIO_GET_GROUP_QOS):
    case static_cast<DWORD>(SIO_SET_QOS):
    case static_cast<DWORD>(SIO_SET_GROUP_QOS):
    case static_cast<DWORD>(SIO_TRANSLATE_HANDLE): return true;
    default: return false;
    }
}

// The network event of a code that waits for a change; else 0.
LONG event_of(DWORD code) noexcept {
    if (code == static_cast<DWORD>(SIO_ADDRESS_LIST_CHANGE))
        return FD_ADDRESS_LIST_CHANGE;
    return code == static_cast<DWORD>(SIO_ROUTING_INTERFACE_CHANGE) ? FD_ROUTING_INTERFACE_CHANGE
                                                                    : 0;
}

int control(SocketState& socket, DWORD code, IoctlBuffers& buffers) {
    switch (code) {
    case static_cast<DWORD>(FIONBIO): return set_blocking_mode(socket, buffers);
    case static_cast<DWORD>(FIONREAD): return count_available(socket, buffers);
    case static_cast<DWORD>(SIOCATMARK): return tell_mark(socket, buffers);
    case static_cast<DWORD>(SIO_KEEPALIVE_VALS): return set_keep_alive(socket, buffers);
    case static_cast<DWORD>(SIO_UDP_CONNRESET): return set_reset_reports(socket, buffers);
    case static_cast<DWORD>(SIO_MULTIPOINT_LOOPBACK): return set_multicast(socket, true, buffers);
    case static_cast<DWORD>(SIO_MULTICAST_SCOPE): return set_multicast(socket, false, buffers);
    case static_cast<DWORD>(SIO_BASE_HANDLE):
    case static_cast<DWORD>(SIO_BSP_HANDLE):
    case static_cast<DWORD>(SIO_BSP_HANDLE_SELECT):
    case static_cast<DWORD>(SIO_BSP_HANDLE_POLL):
        return write(buffers, static_cast<SOCKET>(socket.descriptor));
    case static_cast<DWORD>(SIO_GET_INTERFACE_LIST): return list_interfaces(socket, buffers);
    case static_cast<DWORD>(SIO_ADDRESS_LIST_QUERY): return list_addresses(socket, buffers);
    case static_cast<DWORD>(SIO_ADDRESS_LIST_SORT): return sort_addresses(socket, buffers);
    case static_cast<DWORD>(SIO_ROUTING_INTERFACE_QUERY): return query_route(socket, buffers);
    case static_cast<DWORD>(SIO_GET_BROADCAST_ADDRESS):
        return tell_broadcast_address(socket, buffers);
    case static_cast<DWORD>(SIO_GET_EXTENSION_FUNCTION_POINTER):
        return give_extension(buffers.in, buffers.in_size, buffers.out, buffers.out_size,
                              buffers.returned);
    case static_cast<DWORD>(SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER):
        return give_extension_table(buffers.in, buffers.in_size, buffers.out, buffers.out_size,
                                    buffers.returned);
    case static_cast<DWORD>(SIO_AF_UNIX_GETPEERPID): return tell_peer(socket, buffers);
    case static_cast<DWORD>(SIO_QUERY_TARGET_PNP_HANDLE):
        return write(buffers, static_cast<SOCKET>(socket.descriptor));
    case static_cast<DWORD>(SIO_GET_INTERFACE_LIST_EX):
        return list_interfaces_by_pointer(socket, buffers);
    case static_cast<DWORD>(SIO_UDP_NETRESET): return set_net_reset_reports(socket, buffers);
    case static_cast<DWORD>(SIO_TCP_INFO): return tell_tcp_information(socket, buffers);
    case static_cast<DWORD>(SIO_IDEAL_SEND_BACKLOG_QUERY):
        return tell_ideal_backlog(socket, buffers);
    case static_cast<DWORD>(SIO_TCP_INITIAL_RTO): return set_initial_timeout(socket, buffers);
    case static_cast<DWORD>(SIO_RCVALL): return set_receive_all(socket, buffers);
    case static_cast<DWORD>(SIO_CPU_AFFINITY): return set_processor(socket, buffers);
    default: return is_optional(code) ? WSAENOPROTOOPT : WSAEOPNOTSUPP;
    }
}

} // namespace

int WSPAPI WSPIoctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                    LPDWORD returned, LPWSAOVERLAPPED overlapped,
                    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                    LPINT lpErrno) try {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    const bool indicated = overlapped != nullptr && socket->has(status::overlapped);
    if (returned == nullptr && !indicated)
        return fail(lpErrno, WSAEFAULT);
    IoctlBuffers buffers{in, in_size, out, out_size, 0};
    if (const LONG event = event_of(code); event != 0) {
        const Indication indication{overlapped, routine, thread};
        if (returned != nullptr)
            *returned = 0;
        return await_change(*socket, event, buffers, returned, indicated ? &indication : nullptr,
                            lpErrno);
    }
    const int error = control(*socket, code, buffers);
    if (returned != nullptr)
        *returned = buffers.returned; // with WSAEFAULT: what is needed
    if (error != 0)
        return fail(lpErrno, error);
    // None of the other codes waits for anything.
    return indicated ? post_done(*socket, buffers.returned, returned, {overlapped, routine, thread},
                                 lpErrno)
                     : 0;
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
