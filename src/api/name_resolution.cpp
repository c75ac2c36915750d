// Room api: getaddrinfo, getnameinfo and what belongs to them. These return their code and set it
// as the thread's error too.
#include "api/call.hpp"
#include "api/host_resolution.hpp"
#include "names/error_text.hpp"
#include "names/name_of_address.hpp"

#include <ws2tcpip.h>

using namespace ws2::api;

namespace {

int reported(int code) {
    return code == 0 ? 0 : fail(code, code);
}

template<typename Look>
int look_up(Look look) {
    if (const int code = ws2::dispatch::refusal())
        return reported(code);
    return reported(look());
}

} // namespace

extern "C" {

INT WSAAPI getaddrinfo(PCSTR pNodeName, PCSTR pServiceName, const ADDRINFOA* pHints,
                       PADDRINFOA* ppResult) {
    return look_up([=] { return resolve_addresses(pNodeName, pServiceName, pHints, ppResult); });
}

INT WSAAPI GetAddrInfoW(PCWSTR pNodeName, PCWSTR pServiceName, const ADDRINFOW* pHints,
                        PADDRINFOW* ppResult) {
    return look_up([=] { return resolve_addresses(pNodeName, pServiceName, pHints, ppResult); });
}

VOID WSAAPI freeaddrinfo(PADDRINFOA pAddrInfo) {
    ws2::names::free_addresses(pAddrInfo);
}

VOID WSAAPI FreeAddrInfoW(PADDRINFOW pAddrInfo) {
    ws2::names::free_addresses(pAddrInfo);
}

INT WSAAPI getnameinfo(const SOCKADDR* pSockaddr, socklen_t SockaddrLength, PCHAR pNodeBuffer,
                       DWORD NodeBufferSize, PCHAR pServiceBuffer, DWORD ServiceBufferSize,
                       INT Flags) {
    return look_up([=] {
        return ws2::names::find_name(pSockaddr, SockaddrLength, pNodeBuffer, NodeBufferSize,
                                     pServiceBuffer, ServiceBufferSize, Flags);
    });
}

INT WSAAPI GetNameInfoW(const SOCKADDR* pSockaddr, socklen_t SockaddrLength, PWCHAR pNodeBuffer,
                        DWORD NodeBufferSize, PWCHAR pServiceBuffer, DWORD ServiceBufferSize,
                        INT Flags) {
    return look_up([=] {
        return ws2::names::find_name(pSockaddr, SockaddrLength, pNodeBuffer, NodeBufferSize,
                                     pServiceBuffer, ServiceBufferSize, Flags);
    });
}

char* WSAAPI gai_strerrorA(int ecode) {
    return const_cast<char*>(ws2::names::error_text(ecode));
}

WCHAR* WSAAPI gai_strerrorW(int ecode) {
    return const_cast<WCHAR*>(ws2::names::wide_error_text(ecode));
}
}
