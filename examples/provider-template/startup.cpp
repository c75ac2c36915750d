// Courier, the example provider: WSPStartup, the only export, and the calls that it does not have.
// Every slot is filled: absence is a function that gives the documented code.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>

namespace courier {
namespace {

int WSPAPI cleanup_slot(LPINT error) {
    return answer(stop() ? 0 : WSANOTINITIALISED, error);
}

int WSPAPI receive_from_slot(
    SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags, sockaddr*, LPINT,
    LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
    LPINT error) { // a connection has one peer only: the address is left alone
    return receive_slot(s, buffers, count, received, flags, overlapped, routine, thread, error);
}

int WSPAPI send_to_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                        const sockaddr*, int, LPWSAOVERLAPPED overlapped,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                        LPINT error) {
    return send_slot(s, buffers, count, sent, flags, overlapped, routine, thread, error);
}

int WSPAPI no_async_select(SOCKET, HWND, unsigned int, LONG, LPINT error) {
    return answer(WSAEOPNOTSUPP, error);
}
int WSPAPI no_cancel(LPINT error) {
    return answer(WSAEINVAL, error);
}
int WSPAPI no_duplicate(SOCKET, DWORD, LPWSAPROTOCOL_INFOW, LPINT error) {
    return answer(WSAEOPNOTSUPP, error);
}
int WSPAPI no_events(SOCKET, WSAEVENT, LPWSANETWORKEVENTS, LPINT error) {
    return answer(WSAEOPNOTSUPP, error);
}
int WSPAPI no_event_select(SOCKET, WSAEVENT, LONG, LPINT error) {
    return answer(WSAEOPNOTSUPP, error);
}
BOOL WSPAPI no_overlapped(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD, LPINT error) {
    *error = WSAEOPNOTSUPP;
    return FALSE;
}
BOOL WSPAPI no_qos(SOCKET, LPWSABUF, LPQOS, LPINT error) {
    *error = WSAEOPNOTSUPP;
    return FALSE;
}
SOCKET WSPAPI no_join(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                      LPINT error) {
    *error = WSAEOPNOTSUPP;
    return INVALID_SOCKET;
}

constexpr WSPPROC_TABLE slots = {
    .lpWSPAccept = accept_slot,
    .lpWSPAddressToString = to_text_slot,
    .lpWSPAsyncSelect = no_async_select,
    .lpWSPBind = bind_slot,
    .lpWSPCancelBlockingCall = no_cancel,
    .lpWSPCleanup = cleanup_slot,
    .lpWSPCloseSocket = close_slot,
    .lpWSPConnect = connect_slot,
    .lpWSPDuplicateSocket = no_duplicate,
    .lpWSPEnumNetworkEvents = no_events,
    .lpWSPEventSelect = no_event_select,
    .lpWSPGetOverlappedResult = no_overlapped,
    .lpWSPGetPeerName = peer_name_slot,
    .lpWSPGetSockName = own_name_slot,
    .lpWSPGetSockOpt = get_option_slot,
    .lpWSPGetQOSByName = no_qos,
    .lpWSPIoctl = ioctl_slot,
    .lpWSPJoinLeaf = no_join,
    .lpWSPListen = listen_slot,
    .lpWSPRecv = receive_slot,
    .lpWSPRecvDisconnect = receive_disconnect_slot,
    .lpWSPRecvFrom = receive_from_slot,
    .lpWSPSelect = select_slot,
    .lpWSPSend = send_slot,
    .lpWSPSendDisconnect = send_disconnect_slot,
    .lpWSPSendTo = send_to_slot,
    .lpWSPSetSockOpt = set_option_slot,
    .lpWSPShutdown = shutdown_slot,
    .lpWSPSocket = socket_slot,
    .lpWSPStringToAddress = from_text_slot,
};

constexpr WORD version = MAKEWORD(2, 2);

// Versions compare by their major part first, which is the low octet.
constexpr int rank(WORD value) {
    return LOBYTE(value) << 8 | HIBYTE(value);
}

} // namespace
} // namespace courier

extern "C" __attribute__((visibility("default"))) int WSPAPI WSPStartup(WORD wanted, LPWSPDATA data,
                                                                        LPWSAPROTOCOL_INFOW entry,
                                                                        WSPUPCALLTABLE upcalls,
                                                                        LPWSPPROC_TABLE table) {
    if (data == nullptr || entry == nullptr || table == nullptr)
        return WSAEFAULT;
    if (courier::rank(wanted) < courier::rank(courier::version))
        return WSAVERNOTSUPPORTED;
    *data = {};
    data->wVersion = courier::version;
    data->wHighVersion = courier::version;
    std::copy_n(u"Courier", 8, data->szDescription);
    courier::start(*entry, upcalls);
    *table = courier::slots;
    return 0;
}
