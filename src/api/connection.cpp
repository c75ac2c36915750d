// Room api: addresses, connections and their end.
#include "api/call.hpp"
#include "api/socket.hpp"

using namespace ws2::api;

namespace {

SOCKET accept_on(SOCKET s, sockaddr* address, LPINT length, LPCONDITIONPROC condition,
                 DWORD_PTR data) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return INVALID_SOCKET;
    const ws2::dispatch::KeepBack keep_back(ws2::dispatch::slot_of(s)->kept_back.load());
    const SOCKET accepted =
        jump(INVALID_SOCKET, p->table.lpWSPAccept, s, address, length, condition, data);
    return accepted == INVALID_SOCKET ? accepted : adopt(accepted, *p, *ws2::dispatch::entry_of(s));
}

} // namespace

extern "C" {

SOCKET WSAAPI accept(SOCKET s, struct sockaddr* addr, int* addrlen) {
    return accept_on(s, addr, addrlen, nullptr, 0);
}

SOCKET WSAAPI WSAAccept(SOCKET s, struct sockaddr* addr, LPINT addrlen,
                        LPCONDITIONPROC lpfnCondition, DWORD_PTR dwCallbackData) {
    return accept_on(s, addr, addrlen, lpfnCondition, dwCallbackData);
}

int WSAAPI bind(SOCKET s, const struct sockaddr* name, int namelen) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR : jump(SOCKET_ERROR, p->table.lpWSPBind, s, name, namelen);
}

int WSAAPI WSAConnect(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF lpCallerData,
                      LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR
                        : jump(SOCKET_ERROR, p->table.lpWSPConnect, s, name, namelen, lpCallerData,
                               lpCalleeData, lpSQOS, lpGQOS);
}

int WSAAPI connect(SOCKET s, const struct sockaddr* name, int namelen) {
    return WSAConnect(s, name, namelen, nullptr, nullptr, nullptr, nullptr);
}

int WSAAPI getpeername(SOCKET s, struct sockaddr* name, int* namelen) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR
                        : jump(SOCKET_ERROR, p->table.lpWSPGetPeerName, s, name, namelen);
}

int WSAAPI getsockname(SOCKET s, struct sockaddr* name, int* namelen) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR
                        : jump(SOCKET_ERROR, p->table.lpWSPGetSockName, s, name, namelen);
}

int WSAAPI listen(SOCKET s, int backlog) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR : jump(SOCKET_ERROR, p->table.lpWSPListen, s, backlog);
}

SOCKET WSAAPI WSAJoinLeaf(SOCKET s, const struct sockaddr* name, int namelen, LPWSABUF lpCallerData,
                          LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, DWORD dwFlags) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return INVALID_SOCKET;
    const SOCKET leaf = jump(INVALID_SOCKET, p->table.lpWSPJoinLeaf, s, name, namelen, lpCallerData,
                             lpCalleeData, lpSQOS, lpGQOS, dwFlags);
    return leaf == INVALID_SOCKET ? leaf : adopt(leaf, *p, *ws2::dispatch::entry_of(s));
}

int WSAAPI shutdown(SOCKET s, int how) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr ? SOCKET_ERROR : jump(SOCKET_ERROR, p->table.lpWSPShutdown, s, how);
}

// Whether there is such a thing as disconnect data is the provider's answer, never ours.
int WSAAPI WSASendDisconnect(SOCKET s, LPWSABUF lpOutboundDisconnectData) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr
               ? SOCKET_ERROR
               : jump(SOCKET_ERROR, p->table.lpWSPSendDisconnect, s, lpOutboundDisconnectData);
}

int WSAAPI WSARecvDisconnect(SOCKET s, LPWSABUF lpInboundDisconnectData) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr
               ? SOCKET_ERROR
               : jump(SOCKET_ERROR, p->table.lpWSPRecvDisconnect, s, lpInboundDisconnectData);
}
}
