// Room api: ntdll's calls for numeric addresses. They return an NTSTATUS, or the end of the text
// that they wrote, and need no WSAStartup.
#include "names/dotted.hpp"

#include <algorithm>
#include <new>
#include <ws2tcpip.h>

#include <mstcpip.h>

namespace {

constexpr LONG invalid_parameter = static_cast<LONG>(0xC000000D); // STATUS_INVALID_PARAMETER
constexpr LONG no_memory = static_cast<LONG>(0xC0000017);         // STATUS_NO_MEMORY

// Writes the text and its zero; the place of the zero.
template<typename Character>
Character* put(const std::string& text, Character* to) {
    Character* end = std::copy(text.begin(), text.end(), to);
    *end = Character{};
    return end;
}

// The same if there is room; `length` counts characters with the zero.
template<typename Character>
LONG put(const std::string& text, Character* to, ULONG* length) {
    if (length == nullptr)
        return invalid_parameter;
    const ULONG room = *length;
    *length = static_cast<ULONG>(text.size() + 1);
    if (to == nullptr || room < *length)
        return invalid_parameter;
    put(text, to);
    return 0;
}

// Narrow form of what an address can hold: other characters end it, and one octet stands for each.
std::string narrow(const char* text) {
    return text;
}
std::string narrow(const WCHAR* text) {
    std::string out;
    for (; *text != 0; ++text)
        out += *text < 0x80 ? static_cast<char>(*text) : '?';
    return out;
}

template<typename Action>
LONG guarded(Action action) {
    try {
        return action() ? 0 : invalid_parameter;
    } catch (const std::bad_alloc&) {
        return no_memory;
    }
}

template<typename Character, typename Read>
LONG read_prefix(const Character* text, const Character** end, Read read) {
    return guarded([&] {
        if (text == nullptr || end == nullptr)
            return false;
        const std::size_t length = read(narrow(text));
        *end = text + length;
        return length != 0;
    });
}

template<typename Character>
LONG read_ipv4(const Character* text, BOOLEAN strict, const Character** end, IN_ADDR* address) {
    return read_prefix(text, end, [=](const std::string& from) {
        return ws2::names::read_ipv4(from, strict != 0, *address);
    });
}

template<typename Character>
LONG read_ipv6(const Character* text, const Character** end, IN6_ADDR* address) {
    return read_prefix(
        text, end, [=](const std::string& from) { return ws2::names::read_ipv6(from, *address); });
}

template<typename Character>
LONG read_ipv4(const Character* text, BOOLEAN strict, IN_ADDR* address, USHORT* port) {
    return guarded([=] {
        return text != nullptr && address != nullptr && port != nullptr &&
               ws2::names::read_ipv4_endpoint(narrow(text), strict != 0, *address, *port);
    });
}

template<typename Character>
LONG read_ipv6(const Character* text, IN6_ADDR* address, ULONG* scope, USHORT* port) {
    return guarded([=] {
        return text != nullptr && address != nullptr && scope != nullptr && port != nullptr &&
               ws2::names::read_ipv6_endpoint(narrow(text), *address, *scope, *port);
    });
}

} // namespace

extern "C" {

PSTR NTAPI RtlIpv4AddressToStringA(const IN_ADDR* Addr, PSTR S) {
    return put(ws2::names::ipv4_text(*Addr), S);
}
PWSTR NTAPI RtlIpv4AddressToStringW(const IN_ADDR* Addr, PWSTR S) {
    return put(ws2::names::ipv4_text(*Addr), S);
}
PSTR NTAPI RtlIpv6AddressToStringA(const IN6_ADDR* Addr, PSTR S) {
    return put(ws2::names::ipv6_text(*Addr), S);
}
PWSTR NTAPI RtlIpv6AddressToStringW(const IN6_ADDR* Addr, PWSTR S) {
    return put(ws2::names::ipv6_text(*Addr), S);
}

LONG NTAPI RtlIpv4AddressToStringExA(const IN_ADDR* Address, USHORT Port, PSTR AddressString,
                                     PULONG AddressStringLength) {
    return put(ws2::names::ipv4_endpoint_text(*Address, Port), AddressString, AddressStringLength);
}
LONG NTAPI RtlIpv4AddressToStringExW(const IN_ADDR* Address, USHORT Port, PWSTR AddressString,
                                     PULONG AddressStringLength) {
    return put(ws2::names::ipv4_endpoint_text(*Address, Port), AddressString, AddressStringLength);
}
LONG NTAPI RtlIpv6AddressToStringExA(const IN6_ADDR* Address, ULONG ScopeId, USHORT Port,
                                     PSTR AddressString, PULONG AddressStringLength) {
    return put(ws2::names::ipv6_endpoint_text(*Address, ScopeId, Port), AddressString,
               AddressStringLength);
}
LONG NTAPI RtlIpv6AddressToStringExW(const IN6_ADDR* Address, ULONG ScopeId, USHORT Port,
                                     PWSTR AddressString, PULONG AddressStringLength) {
    return put(ws2::names::ipv6_endpoint_text(*Address, ScopeId, Port), AddressString,
               AddressStringLength);
}

LONG NTAPI RtlIpv4StringToAddressA(PCSTR S, BOOLEAN Strict, PCSTR* Terminator, IN_ADDR* Addr) {
    return read_ipv4(S, Strict, Terminator, Addr);
}
LONG NTAPI RtlIpv4StringToAddressW(PCWSTR S, BOOLEAN Strict, PCWSTR* Terminator, IN_ADDR* Addr) {
    return read_ipv4(S, Strict, Terminator, Addr);
}
LONG NTAPI RtlIpv6StringToAddressA(PCSTR S, PCSTR* Terminator, IN6_ADDR* Addr) {
    return read_ipv6(S, Terminator, Addr);
}
LONG NTAPI RtlIpv6StringToAddressW(PCWSTR S, PCWSTR* Terminator, IN6_ADDR* Addr) {
    return read_ipv6(S, Terminator, Addr);
}

LONG NTAPI RtlIpv4StringToAddressExA(PCSTR AddressString, BOOLEAN Strict, IN_ADDR* Address,
                                     PUSHORT Port) {
    return read_ipv4(AddressString, Strict, Address, Port);
}
LONG NTAPI RtlIpv4StringToAddressExW(PCWSTR AddressString, BOOLEAN Strict, IN_ADDR* Address,
                                     PUSHORT Port) {
    return read_ipv4(AddressString, Strict, Address, Port);
}
LONG NTAPI RtlIpv6StringToAddressExA(PCSTR AddressString, IN6_ADDR* Address, PULONG ScopeId,
                                     PUSHORT Port) {
    return read_ipv6(AddressString, Address, ScopeId, Port);
}
LONG NTAPI RtlIpv6StringToAddressExW(PCWSTR AddressString, IN6_ADDR* Address, PULONG ScopeId,
                                     PUSHORT Port) {
    return read_ipv6(AddressString, Address, ScopeId, Port);
}
}
