/* ws2itot.h - what the ISO transport over TCP can be told beyond Winsock, and what it can tell:
 * times and limits as options of a level of their own, and how a connection ended. Windows has none
 * of it.
 */
#ifndef WS2ITOT_H
#define WS2ITOT_H
#include "wshisotp.h"

/* The level of the options below. Each value is a DWORD. What a listening socket has holds for
 * the connections that it accepts. */
#define SOL_ITOT 0x4954

/* Times in milliseconds, not 0. One that runs already goes on as it was set. */
#define ITOT_REQUEST_TIMEOUT 0x01 /* a TCP connection of the listening port without a CR */
#define ITOT_CONFIRM_TIMEOUT 0x02 /* our CR without an answer */
#define ITOT_ACCEPT_TIMEOUT 0x03  /* a CR that no accept has answered */
#define ITOT_DRAIN_TIMEOUT 0x04   /* what is queued at closesocket */
#define ITOT_RELEASE_TIMEOUT 0x05 /* our DR or ER without an answer */
#define ITOT_LINGER_TIMEOUT 0x06  /* TCP after the release, until the peer's FIN */
#define ITOT_ANSWER_TIMEOUT 0x07  /* the peer's DR without WSASendDisconnect of our own */
#define ITOT_CONNECT_TIMEOUT 0x08 /* TCP being connected; may be 0: for as long as the system tries */

/* Limits, not 0. */
#define ITOT_RECEIVE_LIMIT 0x11        /* octets that wait for the program; then TCP is not read */
#define ITOT_EXPEDITED_LIMIT 0x12      /* expedited data that waits likewise */
#define ITOT_REPLY_LIMIT 0x13          /* octets of answers that the peer does not read likewise */
#define ITOT_TPDU_SIZE 0x14            /* 128 to 65408; of a connection what was agreed on */
#define ITOT_PENDING_LIMIT 0x15        /* TCP connections of the listening port without a CR */
#define ITOT_PENDING_SOURCE_LIMIT 0x16 /* and of one remote host */
#define ITOT_SEND_LIMIT 0x17           /* octets that TCP has not taken; then MSG_OOB would block */
#define ITOT_REQUEST_LIMIT 0x18        /* 132 to 65535: octets of a TPKT until it is connected */
#define ITOT_SELECTOR_LIMIT 0x19       /* 1 to 32: octets of a selector in a CR or CC */
#define ITOT_PARAMETER_LIMIT 0x1A      /* 1 to 124: parameters of one TPDU */

/* Behaviour, 0 or 1. */
#define ITOT_ALLOW_CLASS0 0x21      /* TP2: class 0 as well, to call and to be called */
#define ITOT_CLASS0_DISCONNECT 0x22 /* class 0: disconnect data in a DR, outside the standard */
#define ITOT_CONFIRM_EXPEDITED 0x23 /* ask for expedited data to be acknowledged */
#define ITOT_REQUIRE_OPTIONS 0x24   /* refuse a class 2 peer that leaves C6 out; 1 unless set */

/* Read only: the class of the connection, 0 or 2. */
#define ITOT_CLASS 0x31

/* How the peer ended the connection, or refused it. in: none; out: an ITOT_ENDING. */
#define SIO_ITOT_GET_ENDING _WSAIOR(IOC_VENDOR, 0x4954)

#define ITOT_ENDED_BY_NOTHING 0x00
#define ITOT_ENDED_BY_ER 0x70 /* dwReason is its reject cause */
#define ITOT_ENDED_BY_DR 0x80 /* dwReason is its reason */
#define ITOT_ENDED_BY_DC 0xC0

#define ITOT_REASON_NOT_SPECIFIED 0x00
#define ITOT_REASON_CONGESTION 0x01
#define ITOT_REASON_NOT_ATTACHED 0x02
#define ITOT_REASON_ADDRESS_UNKNOWN 0x03
#define ITOT_REASON_NORMAL 0x80
#define ITOT_REASON_REMOTE_CONGESTION 0x81
#define ITOT_REASON_NEGOTIATION_FAILED 0x82
#define ITOT_REASON_DUPLICATE_REFERENCE 0x83
#define ITOT_REASON_MISMATCHED_REFERENCES 0x84
#define ITOT_REASON_PROTOCOL_ERROR 0x85
#define ITOT_REASON_REFERENCE_OVERFLOW 0x87
#define ITOT_REASON_REFUSED_ON_THIS_CONNECTION 0x88
#define ITOT_REASON_INVALID_LENGTH 0x8A

typedef struct _ITOT_ENDING {
    DWORD dwTpdu;         /* ITOT_ENDED_BY_... */
    DWORD dwReason;       /* the octet on the wire */
    DWORD dwClearingSize; /* of the additional clearing information, at most 32 kept */
    DWORD dwDataSize;     /* of the disconnect data, also of a refusal */
    UCHAR Clearing[32];
    UCHAR Data[64];
} ITOT_ENDING, *PITOT_ENDING, *LPITOT_ENDING;

#endif
