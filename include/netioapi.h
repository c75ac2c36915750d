/* netioapi.h - network interfaces by index, name and LUID, with counters of 64 bits, their
 * addresses, and what happens to them. */
#ifndef _NETIOAPI_H_
#define _NETIOAPI_H_
#include "ifdef.h"
#include "nldef.h"
#include "winsock2.h"
#include "ws2ipdef.h"

#define IF_NAMESIZE NDIS_IF_MAX_STRING_SIZE
#define NETIO_STATUS DWORD
#define NETIOAPI_API_ WINAPI

typedef enum {
    NdisMedium802_3 = 0,
    NdisMediumWan = 3,
    NdisMediumTunnel = 15,
    NdisMediumNative802_11 = 16,
    NdisMediumLoopback = 17,
    NdisMediumIP = 19
} NDIS_MEDIUM;
typedef enum {
    NdisPhysicalMediumUnspecified = 0,
    NdisPhysicalMedium802_3 = 14
} NDIS_PHYSICAL_MEDIUM;

typedef struct _MIB_IF_ROW2 {
    NET_LUID InterfaceLuid;
    NET_IFINDEX InterfaceIndex;
    GUID InterfaceGuid;
    WCHAR Alias[IF_MAX_STRING_SIZE + 1];
    WCHAR Description[IF_MAX_STRING_SIZE + 1];
    ULONG PhysicalAddressLength;
    UCHAR PhysicalAddress[IF_MAX_PHYS_ADDRESS_LENGTH];
    UCHAR PermanentPhysicalAddress[IF_MAX_PHYS_ADDRESS_LENGTH];
    ULONG Mtu;
    IFTYPE Type;
    TUNNEL_TYPE TunnelType;
    NDIS_MEDIUM MediaType;
    NDIS_PHYSICAL_MEDIUM PhysicalMediumType;
    NET_IF_ACCESS_TYPE AccessType;
    NET_IF_DIRECTION_TYPE DirectionType;
    struct {
        BOOLEAN HardwareInterface : 1;
        BOOLEAN FilterInterface : 1;
        BOOLEAN ConnectorPresent : 1;
        BOOLEAN NotAuthenticated : 1;
        BOOLEAN NotMediaConnected : 1;
        BOOLEAN Paused : 1;
        BOOLEAN LowPower : 1;
        BOOLEAN EndPointInterface : 1;
    } InterfaceAndOperStatusFlags;
    IF_OPER_STATUS OperStatus;
    NET_IF_ADMIN_STATUS AdminStatus;
    NET_IF_MEDIA_CONNECT_STATE MediaConnectState;
    NET_IF_NETWORK_GUID NetworkGuid;
    NET_IF_CONNECTION_TYPE ConnectionType;
    ULONG64 TransmitLinkSpeed;
    ULONG64 ReceiveLinkSpeed;
    ULONG64 InOctets;
    ULONG64 InUcastPkts;
    ULONG64 InNUcastPkts;
    ULONG64 InDiscards;
    ULONG64 InErrors;
    ULONG64 InUnknownProtos;
    ULONG64 InUcastOctets;
    ULONG64 InMulticastOctets;
    ULONG64 InBroadcastOctets;
    ULONG64 OutOctets;
    ULONG64 OutUcastPkts;
    ULONG64 OutNUcastPkts;
    ULONG64 OutDiscards;
    ULONG64 OutErrors;
    ULONG64 OutUcastOctets;
    ULONG64 OutMulticastOctets;
    ULONG64 OutBroadcastOctets;
    ULONG64 OutQLen;
} MIB_IF_ROW2, *PMIB_IF_ROW2;

typedef struct _MIB_IF_TABLE2 {
    ULONG NumEntries;
    MIB_IF_ROW2 Table[1];
} MIB_IF_TABLE2, *PMIB_IF_TABLE2;

