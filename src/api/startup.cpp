// Room api: starting, cleaning up, the thread's error.
#include "api/call.hpp"
#include "win32/heirs.hpp"

#include <algorithm>
#include <string_view>

namespace ws2::api {
namespace {

constexpr WORD version_highest = MAKEWORD(2, 2);
constexpr unsigned short sockets_1_1 = 32767;         // iMaxSockets, for 1.x programs alone
constexpr unsigned short datagram_octets_1_1 = 65467; // iMaxUdpDg, for 1.x programs alone

// The version that both sides can speak; 0 if there is none.
WORD negotiated(WORD requested) {
    const unsigned major = requested & 0xFFU;
    const unsigned minor = requested >> 8U;
    switch (major) {
    case 0: return 0;
    case 1: return MAKEWORD(1, std::min(minor, 1U));
    case 2: return MAKEWORD(2, std::min(minor, 2U));
    default: return version_highest;
    }
}

template<std::size_t Size>
void put(char (&to)[Size], std::string_view text) {
    static_assert(Size > 64);
    *std::copy(text.begin(), text.end(), to) = '\0';
}

void describe(WSADATA& data, WORD version) {
    const bool is_1_1 = (version & 0xFFU) == 1;
    data.wVersion = version;
    data.wHighVersion = version_highest;
    data.iMaxSockets = is_1_1 ? sockets_1_1 : 0;
    data.iMaxUdpDg = is_1_1 ? datagram_octets_1_1 : 0;
    data.lpVendorInfo = nullptr;
    put(data.szDescription, "Windows Sockets 2 for Linux (ws2)");
    put(data.szSystemStatus, "Running");
}

// What CreateProcess passes on. The copies are closed when the child has its own.
win32::Heirs sockets_to_pass_on() {
    win32::Heirs heirs;
    dispatch::for_each_heir([&](int number, auto still_it) { heirs.add(number, still_it); });
    return heirs;
}

// Returns its code and, unlike all other calls, leaves the thread's error alone.
int start(WORD requested, LPWSADATA data, catalog::Personality personality) {
    if (data == nullptr)
        return WSAEFAULT;
    const WORD version = negotiated(requested);
    describe(*data, version != 0 ? version : version_highest);
    if (version == 0)
        return WSAVERNOTSUPPORTED;
    win32::pass_on(sockets_to_pass_on);
    return dispatch::start(version, personality);
}

} // namespace
} // namespace ws2::api

using ws2::catalog::Personality;

extern "C" {

// winsock2.h maps WSAStartup by the program's target macro: _WIN32_WCE gives the second, _WIN32
// without it the third, neither the first.
int WSAAPI WSAStartup(WORD wVersionRequested, LPWSADATA lpWSAData) {
    return ws2::api::start(wVersionRequested, lpWSAData, Personality::none);
}

WINSOCK_API_LINKAGE int WSAAPI ws2_WSAStartup_ce(WORD wVersionRequested, LPWSADATA lpWSAData) {
    return ws2::api::start(wVersionRequested, lpWSAData, Personality::ce);
}

WINSOCK_API_LINKAGE int WSAAPI ws2_WSAStartup_nt(WORD wVersionRequested, LPWSADATA lpWSAData) {
    return ws2::api::start(wVersionRequested, lpWSAData, Personality::nt);
}

int WSAAPI WSACleanup(void) {
    return ws2::api::outcome(ws2::dispatch::stop());
}

int WSAAPI WSAGetLastError(void) {
    return ws2::nt::last_error();
}

void WSAAPI WSASetLastError(int iError) {
    ws2::nt::set_last_error(iError);
}
}
