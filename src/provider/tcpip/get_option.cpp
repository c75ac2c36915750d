// Room provider_tcpip: WSPGetSockOpt.
#include "base/utf.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/adopt.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/connect.hpp"
#include "provider/tcpip/kept_option.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mswsock.h>
#include <string>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// Where the answer goes; `size` is the room, then what was written.
struct Room {
    char* data;
    LPINT size;
};

int put(Room room, const void* value, std::size_t size) noexcept {
    if (*room.size < static_cast<int>(size))
        return WSAEFAULT;
    std::memcpy(room.data, value, size);
    *room.size = static_cast<int>(size);
    return 0;
}

int put_number(Room room, DWORD value) noexcept {
    return put(room, &value, sizeof value);
}

// A BOOL is also given in one octet.
int put_boolean(Room room, bool value) noexcept {
    if (*room.size >= static_cast<int>(sizeof(BOOL)))
        return put_number(room, value ? 1 : 0);
    const char octet = value ? 1 : 0;
    return put(room, &octet, 1);
}

// Reads and clears: a failed connect first, then what the kernel holds.
DWORD take_error(SocketState& socket) noexcept {
    if (socket.has(status::connecting))
        refresh_connect(socket);
    if (const int failed = socket.connect_error.exchange(0); failed != 0)
        return static_cast<DWORD>(failed);
    if (socket.has(status::connecting | status::connect_failed))
        return 0;
    const int code = kernel::take_error(socket.descriptor);
    if (code == 0)
        return 0;
    if (socket.stream()) {
        socket.set(status::reset); // the connection is gone; the calls that follow say so too
        return static_cast<DWORD>(code);
    }
    kernel::drain_error_queue(socket.descriptor);
    return static_cast<DWORD>(code == WSAECONNREFUSED ? WSAECONNRESET : code);
}

DWORD connect_time_s(const SocketState& socket) noexcept {
    using namespace std::chrono;
    if (!socket.stream() || !socket.has(status::connected))
        return 0xFFFFFFFFU;
    const auto now = duration_cast<seconds>(steady_clock::now().time_since_epoch()).count();
    return static_cast<DWORD>(now - socket.connected_at_s.load());
}

int put_protocol_info_a(Room room, const WSAPROTOCOL_INFOW& entry) {
    WSAPROTOCOL_INFOA narrow{};
    static_assert(offsetof(WSAPROTOCOL_INFOA, szProtocol) ==
                  offsetof(WSAPROTOCOL_INFOW, szProtocol));
    std::memcpy(&narrow, &entry, offsetof(WSAPROTOCOL_INFOW, szProtocol));
    std::u16string wide;
    for (const WCHAR* unit = entry.szProtocol; *unit != 0 && wide.size() < WSAPROTOCOL_LEN; ++unit)
        wide.push_back(static_cast<char16_t>(*unit));
    const std::string name = base::to_utf8(wide);
    std::memcpy(narrow.szProtocol, name.data(),
                std::min<std::size_t>(name.size(), WSAPROTOCOL_LEN));
    return put(room, &narrow, sizeof narrow);
}

// CSADDR_INFO, followed in the same buffer by the addresses that it points at.
int put_bsp_state(Room room, const SocketState& socket) noexcept {
    struct State {
        CSADDR_INFO info;
        alignas(8) unsigned char local[28];
        alignas(8) unsigned char peer[28];
    };
    State state{};
    if (socket.local())
        return WSAENOPROTOOPT;
    if (*room.size < static_cast<int>(sizeof state))
        return WSAEFAULT;
    state.info.iSocketType = socket.type;
    state.info.iProtocol = socket.protocol;
    auto* out = reinterpret_cast<State*>(room.data);
    const auto note = [](SOCKET_ADDRESS& address, Result<unsigned> size, unsigned char* where) {
        if (!size)
            return;
        address.lpSockaddr = reinterpret_cast<LPSOCKADDR>(where);
        address.iSockaddrLength = static_cast<INT>(size.value);
    };
    note(state.info.LocalAddr,
         kernel::local_address(internet_descriptor(socket), state.local, sizeof state.local),
         out->local);
    note(state.info.RemoteAddr,
         kernel::peer_address(internet_descriptor(socket), state.peer, sizeof state.peer),
         out->peer);
    return put(room, &state, sizeof state);
}