typedef struct _MIB_UNICASTIPADDRESS_ROW {
    SOCKADDR_INET Address;
    NET_LUID InterfaceLuid;
    NET_IFINDEX InterfaceIndex;
    NL_PREFIX_ORIGIN PrefixOrigin;
    NL_SUFFIX_ORIGIN SuffixOrigin;
    ULONG ValidLifetime;
    ULONG PreferredLifetime;
    UINT8 OnLinkPrefixLength;
    BOOLEAN SkipAsSource;
    NL_DAD_STATE DadState;
    SCOPE_ID ScopeId;
    LARGE_INTEGER CreationTimeStamp;
} MIB_UNICASTIPADDRESS_ROW, *PMIB_UNICASTIPADDRESS_ROW;

typedef struct _MIB_UNICASTIPADDRESS_TABLE {
    ULONG NumEntries;
    MIB_UNICASTIPADDRESS_ROW Table[1];
} MIB_UNICASTIPADDRESS_TABLE, *PMIB_UNICASTIPADDRESS_TABLE;

typedef struct _IP_ADDRESS_PREFIX {
    SOCKADDR_INET Prefix;
    UINT8 PrefixLength;
} IP_ADDRESS_PREFIX, *PIP_ADDRESS_PREFIX;

typedef struct _MIB_IPFORWARD_ROW2 {
    NET_LUID InterfaceLuid;
    NET_IFINDEX InterfaceIndex;
    IP_ADDRESS_PREFIX DestinationPrefix;
    SOCKADDR_INET NextHop;
    UCHAR SitePrefixLength;
    ULONG ValidLifetime;
    ULONG PreferredLifetime;
    ULONG Metric;
    NL_ROUTE_PROTOCOL Protocol;
    BOOLEAN Loopback;
    BOOLEAN AutoconfigureAddress;
    BOOLEAN Publish;
    BOOLEAN Immortal;
    ULONG Age;
    NL_ROUTE_ORIGIN Origin;
} MIB_IPFORWARD_ROW2, *PMIB_IPFORWARD_ROW2;

typedef struct _MIB_IPFORWARD_TABLE2 {
    ULONG NumEntries;
    MIB_IPFORWARD_ROW2 Table[1];
} MIB_IPFORWARD_TABLE2, *PMIB_IPFORWARD_TABLE2;

typedef struct _MIB_IPINTERFACE_ROW {
    ADDRESS_FAMILY Family;
    NET_LUID InterfaceLuid;
    NET_IFINDEX InterfaceIndex;
    ULONG MaxReassemblySize;
    ULONG64 InterfaceIdentifier;
    ULONG MinRouterAdvertisementInterval;
    ULONG MaxRouterAdvertisementInterval;
    BOOLEAN AdvertisingEnabled;
    BOOLEAN ForwardingEnabled;
    BOOLEAN WeakHostSend;
    BOOLEAN WeakHostReceive;
    BOOLEAN UseAutomaticMetric;
    BOOLEAN UseNeighborUnreachabilityDetection;
    BOOLEAN ManagedAddressConfigurationSupported;
    BOOLEAN OtherStatefulConfigurationSupported;
    BOOLEAN AdvertiseDefaultRoute;
    NL_ROUTER_DISCOVERY_BEHAVIOR RouterDiscoveryBehavior;
    ULONG DadTransmits;
    ULONG BaseReachableTime;
    ULONG RetransmitTime;
    ULONG PathMtuDiscoveryTimeout;
    NL_LINK_LOCAL_ADDRESS_BEHAVIOR LinkLocalAddressBehavior;
    ULONG LinkLocalAddressTimeout;
    ULONG ZoneIndices[16];
    ULONG SitePrefixLength;
    ULONG Metric;
    ULONG NlMtu;
    BOOLEAN Connected;
    BOOLEAN SupportsWakeUpPatterns;
    BOOLEAN SupportsNeighborDiscovery;
    BOOLEAN SupportsRouterDiscovery;
    ULONG ReachableTime;
    NL_INTERFACE_OFFLOAD_ROD TransmitOffload;
    NL_INTERFACE_OFFLOAD_ROD ReceiveOffload;
    BOOLEAN DisableDefaultRoutes;
} MIB_IPINTERFACE_ROW, *PMIB_IPINTERFACE_ROW;

