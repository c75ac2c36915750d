// Room api: the blocking hooks of 1.1, which programs of version 2 have not.
#include "dispatch/blocking.hpp"
#include "api/call.hpp"

using namespace ws2::api;

namespace {

// These may be called from within a hook, where all other calls are refused.
int refusal_1_1() {
    if ((ws2::dispatch::gate.load() & ws2::dispatch::gate_open) == 0)
        return WSANOTINITIALISED;
    return ws2::dispatch::has_client_1_1() ? 0 : WSAEOPNOTSUPP;
}

} // namespace

extern "C" {

BOOL WSAAPI WSAIsBlocking(void) {
    return ws2::dispatch::hook_runs_in_this_thread() ? TRUE : FALSE;
}

FARPROC WSAAPI WSASetBlockingHook(FARPROC lpBlockFunc) {
    if (const int code = refusal_1_1())
        return fail<FARPROC>(nullptr, code);
    if (lpBlockFunc == nullptr)
        return fail<FARPROC>(nullptr, WSAEFAULT);
    return ws2::dispatch::set_blocking_hook(lpBlockFunc);
}

int WSAAPI WSAUnhookBlockingHook(void) {
    if (const int code = refusal_1_1())
        return fail(SOCKET_ERROR, code);
    ws2::dispatch::set_blocking_hook(nullptr);
    return 0;
}

int WSAAPI WSACancelBlockingCall(void) {
    if (const int code = refusal_1_1())
        return fail(SOCKET_ERROR, code);
    return outcome(ws2::dispatch::cancel_blocking_call());
}
}
