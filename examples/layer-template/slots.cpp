// Passage, the example layer: WSPStartup, the only export, and all 30 calls. To do something in a
// call, write a function for its slot, as those below, that ends with the call of the table below.
// Overlapped calls complete from below to the program, without coming by here.
#include "sockets.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>

namespace passage {
namespace {

// The function for a slot that passes the call on: below, a socket has the same handle.
template<typename Slot>
struct Signature;
template<typename Result, typename... Rest>
struct Signature<Result(WSPAPI*)(SOCKET, Rest...)> {
    template<auto Slot, Result Failure>
    static Result WSPAPI pass(SOCKET s, Rest... rest) {
        const BelowPointer below = find(s);
        if (below != nullptr)
            return (below->table.*Slot)(s, rest...);
        const LPINT error = std::get<sizeof...(Rest) - 1>(std::tie(rest...));
        *error = WSAENOTSOCK;
        return Failure;
    }
};
template<auto Slot, auto Failure = SOCKET_ERROR>
constexpr auto passed =
    &Signature<std::remove_reference_t<decltype(std::declval<WSPPROC_TABLE&>().*Slot)>>::
        template pass<Slot, Failure>;

template<typename Result>
Result fail(Result result, int code, LPINT error) {
    *error = code;
    return result;
}

// What is handed down instead of the program's record, which may name a socket that is shared.
WSAPROTOCOL_INFOW record_for(const BelowPointer& below, const WSAPROTOCOL_INFOW& from) {
    WSAPROTOCOL_INFOW next = below->next;
    next.dwProviderReserved = from.dwProviderReserved;
    return next;
}

SOCKET WSPAPI open_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                          DWORD flags, LPINT error) {
    const BelowPointer below = below_of(info, error);
    if (below == nullptr)
        return INVALID_SOCKET;
    WSAPROTOCOL_INFOW next = record_for(below, *info);
    return take(below, below->table.lpWSPSocket(family, type, protocol, &next, group, flags, error),
                error);
}

SOCKET WSPAPI accept_socket(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                            DWORD_PTR data, LPINT error) {
    const BelowPointer below = find(s);
    if (below == nullptr)
        return fail(INVALID_SOCKET, WSAENOTSOCK, error);
    return take(below, below->table.lpWSPAccept(s, name, length, condition, data, error), error);
}

SOCKET WSPAPI join_leaf(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                        LPWSABUF callee, LPQOS send_qos, LPQOS group_qos, DWORD flags,
                        LPINT error) {
    const BelowPointer below = find(s);
    if (below == nullptr)
        return fail(INVALID_SOCKET, WSAENOTSOCK, error);
    const SOCKET leaf = below->table.lpWSPJoinLeaf(s, name, length, caller, callee, send_qos,
                                                   group_qos, flags, error);
    return leaf == s ? s : take(below, leaf, error);
}

// Once it is closed below, another thread may be given its handle anew: it is forgotten before.
int WSPAPI close_socket(SOCKET s, LPINT error) {
    const BelowPointer below = find(s);
    if (below == nullptr)
        return fail(SOCKET_ERROR, WSAENOTSOCK, error);
    forget(s);
    if (below->table.lpWSPCloseSocket(s, error) != SOCKET_ERROR)
        return 0;
    try {
        remember(s, below); // it goes on: WSAEWOULDBLOCK of a linger
    } catch (...) {
        *error = WSAENOBUFS;
    }
    return SOCKET_ERROR;
}

// A program's socket is the chain's. What is below answers first, as it looks at the pointers.
int WSPAPI get_option(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) {
    const BelowPointer below = find(s);
    if (below == nullptr)
        return fail(SOCKET_ERROR, WSAENOTSOCK, error);
    if (below->table.lpWSPGetSockOpt(s, level, name, value, length, error) == SOCKET_ERROR)
        return SOCKET_ERROR;
    if (level == SOL_SOCKET && name == SO_PROTOCOL_INFOW)
        std::copy_n(reinterpret_cast<const char*>(&below->chain), sizeof below->chain, value);
    return 0;
}

// The record must lead the other process to the chain, and what is below to its socket.
int WSPAPI duplicate_socket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT error) {
    const BelowPointer below = find(s);
    if (below == nullptr)
        return fail(SOCKET_ERROR, WSAENOTSOCK, error);
    if (below->table.lpWSPDuplicateSocket(s, process, info, error) == SOCKET_ERROR)
        return SOCKET_ERROR;
    const DWORD reserved = info->dwProviderReserved;
    *info = below->chain;
    info->dwProviderReserved = reserved;
    return 0;
}

// All sets go down as they are, which takes sockets of one provider below. Who wants to wait for
// several asks each in turn, for a short time.
int WSPAPI select_sockets(int count, fd_set* read, fd_set* write, fd_set* except,
                          const timeval* timeout, LPINT error) {
    BelowPointer only;
    for (const fd_set* set : {read, write, except})
        for (u_int i = 0; set != nullptr && i < set->fd_count; ++i) {
            const SOCKET* sockets = set->fd_array; // may be more than declared
            const BelowPointer below = find(sockets[i]);
            if (below == nullptr)
                return fail(SOCKET_ERROR, WSAENOTSOCK, error);
            if (only != nullptr && only->table.lpWSPSelect != below->table.lpWSPSelect)
                return fail(SOCKET_ERROR, WSAEINVAL, error);
            only = below;
        }
    if (only == nullptr)
        return fail(SOCKET_ERROR, WSAEINVAL, error);
    return only->table.lpWSPSelect(count, read, write, except, timeout, error);
}

