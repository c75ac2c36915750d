// Room provider_tcpip: WSPSetSockOpt. What the provider keeps itself is here; the rest is the
// kernel room's table.
#include "kernel/option.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/kept_option.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <cstring>
#include <mswsock.h>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

struct Value {
    const char* data;
    int size;
};

// BOOL, or one octet of it.
Result<bool> boolean(Value value) noexcept {
    DWORD number = 0;
    if (value.size >= static_cast<int>(sizeof number))
        std::memcpy(&number, value.data, sizeof number);
    else if (value.size >= 1)
        number = static_cast<unsigned char>(value.data[0]);
    else
        return Result<bool>::fail(WSAEFAULT);
    return Result<bool>::ok(number != 0);
}

Result<DWORD> number(Value value) noexcept {
    DWORD result = 0;
    if (value.size < static_cast<int>(sizeof result))
        return Result<DWORD>::fail(WSAEFAULT);
    std::memcpy(&result, value.data, sizeof result);
    return Result<DWORD>::ok(result);
}

// A bit of our own.
int set_bit(SocketState& socket, std::uint32_t bit, Value value) noexcept {
    const Result<bool> on = boolean(value);
    if (on)
        socket.assign(bit, on.value);
    return on.error;
}

// SO_REUSEADDR and SO_EXCLUSIVEADDRUSE contradict each other and act at bind (see bind.cpp).
int set_sharing(SocketState& socket, std::uint32_t bit, std::uint32_t opposite,
                Value value) noexcept {
    const Result<bool> on = boolean(value);
    if (!on)
        return on.error;
    if (on.value &&
        (socket.has(opposite) || (bit == status::exclusive_address && socket.has(status::bound))))
        return WSAEINVAL;
    socket.assign(bit, on.value);
    return 0;
}

// The kernel is told at close (see close.cpp), so that nothing but our close lingers.
int set_linger(SocketState& socket, Value value) noexcept {
    struct linger asked {};
    if (socket.datagram)
        return WSAENOPROTOOPT;
    if (value.size < static_cast<int>(sizeof asked))
        return WSAEFAULT;
    std::memcpy(&asked, value.data, sizeof asked);
    socket.linger.store((asked.l_onoff != 0 ? linger_on : 0) | asked.l_linger);
    return 0;
}

int set_dont_linger(SocketState& socket, Value value) noexcept {
    if (socket.datagram)
        return WSAENOPROTOOPT;
    const Result<bool> dont = boolean(value);
    if (!dont)
        return dont.error;
    if (dont.value)
        socket.linger.fetch_and(~linger_on);
    else
        socket.linger.fetch_or(linger_on);
    return 0;
}

int set_timeout(SocketState& socket, int name, Value value) noexcept {
    const Result<DWORD> timeout_ms = number(value);
    if (!timeout_ms)
        return timeout_ms.error;
    if (name == SO_RCVTIMEO) {
        socket.receive_timeout_ms.store(timeout_ms.value);
        kernel::set_receive_timeout(socket.descriptor, timeout_ms.value);
    } else {
        socket.send_timeout_ms.store(timeout_ms.value);
        kernel::set_send_timeout(socket.descriptor, timeout_ms.value);
    }
    return 0;
}

int set_in_kernel(const SocketState& socket, int level, int name, Value value) noexcept {
    const int code =
        kernel::set_option(internet_descriptor(socket), level, name, value.data, value.size).error;
    if (code == 0 && level == SOL_SOCKET && socket.keeps(choice::captures)) // the buffer, above all
        static_cast<void>(
            kernel::set_option(socket.descriptor, level, name, value.data, value.size));
    return code;
}

int set_oob_inline(SocketState& socket, Value value) noexcept {
    if (socket.datagram)
        return WSAENOPROTOOPT;
    const int code = set_in_kernel(socket, SOL_SOCKET, SO_OOBINLINE, value);
    if (code == 0)
        socket.assign(status::oob_inline, boolean(value).value);
    return code;
}

int set_socket_option(SocketState& socket, int name, Value value) noexcept {
    switch (name) {
    case SO_REUSEADDR:
        return set_sharing(socket, status::reuse_address, status::exclusive_address, value);
    case SO_EXCLUSIVEADDRUSE:
        return set_sharing(socket, status::exclusive_address, status::reuse_address, value);
    case SO_LINGER: return set_linger(socket, value);
    case SO_DONTLINGER: return set_dont_linger(socket, value);
    case SO_RCVTIMEO:
    case SO_SNDTIMEO: return set_timeout(socket, name, value);
    case SO_OOBINLINE: return set_oob_inline(socket, value);
    case SO_DEBUG: // no provider of Windows' writes anything for it, and neither does this one
        return set_bit(socket, status::debug, value);
    case SO_DONTROUTE: // accepted and ignored over IPv4, unknown over IPv6
        return socket.address_family == AF_INET ? set_bit(socket, status::dont_route, value)
                                                : WSAENOPROTOOPT;
    case SO_UPDATE_ACCEPT_CONTEXT: return update_accept_context(socket, value.data, value.size);
    case SO_UPDATE_CONNECT_CONTEXT:
        socket.clear(status::awaits_context);
        return socket.has(status::connected) ? 0 : WSAENOTCONN;
    default: return set_in_kernel(socket, SOL_SOCKET, name, value);
    }
}

} // namespace

int WSPAPI WSPSetSockOpt(SOCKET s, int level, int name, const char* value, int size,
                         LPINT lpErrno) {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (size < 0 || (value == nullptr && size != 0))
        return fail(lpErrno, WSAEFAULT);
    if (const std::optional<int> done = set_kept_option(*socket, level, name, value, size))
        return *done == 0 ? 0 : fail(lpErrno, *done);
    const Value given{value, size};
    const int code = level == SOL_SOCKET ? set_socket_option(*socket, name, given)
                                         : set_in_kernel(*socket, level, name, given);
    return code == 0 ? 0 : fail(lpErrno, code);
}

} // namespace ws2::provider::tcpip
