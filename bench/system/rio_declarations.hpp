// bench/system: the declarations of Registered I/O for headers that are older than it (mingw-w64
// 10). Values and layouts are those of Windows; nothing here when <mswsock.h> has them.
#pragma once

#ifndef SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER
#define SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER _WSAIORW(IOC_WS2, 36)
#endif
#ifndef WSAID_MULTIPLE_RIO
// clang-format off
#define WSAID_MULTIPLE_RIO \
    { 0x8509e081, 0x96dd, 0x4005, { 0xb1, 0x65, 0x9e, 0x2e, 0xe8, 0xc7, 0x9e, 0x3f } }
// clang-format on

using RIO_CQ = struct RioCompletionQueue*;
using RIO_RQ = struct RioRequestQueue*;
using RIO_BUFFERID = struct RioBuffer*;

inline const RIO_CQ RIO_INVALID_CQ = nullptr;
inline const RIO_RQ RIO_INVALID_RQ = nullptr;
inline const RIO_BUFFERID RIO_INVALID_BUFFERID = reinterpret_cast<RIO_BUFFERID>(0xFFFFFFFFU);
constexpr DWORD RIO_MSG_DEFER = 2;
constexpr DWORD RIO_MSG_COMMIT_ONLY = 8;
constexpr ULONG RIO_CORRUPT_CQ = 0xFFFFFFFFU;

struct RIO_BUF {
    RIO_BUFFERID BufferId;
    ULONG Offset;
    ULONG Length;
};
using PRIO_BUF = RIO_BUF*;

struct RIORESULT {
    LONG Status;
    ULONG BytesTransferred;
    ULONGLONG SocketContext;
    ULONGLONG RequestContext;
};

enum RIO_NOTIFICATION_COMPLETION_TYPE { RIO_EVENT_COMPLETION = 1, RIO_IOCP_COMPLETION = 2 };

struct RIO_NOTIFICATION_COMPLETION {
    RIO_NOTIFICATION_COMPLETION_TYPE Type;
    union {
        struct {
            HANDLE EventHandle;
            BOOL NotifyReset;
        } Event;
        struct {
            HANDLE IocpHandle;
            PVOID CompletionKey;
            PVOID Overlapped;
        } Iocp;
    };
};

struct RIO_EXTENSION_FUNCTION_TABLE {
    DWORD cbSize;
    BOOL(PASCAL* RIOReceive)(RIO_RQ, PRIO_BUF, ULONG, DWORD, PVOID);
    int(PASCAL* RIOReceiveEx)(RIO_RQ, PRIO_BUF, ULONG, PRIO_BUF, PRIO_BUF, PRIO_BUF, PRIO_BUF,
                              DWORD, PVOID);
    BOOL(PASCAL* RIOSend)(RIO_RQ, PRIO_BUF, ULONG, DWORD, PVOID);
    BOOL(PASCAL* RIOSendEx)
    (RIO_RQ, PRIO_BUF, ULONG, PRIO_BUF, PRIO_BUF, PRIO_BUF, PRIO_BUF, DWORD, PVOID);
    void(PASCAL* RIOCloseCompletionQueue)(RIO_CQ);
    RIO_CQ(PASCAL* RIOCreateCompletionQueue)(DWORD, RIO_NOTIFICATION_COMPLETION*);
    RIO_RQ(PASCAL* RIOCreateRequestQueue)
    (SOCKET, ULONG, ULONG, ULONG, ULONG, RIO_CQ, RIO_CQ, PVOID);
    ULONG(PASCAL* RIODequeueCompletion)(RIO_CQ, RIORESULT*, ULONG);
    void(PASCAL* RIODeregisterBuffer)(RIO_BUFFERID);
    INT(PASCAL* RIONotify)(RIO_CQ);
    RIO_BUFFERID(PASCAL* RIORegisterBuffer)(PCHAR, DWORD);
    BOOL(PASCAL* RIOResizeCompletionQueue)(RIO_CQ, DWORD);
    BOOL(PASCAL* RIOResizeRequestQueue)(RIO_RQ, DWORD, DWORD);
};
#endif
