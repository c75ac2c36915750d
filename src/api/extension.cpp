// Room api: the extension functions as mswsock exports them. Each asks the socket's provider for
// its own (SIO_GET_EXTENSION_FUNCTION_POINTER) and calls that; a provider without it refuses, and
// its refusal is the answer.
#include "api/call.hpp"

#include <cstring>
#include <mswsock.h>

using namespace ws2::api;

namespace {

// Null, and the thread's error set, if the provider has none.
template<typename Function>
Function extension_of(SOCKET s, GUID id) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return nullptr;
    Function function = nullptr;
    DWORD octets = 0;
    const int result = jump(
        SOCKET_ERROR, p->table.lpWSPIoctl, s,
        static_cast<DWORD>(SIO_GET_EXTENSION_FUNCTION_POINTER), &id, static_cast<DWORD>(sizeof id),
        &function, static_cast<DWORD>(sizeof function), &octets, nullptr, nullptr, nullptr);
    if (result != 0)
        return nullptr;
    return function != nullptr ? function : fail(function, WSAEOPNOTSUPP);
}

} // namespace

extern "C" {

BOOL WINAPI AcceptEx(SOCKET sListenSocket, SOCKET sAcceptSocket, PVOID lpOutputBuffer,
                     DWORD dwReceiveDataLength, DWORD dwLocalAddressLength,
                     DWORD dwRemoteAddressLength, LPDWORD lpdwBytesReceived,
                     LPOVERLAPPED lpOverlapped) {
    const auto function = extension_of<LPFN_ACCEPTEX>(sListenSocket, WSAID_ACCEPTEX);
    return function == nullptr ? FALSE
                               : function(sListenSocket, sAcceptSocket, lpOutputBuffer,
                                          dwReceiveDataLength, dwLocalAddressLength,
                                          dwRemoteAddressLength, lpdwBytesReceived, lpOverlapped);
}

// The buffer knows nothing of its socket, so this is the layout of the providers in this library (a
// size in four octets, the address from the eighth on); others hand out a function of their own.
VOID WINAPI GetAcceptExSockaddrs(PVOID lpOutputBuffer, DWORD dwReceiveDataLength,
                                 DWORD dwLocalAddressLength, DWORD, struct sockaddr** LocalSockaddr,
                                 LPINT LocalSockaddrLength, struct sockaddr** RemoteSockaddr,
                                 LPINT RemoteSockaddrLength) {
    const auto read = [](char* area, struct sockaddr** name, LPINT length) {
        constexpr std::size_t address_at = 8;
        std::memcpy(length, area, sizeof *length);
        *name = reinterpret_cast<struct sockaddr*>(area + address_at);
    };
    char* const local = static_cast<char*>(lpOutputBuffer) + dwReceiveDataLength;
    read(local, LocalSockaddr, LocalSockaddrLength);
    read(local + dwLocalAddressLength, RemoteSockaddr, RemoteSockaddrLength);
}

BOOL WINAPI TransmitFile(SOCKET hSocket, HANDLE hFile, DWORD nNumberOfBytesToWrite,
                         DWORD nNumberOfBytesPerSend, LPOVERLAPPED lpOverlapped,
                         LPTRANSMIT_FILE_BUFFERS lpTransmitBuffers, DWORD dwReserved) {
    const auto function = extension_of<LPFN_TRANSMITFILE>(hSocket, WSAID_TRANSMITFILE);
    return function == nullptr
               ? FALSE
               : function(hSocket, hFile, nNumberOfBytesToWrite, nNumberOfBytesPerSend,
                          lpOverlapped, lpTransmitBuffers, dwReserved);
}

int WSAAPI WSASendMsg(SOCKET Handle, LPWSAMSG lpMsg, DWORD dwFlags, LPDWORD lpNumberOfBytesSent,
                      LPWSAOVERLAPPED lpOverlapped,
                      LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const auto function = extension_of<LPFN_WSASENDMSG>(Handle, WSAID_WSASENDMSG);
    return function == nullptr ? SOCKET_ERROR
                               : function(Handle, lpMsg, dwFlags, lpNumberOfBytesSent, lpOverlapped,
                                          lpCompletionRoutine);
}

// recv with its flags as an in-out argument: MSG_PARTIAL says that the message goes on.
int WINAPI WSARecvEx(SOCKET s, char* buf, int len, int* flags) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    if (flags == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    WSABUF buffer{static_cast<ULONG>(len), buf};
    DWORD received = 0;
    DWORD in_out_flags = static_cast<DWORD>(*flags);
    const int result = jump(SOCKET_ERROR, p->table.lpWSPRecv, s, &buffer, 1U, &received,
                            &in_out_flags, nullptr, nullptr, nullptr);
    *flags = static_cast<int>(in_out_flags);
    return result == 0 ? static_cast<int>(received) : SOCKET_ERROR;
}
}
