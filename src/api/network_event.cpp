// Room api: being told of network events; quality of service.
#include "api/call.hpp"
#include "nt/event.hpp"
#include "user/window.hpp"

using namespace ws2::api;

extern "C" {

int WSAAPI WSAEventSelect(SOCKET s, WSAEVENT hEventObject, LONG lNetworkEvents) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p != nullptr && lNetworkEvents != 0 && !ws2::nt::Pinned<ws2::nt::Event>(hEventObject))
        return fail(SOCKET_ERROR, WSAEINVAL);
    return p == nullptr
               ? SOCKET_ERROR
               : jump(SOCKET_ERROR, p->table.lpWSPEventSelect, s, hEventObject, lNetworkEvents);
}

int WSAAPI WSAEnumNetworkEvents(SOCKET s, WSAEVENT hEventObject,
                                LPWSANETWORKEVENTS lpNetworkEvents) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR
                        : jump(SOCKET_ERROR, p->table.lpWSPEnumNetworkEvents, s, hEventObject,
                               lpNetworkEvents);
}

// Windows belong to this library, so it judges them; providers only post.
int WSAAPI WSAAsyncSelect(SOCKET s, HWND hWnd, u_int wMsg, LONG lEvent) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p != nullptr && lEvent != 0 && !ws2::user::is_window(hWnd))
        return fail(SOCKET_ERROR, WSAEINVAL);
    return p == nullptr ? SOCKET_ERROR
                        : jump(SOCKET_ERROR, p->table.lpWSPAsyncSelect, s, hWnd, wMsg, lEvent);
}

BOOL WSAAPI WSAGetQOSByName(SOCKET s, LPWSABUF lpQOSName, LPQOS lpQOS) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? FALSE : jump(FALSE, p->table.lpWSPGetQOSByName, s, lpQOSName, lpQOS);
}
}
