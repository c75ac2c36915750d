/* ipexport.h - what an ICMP echo says and is answered: options, replies and their status. */
#ifndef WS2_IPEXPORT_H
#define WS2_IPEXPORT_H
#include "inaddr.h"
#include "minwindef.h"

typedef ULONG IPAddr;
typedef ULONG IPMask;
typedef ULONG IP_STATUS;

#define MAX_OPT_SIZE 40

#define MAX_ADAPTER_NAME 128
typedef struct _IP_ADAPTER_INDEX_MAP {
    ULONG Index;
    WCHAR Name[MAX_ADAPTER_NAME];
} IP_ADAPTER_INDEX_MAP, *PIP_ADAPTER_INDEX_MAP;

typedef struct _IP_INTERFACE_INFO {
    LONG NumAdapters;
    IP_ADAPTER_INDEX_MAP Adapter[1];
} IP_INTERFACE_INFO, *PIP_INTERFACE_INFO;

#define IP_STATUS_BASE 11000
#define IP_SUCCESS 0
#define IP_BUF_TOO_SMALL 11001
#define IP_DEST_NET_UNREACHABLE 11002
#define IP_DEST_NO_ROUTE 11002
#define IP_DEST_HOST_UNREACHABLE 11003
#define IP_DEST_ADDR_UNREACHABLE 11003
#define IP_DEST_PROT_UNREACHABLE 11004
#define IP_DEST_PROHIBITED 11004
#define IP_DEST_PORT_UNREACHABLE 11005
#define IP_NO_RESOURCES 11006
#define IP_BAD_OPTION 11007
#define IP_HW_ERROR 11008
#define IP_PACKET_TOO_BIG 11009
#define IP_REQ_TIMED_OUT 11010
#define IP_BAD_REQ 11011
#define IP_BAD_ROUTE 11012
#define IP_TTL_EXPIRED_TRANSIT 11013
#define IP_HOP_LIMIT_EXCEEDED 11013
#define IP_TTL_EXPIRED_REASSEM 11014
#define IP_REASSEMBLY_TIME_EXCEEDED 11014
#define IP_PARAM_PROBLEM 11015
#define IP_PARAMETER_PROBLEM 11015
#define IP_SOURCE_QUENCH 11016
#define IP_OPTION_TOO_BIG 11017
#define IP_BAD_DESTINATION 11018
#define IP_DEST_UNREACHABLE 11040
#define IP_TIME_EXCEEDED 11041
#define IP_BAD_HEADER 11042
#define IP_UNRECOGNIZED_NEXT_HEADER 11043
#define IP_ICMP_ERROR 11044
#define IP_DEST_SCOPE_MISMATCH 11045
#define IP_GENERAL_FAILURE 11050
#define MAX_IP_STATUS IP_GENERAL_FAILURE
#define IP_PENDING 11255

#define IP_FLAG_REVERSE 0x1
#define IP_FLAG_DF 0x2

typedef struct ip_option_information {
    UCHAR Ttl;
    UCHAR Tos;
    UCHAR Flags;
    UCHAR OptionsSize;
    PUCHAR OptionsData;
} IP_OPTION_INFORMATION, *PIP_OPTION_INFORMATION;

typedef struct icmp_echo_reply {
    IPAddr Address;
    ULONG Status;
    ULONG RoundTripTime; /* milliseconds */
    USHORT DataSize;
    USHORT Reserved;
    PVOID Data;
    struct ip_option_information Options;
} ICMP_ECHO_REPLY, *PICMP_ECHO_REPLY;

#pragma pack(push, 1)
typedef struct _IPV6_ADDRESS_EX {
    USHORT sin6_port;
    ULONG sin6_flowinfo;
    USHORT sin6_addr[8];
    ULONG sin6_scope_id;
} IPV6_ADDRESS_EX, *PIPV6_ADDRESS_EX;
#pragma pack(pop)

/* The data lies behind it. */
typedef struct icmpv6_echo_reply_lh {
    IPV6_ADDRESS_EX Address;
    ULONG Status;
    unsigned int RoundTripTime;
} ICMPV6_ECHO_REPLY_LH, *PICMPV6_ECHO_REPLY_LH, ICMPV6_ECHO_REPLY, *PICMPV6_ECHO_REPLY;

#endif
