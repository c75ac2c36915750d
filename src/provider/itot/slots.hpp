// Room provider_itot: the 30 entries of the provider's table, by the file that holds them. Each
// answers 0 (or its value), or SOCKET_ERROR (or its own failure) with the code in *error.
#pragma once

#include "ws2spi.h"

namespace ws2::provider::itot {
class Socket;
}

namespace ws2::provider::itot::slot {

// slot_socket.cpp
SOCKET WSPAPI socket(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT);
int WSPAPI bind(SOCKET, const sockaddr*, int, LPINT);
int WSPAPI listen(SOCKET, int, LPINT);
int WSPAPI get_sock_name(SOCKET, sockaddr*, LPINT, LPINT);
int WSPAPI get_peer_name(SOCKET, sockaddr*, LPINT, LPINT);

// slot_connect.cpp, slot_accept.cpp
int WSPAPI connect(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPINT);
SOCKET WSPAPI accept(SOCKET, sockaddr*, LPINT, LPCONDITIONPROC, DWORD_PTR, LPINT);

// slot_transfer.cpp
int WSPAPI send(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, LPWSAOVERLAPPED,
                LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI send_to(SOCKET, LPWSABUF, DWORD, LPDWORD, DWORD, const sockaddr*, int, LPWSAOVERLAPPED,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI recv(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, LPWSAOVERLAPPED,
                LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI recv_from(SOCKET, LPWSABUF, DWORD, LPDWORD, LPDWORD, sockaddr*, LPINT, LPWSAOVERLAPPED,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);

// slot_event.cpp
int WSPAPI async_select(SOCKET, HWND, unsigned int, LONG, LPINT);
int WSPAPI enum_network_events(SOCKET, WSAEVENT, LPWSANETWORKEVENTS, LPINT);
int WSPAPI event_select(SOCKET, WSAEVENT, LONG, LPINT);

// slot_overlapped.cpp
BOOL WSPAPI get_overlapped_result(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD, LPINT);
int cancel(const Socket& socket, const void* in, DWORD in_size, void* out, DWORD out_size,
           LPDWORD returned);

// slot_release.cpp
int WSPAPI send_disconnect(SOCKET, LPWSABUF, LPINT);
int WSPAPI recv_disconnect(SOCKET, LPWSABUF, LPINT);
int WSPAPI shutdown(SOCKET, int, LPINT);
int WSPAPI close_socket(SOCKET, LPINT);

// slot_option.cpp, slot_ioctl.cpp, slot_select.cpp
int WSPAPI get_sock_opt(SOCKET, int, int, char*, LPINT, LPINT);
int WSPAPI set_sock_opt(SOCKET, int, int, const char*, int, LPINT);
int WSPAPI ioctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSAOVERLAPPED,
                 LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT);
int WSPAPI select(int, fd_set*, fd_set*, fd_set*, const timeval*, LPINT);

// slot_itot_option.cpp: the level SOL_ITOT
int get_itot_option(Socket& socket, int option, char* value, int* size);
int set_itot_option(Socket& socket, int option, const char* value, int size);

// slot_text.cpp
INT WSPAPI address_to_string(LPSOCKADDR, DWORD, LPWSAPROTOCOL_INFOW, LPWSTR, LPDWORD, LPINT);
INT WSPAPI string_to_address(LPWSTR, INT, LPWSAPROTOCOL_INFOW, LPSOCKADDR, LPINT, LPINT);

// slot_guard.cpp: a WSA code
int set_guard(Socket& socket, LPVOID in, DWORD size, LPDWORD returned);
int get_guard(Socket& socket, LPVOID out, DWORD size, LPDWORD returned);

// slot_absent.cpp
int WSPAPI cancel_blocking_call(LPINT);
int WSPAPI duplicate_socket(SOCKET, DWORD, LPWSAPROTOCOL_INFOW, LPINT);
BOOL WSPAPI get_qos_by_name(SOCKET, LPWSABUF, LPQOS, LPINT);
SOCKET WSPAPI join_leaf(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                        LPINT);

// startup.cpp
int WSPAPI cleanup(LPINT);

} // namespace ws2::provider::itot::slot
