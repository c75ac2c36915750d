// Room provider_layer: layers with handles of their own: overlapped requests and extension
// functions.
//
// A request goes down with an OVERLAPPED of the layer's and the handle below, which belongs to a
// completion port of this room; a thread takes its end there and ends the program's request, by
// WPUCompleteOverlappedRequest or, for a routine, WPUQueueApc.
#pragma once

#include "provider/layer/stack.hpp"

#include <atomic>
#include <mswsock.h>

namespace ws2::provider::layer {

struct Request {
    mutable WSAOVERLAPPED overlapped{}; // first: what the port gives back
    Stack* stack = nullptr;
    SocketMap::Slot* slot = nullptr;
    SOCKET socket = INVALID_SOCKET; // the program's
    LPWSAOVERLAPPED upper = nullptr;
    DWORD issuer = 0;         // the thread that made the call
    Request* older = nullptr; // of the socket; guarded by its lock in own.cpp
    Request* newer = nullptr;
    std::atomic<int> references{1};
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = nullptr;
    WSATHREADID thread{};
    bool opened_thread = false;
    DWORD error = 0;
    DWORD octets = 0;
    DWORD flags = 0;

    LPWSAOVERLAPPED below() const { return &overlapped; }
};

// From now on what is posted below on this handle ends here. False without memory or threads.
bool watch_own(Stack& stack, SOCKET s, SOCKET lower) noexcept;

// Null, with a code in `error`, if there is no memory. Without `thread` a routine is for the
// calling thread.
Request* begin_own(Stack& stack, SOCKET s, LPWSAOVERLAPPED upper,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                   LPINT error) noexcept;
// What the call below answered, in the program's terms.
int started_own(Request* request, int result, LPINT error) noexcept;

// WSPSend and its kin: call(request) is the call below, which uses request.below().
template<class Call>
int post_own(Stack& stack, SOCKET s, LPWSAOVERLAPPED upper,
             LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error,
             Call call) {
    Request* const request = begin_own(stack, s, upper, routine, thread, error);
    return request == nullptr ? SOCKET_ERROR : started_own(request, call(*request), error);
}

// SIO_WS2_CANCEL: finds the requests that are meant and cancels what they are below.
int cancel_own(Stack& stack, SOCKET s, const void* in, DWORD in_size, void* out, DWORD out_size,
               LPDWORD returned, LPINT error) noexcept;

BOOL own_result(LPWSAOVERLAPPED overlapped, LPDWORD octets, BOOL wait, LPDWORD flags,
                LPINT error) noexcept;

// After the handle below is closed: waits until its requests have ended, and closes the program's.
int close_own(Stack& stack, SOCKET s, LPINT error) noexcept;

// The handle below that an option's value names.
SOCKET translated(const SocketMap& sockets, const char* value, int length) noexcept;

// The extension functions that name sockets, translated.
BOOL own_accept_ex(Stack&, SOCKET listener, SOCKET accepted, PVOID out, DWORD data, DWORD local,
                   DWORD remote, LPDWORD received, LPOVERLAPPED overlapped);
BOOL own_connect_ex(Stack&, SOCKET s, const sockaddr* name, int length, PVOID data, DWORD octets,
                    LPDWORD sent, LPOVERLAPPED overlapped);
BOOL own_disconnect_ex(Stack&, SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved);
BOOL own_transmit_file(Stack&, SOCKET s, HANDLE file, DWORD octets, DWORD each,
                       LPOVERLAPPED overlapped, LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags);
INT own_receive_message(Stack&, SOCKET s, LPWSAMSG message, LPDWORD received,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
INT own_send_message(Stack&, SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent,
                     LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);

// The same for one layer, as programs get them.
struct Extensions {
    LPFN_ACCEPTEX accept_ex;
    LPFN_CONNECTEX connect_ex;
    LPFN_DISCONNECTEX disconnect_ex;
    LPFN_TRANSMITFILE transmit_file;
    LPFN_WSARECVMSG receive_message;
    LPFN_WSASENDMSG send_message;
};

template<class Layer>
Extensions extensions_of() {
    return {[](SOCKET listener, SOCKET accepted, PVOID out, DWORD data, DWORD local, DWORD remote,
               LPDWORD received, LPOVERLAPPED overlapped) {
                return own_accept_ex(Layer::stack, listener, accepted, out, data, local, remote,
                                     received, overlapped);
            },
            [](SOCKET s, const sockaddr* name, int length, PVOID data, DWORD octets, LPDWORD sent,
               LPOVERLAPPED overlapped) {
                return own_connect_ex(Layer::stack, s, name, length, data, octets, sent,
                                      overlapped);
            },
            [](SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved) {
                return own_disconnect_ex(Layer::stack, s, overlapped, flags, reserved);
            },
            [](SOCKET s, HANDLE file, DWORD octets, DWORD each, LPOVERLAPPED overlapped,
               LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags) {
                return own_transmit_file(Layer::stack, s, file, octets, each, overlapped, buffers,
                                         flags);
            },
            [](SOCKET s, LPWSAMSG message, LPDWORD received, LPWSAOVERLAPPED overlapped,
               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
                return own_receive_message(Layer::stack, s, message, received, overlapped, routine);
            },
            [](SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent, LPWSAOVERLAPPED overlapped,
               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
                return own_send_message(Layer::stack, s, message, flags, sent, overlapped, routine);
            }};
}

// SIO_GET_EXTENSION_FUNCTION_POINTER: a wrapper for each that names a socket, if what is below has
// the function.
int own_extension(const Lower& lower, const Extensions& wrappers, LPVOID in, DWORD in_size,
                  LPVOID out, DWORD out_size, LPDWORD returned, LPINT error);

template<class Layer>
int own_extension(const Lower& lower, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                  LPDWORD returned, LPINT error) {
    return own_extension(lower, extensions_of<Layer>(), in, in_size, out, out_size, returned,
                         error);
}

} // namespace ws2::provider::layer
