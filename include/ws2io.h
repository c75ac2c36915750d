/* ws2io.h - overlapped operations on descriptors, for IFS providers.
 *
 * A provider whose sockets are file descriptors fills a ws2io_operation and submits it. The engine
 * executes it when the descriptor is ready, asks the provider's `finish` to put the result into
 * Winsock's words, and indicates it by event, completion routine or completion port, once. The
 * provider's part is: fill, submit, finish, release.
 *
 * Rules
 *   - An operation's memory belongs to the provider. It stays untouched from ws2io_submit until
 *     `release`, or until ws2io_submit returned anything but WS2IO_PENDING. The engine allocates
 *     nothing for an operation.
 *   - Of a descriptor's operations one receiving and one sending operation is active at a time; the
 *     rest wait in the order of submission.
 *   - `finish` and `release` run in any thread, without locks of the engine. Neither closes the same
 *     descriptor. `finish` may submit to it, which queues, and may cancel the operations that wait on
 *     it; `release` may do neither, but may tell a group. `finish` may set `overlapped` to null: then nothing is indicated.
 *   - Every operation that ws2io_submit answered with WS2IO_PENDING is indicated exactly once,
 *     whether it succeeds, fails, is cancelled, or its descriptor is closed.
 *   - Errors are WSA codes and addresses are Winsock's; only message flags are Linux'.
 */
#ifndef WS2IO_H
#define WS2IO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct _OVERLAPPED;

#define WS2IO_API __attribute__((visibility("default")))

/* Operations of the receiving direction. */
#define WS2IO_RECEIVE 1         /* recv; of length 0 on a stream: completes when data or the end is there */
#define WS2IO_RECEIVE_MESSAGE 2 /* recvmsg: sender's address into `address` */
#define WS2IO_ACCEPT 3          /* `accepted` is the new descriptor; the listener is non-blocking */
#define WS2IO_POLL_IN 4         /* completes when a receive would not block; takes nothing */
/* Operations of the sending direction. */
#define WS2IO_SEND 16         /* send, whole: completes when everything was taken */
#define WS2IO_SEND_MESSAGE 17 /* sendmsg to `address`, in one piece */
#define WS2IO_CONNECT 18      /* to `address` */
#define WS2IO_POLL_OUT 19     /* completes when a send would not block */
#define WS2IO_SEND_FILE 20    /* buffers[0], then the file, then buffers[1]; either may be empty */
#define WS2IO_SEND_PACKETS 22 /* `packets`; on what is no stream, each up to `last` is one message */
#define WS2IO_NOTHING 21      /* takes its turn behind what is being sent; `finish` does the work */

/* Of neither direction: nothing is transferred; ends by ws2io_complete, a cancel or the close. */
#define WS2IO_HELD 64

/* ws2io_operation.options */
#define WS2IO_STREAM 0x1   /* the descriptor is a stream: a short receive means that it is empty */
#define WS2IO_WHOLE 0x2    /* WS2IO_RECEIVE: complete when the buffers are full or the stream ends */
#define WS2IO_BLOCKING 0x4 /* the descriptor is in blocking mode (matters to connect and send_file) */
#define WS2IO_PENDS 0x8    /* a success at once is answered WS2IO_PENDING, and indicated like any other */

/* What ws2io_submit answers; everything else is the WSA code of an operation that did not start. */
#define WS2IO_DONE 0
#define WS2IO_PENDING 997

/* Laid out as struct iovec. */
typedef struct ws2io_buffer {
    void* start;
    size_t size;
} ws2io_buffer;

/* A piece of memory, or of a file, of WS2IO_SEND_PACKETS. */
typedef struct ws2io_packet {
    void* start; /* memory, if `file` is below 0 */
    uint64_t size;
    int64_t file_offset;
    int32_t file;
    int32_t last; /* the message ends here */
} ws2io_packet;

/* The engine's own part. */
typedef struct ws2io_engine_part {
    __extension__ union {
        __extension__ struct { /* while it is under way */
            struct ws2io_operation* next;
            uint64_t done;
        };
        void* apc[3]; /* when it is over: the routine's call */
    };
    void* thread;
    uint32_t issuer;
    uint32_t state;
} ws2io_engine_part;

typedef struct ws2io_operation {
    /* What is to be done. The engine may change the buffer array as parts are transferred. */
    uint16_t kind;
    uint16_t options;
    int32_t message_flags;
    ws2io_buffer* buffers;
    uint32_t buffer_count;
    uint32_t address_size; /* receive: the room at `address`, afterwards the address's size */
    void* address;
    /* What some kinds need besides. */
    __extension__ union {
        __extension__ struct { /* WS2IO_SEND_FILE */
            int64_t file_offset;
            uint64_t file_size; /* octets to send from the file */
            int32_t file;
        };
        __extension__ struct { /* WS2IO_SEND_MESSAGE, WS2IO_RECEIVE_MESSAGE */
            void* control;          /* in Winsock's layout, may be null */
            uint32_t control_size;  /* receive: the room at `control`, afterwards the data's size */
            uint32_t control_kinds; /* receive: what the socket's options ask for; 0 where the kernel says */
            uint32_t control_truncated;
        };
        __extension__ struct { /* WS2IO_SEND_PACKETS */
            ws2io_packet* packets; /* the engine changes them as they are sent */
            uint32_t packet_count;
        };
    };

    /* The result, valid from `finish` on. */
    int32_t error;        /* WSA code; 0 success */
    uint32_t transferred; /* octets */
    uint32_t flags;       /* Winsock's message flags; set by `finish` */
    __extension__ union {
        int32_t accepted;  /* WS2IO_ACCEPT: the descriptor; the provider's from now on */
        int32_t truncated; /* others: the message was longer than the buffers */
    };

    /* How it is indicated. All null: by `finish` and `release` alone. */
    struct _OVERLAPPED* overlapped;
    /* A completion routine, to run in this thread (the content of its WSATHREADID). Null: by the
     * structure's event and the descriptor's completion port. */
    void (*routine)(uint32_t error, uint32_t transferred, struct _OVERLAPPED* overlapped,
                    uint32_t flags);
    void* thread_handle;
    uintptr_t thread_reserved;

    /* Maps the result before anybody sees it; may be null. */
    void (*finish)(struct ws2io_operation* operation);
    /* The operation is over and indicated: the memory is the provider's again. Not called for
     * operations that ws2io_submit did not answer with WS2IO_PENDING. */
    void (*release)(struct ws2io_operation* operation);

    ws2io_engine_part engine;
} ws2io_operation;

