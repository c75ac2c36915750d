// A provider whose calls do nothing: what a benchmark of the way to it needs.
#include <ws2spi.h>

namespace {

WSPUPCALLTABLE upcalls;

SOCKET WSPAPI open_socket(int, int, int, LPWSAPROTOCOL_INFOW info, GROUP, DWORD, LPINT error) {
    return upcalls.lpWPUCreateSocketHandle(info->dwCatalogEntryId, 0, error);
}

int WSPAPI close_socket(SOCKET s, LPINT error) {
    return upcalls.lpWPUCloseSocketHandle(s, error);
}

int WSPAPI send_nothing(SOCKET, LPWSABUF buffer, DWORD, LPDWORD sent, DWORD, LPWSAOVERLAPPED,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT) {
    *sent = buffer->len;
    return 0;
}

int WSPAPI clean_up(LPINT) {
    return 0;
}

// Stands in every other slot; a benchmark calls none of them.
int refuse() {
    return SOCKET_ERROR;
}

} // namespace

extern "C" __attribute__((visibility("default"))) int WSPAPI WSPStartup(WORD requested,
                                                                        LPWSPDATA data,
                                                                        LPWSAPROTOCOL_INFOW,
                                                                        WSPUPCALLTABLE table,
                                                                        LPWSPPROC_TABLE out) {
    upcalls = table;
    data->wVersion = data->wHighVersion = requested;
    auto* slots = reinterpret_cast<int (**)()>(out);
    for (unsigned i = 0; i < sizeof *out / sizeof *slots; ++i)
        slots[i] = refuse;
    out->lpWSPSocket = open_socket;
    out->lpWSPCloseSocket = close_socket;
    out->lpWSPSend = send_nothing;
    out->lpWSPCleanup = clean_up;
    return 0;
}