typedef struct _MIB_IPINTERFACE_TABLE {
    ULONG NumEntries;
    MIB_IPINTERFACE_ROW Table[1];
} MIB_IPINTERFACE_TABLE, *PMIB_IPINTERFACE_TABLE;

typedef struct _MIB_IPNET_ROW2 {
    SOCKADDR_INET Address;
    NET_IFINDEX InterfaceIndex;
    NET_LUID InterfaceLuid;
    UCHAR PhysicalAddress[IF_MAX_PHYS_ADDRESS_LENGTH];
    ULONG PhysicalAddressLength;
    NL_NEIGHBOR_STATE State;
    __extension__ union {
        __extension__ struct {
            BOOLEAN IsRouter : 1;
            BOOLEAN IsUnreachable : 1;
        };
        UCHAR Flags;
    };
    union {
        ULONG LastReachable;
        ULONG LastUnreachable;
    } ReachabilityTime;
} MIB_IPNET_ROW2, *PMIB_IPNET_ROW2;

typedef struct _MIB_IPNET_TABLE2 {
    ULONG NumEntries;
    MIB_IPNET_ROW2 Table[1];
} MIB_IPNET_TABLE2, *PMIB_IPNET_TABLE2;

typedef enum {
    MibParameterNotification = 0,
    MibAddInstance = 1,
    MibDeleteInstance = 2,
    MibInitialNotification = 3
} MIB_NOTIFICATION_TYPE;

/* The row names family, LUID and index, and with addresses the address; it lives as long as the
 * call does. NULL with MibInitialNotification. */
typedef VOID(NETIOAPI_API_* PIPINTERFACE_CHANGE_CALLBACK)(PVOID CallerContext,
                                                          PMIB_IPINTERFACE_ROW Row,
                                                          MIB_NOTIFICATION_TYPE NotificationType);
typedef VOID(NETIOAPI_API_* PUNICAST_IPADDRESS_CHANGE_CALLBACK)(
    PVOID CallerContext, PMIB_UNICASTIPADDRESS_ROW Row, MIB_NOTIFICATION_TYPE NotificationType);

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

/* The calls below return 0 or their code. Names and aliases are Linux' names. A LUID is made of an
 * interface's index and type. */
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceIndexToLuid(NET_IFINDEX InterfaceIndex,
                                                             PNET_LUID InterfaceLuid);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceLuidToIndex(const NET_LUID* InterfaceLuid,
                                                             PNET_IFINDEX InterfaceIndex);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceNameToLuidA(LPCSTR InterfaceName,
                                                             NET_LUID* InterfaceLuid);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceNameToLuidW(LPCWSTR InterfaceName,
                                                             NET_LUID* InterfaceLuid);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceAliasToLuid(LPCWSTR InterfaceAlias,
                                                             NET_LUID* InterfaceLuid);
/* Length: in characters. ERROR_NOT_ENOUGH_MEMORY if the name is longer. */
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceLuidToNameA(const NET_LUID* InterfaceLuid,
                                                             LPSTR InterfaceName, SIZE_T Length);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceLuidToNameW(const NET_LUID* InterfaceLuid,
                                                             LPWSTR InterfaceName, SIZE_T Length);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceLuidToAlias(const NET_LUID* InterfaceLuid,
                                                             LPWSTR InterfaceAlias, SIZE_T Length);

/* A GUID is made of a LUID. */
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceLuidToGuid(const NET_LUID* InterfaceLuid,
                                                            GUID* InterfaceGuid);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertInterfaceGuidToLuid(const GUID* InterfaceGuid,
                                                            PNET_LUID InterfaceLuid);
/* ERROR_INVALID_PARAMETER for more than 32 bits, respectively for bits that are not in front. */
WINSOCK_API_LINKAGE DWORD WINAPI ConvertLengthToIpv4Mask(ULONG MaskLength, PULONG Mask);
WINSOCK_API_LINKAGE DWORD WINAPI ConvertIpv4MaskToLength(ULONG Mask, PUINT8 MaskLength);

