/* wshisotp.h - the ISO transport protocols under AF_ISO and their addresses. */
#ifndef _WSHISOTP_
#define _WSHISOTP_
#include "winsock2.h"

#define ISOPROTO_TP0 25
#define ISOPROTO_TP1 26
#define ISOPROTO_TP2 27
#define ISOPROTO_TP3 28
#define ISOPROTO_TP4 29
#define ISOPROTO_TP ISOPROTO_TP4
#define ISOPROTO_CLTP 30
#define ISOPROTO_CLNP 31
#define ISOPROTO_X25 32
#define ISOPROTO_INACT_NL 33
#define ISOPROTO_ESIS 34
#define ISOPROTO_INTRAISIS 35

#define ISO_MAX_ADDR_LENGTH 64
#define ISO_HIERARCHICAL 0
#define ISO_NON_HIERARCHICAL 1

/* tp_addr holds the transport selector (tp_tsel_len octets), then the network address;
 * tp_taddr_len is the length of both. */
typedef struct sockaddr_tp {
    u_short tp_family;
    u_short tp_addr_type;
    u_short tp_taddr_len;
    u_short tp_tsel_len;
    u_char tp_addr[ISO_MAX_ADDR_LENGTH];
} SOCKADDR_TP, *PSOCKADDR_TP, *LPSOCKADDR_TP;

#define ISO_SET_TP_ADDR(sa, port, portlen, node, nodelen)                                          \
    do {                                                                                           \
        (sa)->tp_family = AF_ISO;                                                                  \
        (sa)->tp_addr_type = ISO_HIERARCHICAL;                                                     \
        (sa)->tp_tsel_len = (u_short)(portlen);                                                    \
        (sa)->tp_taddr_len = (u_short)((portlen) + (nodelen));                                     \
        memcpy((sa)->tp_addr, (port), (portlen));                                                  \
        memcpy((sa)->tp_addr + (portlen), (node), (nodelen));                                      \
    } while (0)

#define ISO_EXP_DATA_USE 0
#define ISO_EXP_DATA_NUSE 1

#endif
