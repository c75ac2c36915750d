// Room api: the name-space providers of the catalog, as programs and installers read them.
#include "api/lookup_service.hpp"
#include "base/text_as.hpp"
#include "catalog/store.hpp"

#include <cstring>
#include <type_traits>

namespace ws2::api {
namespace {

using List = std::vector<catalog::NameSpace>;

template<typename Info>
constexpr bool has_blob =
    std::is_same_v<Info, WSANAMESPACE_INFOEXA> || std::is_same_v<Info, WSANAMESPACE_INFOEXW>;

// An array of records, then what they point to. The count, or SOCKET_ERROR and WSAEFAULT with the
// need in `octets`.
template<typename Info>
int give(const List& list, LPDWORD octets, Info* out) {
    using Unit = std::remove_pointer_t<decltype(Info::lpszIdentifier)>;
    if (octets == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    std::vector<std::basic_string<std::remove_const_t<Unit>>> names;
    std::size_t need = list.size() * sizeof(Info);
    for (const catalog::NameSpace& each : list) {
        names.push_back(base::text_as<std::remove_const_t<Unit>>(each.name));
        need += (names.back().size() + 1) * sizeof(Unit);
        if constexpr (has_blob<Info>)
            need += each.blob.size();
    }
    if (out == nullptr || *octets < need) {
        *octets = static_cast<DWORD>(need);
        return fail(SOCKET_ERROR, WSAEFAULT);
    }
    char* end = reinterpret_cast<char*>(out + list.size());
    const auto put = [&end](const void* from, std::size_t size) {
        std::memcpy(end, from, size);
        end += size;
        return end - size;
    };
    for (std::size_t i = 0; i < list.size(); ++i) { // texts first: they are aligned
        Info& info = out[i];
        info = {};
        info.NSProviderId = list[i].provider;
        info.dwNameSpace = list[i].name_space;
        info.fActive = list[i].active ? TRUE : FALSE;
        info.dwVersion = list[i].version;
        info.lpszIdentifier =
            reinterpret_cast<Unit*>(put(names[i].c_str(), (names[i].size() + 1) * sizeof(Unit)));
    }
    if constexpr (has_blob<Info>)
        for (std::size_t i = 0; i < list.size(); ++i)
            if (!list[i].blob.empty())
                out[i].ProviderSpecific = {
                    static_cast<ULONG>(list[i].blob.size()),
                    reinterpret_cast<BYTE*>(put(list[i].blob.data(), list[i].blob.size()))};
    return static_cast<int>(list.size());
}

// What programs see: the session's snapshot.
template<typename Info>
int enumerate(LPDWORD octets, Info* out) noexcept {
    if (const int code = dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    try {
        return give(dispatch::catalog_now().name_spaces, octets, out);
    } catch (...) {
        return fail(SOCKET_ERROR, WSA_NOT_ENOUGH_MEMORY);
    }
}

// What installers see: the stored catalog as it is now.
template<typename Info>
int enumerate_stored(LPDWORD octets, Info* out) noexcept {
    try {
        const auto catalog = catalog::load_catalog();
        return catalog ? give(catalog.value->name_spaces, octets, out)
                       : fail(SOCKET_ERROR, catalog.error);
    } catch (...) {
        return fail(SOCKET_ERROR, WSA_NOT_ENOUGH_MEMORY);
    }
}

} // namespace
} // namespace ws2::api

using namespace ws2::api;

extern "C" {

INT WSAAPI WSAEnumNameSpaceProvidersA(LPDWORD lpdwBufferLength, LPWSANAMESPACE_INFOA lpnspBuffer) {
    return enumerate(lpdwBufferLength, lpnspBuffer);
}

INT WSAAPI WSAEnumNameSpaceProvidersW(LPDWORD lpdwBufferLength, LPWSANAMESPACE_INFOW lpnspBuffer) {
    return enumerate(lpdwBufferLength, lpnspBuffer);
}

INT WSAAPI WSAEnumNameSpaceProvidersExA(LPDWORD lpdwBufferLength,
                                        LPWSANAMESPACE_INFOEXA lpnspBuffer) {
    return enumerate(lpdwBufferLength, lpnspBuffer);
}

INT WSAAPI WSAEnumNameSpaceProvidersExW(LPDWORD lpdwBufferLength,
                                        LPWSANAMESPACE_INFOEXW lpnspBuffer) {
    return enumerate(lpdwBufferLength, lpnspBuffer);
}

INT WSPAPI WSCEnumNameSpaceProviders32(LPDWORD lpdwBufferLength, LPWSANAMESPACE_INFOW lpnspBuffer) {
    return enumerate_stored(lpdwBufferLength, lpnspBuffer);
}

INT WSPAPI WSCEnumNameSpaceProvidersEx32(LPDWORD lpdwBufferLength,
                                         LPWSANAMESPACE_INFOEXW lpnspBuffer) {
    return enumerate_stored(lpdwBufferLength, lpnspBuffer);
}
}
