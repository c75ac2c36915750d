// Room provider_tcpip: WSPStartup of both families, and the 30 slots that it fills.
#include "provider/tcpip/builtin.hpp"
#include "provider/tcpip/calls.hpp"

namespace ws2::provider::tcpip {
namespace {

template<Family& family>
SOCKET WSPAPI socket_of(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                        DWORD flags, LPINT lpErrno) {
    return open_socket(family, af, type, protocol, info, group, flags, lpErrno);
}

template<Family& family>
int WSPAPI get_option_of(SOCKET s, int level, int name, char* value, LPINT size, LPINT lpErrno) {
    return get_option(family, s, level, name, value, size, lpErrno);
}

template<Family& family>
int WSPAPI cleanup_of(LPINT lpErrno) {
    return cleanup(family, lpErrno);
}

void fill_shared(WSPPROC_TABLE& table) {
    table.lpWSPAccept = WSPAccept;
    table.lpWSPAddressToString = WSPAddressToString;
    table.lpWSPAsyncSelect = WSPAsyncSelect;
    table.lpWSPBind = WSPBind;
    table.lpWSPCancelBlockingCall = WSPCancelBlockingCall;
    table.lpWSPCloseSocket = WSPCloseSocket;
    table.lpWSPConnect = WSPConnect;
    table.lpWSPEnumNetworkEvents = WSPEnumNetworkEvents;
    table.lpWSPEventSelect = WSPEventSelect;
    table.lpWSPGetOverlappedResult = WSPGetOverlappedResult;
    table.lpWSPGetPeerName = WSPGetPeerName;
    table.lpWSPGetSockName = WSPGetSockName;
    table.lpWSPGetQOSByName = WSPGetQOSByName;
    table.lpWSPIoctl = WSPIoctl;
    table.lpWSPListen = WSPListen;
    table.lpWSPRecv = WSPRecv;
    table.lpWSPRecvFrom = WSPRecvFrom;
    table.lpWSPSelect = WSPSelect;
    table.lpWSPSend = WSPSend;
    table.lpWSPSendTo = WSPSendTo;
    table.lpWSPSetSockOpt = WSPSetSockOpt;
    table.lpWSPShutdown = WSPShutdown;
    table.lpWSPStringToAddress = WSPStringToAddress;
}

} // namespace

int WSPAPI wspm_startup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                        LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                        LPWSPPROC_TABLE lpProcTable) {
    if (lpWSPData == nullptr || lpProtocolInfo == nullptr || lpProcTable == nullptr)
        return WSAEFAULT;
    const int code = start(wspm_family, wVersionRequested, lpWSPData, UpcallTable);
    if (code != 0)
        return code;
    fill_shared(*lpProcTable);
    lpProcTable->lpWSPSocket = socket_of<wspm_family>;
    lpProcTable->lpWSPCleanup = cleanup_of<wspm_family>;
    lpProcTable->lpWSPGetSockOpt = get_option_of<wspm_family>;
    lpProcTable->lpWSPDuplicateSocket = wspm_duplicate_socket;
    lpProcTable->lpWSPJoinLeaf = wspm_join_leaf;
    lpProcTable->lpWSPRecvDisconnect = wspm_disconnect;
    lpProcTable->lpWSPSendDisconnect = wspm_disconnect;
    return 0;
}

int WSPAPI msafd_startup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                         LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                         LPWSPPROC_TABLE lpProcTable) {
    if (lpWSPData == nullptr || lpProtocolInfo == nullptr || lpProcTable == nullptr)
        return WSAEFAULT;
    const int code = start(msafd_family, wVersionRequested, lpWSPData, UpcallTable);
    if (code != 0)
        return code;
    fill_shared(*lpProcTable);
    lpProcTable->lpWSPSocket = socket_of<msafd_family>;
    lpProcTable->lpWSPCleanup = cleanup_of<msafd_family>;
    lpProcTable->lpWSPGetSockOpt = get_option_of<msafd_family>;
    lpProcTable->lpWSPDuplicateSocket = WSPDuplicateSocket;
    lpProcTable->lpWSPJoinLeaf = WSPJoinLeaf;
    lpProcTable->lpWSPRecvDisconnect = WSPRecvDisconnect;
    lpProcTable->lpWSPSendDisconnect = WSPSendDisconnect;
    return 0;
}

} // namespace ws2::provider::tcpip
