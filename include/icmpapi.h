/* icmpapi.h - sends an ICMP echo and waits for its answer. Needs the kernel's leave: a group within
 * net.ipv4.ping_group_range, or CAP_NET_RAW; else ERROR_ACCESS_DENIED. */
#ifndef WS2_ICMPAPI_H
#define WS2_ICMPAPI_H
#include "ipexport.h"
#include "iphlpapi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an asynchronous request calls in the thread that made it, once that waits alertably. The
 * second argument points to two pointers' room: a status and the octets in the reply buffer. */
#ifndef PIO_APC_ROUTINE_DEFINED
#define WS2_ICMP_ROUTINE FARPROC
#else
#define WS2_ICMP_ROUTINE PIO_APC_ROUTINE
#endif

WINSOCK_API_LINKAGE HANDLE WINAPI IcmpCreateFile(VOID);
WINSOCK_API_LINKAGE HANDLE WINAPI Icmp6CreateFile(VOID);
WINSOCK_API_LINKAGE BOOL WINAPI IcmpCloseHandle(HANDLE IcmpHandle);

/* The number of replies in the buffer: 1, or 0 and the last error, IP_REQ_TIMED_OUT for example. A
 * reply may be another host's complaint: see its Status. The buffer has room for one reply, the
 * data and 8 octets. */
WINSOCK_API_LINKAGE DWORD WINAPI IcmpSendEcho(HANDLE IcmpHandle, IPAddr DestinationAddress,
                                              LPVOID RequestData, WORD RequestSize,
                                              PIP_OPTION_INFORMATION RequestOptions,
                                              LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout);
/* With an event or a routine 0 and ERROR_IO_PENDING; IcmpParseReplies tells afterwards. */
WINSOCK_API_LINKAGE DWORD WINAPI IcmpSendEcho2(HANDLE IcmpHandle, HANDLE Event,
                                               WS2_ICMP_ROUTINE ApcRoutine, PVOID ApcContext,
                                               IPAddr DestinationAddress, LPVOID RequestData,
                                               WORD RequestSize,
                                               PIP_OPTION_INFORMATION RequestOptions,
                                               LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout);
WINSOCK_API_LINKAGE DWORD WINAPI IcmpSendEcho2Ex(
    HANDLE IcmpHandle, HANDLE Event, WS2_ICMP_ROUTINE ApcRoutine, PVOID ApcContext,
    IPAddr SourceAddress, IPAddr DestinationAddress, LPVOID RequestData, WORD RequestSize,
    PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout);
WINSOCK_API_LINKAGE DWORD WINAPI Icmp6SendEcho2(HANDLE IcmpHandle, HANDLE Event,
                                                WS2_ICMP_ROUTINE ApcRoutine, PVOID ApcContext,
                                                struct sockaddr_in6* SourceAddress,
                                                struct sockaddr_in6* DestinationAddress,
                                                LPVOID RequestData, WORD RequestSize,
                                                PIP_OPTION_INFORMATION RequestOptions,
                                                LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout);
/* The number of replies in the buffer of a request that has ended; 0 and the last error if it
 * failed. */
WINSOCK_API_LINKAGE DWORD WINAPI IcmpParseReplies(LPVOID ReplyBuffer, DWORD ReplySize);
WINSOCK_API_LINKAGE DWORD WINAPI Icmp6ParseReplies(LPVOID ReplyBuffer, DWORD ReplySize);

#ifdef __cplusplus
}
#endif

#endif
