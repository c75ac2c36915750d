/* ws2cancel.h - how Winsock takes CancelIo and CancelIoEx to a provider whose handles are not the
 * system's: by WSPIoctl. Windows has no such call; a provider that answers it with an error is
 * taken to have nothing that could be cancelled.
 *
 * The provider ends the operations that are meant with WSA_OPERATION_ABORTED and indicates them as
 * it would any end; one that it cannot stop any more goes on, and counts. A layer that has handles
 * of its own translates the handle and passes the call on.
 */
#ifndef WS2CANCEL_H
#define WS2CANCEL_H

#include "winsock2.h"

/* in: a WS2_CANCEL; out: a DWORD, how many operations were found. lpOverlapped of the ioctl is
 * NULL. */
#define SIO_WS2_CANCEL _WSAIORW(IOC_VENDOR, 0x5732)

typedef struct _WS2_CANCEL {
    LPWSAOVERLAPPED lpOverlapped; /* the operation's; NULL: all of the socket */
    DWORD dwThreadId;             /* issued by this thread; 0: by any */
} WS2_CANCEL, *LPWS2_CANCEL;

#endif