int get_linger(const SocketState& socket, Room room) noexcept {
    const std::uint32_t kept = socket.linger.load();
    struct linger answer {};
    answer.l_onoff = (kept & linger_on) != 0 ? 1 : 0;
    answer.l_linger = static_cast<u_short>(kept & 0xFFFFU);
    return socket.datagram ? WSAENOPROTOOPT : put(room, &answer, sizeof answer);
}

int get_in_kernel(const SocketState& socket, int level, int name, Room room) noexcept {
    const int descriptor = internet_descriptor(socket);
    const Result<int> written = kernel::get_option(descriptor, level, name, room.data, *room.size);
    if (written)
        *room.size = written.value;
    return written.error;
}

int get_socket_option(SocketState& socket, int name, Room room) {
    switch (name) {
    case SO_REUSEADDR: return put_boolean(room, socket.has(status::reuse_address));
    case SO_EXCLUSIVEADDRUSE: return put_boolean(room, socket.has(status::exclusive_address));
    case SO_DEBUG: return put_boolean(room, socket.has(status::debug));
    case SO_DONTROUTE:
        return socket.address_family == AF_INET ? put_boolean(room, socket.has(status::dont_route))
                                                : WSAENOPROTOOPT;
    case SO_ACCEPTCONN: return put_boolean(room, socket.has(status::listening));
    case SO_LINGER: return get_linger(socket, room);
    case SO_DONTLINGER:
        return socket.datagram ? WSAENOPROTOOPT
                               : put_boolean(room, (socket.linger.load() & linger_on) == 0);
    case SO_RCVTIMEO: return put_number(room, socket.receive_timeout_ms.load());
    case SO_SNDTIMEO: return put_number(room, socket.send_timeout_ms.load());
    case SO_ERROR:
        return *room.size < static_cast<int>(sizeof(DWORD)) ? WSAEFAULT
                                                            : put_number(room, take_error(socket));
    case SO_TYPE: return put_number(room, static_cast<DWORD>(socket.type));
    case SO_MAX_MSG_SIZE:
        return socket.stream() ? WSAENOPROTOOPT : put_number(room, socket.entry->dwMessageSize);
    case SO_PROTOCOL_INFOW: return put(room, socket.entry, sizeof *socket.entry);
    case SO_PROTOCOL_INFOA: return put_protocol_info_a(room, *socket.entry);
    case SO_CONNECT_TIME: return put_number(room, connect_time_s(socket));
    case SO_BSP_STATE: return put_bsp_state(room, socket);
    case SO_KEEPALIVE:
    case SO_OOBINLINE:
        if (socket.datagram)
            return WSAENOPROTOOPT;
        [[fallthrough]];
    default: return get_in_kernel(socket, SOL_SOCKET, name, room);
    }
}

} // namespace

// Asked for SO_PROTOCOL_INFOW of a socket that is not ours, the provider takes it if it can serve
// it.
int get_option(Family& family, SOCKET s, int level, int name, char* value, LPINT size,
               LPINT lpErrno) noexcept try {
    SocketReference socket(s);
    if (!socket && level == SOL_SOCKET && name == SO_PROTOCOL_INFOW && adopt_socket(family, s))
        socket.take(sockets.acquire(s));
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (value == nullptr || size == nullptr || *size < 0)
        return fail(lpErrno, WSAEFAULT);
    if (const std::optional<int> done = get_kept_option(*socket, level, name, value, size))
        return *done == 0 ? 0 : fail(lpErrno, *done);
    const Room room{value, size};
    const int code = level == SOL_SOCKET ? get_socket_option(*socket, name, room)
                                         : get_in_kernel(*socket, level, name, room);
    return code == 0 ? 0 : fail(lpErrno, code);
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
