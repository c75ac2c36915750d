// Benchmarks: a transport provider whose slots do nothing, so that what is measured around them is
// the library alone. Its handles come from WPUCreateSocketHandle.
#include <cstddef>
#include <winsock2.h>
#include <ws2spi.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

WSPUPCALLTABLE upcalls;
DWORD catalog_entry;

// A slot of any signature that answers `Value` and, where the last argument is an error, 10045.
template<class Slot>
struct Refusal;
template<class Value, class... Arguments>
struct Refusal<Value(WSPAPI*)(Arguments...)> {
    static Value WSPAPI answer(Arguments... arguments) {
        ((void)store(arguments), ...);
        return static_cast<Value>(-1);
    }
    template<class Argument>
    static void store(Argument) {}
    static void store(LPINT error) {
        if (error != nullptr)
            *error = WSAEOPNOTSUPP;
    }
};

template<class Slot>
void refuse(Slot& slot) {
    slot = &Refusal<Slot>::answer;
}

SOCKET WSPAPI open(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD, LPINT error) {
    return upcalls.lpWPUCreateSocketHandle(catalog_entry, 0, error);
}

int WSPAPI close(SOCKET s, LPINT error) {
    return upcalls.lpWPUCloseSocketHandle(s, error);
}

int WSPAPI cleanup(LPINT) {
    return 0;
}

void fill(WSPPROC_TABLE& table) {
    refuse(table.lpWSPAccept);
    refuse(table.lpWSPAddressToString);
    refuse(table.lpWSPAsyncSelect);
    refuse(table.lpWSPBind);
    refuse(table.lpWSPCancelBlockingCall);
    refuse(table.lpWSPConnect);
    refuse(table.lpWSPDuplicateSocket);
    refuse(table.lpWSPEnumNetworkEvents);
    refuse(table.lpWSPEventSelect);
    refuse(table.lpWSPGetOverlappedResult);
    refuse(table.lpWSPGetPeerName);
    refuse(table.lpWSPGetSockName);
    refuse(table.lpWSPGetSockOpt);
    refuse(table.lpWSPGetQOSByName);
    refuse(table.lpWSPIoctl);
    refuse(table.lpWSPJoinLeaf);
    refuse(table.lpWSPListen);
    refuse(table.lpWSPRecv);
    refuse(table.lpWSPRecvDisconnect);
    refuse(table.lpWSPRecvFrom);
    refuse(table.lpWSPSelect);
    refuse(table.lpWSPSendTo);
    refuse(table.lpWSPSetSockOpt);
    refuse(table.lpWSPShutdown);
    refuse(table.lpWSPStringToAddress);
}

} // namespace

EXPORT int WSPAPI trivial_send_disconnect(SOCKET, LPWSABUF, LPINT) {
    return 0;
}

EXPORT int WSPAPI trivial_send(SOCKET, LPWSABUF, DWORD, LPDWORD count, DWORD, LPWSAOVERLAPPED,
                               LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT) {
    *count = 1;
    return 0;
}

EXPORT int WSPAPI WSPStartup(WORD, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table,
                             LPWSPPROC_TABLE slots) {
    upcalls = table;
    catalog_entry = info->dwCatalogEntryId;
    data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
    fill(*slots);
    slots->lpWSPSocket = open;
    slots->lpWSPCloseSocket = close;
    slots->lpWSPCleanup = cleanup;
    slots->lpWSPSend = trivial_send;
    slots->lpWSPSendDisconnect = trivial_send_disconnect;
    return 0;
}
