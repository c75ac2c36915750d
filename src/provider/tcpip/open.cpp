// Room provider_tcpip: WSPSocket.
#include "provider/tcpip/open.hpp"
#include "kernel/capture.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/duplicate.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// What is opened, after FROM_PROTOCOL_INFO and the wildcards are gone.
struct Wanted {
    int address_family = 0;
    int type = 0;
    int protocol = 0;
    const WSAPROTOCOL_INFOW* entry = nullptr;
};

int protocol_of(int address_family, int type) noexcept {
    if (address_family == AF_UNIX)
        return 0;
    if (type == SOCK_STREAM)
        return IPPROTO_TCP;
    return type == SOCK_DGRAM ? IPPROTO_UDP : 0;
}

// 0, or why this protocol does not go with this type.
int check_protocol(int address_family, int type, int protocol) noexcept {
    if (address_family == AF_UNIX)
        return protocol == 0 ? 0 : WSAEPROTONOSUPPORT;
    if (type == SOCK_RAW)
        return protocol >= 0 && protocol <= 255 ? 0 : WSAEPROTONOSUPPORT;
    if (protocol == protocol_of(address_family, type))
        return 0;
    return protocol == IPPROTO_TCP || protocol == IPPROTO_UDP ? WSAEPROTOTYPE : WSAEPROTONOSUPPORT;
}

Result<Wanted> decide(Family& family, int af, int type, int protocol,
                      const WSAPROTOCOL_INFOW* info) {
    using Answer = Result<Wanted>;
    Wanted wanted{af, type, protocol, nullptr};
    const bool from_info =
        af == FROM_PROTOCOL_INFO || type == FROM_PROTOCOL_INFO || protocol == FROM_PROTOCOL_INFO;
    if (from_info && info == nullptr)
        return Answer::fail(WSAEFAULT);
    if (af == FROM_PROTOCOL_INFO || af == AF_UNSPEC)
        wanted.address_family = info != nullptr ? info->iAddressFamily : AF_INET;
    if (type == FROM_PROTOCOL_INFO || type == 0)
        wanted.type = info != nullptr ? info->iSocketType : SOCK_STREAM;
    if (protocol == FROM_PROTOCOL_INFO || protocol == 0)
        wanted.protocol = info != nullptr ? info->iProtocol : 0;
    if (wanted.protocol == 0)
        wanted.protocol = protocol_of(wanted.address_family, wanted.type);
    if (wanted.address_family != AF_INET && wanted.address_family != AF_INET6 &&
        wanted.address_family != AF_UNIX)
        return Answer::fail(WSAEAFNOSUPPORT);
    const WSAPROTOCOL_INFOW* own = own_entry(family, wanted.address_family, wanted.type);
    if (own == nullptr)
        return Answer::fail(WSAESOCKTNOSUPPORT);
    if (const int code = check_protocol(wanted.address_family, wanted.type, wanted.protocol);
        code != 0)
        return Answer::fail(code);
    wanted.entry = info != nullptr ? keep_entry(family, *info) : own;
    return Answer::ok(wanted);
}

Result<int> open_in_kernel(const Wanted& wanted) noexcept {
    // Linux has no raw socket of every protocol.
    if (wanted.type == SOCK_RAW && wanted.protocol == IPPROTO_IP)
        return kernel::open_unspecific_raw(wanted.address_family);
    return kernel::open_socket(wanted.address_family, wanted.type, wanted.protocol);
}

// Windows' defaults where Linux' differ.
void apply_defaults(SocketState& socket) {
    if (socket.address_family == AF_INET6)
        kernel::set_v6_only(socket.descriptor, true);
    if (socket.type == SOCK_DGRAM) {
        kernel::set_error_reports(socket.descriptor, socket.address_family, true);
        socket.set(status::report_reset);
    }
}

constexpr DWORD leaf = WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF;
constexpr DWORD multipoint = leaf | WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_D_ROOT;

// Both planes of IP multicast are non-rooted (neither XP1_MULTIPOINT_..._PLANE bit), so a
// multipoint socket is a leaf in both.
int check_flags(int group, DWORD flags) noexcept {
    constexpr DWORD harmless =
        WSA_FLAG_OVERLAPPED | WSA_FLAG_REGISTERED_IO | WSA_FLAG_NO_HANDLE_INHERIT | leaf;
    if ((flags & multipoint) != 0 && (flags & multipoint) != leaf)
        return WSAEINVAL;
    return group != 0 || (flags & ~harmless) != 0 ? WSAEINVAL : 0;
}

} // namespace

SOCKET give_out(SocketState& socket, LPINT lpErrno) noexcept {
    SocketTable::publish(socket);
    const auto s = static_cast<SOCKET>(socket.descriptor);
    const LPWPUMODIFYIFSHANDLE modify =
        socket.family->modify_ifs_handle.load(std::memory_order_acquire);
    if (modify == nullptr)
        return s;
    int code = 0;
    const SOCKET handle = modify(socket.entry->dwCatalogEntryId, s, &code);
    if (handle != INVALID_SOCKET)
        return handle;
    int ignored = 0;
    WSPCloseSocket(s, &ignored);
    return fail_socket(lpErrno, code != 0 ? code : WSAENOBUFS);
}

SOCKET open_socket(Family& family, int af, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                   GROUP group, DWORD flags, LPINT lpErrno) noexcept try {
    if (const int code = check_flags(static_cast<int>(group), flags); code != 0)
        return fail_socket(lpErrno, code);
    if (info != nullptr && info->dwProviderReserved != 0) // a record of WSPDuplicateSocket
        return open_duplicate(family, *info, lpErrno);
    const Result<Wanted> wanted = decide(family, af, type, protocol, info);
    if (!wanted)
        return fail_socket(lpErrno, wanted.error);
    if ((flags & leaf) != 0 && wanted.value.type != SOCK_DGRAM)
        return fail_socket(lpErrno, WSAEINVAL);
    const Result<int> opened = open_in_kernel(wanted.value);
    if (!opened)
        return fail_socket(lpErrno, opened.error);
    kernel::Descriptor owner(opened.value);
    SocketState* const socket = sockets.prepare(opened.value);
    if (socket == nullptr)
        return fail_socket(lpErrno, WSAEMFILE);
    socket->datagram = wanted.value.type != SOCK_STREAM;
    socket->address_family = static_cast<std::int16_t>(wanted.value.address_family);
    socket->type = static_cast<std::int8_t>(wanted.value.type);
    socket->protocol = wanted.value.protocol;
    socket->family = &family;
    socket->entry = wanted.value.entry;
    apply_defaults(*socket);
    if ((flags & WSA_FLAG_OVERLAPPED) != 0)
        socket->set(status::overlapped);
    if ((flags & WSA_FLAG_REGISTERED_IO) != 0)
        socket->set(status::registered);
    if ((flags & leaf) != 0)
        socket->kept.fetch_or(choice::multipoint);
    static_cast<void>(owner.release());
    return give_out(*socket, lpErrno);
} catch (...) {
    return fail_socket(lpErrno, WSAENOBUFS);
}

} // namespace ws2::provider::tcpip
