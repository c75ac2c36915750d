/* iphlpapi.h - the host's adapters, their addresses and counters, and the resolver's setting.
 *
 * Every call returns 0 or its code. The size that a caller gives is that of its buffer; too small a
 * buffer gives ERROR_BUFFER_OVERFLOW or, with tables, ERROR_INSUFFICIENT_BUFFER, and the size. */
#ifndef __IPHLPAPI_H__
#define __IPHLPAPI_H__
#include "ipifcons.h"
#include "iptypes.h"
#include "ws2/connection_tables.h"
#include "ws2/route_tables.h"

#define MAX_INTERFACE_NAME_LEN 256
#define MAXLEN_PHYSADDR 8
#define MAXLEN_IFDESCR 256
#define ANY_SIZE 1

#define MIB_IPADDR_PRIMARY 0x0001
#define MIB_IPADDR_DYNAMIC 0x0004
#define MIB_IPADDR_DISCONNECTED 0x0008
#define MIB_IPADDR_DELETED 0x0040
#define MIB_IPADDR_TRANSIENT 0x0080

typedef struct _MIB_IPADDRROW_XP {
    DWORD dwAddr;
    IF_INDEX dwIndex;
    DWORD dwMask;
    DWORD dwBCastAddr;
    DWORD dwReasmSize;
    USHORT unused1;
    USHORT wType;
} MIB_IPADDRROW_XP, *PMIB_IPADDRROW_XP, MIB_IPADDRROW, *PMIB_IPADDRROW;

typedef struct _MIB_IPADDRTABLE {
    DWORD dwNumEntries;
    MIB_IPADDRROW table[ANY_SIZE];
} MIB_IPADDRTABLE, *PMIB_IPADDRTABLE;

typedef struct _MIB_IFROW {
    WCHAR wszName[MAX_INTERFACE_NAME_LEN];
    IF_INDEX dwIndex;
    IFTYPE dwType;
    DWORD dwMtu;
    DWORD dwSpeed;
    DWORD dwPhysAddrLen;
    UCHAR bPhysAddr[MAXLEN_PHYSADDR];
    DWORD dwAdminStatus;
    INTERNAL_IF_OPER_STATUS dwOperStatus;
    DWORD dwLastChange;
    DWORD dwInOctets;
    DWORD dwInUcastPkts;
    DWORD dwInNUcastPkts;
    DWORD dwInDiscards;
    DWORD dwInErrors;
    DWORD dwInUnknownProtos;
    DWORD dwOutOctets;
    DWORD dwOutUcastPkts;
    DWORD dwOutNUcastPkts;
    DWORD dwOutDiscards;
    DWORD dwOutErrors;
    DWORD dwOutQLen;
    DWORD dwDescrLen;
    UCHAR bDescr[MAXLEN_IFDESCR];
} MIB_IFROW, *PMIB_IFROW;

typedef struct _MIB_IFTABLE {
    DWORD dwNumEntries;
    MIB_IFROW table[ANY_SIZE];
} MIB_IFTABLE, *PMIB_IFTABLE;

#ifdef __cplusplus
extern "C" {
#endif

/* Family AF_UNSPEC, AF_INET or AF_INET6. Adapters carry Linux' names. */
WINSOCK_API_LINKAGE ULONG WINAPI GetAdaptersAddresses(ULONG Family, ULONG Flags, PVOID Reserved,
                                                      PIP_ADAPTER_ADDRESSES AdapterAddresses,
                                                      PULONG SizePointer);
/* IPv4 alone, without the loopback. */
WINSOCK_API_LINKAGE ULONG WINAPI GetAdaptersInfo(PIP_ADAPTER_INFO AdapterInfo, PULONG SizePointer);
WINSOCK_API_LINKAGE DWORD WINAPI GetNetworkParams(PFIXED_INFO pFixedInfo, PULONG pOutBufLen);
/* The name servers, which are the host's. ERROR_INVALID_PARAMETER: no such adapter. */
WINSOCK_API_LINKAGE DWORD WINAPI GetPerAdapterInfo(ULONG IfIndex,
                                                   PIP_PER_ADAPTER_INFO pPerAdapterInfo,
                                                   PULONG pOutBufLen);
/* Adapters with IPv4, without the loopback, and their names, which GetAdapterIndex takes. */
WINSOCK_API_LINKAGE DWORD WINAPI GetInterfaceInfo(PIP_INTERFACE_INFO pIfTable, PULONG dwOutBufLen);
WINSOCK_API_LINKAGE DWORD WINAPI GetAdapterIndex(LPWSTR AdapterName, PULONG IfIndex);
/* bOrder: by address, respectively by index. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIpAddrTable(PMIB_IPADDRTABLE pIpAddrTable, PULONG pdwSize,
                                                BOOL bOrder);
WINSOCK_API_LINKAGE DWORD WINAPI GetIfTable(PMIB_IFTABLE pIfTable, PULONG pdwSize, BOOL bOrder);
/* Reads dwIndex and fills the rest. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIfEntry(PMIB_IFROW pIfRow);
WINSOCK_API_LINKAGE DWORD WINAPI GetNumberOfInterfaces(PDWORD pdwNumIf);
/* The interface over which a packet to the address would leave. */
WINSOCK_API_LINKAGE DWORD WINAPI GetBestInterface(ULONG dwDestAddr, PDWORD pdwBestIfIndex);
WINSOCK_API_LINKAGE DWORD WINAPI GetBestInterfaceEx(struct sockaddr* pDestAddr,
                                                    PDWORD pdwBestIfIndex);

#ifdef __cplusplus
}
#endif

#endif
