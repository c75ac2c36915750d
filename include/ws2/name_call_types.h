/* ws2/name_call_types.h - pointers to the calls of ws2tcpip.h. Part of it where
 * INCL_WINSOCK_API_TYPEDEFS is 1. */
#ifndef WS2_NAME_CALL_TYPES_H
#define WS2_NAME_CALL_TYPES_H
#include "ws2tcpip.h"

typedef INT(WSAAPI* LPFN_GETADDRINFO)(PCSTR pNodeName, PCSTR pServiceName, const ADDRINFOA* pHints,
                                      PADDRINFOA* ppResult);
typedef VOID(WSAAPI* LPFN_FREEADDRINFO)(PADDRINFOA pAddrInfo);
typedef INT(WSAAPI* LPFN_GETADDRINFOW)(PCWSTR pNodeName, PCWSTR pServiceName,
                                       const ADDRINFOW* pHints, PADDRINFOW* ppResult);
typedef VOID(WSAAPI* LPFN_FREEADDRINFOW)(PADDRINFOW pAddrInfo);
typedef INT(WSAAPI* LPFN_GETADDRINFOEXA)(PCSTR pName, PCSTR pServiceName, DWORD dwNameSpace,
                                         LPGUID lpNspId, const ADDRINFOEXA* hints,
                                         PADDRINFOEXA* ppResult, struct timeval* timeout,
                                         LPOVERLAPPED lpOverlapped,
                                         LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                                         LPHANDLE lpNameHandle);
typedef INT(WSAAPI* LPFN_GETADDRINFOEXW)(PCWSTR pName, PCWSTR pServiceName, DWORD dwNameSpace,
                                         LPGUID lpNspId, const ADDRINFOEXW* hints,
                                         PADDRINFOEXW* ppResult, struct timeval* timeout,
                                         LPOVERLAPPED lpOverlapped,
                                         LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                                         LPHANDLE lpHandle);
typedef INT(WSAAPI* LPFN_GETADDRINFOEXCANCEL)(LPHANDLE lpHandle);
typedef INT(WSAAPI* LPFN_GETADDRINFOEXOVERLAPPEDRESULT)(LPOVERLAPPED lpOverlapped);
typedef INT(WSAAPI* LPFN_SETADDRINFOEXA)(PCSTR pName, PCSTR pServiceName,
                                         SOCKET_ADDRESS* pAddresses, DWORD dwAddressCount,
                                         LPBLOB lpBlob, DWORD dwFlags, DWORD dwNameSpace,
                                         LPGUID lpNspId, struct timeval* timeout,
                                         LPOVERLAPPED lpOverlapped,
                                         LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                                         LPHANDLE lpNameHandle);
typedef INT(WSAAPI* LPFN_SETADDRINFOEXW)(PCWSTR pName, PCWSTR pServiceName,
                                         SOCKET_ADDRESS* pAddresses, DWORD dwAddressCount,
                                         LPBLOB lpBlob, DWORD dwFlags, DWORD dwNameSpace,
                                         LPGUID lpNspId, struct timeval* timeout,
                                         LPOVERLAPPED lpOverlapped,
                                         LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                                         LPHANDLE lpNameHandle);
typedef VOID(WSAAPI* LPFN_FREEADDRINFOEX)(PADDRINFOEXA pAddrInfoEx);
typedef VOID(WSAAPI* LPFN_FREEADDRINFOEXW)(PADDRINFOEXW pAddrInfoEx);
typedef INT(WSAAPI* LPFN_GETNAMEINFO)(const SOCKADDR* pSockaddr, socklen_t SockaddrLength,
                                      PCHAR pNodeBuffer, DWORD NodeBufferSize, PCHAR pServiceBuffer,
                                      DWORD ServiceBufferSize, INT Flags);
typedef INT(WSAAPI* LPFN_GETNAMEINFOW)(const SOCKADDR* pSockaddr, socklen_t SockaddrLength,
                                       PWCHAR pNodeBuffer, DWORD NodeBufferSize,
                                       PWCHAR pServiceBuffer, DWORD ServiceBufferSize, INT Flags);
typedef INT(WSAAPI* LPFN_INET_PTON)(INT Family, PCSTR pszAddrString, PVOID pAddrBuf);
typedef INT(WSAAPI* LPFN_INETPTONW)(INT Family, PCWSTR pszAddrString, PVOID pAddrBuf);
typedef PCSTR(WSAAPI* LPFN_INET_NTOP)(INT Family, const VOID* pAddr, PSTR pStringBuf,
                                      size_t StringBufSize);
typedef PCWSTR(WSAAPI* LPFN_INETNTOPW)(INT Family, const VOID* pAddr, PWSTR pStringBuf,
                                       size_t StringBufSize);

typedef LPFN_GETADDRINFO LPFN_GETADDRINFOA;
typedef LPFN_FREEADDRINFO LPFN_FREEADDRINFOA;
typedef LPFN_GETNAMEINFO LPFN_GETNAMEINFOA;
typedef LPFN_FREEADDRINFOEX LPFN_FREEADDRINFOEXA;
typedef LPFN_INET_PTON LPFN_INET_PTONA;
typedef LPFN_INET_NTOP LPFN_INET_NTOPA;

#ifdef UNICODE
#define LPFN_GETADDRINFOT LPFN_GETADDRINFOW
#define LPFN_FREEADDRINFOT LPFN_FREEADDRINFOW
#define LPFN_GETNAMEINFOT LPFN_GETNAMEINFOW
#define LPFN_GETADDRINFOEX LPFN_GETADDRINFOEXW
#define LPFN_SETADDRINFOEX LPFN_SETADDRINFOEXW
#else
#define LPFN_GETADDRINFOT LPFN_GETADDRINFOA
#define LPFN_FREEADDRINFOT LPFN_FREEADDRINFOA
#define LPFN_GETNAMEINFOT LPFN_GETNAMEINFOA
#define LPFN_GETADDRINFOEX LPFN_GETADDRINFOEXA
#define LPFN_SETADDRINFOEX LPFN_SETADDRINFOEXA
#endif

#endif
