/* threadpoolapiset.h - the thread pool's I/O objects, after "Thread Pool API". */
#ifndef _THREADPOOLAPISET_H_
#define _THREADPOOLAPISET_H_
#include "minwinbase.h"

typedef struct _TP_CALLBACK_INSTANCE TP_CALLBACK_INSTANCE, *PTP_CALLBACK_INSTANCE;
typedef struct _TP_POOL TP_POOL, *PTP_POOL;
typedef struct _TP_CLEANUP_GROUP TP_CLEANUP_GROUP, *PTP_CLEANUP_GROUP;
typedef struct _TP_IO TP_IO, *PTP_IO;
typedef struct _TP_CALLBACK_ENVIRON TP_CALLBACK_ENVIRON, *PTP_CALLBACK_ENVIRON;

typedef VOID(WINAPI* PTP_WIN32_IO_CALLBACK)(PTP_CALLBACK_INSTANCE Instance, PVOID Context,
                                            PVOID Overlapped, ULONG IoResult,
                                            ULONG_PTR NumberOfBytesTransferred, PTP_IO Io);

#ifdef __cplusplus
extern "C" {
#endif

/* StartThreadpoolIo goes before every overlapped call on the handle, CancelThreadpoolIo after one
 * that will give no completion. */
WINBASEAPI PTP_IO WINAPI CreateThreadpoolIo(HANDLE fl, PTP_WIN32_IO_CALLBACK pfnio, PVOID pv,
                                            PTP_CALLBACK_ENVIRON pcbe);
WINBASEAPI VOID WINAPI StartThreadpoolIo(PTP_IO pio);
WINBASEAPI VOID WINAPI CancelThreadpoolIo(PTP_IO pio);
WINBASEAPI VOID WINAPI WaitForThreadpoolIoCallbacks(PTP_IO pio, BOOL fCancelPendingCallbacks);
WINBASEAPI VOID WINAPI CloseThreadpoolIo(PTP_IO pio);

#ifdef __cplusplus
}
#endif

#endif