/* Tables are freed by FreeMibTable. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIfTable2(PMIB_IF_TABLE2* Table);
/* Reads InterfaceLuid, or InterfaceIndex if that is 0, and fills the rest. ERROR_FILE_NOT_FOUND if
 * there is no such interface. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIfEntry2(PMIB_IF_ROW2 Row);
/* Family AF_UNSPEC, AF_INET or AF_INET6. */
WINSOCK_API_LINKAGE DWORD WINAPI GetUnicastIpAddressTable(ADDRESS_FAMILY Family,
                                                          PMIB_UNICASTIPADDRESS_TABLE* Table);
/* Reads Address and the interface, as GetIfEntry2 does. ERROR_NOT_FOUND: it does not have it. */
WINSOCK_API_LINKAGE DWORD WINAPI GetUnicastIpAddressEntry(PMIB_UNICASTIPADDRESS_ROW Row);
WINSOCK_API_LINKAGE VOID WINAPI InitializeUnicastIpAddressEntry(PMIB_UNICASTIPADDRESS_ROW Row);
/* IPv4 or IPv6 of one interface: reads Family and the interface. ERROR_NOT_FOUND: it has no address
 * of the family. What Linux does not have is 0. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIpInterfaceEntry(PMIB_IPINTERFACE_ROW Row);
WINSOCK_API_LINKAGE VOID WINAPI InitializeIpInterfaceEntry(PMIB_IPINTERFACE_ROW Row);
WINSOCK_API_LINKAGE DWORD WINAPI GetIpInterfaceTable(ADDRESS_FAMILY Family,
                                                     PMIB_IPINTERFACE_TABLE* Table);
/* Neighbours that the kernel knows; NlnsReachable stands for all whose hardware address may be
 * used. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIpNetTable2(ADDRESS_FAMILY Family, PMIB_IPNET_TABLE2* Table);
WINSOCK_API_LINKAGE DWORD WINAPI GetIpForwardTable2(ADDRESS_FAMILY Family,
                                                    PMIB_IPFORWARD_TABLE2* Table);
/* The route to the address, through the interface if one is given, and the source that goes with
 * it. ERROR_NOT_FOUND: no such interface, or the source that is asked for is not the route's.
 * ERROR_NETWORK_UNREACHABLE: no route. */
WINSOCK_API_LINKAGE DWORD WINAPI GetBestRoute2(NET_LUID* InterfaceLuid, NET_IFINDEX InterfaceIndex,
                                               const SOCKADDR_INET* SourceAddress,
                                               const SOCKADDR_INET* DestinationAddress,
                                               ULONG AddressSortOptions,
                                               PMIB_IPFORWARD_ROW2 BestRoute,
                                               SOCKADDR_INET* BestSourceAddress);
WINSOCK_API_LINKAGE VOID WINAPI FreeMibTable(PVOID Memory);

/* The callback runs in a thread of the library's, one at a time, until CancelMibChangeNotify2,
 * which waits for one that runs unless it is called by it. */
WINSOCK_API_LINKAGE DWORD WINAPI NotifyIpInterfaceChange(ADDRESS_FAMILY Family,
                                                         PIPINTERFACE_CHANGE_CALLBACK Callback,
                                                         PVOID CallerContext,
                                                         BOOLEAN InitialNotification,
                                                         HANDLE* NotificationHandle);
WINSOCK_API_LINKAGE DWORD WINAPI NotifyUnicastIpAddressChange(
    ADDRESS_FAMILY Family, PUNICAST_IPADDRESS_CHANGE_CALLBACK Callback, PVOID CallerContext,
    BOOLEAN InitialNotification, HANDLE* NotificationHandle);
WINSOCK_API_LINKAGE DWORD WINAPI CancelMibChangeNotify2(HANDLE NotificationHandle);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define ConvertInterfaceNameToLuid ConvertInterfaceNameToLuidW
#define ConvertInterfaceLuidToName ConvertInterfaceLuidToNameW
#else
#define ConvertInterfaceNameToLuid ConvertInterfaceNameToLuidA
#define ConvertInterfaceLuidToName ConvertInterfaceLuidToNameA
#endif

#endif
