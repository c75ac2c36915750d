// Room api: addresses as text, by the transport provider that knows the family.
#include "api/call.hpp"
#include "base/utf.hpp"
#include "catalog/match.hpp"

#include <algorithm>
#include <new>
#include <string>

using namespace ws2::api;

namespace {

constexpr DWORD text_units_max = 4096; // longer than any provider's address

// Who converts: the entry that the record names, else the first of the family.
struct Converter {
    const ws2::dispatch::Provider* provider = nullptr; // null: the thread's error is set
    WSAPROTOCOL_INFOW info{};

    Converter(const WSAPROTOCOL_INFOW* named, int family) {
        if (const int code = ws2::dispatch::refusal()) {
            fail(0, code);
            return;
        }
        const ws2::catalog::Catalog& catalog = ws2::dispatch::catalog_now();
        const ws2::catalog::Entry* entry = named != nullptr
                                               ? catalog.find(named->dwCatalogEntryId)
                                               : ws2::catalog::match_family(catalog, family).value;
        if (entry == nullptr) {
            fail(0, WSAEINVAL);
            return;
        }
        const auto started = ws2::dispatch::start_provider(catalog, *entry);
        if (!started) {
            fail(0, started.error);
            return;
        }
        provider = started.value;
        info = named != nullptr ? *named : entry->info;
    }
};

int to_text(LPSOCKADDR address, DWORD length, const WSAPROTOCOL_INFOW* named, LPWSTR text,
            LPDWORD units) {
    if (address == nullptr || units == nullptr || length < sizeof address->sa_family)
        return fail(SOCKET_ERROR, WSAEFAULT);
    Converter by(named, address->sa_family);
    return by.provider == nullptr ? SOCKET_ERROR
                                  : jump(SOCKET_ERROR, by.provider->table.lpWSPAddressToString,
                                         address, length, &by.info, text, units);
}

int to_address(LPWSTR text, int family, const WSAPROTOCOL_INFOW* named, LPSOCKADDR address,
               LPINT length) {
    if (text == nullptr || length == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    Converter by(named, family);
    return by.provider == nullptr ? SOCKET_ERROR
                                  : jump(SOCKET_ERROR, by.provider->table.lpWSPStringToAddress,
                                         text, family, &by.info, address, length);
}

// The wide record that the narrow one's id stands for; the conversion needs nothing else of it.
WSAPROTOCOL_INFOW named_by(const WSAPROTOCOL_INFOA& info) {
    WSAPROTOCOL_INFOW out{};
    const auto* entry = ws2::dispatch::catalog_now().find(info.dwCatalogEntryId);
    if (entry != nullptr)
        out = entry->info;
    out.dwCatalogEntryId = info.dwCatalogEntryId;
    return out;
}

int to_narrow_text(LPSOCKADDR address, DWORD length, LPWSAPROTOCOL_INFOA named, LPSTR text,
                   LPDWORD octets) {
    if (octets == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    WSAPROTOCOL_INFOW info;
    if (named != nullptr)
        info = named_by(*named);
    std::u16string wide(text_units_max, u'\0');
    DWORD units = text_units_max;
    if (to_text(address, length, named != nullptr ? &info : nullptr, wide.data(), &units) != 0)
        return SOCKET_ERROR;
    const std::string out = ws2::base::to_utf8(wide.c_str());
    const DWORD room = *octets;
    *octets = static_cast<DWORD>(out.size() + 1);
    if (text == nullptr || room < *octets)
        return fail(SOCKET_ERROR, WSAEFAULT);
    *std::copy(out.begin(), out.end(), text) = '\0';
    return 0;
}

} // namespace

extern "C" {

INT WSAAPI WSAAddressToStringW(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                               LPWSAPROTOCOL_INFOW lpProtocolInfo, LPWSTR lpszAddressString,
                               LPDWORD lpdwAddressStringLength) {
    return to_text(lpsaAddress, dwAddressLength, lpProtocolInfo, lpszAddressString,
                   lpdwAddressStringLength);
}

INT WSAAPI WSAAddressToStringA(LPSOCKADDR lpsaAddress, DWORD dwAddressLength,
                               LPWSAPROTOCOL_INFOA lpProtocolInfo, LPSTR lpszAddressString,
                               LPDWORD lpdwAddressStringLength) {
    try {
        return to_narrow_text(lpsaAddress, dwAddressLength, lpProtocolInfo, lpszAddressString,
                              lpdwAddressStringLength);
    } catch (const std::bad_alloc&) {
        return fail(SOCKET_ERROR, WSAENOBUFS);
    }
}

INT WSAAPI WSAStringToAddressW(LPWSTR AddressString, INT AddressFamily,
                               LPWSAPROTOCOL_INFOW lpProtocolInfo, LPSOCKADDR lpAddress,
                               LPINT lpAddressLength) {
    return to_address(AddressString, AddressFamily, lpProtocolInfo, lpAddress, lpAddressLength);
}

INT WSAAPI WSAStringToAddressA(LPSTR AddressString, INT AddressFamily,
                               LPWSAPROTOCOL_INFOA lpProtocolInfo, LPSOCKADDR lpAddress,
                               LPINT lpAddressLength) {
    if (AddressString == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    try {
        std::u16string wide = ws2::base::to_utf16(AddressString);
        WSAPROTOCOL_INFOW info;
        if (lpProtocolInfo != nullptr)
            info = named_by(*lpProtocolInfo);
        return to_address(wide.data(), AddressFamily, lpProtocolInfo != nullptr ? &info : nullptr,
                          lpAddress, lpAddressLength);
    } catch (const std::bad_alloc&) {
        return fail(SOCKET_ERROR, WSAENOBUFS);
    }
}
}
