// Room api: sockets come, are shared, and go.
#include "api/socket.hpp"

#include "api/call.hpp"
#include "api/protocol_info.hpp"
#include "base/log.hpp"
#include "catalog/guid.hpp"
#include "catalog/match.hpp"

namespace ws2::api {
namespace {

using Found = base::Result<const catalog::Entry*>;

// With a protocol record no matching takes place: its id, and GUID, name the entry.
Found named_entry(const WSAPROTOCOL_INFOW& info) {
    const catalog::Entry* entry = dispatch::catalog_now().find(info.dwCatalogEntryId);
    if (entry == nullptr || !catalog::same_guid(entry->info.ProviderId, info.ProviderId))
        return Found::fail(WSAEINVAL);
    return Found::ok(entry);
}

SOCKET open_socket(int family, int type, int protocol, const WSAPROTOCOL_INFOW* info, GROUP group,
                   DWORD flags) {
    if (const int code = dispatch::refusal())
        return fail(INVALID_SOCKET, code);
    const catalog::Catalog& catalog = dispatch::catalog_now();
    const Found entry =
        info != nullptr ? named_entry(*info) : catalog::match(catalog, family, type, protocol);
    if (!entry)
        return fail(INVALID_SOCKET, entry.error);
    const auto provider = dispatch::start_provider(catalog, *entry.value);
    if (!provider)
        return fail(INVALID_SOCKET, provider.error);
    WSAPROTOCOL_INFOW passed = info != nullptr ? *info : entry.value->info;
    const dispatch::KeepBack keep_back((flags & WSA_FLAG_NO_HANDLE_INHERIT) != 0);
    const SOCKET s = jump(INVALID_SOCKET, provider.value->table.lpWSPSocket, family, type, protocol,
                          &passed, group, flags);
    return s == INVALID_SOCKET ? s : adopt(s, *provider.value, *entry.value);
}

constinit thread_local int open_type_of_thread = 0;

} // namespace

SOCKET adopt(SOCKET s, const dispatch::Provider& provider, const catalog::Entry& entry) noexcept {
    if (dispatch::provider_of(s) != nullptr)
        return s;
    if ((entry.info.dwServiceFlags1 & XP1_IFS_HANDLES) != 0 && dispatch::attach(s, provider, entry))
        return s;
    base::log(base::LogLevel::error, "{}: handed out a socket that it did not register",
              provider.path);
    int ignored = 0;
    dispatch::guarded(SOCKET_ERROR, provider.table.lpWSPCloseSocket, s, &ignored);
    return fail(INVALID_SOCKET, WSASYSCALLFAILURE);
}

int open_type() noexcept {
    return open_type_of_thread;
}
void set_open_type(int type) noexcept {
    open_type_of_thread = type;
}

} // namespace ws2::api

using namespace ws2::api;

extern "C" {

SOCKET WSAAPI socket(int af, int type, int protocol) {
    return open_socket(af, type, protocol, nullptr, 0, open_type() == 0 ? WSA_FLAG_OVERLAPPED : 0);
}

SOCKET WSAAPI WSASocketW(int af, int type, int protocol, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                         GROUP g, DWORD dwFlags) {
    return open_socket(af, type, protocol, lpProtocolInfo, g, dwFlags);
}

SOCKET WSAAPI WSASocketA(int af, int type, int protocol, LPWSAPROTOCOL_INFOA lpProtocolInfo,
                         GROUP g, DWORD dwFlags) {
    if (lpProtocolInfo == nullptr)
        return open_socket(af, type, protocol, nullptr, g, dwFlags);
    const WSAPROTOCOL_INFOW info = widen(*lpProtocolInfo);
    return open_socket(af, type, protocol, &info, g, dwFlags);
}

int WSAAPI WSADuplicateSocketW(SOCKET s, DWORD dwProcessId, LPWSAPROTOCOL_INFOW lpProtocolInfo) {
    const ws2::dispatch::Provider* p = serving(s);
    return p == nullptr
               ? SOCKET_ERROR
               : jump(SOCKET_ERROR, p->table.lpWSPDuplicateSocket, s, dwProcessId, lpProtocolInfo);
}

int WSAAPI WSADuplicateSocketA(SOCKET s, DWORD dwProcessId, LPWSAPROTOCOL_INFOA lpProtocolInfo) {
    WSAPROTOCOL_INFOW info{};
    const int result =
        WSADuplicateSocketW(s, dwProcessId, lpProtocolInfo != nullptr ? &info : nullptr);
    if (result == 0 && lpProtocolInfo != nullptr)
        *lpProtocolInfo = narrow(info);
    return result;
}

int WSAAPI closesocket(SOCKET s) {
    const ws2::dispatch::Provider* p = serving(s);
    if (p == nullptr)
        return SOCKET_ERROR;
    const auto generation = ws2::dispatch::generation_of(s);
    const int result = jump(SOCKET_ERROR, p->table.lpWSPCloseSocket, s);
    if (result == 0)
        ws2::dispatch::forget(s, generation);
    return result;
}
}
