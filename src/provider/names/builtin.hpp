// Room provider_names: the name-space providers that the library links in: "dns" (hosts and DNS,
// by the C library's resolver) and "nla" (the networks that this host is on).
#pragma once

#include <ws2spi.h>

namespace ws2::provider::names {

// What a shared object would export as NSPStartup.
INT WSAAPI dns_startup(LPGUID lpProviderId, LPNSP_ROUTINE lpnspRoutines);
INT WSAAPI nla_startup(LPGUID lpProviderId, LPNSP_ROUTINE lpnspRoutines);

inline constexpr GUID dns_id = {
    0x22059D40, 0x7E9E, 0x11CF, {0xAE, 0x5A, 0x00, 0xAA, 0x00, 0xA7, 0x11, 0x2B}};
inline constexpr GUID nla_id = {
    0x6642243A, 0x3BA8, 0x4AA6, {0xBA, 0xA5, 0x2E, 0x0B, 0xD7, 0x1F, 0xDD, 0x83}};

} // namespace ws2::provider::names
