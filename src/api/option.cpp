// Room api: options and ioctls. Two options are Winsock's own: SO_OPENTYPE belongs to the thread,
// and SO_PROTOCOL_INFOA is SO_PROTOCOL_INFOW in the other character width.
#include "api/call.hpp"
#include "api/protocol_info.hpp"
#include "api/socket.hpp"

#include <cstring>
#include <mswsock.h>

using namespace ws2::api;

namespace {

int get_open_type(char* value, int* length) {
    if (value == nullptr || length == nullptr || *length < static_cast<int>(sizeof(int)))
        return fail(SOCKET_ERROR, WSAEFAULT);
    const int type = open_type();
    std::memcpy(value, &type, sizeof type);
    *length = sizeof type;
    return 0;
}

int set_open_type_from(const char* value, int length) {
    if (value == nullptr || length < static_cast<int>(sizeof(int)))
        return fail(SOCKET_ERROR, WSAEFAULT);
    int type = 0;
    std::memcpy(&type, value, sizeof type);
    set_open_type(type);
    return 0;
}

int get_narrow_info(const ws2::dispatch::Provider& p, SOCKET s, char* value, int* length) {
    if (value == nullptr || length == nullptr ||
        *length < static_cast<int>(sizeof(WSAPROTOCOL_INFOA)))
        return fail(SOCKET_ERROR, WSAEFAULT);
    WSAPROTOCOL_INFOW wide{};
    int wide_length = sizeof wide;
    const int result = jump(SOCKET_ERROR, p.table.lpWSPGetSockOpt, s, SOL_SOCKET, SO_PROTOCOL_INFOW,
                            reinterpret_cast<char*>(&wide), &wide_length);
    if (result != 0)
        return result;
    const WSAPROTOCOL_INFOA info = narrow(wide);
    std::memcpy(value, &info, sizeof info);
    *length = sizeof info;
    return 0;
}

} // namespace

extern "C" {

int WSAAPI getsockopt(SOCKET s, int level, int optname, char* optval, int* optlen) {
    if (level == SOL_SOCKET && optname == SO_OPENTYPE) {
        const int code = ws2::dispatch::refusal();
        return code != 0 ? fail(SOCKET_ERROR, code) : get_open_type(optval, optlen);
    }
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    if (level == SOL_SOCKET && optname == SO_PROTOCOL_INFOA)
        return get_narrow_info(*p, s, optval, optlen);
    return jump(SOCKET_ERROR, p->table.lpWSPGetSockOpt, s, level, optname, optval, optlen);
}

int WSAAPI setsockopt(SOCKET s, int level, int optname, const char* optval, int optlen) {
    if (level == SOL_SOCKET && optname == SO_OPENTYPE) {
        const int code = ws2::dispatch::refusal();
        return code != 0 ? fail(SOCKET_ERROR, code) : set_open_type_from(optval, optlen);
    }
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr
               ? SOCKET_ERROR
               : jump(SOCKET_ERROR, p->table.lpWSPSetSockOpt, s, level, optname, optval, optlen);
}

int WSAAPI WSAIoctl(SOCKET s, DWORD dwIoControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                    LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                    LPWSAOVERLAPPED lpOverlapped,
                    LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    CallingThread thread(lpOverlapped, lpCompletionRoutine);
    return jump(SOCKET_ERROR, p->table.lpWSPIoctl, s, dwIoControlCode, lpvInBuffer, cbInBuffer,
                lpvOutBuffer, cbOutBuffer, lpcbBytesReturned, lpOverlapped, lpCompletionRoutine,
                thread.get());
}

int WSAAPI ioctlsocket(SOCKET s, LONG cmd, u_long* argp) {
    DWORD returned = 0;
    return WSAIoctl(s, static_cast<DWORD>(cmd), argp, sizeof *argp, argp, sizeof *argp, &returned,
                    nullptr, nullptr);
}
}
