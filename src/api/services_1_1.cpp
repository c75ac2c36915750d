// Room api: services by the calls of 1.1 (nspapi.h), which are the newer ones by other names.
#include "api/lookup_service.hpp"
#include "api/service_class.hpp"
#include "base/text_as.hpp"
#include "catalog/guid.hpp"
#include "catalog/store.hpp"
#include "names/packed_query.hpp"
#include "names/records.hpp"

#include <algorithm>
#include <cstring>
#include <nspapi.h>
#include <svcguid.h>
#include <winerror.h>

namespace ws2::api {
namespace {

// A class of the catalog, or the port of a service that the host knows.
int type_by_name(const std::u16string& name, GUID& out) {
    const auto catalog = catalog::load_catalog();
    if (catalog)
        for (const catalog::ServiceClass& each : catalog.value->service_classes)
            if (each.name == name) {
                out = each.id;
                return 0;
            }
    int error = 0;
    const servent* service = names::service_by_name(base::to_utf8(name).c_str(), nullptr, error);
    if (service == nullptr)
        return ERROR_SERVICE_DOES_NOT_EXIST;
    const u_short port = ntohs(static_cast<u_short>(service->s_port));
    if (std::strcmp(service->s_proto, "udp") == 0)
        SET_UDP_SVCID(&out, port)
    else
        SET_TCP_SVCID(&out, port)
    return 0;
}

int name_by_type(const GUID& id, std::u16string& out) {
    KnownClass known(id);
    if (known.get() != nullptr) {
        out = known.get()->lpszServiceClassName;
        return 0;
    }
    if (!IS_SVCID_TCP(&id) && !IS_SVCID_UDP(&id))
        return ERROR_SERVICE_DOES_NOT_EXIST;
    int error = 0;
    const servent* service = names::service_by_port(htons(PORT_FROM_SVCID_TCP(&id)),
                                                    IS_SVCID_TCP(&id) ? "tcp" : "udp", error);
    if (service == nullptr)
        return ERROR_SERVICE_DOES_NOT_EXIST;
    out = base::to_utf16(service->s_name);
    return 0;
}

template<typename Unit>
int name_of_type(GUID* id, Unit* out, DWORD octets) {
    if (id == nullptr || out == nullptr)
        return ERROR_INVALID_PARAMETER;
    std::u16string name;
    if (const int code = name_by_type(*id, name))
        return code;
    const auto text = base::text_as<Unit>(name);
    if ((text.size() + 1) * sizeof(Unit) > octets)
        return ERROR_INSUFFICIENT_BUFFER;
    std::copy_n(text.c_str(), text.size() + 1, out);
    return 0;
}

struct Wanted {
    DWORD name_space;
    GUID* type;
    WCHAR* name;
    const int* protocols;
    DWORD resolution;
};

// All addresses of all results, packed into one buffer: their count, or SOCKET_ERROR.
int addresses_by_name(const Wanted& wanted, void* buffer, LPDWORD octets) {
    if (wanted.type == nullptr || octets == nullptr ||
        (wanted.name == nullptr && (wanted.resolution & RES_SERVICE) == 0))
        return fail(SOCKET_ERROR, ERROR_INVALID_PARAMETER);
    std::vector<AFPROTOCOLS> protocols;
    for (const int* each = wanted.protocols; each != nullptr && *each != 0; ++each)
        for (const int family : {AF_INET, AF_INET6})
            protocols.push_back({family, *each});
    WSAQUERYSETW query{};
    query.dwSize = sizeof query;
    query.lpServiceClassId = wanted.type;
    query.lpszServiceInstanceName = wanted.name;
    query.dwNameSpace = wanted.name_space;
    query.dwNumberOfProtocols = static_cast<DWORD>(protocols.size());
    query.lpafpProtocols = protocols.empty() ? nullptr : protocols.data();
    const auto lookup = nt::Ref<Lookup>::adopt(new Lookup);
    if (const int code = lookup->begin(query, LUP_RETURN_ADDR))
        return fail(SOCKET_ERROR, code);
    names::Storage result;
    if (const int code = lookup->next(0, result))
        return fail(SOCKET_ERROR, code == WSA_E_NO_MORE ? WSASERVICE_NOT_FOUND : code);
    const auto& found = *reinterpret_cast<const WSAQUERYSETW*>(result.data());
    const std::size_t count = found.dwNumberOfCsAddrs;
    std::size_t need = count * sizeof(CSADDR_INFO);
    for (std::size_t i = 0; i < count; ++i)
        need += static_cast<std::size_t>(found.lpcsaBuffer[i].LocalAddr.iSockaddrLength +
                                         found.lpcsaBuffer[i].RemoteAddr.iSockaddrLength);
    if (buffer == nullptr || *octets < need) {
        *octets = static_cast<DWORD>(need);
        return fail(SOCKET_ERROR, ERROR_INSUFFICIENT_BUFFER);
    }
    auto* out = static_cast<CSADDR_INFO*>(buffer);
    char* end = reinterpret_cast<char*>(out + count);
    const auto moved = [&end](SOCKET_ADDRESS address) {
        std::memcpy(end, address.lpSockaddr, static_cast<std::size_t>(address.iSockaddrLength));
        address.lpSockaddr = reinterpret_cast<sockaddr*>(end);
        end += address.iSockaddrLength;
        return address;
    };
    for (std::size_t i = 0; i < count; ++i) {
        out[i] = found.lpcsaBuffer[i];
        out[i].LocalAddr = moved(out[i].LocalAddr);
        out[i].RemoteAddr = moved(out[i].RemoteAddr);
    }
    return static_cast<int>(count);
}

template<typename Call>
int guarded_count(Call call) noexcept {
    if (const int code = dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    try {
        return call();
    } catch (...) {
        return fail(SOCKET_ERROR, ERROR_NOT_ENOUGH_MEMORY);
    }
}

// The newer form of what a service tells of itself. `use` gets it; 0 or a code.
template<typename Info, typename Use>
int with_service(DWORD name_space, DWORD operation, Info* info, Use use) {
    if (info == nullptr || info->lpServiceType == nullptr)
        return ERROR_INVALID_PARAMETER;
    if (operation != SERVICE_REGISTER && operation != SERVICE_DEREGISTER)
        return ERROR_NOT_SUPPORTED;
    std::vector<CSADDR_INFO> addresses;
    for (DWORD i = 0;
         info->lpServiceAddress != nullptr && i < info->lpServiceAddress->dwAddressCount; ++i) {
        const SERVICE_ADDRESS& each = info->lpServiceAddress->Addresses[i];
        CSADDR_INFO made{};
        made.LocalAddr = made.RemoteAddr = {reinterpret_cast<sockaddr*>(each.lpAddress),
                                            static_cast<INT>(each.dwAddressLength)};
        addresses.push_back(made);
    }
    using Set = std::conditional_t<std::is_same_v<Info, SERVICE_INFOW>, WSAQUERYSETW, WSAQUERYSETA>;
    WSAVERSION version{info->dwVersion, COMP_EQUAL};
    Set set{};
    set.dwSize = sizeof set;
    set.lpszServiceInstanceName = info->lpServiceName;
    set.lpServiceClassId = info->lpServiceType;
    set.lpVersion = &version;
    set.lpszComment = info->lpComment;
    set.dwNameSpace = name_space;
    set.dwNumberOfCsAddrs = static_cast<DWORD>(addresses.size());
    set.lpcsaBuffer = addresses.empty() ? nullptr : addresses.data();
    set.lpBlob = info->ServiceSpecificInfo.cbSize == 0 ? nullptr : &info->ServiceSpecificInfo;
    return use(&set, operation == SERVICE_REGISTER ? RNRSERVICE_REGISTER : RNRSERVICE_DELETE);
}

} // namespace
} // namespace ws2::api

using namespace ws2;
using namespace ws2::api;

extern "C" {

INT WINAPI GetTypeByNameW(LPWSTR lpServiceName, LPGUID lpServiceType) {
    return guarded_call([&] {
        return lpServiceName == nullptr || lpServiceType == nullptr
                   ? ERROR_INVALID_PARAMETER
                   : type_by_name(lpServiceName, *lpServiceType);
    });
}

INT WINAPI GetTypeByNameA(LPSTR lpServiceName, LPGUID lpServiceType) {
    return guarded_call([&] {
        return lpServiceName == nullptr || lpServiceType == nullptr
                   ? ERROR_INVALID_PARAMETER
                   : type_by_name(base::to_utf16(lpServiceName), *lpServiceType);
    });
}

INT WINAPI GetNameByTypeW(LPGUID lpServiceType, LPWSTR lpServiceName, DWORD dwNameLength) {
    return guarded_call([&] { return name_of_type(lpServiceType, lpServiceName, dwNameLength); });
}

INT WINAPI GetNameByTypeA(LPGUID lpServiceType, LPSTR lpServiceName, DWORD dwNameLength) {
    return guarded_call([&] { return name_of_type(lpServiceType, lpServiceName, dwNameLength); });
}

// Aliases are not told apart here: none are given.
INT WINAPI GetAddressByNameW(DWORD dwNameSpace, LPGUID lpServiceType, LPWSTR lpServiceName,
                             LPINT lpiProtocols, DWORD dwResolution, LPSERVICE_ASYNC_INFO,
                             LPVOID lpCsaddrBuffer, LPDWORD lpdwBufferLength, LPWSTR lpAliasBuffer,
                             LPDWORD lpdwAliasBufferLength) {
    return guarded_count([&] {
        if (lpAliasBuffer != nullptr && lpdwAliasBufferLength != nullptr &&
            *lpdwAliasBufferLength >= sizeof(WCHAR))
            *lpAliasBuffer = u'\0';
        return addresses_by_name(
            {dwNameSpace, lpServiceType, lpServiceName, lpiProtocols, dwResolution}, lpCsaddrBuffer,
            lpdwBufferLength);
    });
}

INT WINAPI GetAddressByNameA(DWORD dwNameSpace, LPGUID lpServiceType, LPSTR lpServiceName,
                             LPINT lpiProtocols, DWORD dwResolution, LPSERVICE_ASYNC_INFO,
                             LPVOID lpCsaddrBuffer, LPDWORD lpdwBufferLength, LPSTR lpAliasBuffer,
                             LPDWORD lpdwAliasBufferLength) {
    return guarded_count([&] {
        if (lpAliasBuffer != nullptr && lpdwAliasBufferLength != nullptr &&
            *lpdwAliasBufferLength != 0)
            *lpAliasBuffer = '\0';
        std::u16string name;
        if (lpServiceName != nullptr)
            name = base::to_utf16(lpServiceName);
        return addresses_by_name({dwNameSpace, lpServiceType,
                                  lpServiceName == nullptr ? nullptr : name.data(), lpiProtocols,
                                  dwResolution},
                                 lpCsaddrBuffer, lpdwBufferLength);
    });
}

INT WINAPI SetServiceW(DWORD dwNameSpace, DWORD dwOperation, DWORD, LPSERVICE_INFOW lpServiceInfo,
                       LPSERVICE_ASYNC_INFO, LPDWORD lpdwStatusFlags) {
    if (lpdwStatusFlags != nullptr)
        *lpdwStatusFlags = 0;
    return guarded_call([&] {
        return with_service(dwNameSpace, dwOperation, lpServiceInfo, [](auto* set, auto operation) {
            return WSASetServiceW(set, operation, 0) == 0 ? 0 : nt::last_error();
        });
    });
}

INT WINAPI SetServiceA(DWORD dwNameSpace, DWORD dwOperation, DWORD, LPSERVICE_INFOA lpServiceInfo,
                       LPSERVICE_ASYNC_INFO, LPDWORD lpdwStatusFlags) {
    if (lpdwStatusFlags != nullptr)
        *lpdwStatusFlags = 0;
    return guarded_call([&] {
        return with_service(dwNameSpace, dwOperation, lpServiceInfo, [](auto* set, auto operation) {
            return WSASetServiceA(set, operation, 0) == 0 ? 0 : nt::last_error();
        });
    });
}
}
