// Room provider_itot: the entries that this provider does not serve, each with the code that says
// so.
#include "provider/itot/slots.hpp"
#include "provider/itot/waiter.hpp"

namespace ws2::provider::itot::slot {
namespace {

int refuse(LPINT error, int code) {
    *error = code;
    return SOCKET_ERROR;
}

} // namespace

// From within a hook: its callback answers FALSE from now on, which ends the call (waiter.hpp).
int WSPAPI cancel_blocking_call(LPINT error) {
    return hook_runs() ? 0 : refuse(error, WSAEINVAL);
}

// A connection's state lives in its process.
int WSPAPI duplicate_socket(SOCKET, DWORD, LPWSAPROTOCOL_INFOW, LPINT error) {
    return refuse(error, WSAEOPNOTSUPP);
}

BOOL WSPAPI get_qos_by_name(SOCKET, LPWSABUF, LPQOS, LPINT error) {
    return refuse(error, WSAEOPNOTSUPP), FALSE;
}

SOCKET WSPAPI join_leaf(SOCKET, const sockaddr*, int, LPWSABUF, LPWSABUF, LPQOS, LPQOS, DWORD,
                        LPINT error) {
    return refuse(error, WSAEOPNOTSUPP), INVALID_SOCKET;
}

} // namespace ws2::provider::itot::slot
