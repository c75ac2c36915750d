// Room api: numeric addresses as text. None of these needs WSAStartup.
#include "api/call.hpp"
#include "names/numeric.hpp"
#include "names/records.hpp"

#include <ws2tcpip.h>

using namespace ws2::api;

namespace {

template<typename Text>
int parse(int family, Text text, void* octets) {
    int error = 0;
    const int result = ws2::names::parse_address(family, text, octets, error);
    return result < 0 ? fail(result, error) : result;
}

template<typename Text>
Text format(int family, const void* octets, Text text, size_t length) {
    int error = 0;
    Text result = ws2::names::format_address(family, octets, text, length, error);
    return result == nullptr ? fail(result, error) : result;
}

} // namespace

extern "C" {

u_long WSAAPI inet_addr(const char* cp) {
    return ws2::names::parse_dotted(cp);
}

char* WSAAPI inet_ntoa(struct in_addr in) {
    char* text = ws2::names::ipv4_text_of_thread();
    return text == nullptr ? fail(text, WSAENOBUFS)
                           : format(AF_INET, &in, text, ws2::names::ipv4_text_octets);
}

INT WSAAPI inet_pton(INT Family, PCSTR pszAddrString, PVOID pAddrBuf) {
    return parse(Family, pszAddrString, pAddrBuf);
}

INT WSAAPI InetPtonW(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf) {
    return parse(Family, pszAddrString, pAddrBuf);
}

PCSTR WSAAPI inet_ntop(INT Family, const VOID* pAddr, PSTR pStringBuf, size_t StringBufSize) {
    return format(Family, pAddr, pStringBuf, StringBufSize);
}

PCWSTR WSAAPI InetNtopW(INT Family, const VOID* pAddr, PWSTR pStringBuf, size_t StringBufSize) {
    return format(Family, pAddr, pStringBuf, StringBufSize);
}
}
