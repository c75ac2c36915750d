// Room api: what installers cannot do yet. They get WSANO_RECOVERY, the code that their pages give
// when the catalog could not be opened or written.
#include "api/not_supported.hpp"

#include <sporder.h>

using namespace ws2::api;

extern "C" {

// The WriteOrder calls return their code.
int WSPAPI WSCWriteNameSpaceOrder(LPGUID, DWORD) {
    return WSANO_RECOVERY;
}
int WSPAPI WSCWriteNameSpaceOrder32(LPGUID, DWORD) {
    return WSANO_RECOVERY;
}

INT WSPAPI WSCInstallNameSpace(LPWSTR, LPWSTR, DWORD, DWORD, LPGUID) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}

INT WSPAPI WSCInstallNameSpace32(LPWSTR, LPWSTR, DWORD, DWORD, LPGUID) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}

INT WSPAPI WSCInstallNameSpaceEx(LPWSTR, LPWSTR, DWORD, DWORD, LPGUID, LPBLOB) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}

INT WSPAPI WSCInstallNameSpaceEx32(LPWSTR, LPWSTR, DWORD, DWORD, LPGUID, LPBLOB) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}

INT WSPAPI WSCUnInstallNameSpace(LPGUID) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}
INT WSPAPI WSCUnInstallNameSpace32(LPGUID) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}
INT WSPAPI WSCEnableNSProvider(LPGUID, BOOL) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}
INT WSPAPI WSCEnableNSProvider32(LPGUID, BOOL) {
    return fail(SOCKET_ERROR, WSANO_RECOVERY);
}

INT WSPAPI WSCEnumNameSpaceProviders32(LPDWORD, LPWSANAMESPACE_INFOW) {
    return not_supported();
}
INT WSPAPI WSCEnumNameSpaceProvidersEx32(LPDWORD, LPWSANAMESPACE_INFOEXW) {
    return not_supported();
}

int WSPAPI WSCInstallQOSTemplate(const LPGUID, LPWSABUF, LPQOS) {
    return not_supported();
}
int WSPAPI WSCRemoveQOSTemplate(const LPGUID, LPWSABUF) {
    return not_supported();
}
}
