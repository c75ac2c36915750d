/* ws2/route_tables.h - the host's IPv4 routes and neighbours, and what it has counted of its
 * protocols. Part of iphlpapi.h. */
#ifndef WS2_ROUTE_TABLES_H
#define WS2_ROUTE_TABLES_H
#include "ifdef.h"
#include "ipexport.h"
#include "winsock2.h"

#define MIB_IPROUTE_TYPE_OTHER 1
#define MIB_IPROUTE_TYPE_INVALID 2
#define MIB_IPROUTE_TYPE_DIRECT 3
#define MIB_IPROUTE_TYPE_INDIRECT 4
#define MIB_IPPROTO_OTHER 1
#define MIB_IPPROTO_LOCAL 2
#define MIB_IPPROTO_NETMGMT 3
#define MIB_IPPROTO_ICMP 4
#define MIB_IPROUTE_METRIC_UNUSED ((DWORD)-1)

/* Addresses in network order. */
typedef struct _MIB_IPFORWARDROW {
    DWORD dwForwardDest;
    DWORD dwForwardMask;
    DWORD dwForwardPolicy;
    DWORD dwForwardNextHop;
    IF_INDEX dwForwardIfIndex;
    __extension__ union {
        DWORD dwForwardType;
        DWORD ForwardType;
    };
    __extension__ union {
        DWORD dwForwardProto;
        DWORD ForwardProto;
    };
    DWORD dwForwardAge;
    DWORD dwForwardNextHopAS;
    DWORD dwForwardMetric1;
    DWORD dwForwardMetric2;
    DWORD dwForwardMetric3;
    DWORD dwForwardMetric4;
    DWORD dwForwardMetric5;
} MIB_IPFORWARDROW, *PMIB_IPFORWARDROW;

typedef struct _MIB_IPFORWARDTABLE {
    DWORD dwNumEntries;
    MIB_IPFORWARDROW table[1];
} MIB_IPFORWARDTABLE, *PMIB_IPFORWARDTABLE;

#define MIB_IPNET_TYPE_OTHER 1
#define MIB_IPNET_TYPE_INVALID 2
#define MIB_IPNET_TYPE_DYNAMIC 3
#define MIB_IPNET_TYPE_STATIC 4

typedef struct _MIB_IPNETROW {
    IF_INDEX dwIndex;
    DWORD dwPhysAddrLen;
    UCHAR bPhysAddr[8];
    DWORD dwAddr;
    __extension__ union {
        DWORD dwType;
        DWORD Type;
    };
} MIB_IPNETROW, *PMIB_IPNETROW;

typedef struct _MIB_IPNETTABLE {
    DWORD dwNumEntries;
    MIB_IPNETROW table[1];
} MIB_IPNETTABLE, *PMIB_IPNETTABLE;

#define MIB_IP_FORWARDING 1
#define MIB_IP_NOT_FORWARDING 2
#define MIB_TCP_RTO_OTHER 1
#define MIB_TCP_RTO_CONSTANT 2
#define MIB_TCP_RTO_RSRE 3
#define MIB_TCP_RTO_VANJ 4
#define MIB_TCP_MAXCONN_DYNAMIC ((DWORD)-1)

typedef struct _MIB_IPSTATS {
    __extension__ union {
        DWORD dwForwarding;
        DWORD Forwarding;
    };
    DWORD dwDefaultTTL;
    DWORD dwInReceives;
    DWORD dwInHdrErrors;
    DWORD dwInAddrErrors;
    DWORD dwForwDatagrams;
    DWORD dwInUnknownProtos;
    DWORD dwInDiscards;
    DWORD dwInDelivers;
    DWORD dwOutRequests;
    DWORD dwRoutingDiscards;
    DWORD dwOutDiscards;
    DWORD dwOutNoRoutes;
    DWORD dwReasmTimeout;
    DWORD dwReasmReqds;
    DWORD dwReasmOks;
    DWORD dwReasmFails;
    DWORD dwFragOks;
    DWORD dwFragFails;
    DWORD dwFragCreates;
    DWORD dwNumIf;
    DWORD dwNumAddr;
    DWORD dwNumRoutes;
} MIB_IPSTATS, *PMIB_IPSTATS;

