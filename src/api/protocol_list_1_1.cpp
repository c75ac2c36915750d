// Room api: EnumProtocols of 1.1 (nspapi.h): the catalog in the older record. Lengths are octets.
#include "api/call.hpp"
#include "base/text_as.hpp"
#include "catalog/match.hpp"

#include <cstring>
#include <nspapi.h>
#include <type_traits>
#include <winerror.h>

namespace ws2::api {
namespace {

constexpr DWORD flags_of_both = 0x7FF; // XP_ and XP1_ have the same values up to multicast

template<typename Info>
int enumerate(const int* protocols, void* buffer, LPDWORD octets) {
    using Unit = std::remove_pointer_t<decltype(Info::lpProtocol)>;
    if (const int code = dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    if (octets == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    std::vector<const WSAPROTOCOL_INFOW*> wanted;
    std::vector<std::basic_string<Unit>> names;
    std::size_t need = 0;
    for (const catalog::Entry& entry : dispatch::catalog_now().entries)
        if (!catalog::is_layer(entry) && (entry.info.dwProviderFlags & PFL_HIDDEN) == 0 &&
            catalog::listed(entry, protocols)) {
            wanted.push_back(&entry.info);
            names.push_back(base::text_as<Unit>(entry.info.szProtocol));
            need += sizeof(Info) + (names.back().size() + 1) * sizeof(Unit);
        }
    if (buffer == nullptr || *octets < need) {
        *octets = static_cast<DWORD>(need);
        return fail(SOCKET_ERROR, ERROR_INSUFFICIENT_BUFFER);
    }
    auto* out = static_cast<Info*>(buffer);
    char* end = reinterpret_cast<char*>(out + wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const WSAPROTOCOL_INFOW& from = *wanted[i];
        const std::size_t size = (names[i].size() + 1) * sizeof(Unit);
        std::memcpy(end, names[i].c_str(), size);
        out[i] = {from.dwServiceFlags1 & flags_of_both,
                  from.iAddressFamily,
                  from.iMaxSockAddr,
                  from.iMinSockAddr,
                  from.iSocketType,
                  from.iProtocol,
                  from.dwMessageSize,
                  reinterpret_cast<Unit*>(end)};
        end += size;
    }
    return static_cast<int>(wanted.size());
}

template<typename Info>
int guarded_enumerate(const int* protocols, void* buffer, LPDWORD octets) noexcept {
    try {
        return enumerate<Info>(protocols, buffer, octets);
    } catch (...) {
        return fail(SOCKET_ERROR, ERROR_NOT_ENOUGH_MEMORY);
    }
}

} // namespace
} // namespace ws2::api

using namespace ws2::api;

extern "C" {

INT WINAPI EnumProtocolsA(LPINT lpiProtocols, LPVOID lpProtocolBuffer, LPDWORD lpdwBufferLength) {
    return guarded_enumerate<PROTOCOL_INFOA>(lpiProtocols, lpProtocolBuffer, lpdwBufferLength);
}

INT WINAPI EnumProtocolsW(LPINT lpiProtocols, LPVOID lpProtocolBuffer, LPDWORD lpdwBufferLength) {
    return guarded_enumerate<PROTOCOL_INFOW>(lpiProtocols, lpProtocolBuffer, lpdwBufferLength);
}
}
