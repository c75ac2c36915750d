// Room provider_itot: the functions that SIO_GET_EXTENSION_FUNCTION_POINTER hands out.
#pragma once

#include "provider/itot/runtime.hpp"

#include "mswsock.h"

namespace ws2::provider::itot::slot {

// What an extension function returns: TRUE, or FALSE and the thread's error. `body` gives a code.
template<typename Body>
BOOL extension_answer(Body body) {
    int error = 0;
    if (answer(&error, body) == 0)
        return TRUE;
    WSASetLastError(error);
    return FALSE;
}

// The function for a GUID; WSAEINVAL for others.
int give_extension(const void* guid, DWORD guid_size, void* out, DWORD out_size, LPDWORD returned);

// slot_connect.cpp
BOOL PASCAL connect_ex(SOCKET, const sockaddr*, int, PVOID, DWORD, LPDWORD, LPOVERLAPPED);
// slot_accept_ex.cpp
BOOL PASCAL accept_ex(SOCKET, SOCKET, PVOID, DWORD, DWORD, DWORD, LPDWORD, LPOVERLAPPED);
VOID PASCAL get_accept_ex_sockaddrs(PVOID, DWORD, DWORD, DWORD, sockaddr**, LPINT, sockaddr**,
                                    LPINT);
// slot_transmit.cpp
BOOL PASCAL transmit_file(SOCKET, HANDLE, DWORD, DWORD, LPOVERLAPPED, LPTRANSMIT_FILE_BUFFERS,
                          DWORD);
// slot_extension.cpp
BOOL PASCAL disconnect_ex(SOCKET, LPOVERLAPPED, DWORD, DWORD);

} // namespace ws2::provider::itot::slot
