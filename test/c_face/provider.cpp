// test/c_face: a provider's source as its author writes it: every entry of its own, in the table.
#include <sporder.h>
#include <ws2spi.h>

static_assert(sizeof(WSPPROC_TABLE) == 30 * sizeof(void*));
static_assert(sizeof(WSPUPCALLTABLE) == 15 * sizeof(void*));

namespace {

WSPUPCALLTABLE upcalls;

int WSPAPI WSPSendDisconnect(SOCKET, LPWSABUF, LPINT lpErrno) {
    *lpErrno = WSASYSCALLFAILURE;
    return SOCKET_ERROR;
}

int WSPAPI WSPSelect(int, fd_set*, fd_set*, fd_set*, const struct timeval*, LPINT lpErrno) {
    *lpErrno = WSAEOPNOTSUPP;
    return SOCKET_ERROR;
}

int WSPAPI WSPCleanup(LPINT) {
    return 0;
}

} // namespace

int WSPAPI WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData, LPWSAPROTOCOL_INFOW,
                      WSPUPCALLTABLE UpcallTable, LPWSPPROC_TABLE lpProcTable) {
    upcalls = UpcallTable;
    lpWSPData->wVersion = wVersionRequested;
    lpProcTable->lpWSPSendDisconnect = WSPSendDisconnect;
    lpProcTable->lpWSPSelect = WSPSelect;
    lpProcTable->lpWSPCleanup = WSPCleanup;
    return upcalls.lpWPUCreateSocketHandle == nullptr ? WSAEINVALIDPROCTABLE : 0;
}
