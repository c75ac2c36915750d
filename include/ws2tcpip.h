/* ws2tcpip.h - TCP/IP for winsock2.h: IPv6 addresses, numeric text, names and services, after RFC
 * 3493 and the Winsock reference.
 *
 * The name functions return an error code (EAI_*, which are WSA codes), 0 on success. */
#ifndef _WS2TCPIP_H_
#define _WS2TCPIP_H_
#include "mstcpip.h"
#include "winsock2.h"
#include "ws2ipdef.h"

typedef int socklen_t;

#define EAI_AGAIN WSATRY_AGAIN
#define EAI_BADFLAGS WSAEINVAL
#define EAI_FAIL WSANO_RECOVERY
#define EAI_FAMILY WSAEAFNOSUPPORT
#define EAI_MEMORY WSA_NOT_ENOUGH_MEMORY
#define EAI_NOSECURENAME WSA_SECURE_HOST_NOT_FOUND
#define EAI_NONAME WSAHOST_NOT_FOUND
#define EAI_NODATA EAI_NONAME
#define EAI_SERVICE WSATYPE_NOT_FOUND
#define EAI_SOCKTYPE WSAESOCKTNOSUPPORT
#define EAI_IPSECPOLICY WSA_IPSEC_NAME_POLICY_ERROR

#define GAI_STRERROR_BUFFER_SIZE 1024

typedef VOID(CALLBACK* LPLOOKUPSERVICE_COMPLETION_ROUTINE)(DWORD dwError, DWORD dwBytes,
                                                           LPWSAOVERLAPPED lpOverlapped);

