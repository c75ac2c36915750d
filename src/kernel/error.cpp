#include "kernel/error.hpp"

#include "base/log.hpp"
#include "kernel/cancellation.hpp"
#include "kernel/wsa.hpp"

#include <cerrno>

namespace ws2::kernel {
namespace {

struct General {
    int error;
    int code;
};

struct Special {
    int error;
    Operation operation;
    int code;
};

// Where Windows gives the cause another name than the general table does.
constexpr Special specials[] = {
    // A protocol that the family and type do not have, and a family that nobody has.
    {EINVAL, Operation::open, wsa::no_protocol},
    {EPROTOTYPE, Operation::open, wsa::wrong_type},
    {ESOCKTNOSUPPORT, Operation::open, wsa::no_socket_type},
    // Linux tells the user to wait; Windows' name for a started connect is WSAEWOULDBLOCK.
    {EINPROGRESS, Operation::connect, wsa::would_block},
    {EAGAIN, Operation::connect, wsa::no_buffers}, // no free local port
    {ENETDOWN, Operation::connect, wsa::net_unreachable},
    {EPIPE, Operation::connect, wsa::connection_reset},    // it stood; behind the peer's end
    {ENOENT, Operation::connect, wsa::connection_refused}, // AF_UNIX: nobody's path
    {ENOTDIR, Operation::connect, wsa::connection_refused},
    {ENOENT, Operation::bind, wsa::address_not_available}, // no such folder
    {ENOTDIR, Operation::bind, wsa::address_not_available},
    {EROFS, Operation::bind, wsa::access},
    {EPROTOTYPE, Operation::connect, wsa::no_address_family},
    {EINVAL, Operation::connect, wsa::address_not_available},
    // A connection that was gone before it was accepted.
    {ECONNABORTED, Operation::accept, wsa::connection_reset},
    {EPERM, Operation::accept, wsa::connection_reset},
    {EPROTO, Operation::accept, wsa::connection_reset},
    {EPROTO, Operation::option, wsa::no_option}, // a group, of a stream
    // No peer set: WSPSend has no address to ask for, so the socket is simply not connected.
    {EDESTADDRREQ, Operation::send, wsa::not_connected},
    {EINVAL, Operation::send_to, wsa::address_not_available},
    // The peer did not answer in time: the SPI knows only an aborted circuit here, WSAETIMEDOUT is
    // what SO_RCVTIMEO and SO_SNDTIMEO give.
    {ETIMEDOUT, Operation::send, wsa::connection_aborted},
    {ETIMEDOUT, Operation::receive, wsa::connection_aborted},
    {EHOSTUNREACH, Operation::receive, wsa::connection_aborted},
    {ENETUNREACH, Operation::receive, wsa::connection_aborted},
    // ICMP answers to a datagram sent earlier: port unreachable, and time to live expired.
    {ECONNREFUSED, Operation::receive_datagram, wsa::connection_reset},
    {EHOSTUNREACH, Operation::receive_datagram, wsa::net_reset},
    {ENETUNREACH, Operation::receive_datagram, wsa::net_reset},
    // MSG_OOB with no urgent data.
    {EINVAL, Operation::receive, wsa::would_block},
    {EOPNOTSUPP, Operation::option, wsa::no_option},
    {EPERM, Operation::option, wsa::access},
    {ENODEV, Operation::option, wsa::address_not_available},
    {EADDRINUSE, Operation::option, wsa::invalid}, // a multicast group joined already
    {ENOTTY, Operation::control, wsa::not_supported},
};

constexpr General generals[] = {
    {EAGAIN, wsa::would_block},
    {EBADF, wsa::not_socket},
    {ENOTSOCK, wsa::not_socket},
    {EACCES, wsa::access},
    {EPERM, wsa::access},
    {EFAULT, wsa::fault},
    {EINVAL, wsa::invalid},
    {EMFILE, wsa::too_many_files},
    {ENFILE, wsa::too_many_files},
    {ENOMEM, wsa::no_buffers},
    {ENOBUFS, wsa::no_buffers},
    {ENOSPC, wsa::no_buffers},
    {EINPROGRESS, wsa::in_progress},
    {EALREADY, wsa::already},
    {EDESTADDRREQ, wsa::destination_required},
    {EMSGSIZE, wsa::message_size},
    {EPROTOTYPE, wsa::wrong_type},
    {ENOPROTOOPT, wsa::no_option},
    {EPROTONOSUPPORT, wsa::no_protocol},
    {ESOCKTNOSUPPORT, wsa::no_socket_type},
    {EOPNOTSUPP, wsa::not_supported},
    {EPFNOSUPPORT, wsa::no_protocol_family},
    {EAFNOSUPPORT, wsa::no_address_family},
    {EADDRINUSE, wsa::address_in_use},
    {EADDRNOTAVAIL, wsa::address_not_available},
    {ENETDOWN, wsa::net_down},
    {ENETUNREACH, wsa::net_unreachable},
    {ENETRESET, wsa::net_reset},
    {ECONNABORTED, wsa::connection_aborted},
    {ECONNRESET, wsa::connection_reset},
    // The caller knows whether it was the local program that shut the send side down
    // (WSAESHUTDOWN).
    {EPIPE, wsa::connection_reset},
    {EISCONN, wsa::is_connected},
    {ENOTCONN, wsa::not_connected},
    {ESHUTDOWN, wsa::shut_down},
    {ETOOMANYREFS, wsa::too_many_references},
    {ETIMEDOUT, wsa::timed_out},
    {ECONNREFUSED, wsa::connection_refused},
    {ELOOP, wsa::loop},
    {ENAMETOOLONG, wsa::name_too_long},
    {EHOSTDOWN, wsa::host_down},
    {EHOSTUNREACH, wsa::host_unreachable},
    {ENONET, wsa::net_down},
    {ENODEV, wsa::net_down},
    {ENXIO, wsa::address_not_available},
    {EPROTO, wsa::connection_reset},
    {ENOSYS, wsa::not_supported},
    {EDOM, wsa::invalid},
};

} // namespace

int wsa_error(int error, Operation operation) noexcept {
    if (error == EINTR)
        return take_cancel() ? wsa::operation_aborted : wsa::interrupted;
    for (const Special& row : specials)
        if (row.error == error && row.operation == operation)
            return row.code;
    for (const General& row : generals)
        if (row.error == error)
            return row.code;
    base::log(base::LogLevel::error, "errno {} during operation {} has no Winsock code", error,
              static_cast<int>(operation));
    return wsa::invalid;
}

int last_wsa_error(Operation operation) noexcept {
    return wsa_error(errno, operation);
}

} // namespace ws2::kernel
