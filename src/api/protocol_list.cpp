// Room api: the catalog as programs read it. WSA calls see the session's snapshot in its order; WSC
// calls need no WSAStartup and see the stored catalog as it is now.
#include "api/call.hpp"
#include "api/protocol_info.hpp"
#include "catalog/match.hpp"
#include "catalog/provider_path.hpp"
#include "catalog/store.hpp"

#include <limits>

using namespace ws2::api;

namespace {

using ws2::catalog::Catalog;
using ws2::catalog::Entry;

struct Count {
    int entries = SOCKET_ERROR;
    int error = 0;
};

// Copies what is wanted if all of it fits; `octets` is the room on entry, the need on WSAENOBUFS.
template<typename Info, typename Wanted, typename Convert>
Count list(const Catalog& catalog, Wanted wanted, Convert convert, Info* out, LPDWORD octets) {
    if (octets == nullptr)
        return {SOCKET_ERROR, WSAEFAULT};
    std::size_t count = 0;
    for (const Entry& entry : catalog.entries)
        count += wanted(entry) ? 1U : 0U;
    if (count * sizeof(Info) > *octets) {
        *octets = static_cast<DWORD>(count * sizeof(Info));
        return {SOCKET_ERROR, WSAENOBUFS};
    }
    if (out == nullptr && count != 0)
        return {SOCKET_ERROR, WSAEFAULT};
    for (const Entry& entry : catalog.entries)
        if (wanted(entry))
            *out++ = convert(entry.info);
    return {static_cast<int>(count), 0};
}

WSAPROTOCOL_INFOW as_it_is(const WSAPROTOCOL_INFOW& info) {
    return info;
}

// Layers alone and hidden entries are not for programs.
auto offered(const int* protocols) {
    return [protocols](const Entry& entry) {
        return !ws2::catalog::is_layer(entry) && (entry.info.dwProviderFlags & PFL_HIDDEN) == 0 &&
               ws2::catalog::listed(entry, protocols);
    };
}

template<typename Info, typename Convert>
int enumerate(const int* protocols, Info* out, LPDWORD octets, Convert convert) {
    if (const int code = ws2::dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    const Count count =
        list(ws2::dispatch::catalog_now(), offered(protocols), convert, out, octets);
    return count.error != 0 ? fail(SOCKET_ERROR, count.error) : count.entries;
}

int report(LPINT error, int code) {
    if (error != nullptr)
        *error = code;
    return SOCKET_ERROR;
}

} // namespace

extern "C" {

int WSAAPI WSAEnumProtocolsW(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                             LPDWORD lpdwBufferLength) {
    return enumerate(lpiProtocols, lpProtocolBuffer, lpdwBufferLength, as_it_is);
}

int WSAAPI WSAEnumProtocolsA(LPINT lpiProtocols, LPWSAPROTOCOL_INFOA lpProtocolBuffer,
                             LPDWORD lpdwBufferLength) {
    return enumerate(lpiProtocols, lpProtocolBuffer, lpdwBufferLength, narrow);
}

int WSPAPI WSCEnumProtocols(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                            LPDWORD lpdwBufferLength, LPINT lpErrno) {
    const auto catalog = ws2::catalog::load_catalog();
    if (!catalog)
        return report(lpErrno, catalog.error);
    const auto wanted = [=](const Entry& entry) {
        return ws2::catalog::listed(entry, lpiProtocols);
    };
    const Count count = list(*catalog.value, wanted, as_it_is, lpProtocolBuffer, lpdwBufferLength);
    return count.error != 0 ? report(lpErrno, count.error) : count.entries;
}

int WSPAPI WSCGetProviderPath(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                              LPINT lpProviderDllPathLen, LPINT lpErrno) {
    const auto catalog = ws2::catalog::load_catalog();
    if (!catalog)
        return report(lpErrno, catalog.error);
    const int code = ws2::catalog::copy_provider_path(*catalog.value, lpProviderId,
                                                      lpszProviderDllPath, lpProviderDllPathLen);
    return code == 0 ? 0 : report(lpErrno, code);
}
// There is one catalog, whatever the width of the asking program.
int WSPAPI WSCEnumProtocols32(LPINT lpiProtocols, LPWSAPROTOCOL_INFOW lpProtocolBuffer,
                              LPDWORD lpdwBufferLength, LPINT lpErrno) {
    return WSCEnumProtocols(lpiProtocols, lpProtocolBuffer, lpdwBufferLength, lpErrno);
}

int WSPAPI WSCGetProviderPath32(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                                LPINT lpProviderDllPathLen, LPINT lpErrno) {
    return WSCGetProviderPath(lpProviderId, lpszProviderDllPath, lpProviderDllPathLen, lpErrno);
}
}
