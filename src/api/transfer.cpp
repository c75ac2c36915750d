// Room api: octets in and out. The calls of 1.1 are those of 2 with one buffer.
#include "api/call.hpp"
#include "api/skip_on_success.hpp"

using namespace ws2::api;

namespace {

// Windows takes the length as it comes; a negative one becomes too long and the provider's to
// refuse.
WSABUF buffer_of(const char* octets, int length) {
    return {static_cast<ULONG>(length), const_cast<char*>(octets)};
}

} // namespace

extern "C" {

[[gnu::hot]] int WSAAPI send(SOCKET s, const char* buf, int len, int flags) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    WSABUF buffer = buffer_of(buf, len);
    DWORD sent = 0;
    const int result = jump(SOCKET_ERROR, p->table.lpWSPSend, s, &buffer, 1U, &sent,
                            static_cast<DWORD>(flags), nullptr, nullptr, nullptr);
    return result == 0 ? static_cast<int>(sent) : SOCKET_ERROR;
}

int WSAAPI sendto(SOCKET s, const char* buf, int len, int flags, const struct sockaddr* to,
                  int tolen) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    WSABUF buffer = buffer_of(buf, len);
    DWORD sent = 0;
    const int result = jump(SOCKET_ERROR, p->table.lpWSPSendTo, s, &buffer, 1U, &sent,
                            static_cast<DWORD>(flags), to, tolen, nullptr, nullptr, nullptr);
    return result == 0 ? static_cast<int>(sent) : SOCKET_ERROR;
}

[[gnu::hot]] int WSAAPI recv(SOCKET s, char* buf, int len, int flags) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    WSABUF buffer = buffer_of(buf, len);
    DWORD received = 0;
    DWORD in_out_flags = static_cast<DWORD>(flags);
    const int result = jump(SOCKET_ERROR, p->table.lpWSPRecv, s, &buffer, 1U, &received,
                            &in_out_flags, nullptr, nullptr, nullptr);
    return result == 0 ? static_cast<int>(received) : SOCKET_ERROR;
}

int WSAAPI recvfrom(SOCKET s, char* buf, int len, int flags, struct sockaddr* from, int* fromlen) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    WSABUF buffer = buffer_of(buf, len);
    DWORD received = 0;
    DWORD in_out_flags = static_cast<DWORD>(flags);
    const int result = jump(SOCKET_ERROR, p->table.lpWSPRecvFrom, s, &buffer, 1U, &received,
                            &in_out_flags, from, fromlen, nullptr, nullptr, nullptr);
    return result == 0 ? static_cast<int>(received) : SOCKET_ERROR;
}

[[gnu::hot]] int WSAAPI WSASend(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                LPDWORD lpNumberOfBytesSent, DWORD dwFlags,
                                LPWSAOVERLAPPED lpOverlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    CallingThread thread(lpOverlapped, lpCompletionRoutine);
    SkipOnSuccess skip(s, lpOverlapped);
    return skip.end(jump(SOCKET_ERROR, p->table.lpWSPSend, s, lpBuffers, dwBufferCount,
                         lpNumberOfBytesSent, dwFlags, lpOverlapped, lpCompletionRoutine,
                         thread.get()));
}

int WSAAPI WSASendTo(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent,
                     DWORD dwFlags, const struct sockaddr* lpTo, int iToLen,
                     LPWSAOVERLAPPED lpOverlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    CallingThread thread(lpOverlapped, lpCompletionRoutine);
    SkipOnSuccess skip(s, lpOverlapped);
    return skip.end(jump(SOCKET_ERROR, p->table.lpWSPSendTo, s, lpBuffers, dwBufferCount,
                         lpNumberOfBytesSent, dwFlags, lpTo, iToLen, lpOverlapped,
                         lpCompletionRoutine, thread.get()));
}

[[gnu::hot]] int WSAAPI WSARecv(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                                LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags,
                                LPWSAOVERLAPPED lpOverlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    CallingThread thread(lpOverlapped, lpCompletionRoutine);
    SkipOnSuccess skip(s, lpOverlapped);
    return skip.end(jump(SOCKET_ERROR, p->table.lpWSPRecv, s, lpBuffers, dwBufferCount,
                         lpNumberOfBytesRecvd, lpFlags, lpOverlapped, lpCompletionRoutine,
                         thread.get()));
}

int WSAAPI WSARecvFrom(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                       LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags, struct sockaddr* lpFrom,
                       LPINT lpFromlen, LPWSAOVERLAPPED lpOverlapped,
                       LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    CallingThread thread(lpOverlapped, lpCompletionRoutine);
    SkipOnSuccess skip(s, lpOverlapped);
    return skip.end(jump(SOCKET_ERROR, p->table.lpWSPRecvFrom, s, lpBuffers, dwBufferCount,
                         lpNumberOfBytesRecvd, lpFlags, lpFrom, lpFromlen, lpOverlapped,
                         lpCompletionRoutine, thread.get()));
}

BOOL WSAAPI WSAGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED lpOverlapped, LPDWORD lpcbTransfer,
                                   BOOL fWait, LPDWORD lpdwFlags) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? FALSE
                        : jump(FALSE, p->table.lpWSPGetOverlappedResult, s, lpOverlapped,
                               lpcbTransfer, fWait, lpdwFlags);
}
}