typedef struct _MIB_TCPSTATS {
    __extension__ union {
        DWORD dwRtoAlgorithm;
        DWORD RtoAlgorithm;
    };
    DWORD dwRtoMin;
    DWORD dwRtoMax;
    DWORD dwMaxConn;
    DWORD dwActiveOpens;
    DWORD dwPassiveOpens;
    DWORD dwAttemptFails;
    DWORD dwEstabResets;
    DWORD dwCurrEstab;
    DWORD dwInSegs;
    DWORD dwOutSegs;
    DWORD dwRetransSegs;
    DWORD dwInErrs;
    DWORD dwOutRsts;
    DWORD dwNumConns;
} MIB_TCPSTATS, *PMIB_TCPSTATS;

typedef struct _MIB_UDPSTATS {
    DWORD dwInDatagrams;
    DWORD dwNoPorts;
    DWORD dwInErrors;
    DWORD dwOutDatagrams;
    DWORD dwNumAddrs;
} MIB_UDPSTATS, *PMIB_UDPSTATS;

typedef struct _MIBICMPSTATS {
    DWORD dwMsgs;
    DWORD dwErrors;
    DWORD dwDestUnreachs;
    DWORD dwTimeExcds;
    DWORD dwParmProbs;
    DWORD dwSrcQuenchs;
    DWORD dwRedirects;
    DWORD dwEchos;
    DWORD dwEchoReps;
    DWORD dwTimestamps;
    DWORD dwTimestampReps;
    DWORD dwAddrMasks;
    DWORD dwAddrMaskReps;
} MIBICMPSTATS, *PMIBICMPSTATS;

typedef struct _MIBICMPINFO {
    MIBICMPSTATS icmpInStats;
    MIBICMPSTATS icmpOutStats;
} MIBICMPINFO;

typedef struct _MIB_ICMP {
    MIBICMPINFO stats;
} MIB_ICMP, *PMIB_ICMP;

#ifdef __cplusplus
extern "C" {
#endif

/* bOrder: by destination. What goes to the host itself and to its broadcast addresses is listed,
 * too. */
WINSOCK_API_LINKAGE DWORD WINAPI GetIpForwardTable(PMIB_IPFORWARDTABLE pIpForwardTable,
                                                   PULONG pdwSize, BOOL bOrder);
/* dwSourceAddr is ignored, as Windows mostly does. ERROR_CAN_NOT_COMPLETE: no route. */
WINSOCK_API_LINKAGE DWORD WINAPI GetBestRoute(DWORD dwDestAddr, DWORD dwSourceAddr,
                                              PMIB_IPFORWARDROW pBestRoute);
/* The neighbours whose hardware addresses are known, and those that did not answer. bOrder: by
 * address. */
WINSOCK_API_LINKAGE ULONG WINAPI GetIpNetTable(PMIB_IPNETTABLE IpNetTable, PULONG SizePointer,
                                               BOOL Order);
/* Waits for the answer for about three seconds. ERROR_BAD_NET_NAME: none came, or the host is not
 * on a link with hardware addresses. PhyAddrLen: in octets, of the buffer and of the address. */
WINSOCK_API_LINKAGE DWORD WINAPI SendARP(IPAddr DestIP, IPAddr SrcIP, PVOID pMacAddr,
                                         PULONG PhyAddrLen);

/* dwFamily AF_INET or AF_INET6. Linux counts TCP of both families together, under AF_INET; AF_INET6
 * is ERROR_NOT_SUPPORTED for TCP. */
WINSOCK_API_LINKAGE ULONG WINAPI GetIpStatistics(PMIB_IPSTATS Statistics);
WINSOCK_API_LINKAGE ULONG WINAPI GetIpStatisticsEx(PMIB_IPSTATS Statistics, ULONG Family);
WINSOCK_API_LINKAGE ULONG WINAPI GetTcpStatistics(PMIB_TCPSTATS Statistics);
WINSOCK_API_LINKAGE ULONG WINAPI GetTcpStatisticsEx(PMIB_TCPSTATS Statistics, ULONG Family);
WINSOCK_API_LINKAGE ULONG WINAPI GetUdpStatistics(PMIB_UDPSTATS Stats);
WINSOCK_API_LINKAGE ULONG WINAPI GetUdpStatisticsEx(PMIB_UDPSTATS Statistics, ULONG Family);
WINSOCK_API_LINKAGE ULONG WINAPI GetIcmpStatistics(PMIB_ICMP Statistics);

#ifdef __cplusplus
}
#endif

#endif
