// Suite conformance: one provider library in several variants: sound, or broken in one way.
#include <winsock2.h>
#include <ws2spi.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

#ifdef VARIANT_no_startup
EXPORT int not_a_provider() {
    return 0;
}
#else
namespace {

WSPUPCALLTABLE upcalls;
DWORD catalog_entry;

// A slot of any signature that fails; the error, its last argument, is left as it is.
template<class Slot>
struct Silence;
template<class Value, class... Arguments>
struct Silence<Value(WSPAPI*)(Arguments...)> {
    static Value WSPAPI answer(Arguments...) { return static_cast<Value>(-1); }
};
template<class Slot>
void fail_silently(Slot& slot) {
    slot = &Silence<Slot>::answer;
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
int WSPAPI say_goodbye(SOCKET, LPWSABUF, LPINT error) {
    *error = WSAENOTCONN;
    return SOCKET_ERROR;
}

void fill(WSPPROC_TABLE& table) {
    fail_silently(table.lpWSPAccept);
    fail_silently(table.lpWSPAddressToString);
    fail_silently(table.lpWSPAsyncSelect);
    fail_silently(table.lpWSPBind);
    fail_silently(table.lpWSPCancelBlockingCall);
    fail_silently(table.lpWSPConnect);
    fail_silently(table.lpWSPDuplicateSocket);
    fail_silently(table.lpWSPEnumNetworkEvents);
    fail_silently(table.lpWSPEventSelect);
    fail_silently(table.lpWSPGetOverlappedResult);
    fail_silently(table.lpWSPGetPeerName);
    fail_silently(table.lpWSPGetSockName);
    fail_silently(table.lpWSPGetSockOpt);
    fail_silently(table.lpWSPGetQOSByName);
    fail_silently(table.lpWSPIoctl);
    fail_silently(table.lpWSPJoinLeaf);
    fail_silently(table.lpWSPListen);
    fail_silently(table.lpWSPRecv);
    fail_silently(table.lpWSPRecvDisconnect);
    fail_silently(table.lpWSPRecvFrom);
    fail_silently(table.lpWSPSelect);
    fail_silently(table.lpWSPSend);
    fail_silently(table.lpWSPSendTo);
    fail_silently(table.lpWSPSetSockOpt);
    fail_silently(table.lpWSPShutdown);
    fail_silently(table.lpWSPStringToAddress);
    table.lpWSPSocket = open;
    table.lpWSPCloseSocket = close;
    table.lpWSPCleanup = cleanup;
    table.lpWSPSendDisconnect = say_goodbye;
}

} // namespace

EXPORT int WSPAPI WSPStartup(WORD, LPWSPDATA data, LPWSAPROTOCOL_INFOW info, WSPUPCALLTABLE table,
                             LPWSPPROC_TABLE slots) {
    upcalls = table;
    catalog_entry = info->dwCatalogEntryId;
    data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
    fill(*slots);
#if defined(VARIANT_null_slot)
    slots->lpWSPSendDisconnect = nullptr;
#elif defined(VARIANT_wrong_version)
    data->wVersion = MAKEWORD(1, 0);
#elif defined(VARIANT_refuses)
    return WSASYSNOTREADY;
#endif
    return 0;
}
#endif
