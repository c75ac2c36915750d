// The entries that the catalog's tests are about, and the providers that are "linked in" here.
#pragma once

#include "catalog/entry.hpp"

#include <algorithm>
#include <string_view>

namespace ws2::catalog::test {

inline Entry entry(DWORD id, int family, int type, int protocol, DWORD provider_flags = 0) {
    Entry out;
    out.info.dwCatalogEntryId = id;
    out.info.ProviderId = {id, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
    out.info.iVersion = 2;
    out.info.iAddressFamily = family;
    out.info.iSocketType = type;
    out.info.iProtocol = protocol;
    out.info.iMinSockAddr = out.info.iMaxSockAddr = 16;
    out.info.dwProviderFlags = provider_flags;
    out.info.ProtocolChain.ChainLen = BASE_PROTOCOL;
    const std::u16string_view name = u"Fake [TCP/IP]";
    std::copy(name.begin(), name.end(), out.info.szProtocol);
    out.path = u"/usr/lib/fake.so";
    return out;
}

inline Entry layer(DWORD id) {
    Entry out = entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP);
    out.info.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    return out;
}

inline Entry chain(DWORD id, std::initializer_list<DWORD> parts) {
    Entry out = entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP);
    out.info.ProtocolChain.ChainLen = static_cast<int>(parts.size());
    std::copy(parts.begin(), parts.end(), out.info.ProtocolChain.ChainEntries);
    return out;
}

} // namespace ws2::catalog::test