INT WSPAPI address_to_text(LPSOCKADDR address, DWORD octets, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                           LPDWORD units, LPINT error) {
    const BelowPointer below = below_of(info, error);
    if (below == nullptr)
        return SOCKET_ERROR;
    WSAPROTOCOL_INFOW next = record_for(below, *info);
    return below->table.lpWSPAddressToString(address, octets, &next, text, units, error);
}

INT WSPAPI text_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address,
                           LPINT octets, LPINT error) {
    const BelowPointer below = below_of(info, error);
    if (below == nullptr)
        return SOCKET_ERROR;
    WSAPROTOCOL_INFOW next = record_for(below, *info);
    return below->table.lpWSPStringToAddress(text, family, &next, address, octets, error);
}

// The call that blocks may be anywhere below.
int WSPAPI cancel_blocking_call(LPINT error) {
    int result = fail(SOCKET_ERROR, WSAEINVAL, error); // nothing blocks
    try {
        for (const BelowPointer& below : all_below()) {
            int code = 0;
            if (below->table.lpWSPCancelBlockingCall(&code) != SOCKET_ERROR)
                result = 0;
            else if (result == SOCKET_ERROR)
                *error = code;
        }
    } catch (...) {
        return fail(SOCKET_ERROR, WSAENOBUFS, error);
    }
    return result;
}

int WSPAPI clean_up(LPINT error) {
    return stop() ? 0 : fail(SOCKET_ERROR, WSANOTINITIALISED, error);
}

using Table = WSPPROC_TABLE;
constexpr Table slots = {
    .lpWSPAccept = accept_socket,
    .lpWSPAddressToString = address_to_text,
    .lpWSPAsyncSelect = passed<&Table::lpWSPAsyncSelect>,
    .lpWSPBind = passed<&Table::lpWSPBind>,
    .lpWSPCancelBlockingCall = cancel_blocking_call,
    .lpWSPCleanup = clean_up,
    .lpWSPCloseSocket = close_socket,
    .lpWSPConnect = passed<&Table::lpWSPConnect>,
    .lpWSPDuplicateSocket = duplicate_socket,
    .lpWSPEnumNetworkEvents = passed<&Table::lpWSPEnumNetworkEvents>,
    .lpWSPEventSelect = passed<&Table::lpWSPEventSelect>,
    .lpWSPGetOverlappedResult = passed<&Table::lpWSPGetOverlappedResult, FALSE>,
    .lpWSPGetPeerName = passed<&Table::lpWSPGetPeerName>,
    .lpWSPGetSockName = passed<&Table::lpWSPGetSockName>,
    .lpWSPGetSockOpt = get_option,
    .lpWSPGetQOSByName = passed<&Table::lpWSPGetQOSByName, FALSE>,
    // SIO_BASE_HANDLE is the base's to answer, and so are the extension functions, which get the
    // handles of the base.
    .lpWSPIoctl = passed<&Table::lpWSPIoctl>,
    .lpWSPJoinLeaf = join_leaf,
    .lpWSPListen = passed<&Table::lpWSPListen>,
    .lpWSPRecv = passed<&Table::lpWSPRecv>,
    .lpWSPRecvDisconnect = passed<&Table::lpWSPRecvDisconnect>,
    .lpWSPRecvFrom = passed<&Table::lpWSPRecvFrom>,
    .lpWSPSelect = select_sockets,
    .lpWSPSend = passed<&Table::lpWSPSend>,
    .lpWSPSendDisconnect = passed<&Table::lpWSPSendDisconnect>,
    .lpWSPSendTo = passed<&Table::lpWSPSendTo>,
    .lpWSPSetSockOpt = passed<&Table::lpWSPSetSockOpt>,
    .lpWSPShutdown = passed<&Table::lpWSPShutdown>,
    .lpWSPSocket = open_socket,
    .lpWSPStringToAddress = text_to_address,
};

constexpr WORD version = MAKEWORD(2, 2);

// Versions compare by their major part first, which is the low octet.
constexpr int rank(WORD value) {
    return LOBYTE(value) << 8 | HIBYTE(value);
}

} // namespace
} // namespace passage

extern "C" __attribute__((visibility("default"))) int WSPAPI WSPStartup(WORD wanted, LPWSPDATA data,
                                                                        LPWSAPROTOCOL_INFOW entry,
                                                                        WSPUPCALLTABLE upcalls,
                                                                        LPWSPPROC_TABLE table) {
    if (data == nullptr || entry == nullptr || table == nullptr)
        return WSAEFAULT;
    if (passage::rank(wanted) < passage::rank(passage::version))
        return WSAVERNOTSUPPORTED;
    if (const int code = passage::start(*entry, upcalls))
        return code;
    *data = {};
    data->wVersion = passage::version;
    data->wHighVersion = passage::version;
    std::copy_n(u"Passage", 8, data->szDescription);
    *table = passage::slots;
    return 0;
}