/* Starts the operation. WS2IO_DONE: it is complete and, where that is asked for, already indicated.
 * WS2IO_PENDING: it will be. Else a WSA code: it did not start and is never indicated (WSAENOTSOCK
 * after ws2io_shut). */
WS2IO_API int ws2io_submit(int descriptor, ws2io_operation* operation);

/* Several at once, in the order of the array, perhaps for different descriptors. Each ends by `finish` and
 * `release`, whatever becomes of it, and perhaps before this returns; what can be done at once costs as few
 * system calls as the engine knows how. They are no thread's: the end of the submitting one does not end
 * them. */
typedef struct ws2io_submission {
    int descriptor;
    ws2io_operation* operation;
} ws2io_submission;
WS2IO_API void ws2io_submit_many(const ws2io_submission* submissions, size_t count);

/* Cancels what matches: `overlapped` null means any, `thread` 0 means issued by any thread. Cancelled
 * operations complete with WSA_OPERATION_ABORTED unless they are done first. The number found. */
WS2IO_API unsigned ws2io_cancel(int descriptor, struct _OVERLAPPED* overlapped, uint32_t thread);

/* For `finish`: whether a cancel found the operation, though it was done already and its result stands. What
 * goes on with further operations on the program's behalf ends here instead. */
WS2IO_API int ws2io_cancel_asked(const ws2io_operation* operation);

/* Ends an operation of the kind WS2IO_HELD with this WSA code (0: success) and indicates it. 1, or 0 if
 * it is over already: then its address alone was looked at. Any thread. */
WS2IO_API unsigned ws2io_complete(int descriptor, ws2io_operation* operation, int error);

/* Whether operations of the sending direction wait: a send made directly would overtake them. */
WS2IO_API int ws2io_sending(int descriptor);

/* The descriptor's number stands for another socket from now on (dup2): what was known of the old one's
 * readiness is void. It stays with its port. May be called by `finish` of an operation on it. */
WS2IO_API void ws2io_replaced(int descriptor);

/* closesocket, first half: cancels everything and refuses what comes later. */
WS2IO_API void ws2io_shut(int descriptor);

/* closesocket, second half, just before close(2): forgets the descriptor and the port it belongs to.
 * On return nothing of the engine touches the descriptor any more. */
WS2IO_API void ws2io_close(int descriptor);

/* A group: descriptors whose readiness is worked through together, by the threads that the group's user
 * has waiting anyway, and a way to wake one of them. */
typedef struct ws2io_group ws2io_group;

#define WS2IO_BY_POLLING 0 /* whoever calls ws2io_group_turn; ws2io_group_tell does nothing */
#define WS2IO_BY_EVENT 1   /* threads in any wait; tell sets the event */
#define WS2IO_BY_PORT 2    /* threads that wait at the port; tell queues a packet */

typedef struct ws2io_notice {
    int by;
    void* handle; /* of an open event or completion port, which the group then keeps alive */
    uintptr_t key;
    struct _OVERLAPPED* overlapped;
} ws2io_notice;

/* 0, WSAEINVAL if the handle is not what `by` wants, or WSAENOBUFS. */
WS2IO_API int ws2io_group_open(const ws2io_notice* notice, ws2io_group** group);
/* The descriptor stays in the group until ws2io_close; the group must stay open as long. 0 or a WSA code. */
WS2IO_API int ws2io_group_join(ws2io_group* group, int descriptor);
/* Does what is ready now, without waiting; nothing if another thread is at it. */
WS2IO_API void ws2io_group_turn(ws2io_group* group);
WS2IO_API void ws2io_group_tell(ws2io_group* group);
/* Resets the event, if there is one. */
WS2IO_API void ws2io_group_hush(ws2io_group* group);
WS2IO_API void ws2io_group_close(ws2io_group* group);

/* What WSPGetOverlappedResult answers. `timeout_ms` 0 does not wait, 0xffffffff waits for ever. 0 if the
 * operation is complete (`error` is its WSA code), else WSA_IO_INCOMPLETE (996). */
WS2IO_API int ws2io_result(const struct _OVERLAPPED* overlapped, uint32_t timeout_ms,
                           int32_t* error, uint32_t* transferred, uint32_t* flags);

#ifdef __cplusplus
}
#endif

#endif
