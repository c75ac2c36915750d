/* netioapi.h - network interfaces by index and by name. */
#ifndef _NETIOAPI_H_
#define _NETIOAPI_H_
#include "winsock2.h"

#define NDIS_IF_MAX_STRING_SIZE 256
#define IF_NAMESIZE NDIS_IF_MAX_STRING_SIZE
typedef ULONG NET_IFINDEX, *PNET_IFINDEX;

#ifdef __cplusplus
extern "C" {
#endif

/* 0 if there is no such interface. */
WINSOCK_API_LINKAGE NET_IFINDEX WINAPI if_nametoindex(PCSTR InterfaceName)
    WS2_LIBC_NAME(if_nametoindex);
/* InterfaceName has room for NDIS_IF_MAX_STRING_SIZE + 1 characters; NULL if there is no such
 * interface. */
WINSOCK_API_LINKAGE PCHAR WINAPI if_indextoname(NET_IFINDEX InterfaceIndex, PCHAR InterfaceName)
    WS2_LIBC_NAME(if_indextoname);

#ifdef __cplusplus
}
#endif

#endif
