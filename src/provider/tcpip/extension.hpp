// Room provider_tcpip: the functions that programs fetch with SIO_GET_EXTENSION_FUNCTION_POINTER.
// They are called directly, so each finds the socket itself and leaves its error with the thread.
#pragma once

#include "provider/tcpip/request.hpp"

#include <mswsock.h>

namespace ws2::provider::tcpip {

// Writes the pointer for a GUID into `out` (of `out_size` octets) and its size into `returned`. 0,
// WSAEFAULT, or WSAEINVAL for a GUID that is not ours.
int give_extension(const void* guid, DWORD guid_size, void* out, DWORD out_size,
                   DWORD& returned) noexcept;

// The same for SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER: the table of Registered I/O.
int give_extension_table(const void* guid, DWORD guid_size, void* out, DWORD out_size,
                         DWORD& returned) noexcept;

// accept_ex.cpp
BOOL PASCAL accept_ex(SOCKET listener, SOCKET accepting, PVOID output, DWORD data_size,
                      DWORD local_size, DWORD peer_size, LPDWORD received, LPOVERLAPPED overlapped);
VOID PASCAL get_accept_ex_sockaddrs(PVOID output, DWORD data_size, DWORD local_size,
                                    DWORD peer_size, sockaddr** local, LPINT local_length,
                                    sockaddr** peer, LPINT peer_length);
// SO_UPDATE_ACCEPT_CONTEXT; 0 or the code.
int update_accept_context(SocketState& socket, const char* value, int size) noexcept;
// connect_ex.cpp
BOOL PASCAL connect_ex(SOCKET s, const sockaddr* name, int namelen, PVOID data, DWORD size,
                       LPDWORD sent, LPOVERLAPPED overlapped);
// disconnect_ex.cpp
BOOL PASCAL disconnect_ex(SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved);
// transmit_file.cpp
BOOL PASCAL transmit_file(SOCKET s, HANDLE file, DWORD size, DWORD size_per_send,
                          LPOVERLAPPED overlapped, LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags);
// transmit_packets.cpp
BOOL PASCAL transmit_packets(SOCKET s, LPTRANSMIT_PACKETS_ELEMENT elements, DWORD count,
                             DWORD send_size, LPOVERLAPPED overlapped, DWORD flags);
// message_calls.cpp
INT PASCAL receive_message(SOCKET s, LPWSAMSG message, LPDWORD received, LPWSAOVERLAPPED overlapped,
                           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
INT PASCAL send_message(SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
// poll.cpp. Sockets of other providers are POLLNVAL.
INT PASCAL poll_sockets(LPWSAPOLLFD fdarray, ULONG nfds, INT timeout_ms);

// ---- what they share

// TRUE, or FALSE and the thread's error.
BOOL as_boolean(int code) noexcept;

// renew.cpp. Ends a connection: the send side is shut; with `reuse` the handle becomes a socket
// that never was connected (bound as before if the program bound it). Its engine lane is the
// caller's.
int end_connection(SocketState& socket, bool reuse) noexcept;

// Submits, or runs if there is no OVERLAPPED to indicate by. 0, WSA_IO_PENDING or the code; frees
// the request where it is not under way.
int start(Request& request, LPDWORD transferred) noexcept;

} // namespace ws2::provider::tcpip
