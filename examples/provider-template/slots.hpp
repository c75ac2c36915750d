// Courier, the example provider: the slots of its table, by file. Each keeps the contract of the
// call of its name in ws2spi.h.
#pragma once

#include <ws2spi.h>

namespace courier {

// connection.cpp
SOCKET WSPAPI socket_slot(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP g,
                          DWORD flags, LPINT error);
int WSPAPI bind_slot(SOCKET s, const sockaddr* name, int length, LPINT error);
int WSPAPI listen_slot(SOCKET s, int backlog, LPINT error);
SOCKET WSPAPI accept_slot(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                          DWORD_PTR context, LPINT error);
int WSPAPI connect_slot(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                        LPWSABUF callee, LPQOS sqos, LPQOS gqos, LPINT error);
int WSPAPI close_slot(SOCKET s, LPINT error);

// names.cpp
int WSPAPI own_name_slot(SOCKET s, sockaddr* name, LPINT length, LPINT error);
int WSPAPI peer_name_slot(SOCKET s, sockaddr* name, LPINT length, LPINT error);
INT WSPAPI to_text_slot(LPSOCKADDR name, DWORD length, LPWSAPROTOCOL_INFOW info, LPWSTR text,
                        LPDWORD text_length, LPINT error);
INT WSPAPI from_text_slot(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info, LPSOCKADDR name,
                          LPINT length, LPINT error);

// transfer.cpp
int WSPAPI send_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                     LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                     LPWSATHREADID thread, LPINT error);
int WSPAPI receive_slot(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                        LPWSATHREADID thread, LPINT error);

// ending.cpp
int WSPAPI send_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error);
int WSPAPI receive_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error);
int WSPAPI shutdown_slot(SOCKET s, int how, LPINT error);

// control.cpp
int WSPAPI select_slot(int count, fd_set* read, fd_set* write, fd_set* except,
                       const timeval* timeout, LPINT error);
int WSPAPI ioctl_slot(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                      LPDWORD returned, LPWSAOVERLAPPED overlapped,
                      LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                      LPINT error);
int WSPAPI get_option_slot(SOCKET s, int level, int name, char* value, LPINT length, LPINT error);
int WSPAPI set_option_slot(SOCKET s, int level, int name, const char* value, int length,
                           LPINT error);

} // namespace courier