#ifdef __cplusplus
extern "C" {
#endif

/* Names to addresses. The list is the caller's and goes back to the freeing call. */
WINSOCK_API_LINKAGE INT WSAAPI getaddrinfo(PCSTR pNodeName, PCSTR pServiceName,
                                           const ADDRINFOA* pHints, PADDRINFOA* ppResult)
    WS2_LIBC_NAME(getaddrinfo);
WINSOCK_API_LINKAGE VOID WSAAPI freeaddrinfo(PADDRINFOA pAddrInfo) WS2_LIBC_NAME(freeaddrinfo);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoW(PCWSTR pNodeName, PCWSTR pServiceName,
                                            const ADDRINFOW* pHints, PADDRINFOW* ppResult);
WINSOCK_API_LINKAGE VOID WSAAPI FreeAddrInfoW(PADDRINFOW pAddrInfo);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExA(
    PCSTR pName, PCSTR pServiceName, DWORD dwNameSpace, LPGUID lpNspId, const ADDRINFOEXA* hints,
    PADDRINFOEXA* ppResult, struct timeval* timeout, LPOVERLAPPED lpOverlapped,
    LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine, LPHANDLE lpNameHandle);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExW(
    PCWSTR pName, PCWSTR pServiceName, DWORD dwNameSpace, LPGUID lpNspId, const ADDRINFOEXW* hints,
    PADDRINFOEXW* ppResult, struct timeval* timeout, LPOVERLAPPED lpOverlapped,
    LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine, LPHANDLE lpHandle);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExCancel(LPHANDLE lpHandle);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExOverlappedResult(LPOVERLAPPED lpOverlapped);
WINSOCK_API_LINKAGE INT WSAAPI
SetAddrInfoExA(PCSTR pName, PCSTR pServiceName, SOCKET_ADDRESS* pAddresses, DWORD dwAddressCount,
               LPBLOB lpBlob, DWORD dwFlags, DWORD dwNameSpace, LPGUID lpNspId,
               struct timeval* timeout, LPOVERLAPPED lpOverlapped,
               LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine, LPHANDLE lpNameHandle);
WINSOCK_API_LINKAGE INT WSAAPI
SetAddrInfoExW(PCWSTR pName, PCWSTR pServiceName, SOCKET_ADDRESS* pAddresses, DWORD dwAddressCount,
               LPBLOB lpBlob, DWORD dwFlags, DWORD dwNameSpace, LPGUID lpNspId,
               struct timeval* timeout, LPOVERLAPPED lpOverlapped,
               LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine, LPHANDLE lpNameHandle);
WINSOCK_API_LINKAGE VOID WSAAPI FreeAddrInfoEx(PADDRINFOEXA pAddrInfoEx);
WINSOCK_API_LINKAGE VOID WSAAPI FreeAddrInfoExW(PADDRINFOEXW pAddrInfoEx);

/* Addresses to names. Lengths are characters. */
WINSOCK_API_LINKAGE INT WSAAPI getnameinfo(const SOCKADDR* pSockaddr, socklen_t SockaddrLength,
                                           PCHAR pNodeBuffer, DWORD NodeBufferSize,
                                           PCHAR pServiceBuffer, DWORD ServiceBufferSize, INT Flags)
    WS2_LIBC_NAME(getnameinfo);
WINSOCK_API_LINKAGE INT WSAAPI GetNameInfoW(const SOCKADDR* pSockaddr, socklen_t SockaddrLength,
                                            PWCHAR pNodeBuffer, DWORD NodeBufferSize,
                                            PWCHAR pServiceBuffer, DWORD ServiceBufferSize,
                                            INT Flags);

/* Numeric text. InetPton gives 1, 0 for text that is no address, -1 with an error; the size of
 * InetNtop is characters. */
WINSOCK_API_LINKAGE INT WSAAPI inet_pton(INT Family, PCSTR pszAddrString, PVOID pAddrBuf)
    WS2_LIBC_NAME(inet_pton);
WINSOCK_API_LINKAGE INT WSAAPI InetPtonW(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf);
WINSOCK_API_LINKAGE PCSTR WSAAPI inet_ntop(INT Family, const VOID* pAddr, PSTR pStringBuf,
                                           size_t StringBufSize) WS2_LIBC_NAME(inet_ntop);
WINSOCK_API_LINKAGE PCWSTR WSAAPI InetNtopW(INT Family, const VOID* pAddr, PWSTR pStringBuf,
                                            size_t StringBufSize);

/* IPsec on a socket; types in mstcpip.h. */
WINSOCK_API_LINKAGE int WSAAPI WSASetSocketSecurity(
    SOCKET Socket, const SOCKET_SECURITY_SETTINGS* SecuritySettings, ULONG SecuritySettingsLen,
    LPWSAOVERLAPPED Overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
WINSOCK_API_LINKAGE int WSAAPI WSAQuerySocketSecurity(
    SOCKET Socket, const SOCKET_SECURITY_QUERY_TEMPLATE* SecurityQueryTemplate,
    ULONG SecurityQueryTemplateLen, SOCKET_SECURITY_QUERY_INFO* SecurityQueryInfo,
    ULONG* SecurityQueryInfoLen, LPWSAOVERLAPPED Overlapped,
    LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
WINSOCK_API_LINKAGE int WSAAPI WSASetSocketPeerTargetName(
    SOCKET Socket, const SOCKET_PEER_TARGET_NAME* PeerTargetName, ULONG PeerTargetNameLen,
    LPWSAOVERLAPPED Overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
WINSOCK_API_LINKAGE int WSAAPI WSADeleteSocketPeerTargetName(
    SOCKET Socket, const struct sockaddr* PeerAddr, ULONG PeerAddrLen, LPWSAOVERLAPPED Overlapped,
    LPWSAOVERLAPPED_COMPLETION_ROUTINE CompletionRoutine);
WINSOCK_API_LINKAGE int WSAAPI WSAImpersonateSocketPeer(SOCKET Socket,
                                                        const struct sockaddr* PeerAddress,
                                                        ULONG peerAddressLen);
WINSOCK_API_LINKAGE int WSAAPI WSARevertImpersonation(void);

/* The text of an EAI_* code; the thread's until its next call. */
WINSOCK_API_LINKAGE CHAR* WSAAPI gai_strerrorA(int ecode);
WINSOCK_API_LINKAGE WCHAR* WSAAPI gai_strerrorW(int ecode);

#ifdef __cplusplus
}
#endif

#include "ws2/source_filter.h"

#define GetAddrInfoA getaddrinfo
#define FreeAddrInfoA freeaddrinfo
#define GetNameInfoA getnameinfo
#define FreeAddrInfoExA FreeAddrInfoEx
#define InetPtonA inet_pton
#define InetNtopA inet_ntop
#ifdef UNICODE
#define GetAddrInfo GetAddrInfoW
#define FreeAddrInfo FreeAddrInfoW
#define GetNameInfo GetNameInfoW
#define GetAddrInfoEx GetAddrInfoExW
#define SetAddrInfoEx SetAddrInfoExW
#define InetPton InetPtonW
#define InetNtop InetNtopW
#define gai_strerror gai_strerrorW
#else
#define GetAddrInfo GetAddrInfoA
#define FreeAddrInfo FreeAddrInfoA
#define GetNameInfo GetNameInfoA
#define GetAddrInfoEx GetAddrInfoExA
#define SetAddrInfoEx SetAddrInfoExA
#define InetPton InetPtonA
#define InetNtop InetNtopA
#define gai_strerror gai_strerrorA
#endif

#if defined(INCL_WINSOCK_API_TYPEDEFS) && INCL_WINSOCK_API_TYPEDEFS
#include "ws2/name_call_types.h"
#endif

#endif
