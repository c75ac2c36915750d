// Room api: byte order. The BSD names always mean big-endian and need nothing; the WSA names mean
// what the socket's protocol uses.
#include "api/call.hpp"

#include <bit>

using namespace ws2::api;

namespace {

static_assert(std::endian::native == std::endian::little);

u_long swapped(u_long value) {
    return __builtin_bswap32(value);
}
u_short swapped(u_short value) {
    return __builtin_bswap16(value);
}

template<typename Number>
int convert(SOCKET s, Number value, Number* out) {
    if (serving(s) == nullptr)
        return SOCKET_ERROR;
    if (out == nullptr)
        return fail(SOCKET_ERROR, WSAEFAULT);
    const bool big = ws2::dispatch::entry_of(s)->info.iNetworkByteOrder == BIGENDIAN;
    *out = big ? swapped(value) : value;
    return 0;
}

} // namespace

extern "C" {

u_long WSAAPI htonl(u_long hostlong) {
    return swapped(hostlong);
}
u_short WSAAPI htons(u_short hostshort) {
    return swapped(hostshort);
}
u_long WSAAPI ntohl(u_long netlong) {
    return swapped(netlong);
}
u_short WSAAPI ntohs(u_short netshort) {
    return swapped(netshort);
}

int WSAAPI WSAHtonl(SOCKET s, u_long hostlong, u_long* lpnetlong) {
    return convert(s, hostlong, lpnetlong);
}
int WSAAPI WSAHtons(SOCKET s, u_short hostshort, u_short* lpnetshort) {
    return convert(s, hostshort, lpnetshort);
}
int WSAAPI WSANtohl(SOCKET s, u_long netlong, u_long* lphostlong) {
    return convert(s, netlong, lphostlong);
}
int WSAAPI WSANtohs(SOCKET s, u_short netshort, u_short* lphostshort) {
    return convert(s, netshort, lphostshort);
}
}
