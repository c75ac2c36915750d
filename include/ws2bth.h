/* ws2bth.h - addresses and protocols of Bluetooth. No provider here serves them: socket() says
 * WSAEAFNOSUPPORT. */
#ifndef __WS2BTH__H
#define __WS2BTH__H
#include "guiddef.h"
#include "winsock2.h"

typedef ULONGLONG BTH_ADDR, *PBTH_ADDR;

#define BT_PORT_ANY ((ULONG)-1)
#define BT_PORT_MIN 0x1
#define BT_PORT_MAX 0xffff
#define BT_PORT_DYN_FIRST 0x1001
#define BTHPROTO_RFCOMM 0x0003
#define BTHPROTO_L2CAP 0x0100
#define SOL_RFCOMM BTHPROTO_RFCOMM
#define SOL_L2CAP BTHPROTO_L2CAP
#define SOL_SDP 0x0101
#define SO_BTH_AUTHENTICATE 0x80000001
#define SO_BTH_ENCRYPT 0x00000002
#define SO_BTH_MTU 0x80000007
#define SO_BTH_MTU_MAX 0x80000008
#define SO_BTH_MTU_MIN 0x8000000a
#define BTHNS_RESULT_DEVICE_CONNECTED 0x00010000
#define BTHNS_RESULT_DEVICE_REMEMBERED 0x00020000
#define BTHNS_RESULT_DEVICE_AUTHENTICATED 0x00040000
#define GET_NAP(address) ((USHORT)(((ULONGLONG)(address) >> 32) & 0xffff))
#define GET_SAP(address) ((ULONG)((ULONGLONG)(address)&0xffffffff))

#pragma pack(push, 1)
typedef struct _SOCKADDR_BTH {
    USHORT addressFamily;
    BTH_ADDR btAddr;
    GUID serviceClassId;
    ULONG port;
} SOCKADDR_BTH, *PSOCKADDR_BTH;
#pragma pack(pop)

#endif
