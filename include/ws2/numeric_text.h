/* ws2/numeric_text.h - addresses as text by the run-time library's calls (ntdll's). Part of
 * mstcpip.h.
 *
 * ToString gives the end of the text. The Ex forms and StringToAddress give an NTSTATUS; lengths
 * are characters with the zero; ports are in network order. */
#ifndef WS2_NUMERIC_TEXT_H
#define WS2_NUMERIC_TEXT_H
#include "ws2ipdef.h"

#ifdef __cplusplus
extern "C" {
#endif

WINSOCK_API_LINKAGE PSTR NTAPI RtlIpv4AddressToStringA(const IN_ADDR* Addr, PSTR S);
WINSOCK_API_LINKAGE PWSTR NTAPI RtlIpv4AddressToStringW(const IN_ADDR* Addr, PWSTR S);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4AddressToStringExA(const IN_ADDR* Address, USHORT Port,
                                                         PSTR AddressString,
                                                         PULONG AddressStringLength);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4AddressToStringExW(const IN_ADDR* Address, USHORT Port,
                                                         PWSTR AddressString,
                                                         PULONG AddressStringLength);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4StringToAddressA(PCSTR S, BOOLEAN Strict, PCSTR* Terminator,
                                                       IN_ADDR* Addr);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4StringToAddressW(PCWSTR S, BOOLEAN Strict, PCWSTR* Terminator,
                                                       IN_ADDR* Addr);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4StringToAddressExA(PCSTR AddressString, BOOLEAN Strict,
                                                         IN_ADDR* Address, PUSHORT Port);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv4StringToAddressExW(PCWSTR AddressString, BOOLEAN Strict,
                                                         IN_ADDR* Address, PUSHORT Port);

WINSOCK_API_LINKAGE PSTR NTAPI RtlIpv6AddressToStringA(const IN6_ADDR* Addr, PSTR S);
WINSOCK_API_LINKAGE PWSTR NTAPI RtlIpv6AddressToStringW(const IN6_ADDR* Addr, PWSTR S);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6AddressToStringExA(const IN6_ADDR* Address, ULONG ScopeId,
                                                         USHORT Port, PSTR AddressString,
                                                         PULONG AddressStringLength);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6AddressToStringExW(const IN6_ADDR* Address, ULONG ScopeId,
                                                         USHORT Port, PWSTR AddressString,
                                                         PULONG AddressStringLength);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6StringToAddressA(PCSTR S, PCSTR* Terminator, IN6_ADDR* Addr);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6StringToAddressW(PCWSTR S, PCWSTR* Terminator,
                                                       IN6_ADDR* Addr);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6StringToAddressExA(PCSTR AddressString, IN6_ADDR* Address,
                                                         PULONG ScopeId, PUSHORT Port);
WINSOCK_API_LINKAGE LONG NTAPI RtlIpv6StringToAddressExW(PCWSTR AddressString, IN6_ADDR* Address,
                                                         PULONG ScopeId, PUSHORT Port);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define RtlIpv4AddressToString RtlIpv4AddressToStringW
#define RtlIpv4AddressToStringEx RtlIpv4AddressToStringExW
#define RtlIpv4StringToAddress RtlIpv4StringToAddressW
#define RtlIpv4StringToAddressEx RtlIpv4StringToAddressExW
#define RtlIpv6AddressToString RtlIpv6AddressToStringW
#define RtlIpv6AddressToStringEx RtlIpv6AddressToStringExW
#define RtlIpv6StringToAddress RtlIpv6StringToAddressW
#define RtlIpv6StringToAddressEx RtlIpv6StringToAddressExW
#else
#define RtlIpv4AddressToString RtlIpv4AddressToStringA
#define RtlIpv4AddressToStringEx RtlIpv4AddressToStringExA
#define RtlIpv4StringToAddress RtlIpv4StringToAddressA
#define RtlIpv4StringToAddressEx RtlIpv4StringToAddressExA
#define RtlIpv6AddressToString RtlIpv6AddressToStringA
#define RtlIpv6AddressToStringEx RtlIpv6AddressToStringExA
#define RtlIpv6StringToAddress RtlIpv6StringToAddressA
#define RtlIpv6StringToAddressEx RtlIpv6StringToAddressExA
#endif

#endif
