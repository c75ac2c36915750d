// Room provider_tcpip: the entries of the procedure table that both families share.
#pragma once

#include "provider/tcpip/family.hpp"

#include <ws2spi.h>

namespace ws2::provider::tcpip {

// open.cpp; the family is the one whose table was called
SOCKET open_socket(Family& family, int af, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                   GROUP group, DWORD flags, LPINT lpErrno) noexcept;
// close.cpp
int cleanup(Family& family, LPINT lpErrno) noexcept;
int WSPAPI WSPCloseSocket(SOCKET s, LPINT lpErrno);

// accept.cpp
SOCKET WSPAPI WSPAccept(SOCKET s, struct sockaddr* addr, LPINT addrlen, LPCONDITIONPROC condition,
                        DWORD_PTR callback_data, LPINT lpErrno);
int WSPAPI WSPListen(SOCKET s, int backlog, LPINT lpErrno);
// bind.cpp
int WSPAPI WSPBind(SOCKET s, const struct sockaddr* name, int namelen, LPINT lpErrno);
int WSPAPI WSPGetPeerName(SOCKET s, struct sockaddr* name, LPINT namelen, LPINT lpErrno);
int WSPAPI WSPGetSockName(SOCKET s, struct sockaddr* name, LPINT namelen, LPINT lpErrno);
// connect.cpp
int WSPAPI WSPConnect(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF caller_data,
                      LPWSABUF callee_data, LPQOS sqos, LPQOS gqos, LPINT lpErrno);
// send.cpp
int WSPAPI WSPSend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                   LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                   LPWSATHREADID thread, LPINT lpErrno);
int WSPAPI WSPSendTo(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                     const struct sockaddr* to, int tolen, LPWSAOVERLAPPED overlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                     LPINT lpErrno);
// receive.cpp
int WSPAPI WSPRecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                   LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                   LPWSATHREADID thread, LPINT lpErrno);
int WSPAPI WSPRecvFrom(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       struct sockaddr* from, LPINT fromlen, LPWSAOVERLAPPED overlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                       LPINT lpErrno);
// overlapped_result.cpp
BOOL WSPAPI WSPGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                   BOOL wait, LPDWORD flags, LPINT lpErrno);
// shutdown.cpp
int WSPAPI WSPShutdown(SOCKET s, int how, LPINT lpErrno);
int WSPAPI WSPSendDisconnect(SOCKET s, LPWSABUF data, LPINT lpErrno);
int WSPAPI WSPRecvDisconnect(SOCKET s, LPWSABUF data, LPINT lpErrno);
// select.cpp
int WSPAPI WSPSelect(int nfds, fd_set* readfds, fd_set* writefds, fd_set* exceptfds,
                     const struct timeval* timeout, LPINT lpErrno);
// event_select.cpp
int WSPAPI WSPAsyncSelect(SOCKET s, HWND window, unsigned int message, LONG events, LPINT lpErrno);
int WSPAPI WSPEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT lpErrno);
int WSPAPI WSPEventSelect(SOCKET s, WSAEVENT event, LONG events, LPINT lpErrno);
// set_option.cpp, get_option.cpp
int WSPAPI WSPSetSockOpt(SOCKET s, int level, int name, const char* value, int size, LPINT lpErrno);
int get_option(Family& family, SOCKET s, int level, int name, char* value, LPINT size,
               LPINT lpErrno) noexcept;
// duplicate.cpp
int WSPAPI WSPDuplicateSocket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT lpErrno);
// join_leaf.cpp
SOCKET WSPAPI WSPJoinLeaf(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF caller_data,
                          LPWSABUF callee_data, LPQOS sqos, LPQOS gqos, DWORD flags, LPINT lpErrno);
// ioctl.cpp
int WSPAPI WSPIoctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                    LPDWORD returned, LPWSAOVERLAPPED overlapped,
                    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                    LPINT lpErrno);
// address_string.cpp
INT WSPAPI WSPAddressToString(LPSOCKADDR address, DWORD size, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                              LPDWORD length, LPINT lpErrno);
INT WSPAPI WSPStringToAddress(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR address,
                              LPINT size, LPINT lpErrno);
// refusals.cpp: what no family has yet, each with its documented code
int WSPAPI WSPCancelBlockingCall(LPINT lpErrno);
BOOL WSPAPI WSPGetQOSByName(SOCKET s, LPWSABUF name, LPQOS qos, LPINT lpErrno);

// The answer of Windows CE's page to the four calls that wspm does not have: always SOCKET_ERROR
// (or INVALID_SOCKET) and WSASYSCALLFAILURE, whatever the arguments.
int WSPAPI wspm_duplicate_socket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info, LPINT lpErrno);
SOCKET WSPAPI wspm_join_leaf(SOCKET s, const struct sockaddr* name, int namelen,
                             LPWSABUF caller_data, LPWSABUF callee_data, LPQOS sqos, LPQOS gqos,
                             DWORD flags, LPINT lpErrno);
int WSPAPI wspm_disconnect(SOCKET s, LPWSABUF data, LPINT lpErrno);

} // namespace ws2::provider::tcpip
