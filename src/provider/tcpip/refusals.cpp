// Room provider_tcpip: the calls that this provider does not have, each with its documented code.
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/hook.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

// The handle is judged first, as in every call.
int refuse(SOCKET s, LPINT lpErrno) noexcept {
    const SocketReference socket(s);
    return fail(lpErrno, socket ? WSAEOPNOTSUPP : WSAENOTSOCK);
}

} // namespace

int WSPAPI wspm_duplicate_socket(SOCKET, DWORD, LPWSAPROTOCOL_INFOW, LPINT lpErrno) {
    return fail(lpErrno, WSASYSCALLFAILURE);
}

SOCKET WSPAPI wspm_join_leaf(SOCKET, const struct sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS,
                             DWORD, LPINT lpErrno) {
    return fail_socket(lpErrno, WSASYSCALLFAILURE);
}

int WSPAPI wspm_disconnect(SOCKET, LPWSABUF, LPINT lpErrno) {
    return fail(lpErrno, WSASYSCALLFAILURE);
}

// From within a hook: its callback answers FALSE from now on, which ends the call (hook.hpp).
int WSPAPI WSPCancelBlockingCall(LPINT lpErrno) {
    return hook_runs() ? 0 : fail(lpErrno, WSAEINVAL);
}

BOOL WSPAPI WSPGetQOSByName(SOCKET s, LPWSABUF, LPQOS, LPINT lpErrno) {
    refuse(s, lpErrno);
    return FALSE;
}

} // namespace ws2::provider::tcpip
