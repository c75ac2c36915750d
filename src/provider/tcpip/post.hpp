// Room provider_tcpip: sends and receives that the engine carries out: overlapped ones, and what
// has to keep its place among them.
#pragma once

#include "base/result.hpp"
#include "provider/tcpip/request.hpp"

namespace ws2::provider::tcpip {

struct ReceiveArguments {
    const WSABUF* buffers;
    DWORD count;
    LPDWORD flags;
    sockaddr* name;
    LPINT name_size;
    LPWSAMSG message; // WSARecvMsg's, whose parts the others are; else null
};

struct SendArguments {
    const WSABUF* buffers;
    DWORD count;
    DWORD flags;
    const sockaddr* name;
    int name_size;
    WSABUF control; // WSASendMsg's; none if its length is 0
};

// As the entry points answer: 0, or SOCKET_ERROR with WSA_IO_PENDING or the cause. The caller holds
// a reference; the socket has WSA_FLAG_OVERLAPPED. `received` and `sent` may be null.
int post_receive(SocketState& socket, const ReceiveArguments& arguments, LPDWORD received,
                 const Indication& indication, LPINT lpErrno) noexcept;
// WSARecvMsg, WSASendMsg without OVERLAPPED: 0 or the code, WSAEMSGSIZE together with `received`.
int receive_message_now(SocketState& socket, WSAMSG& message,
                        DWORD& received) noexcept; // receive.cpp
int send_message_now(SocketState& socket, const SendArguments& arguments, DWORD& sent) noexcept;
int post_send(SocketState& socket, const SendArguments& arguments, LPDWORD sent,
              const Indication& indication, LPINT lpErrno) noexcept;
// A request that is done already, with nothing but its indication to come.
int post_done(SocketState& socket, DWORD transferred, LPDWORD count, const Indication& indication,
              LPINT lpErrno) noexcept;

// post_stream.cpp. What a stream's send side is told behind posted sends (status::sends_posted).
bool posted_sends_wait(const SocketState& socket) noexcept;
// A synchronous send behind them: waits its turn, or WSAEWOULDBLOCK if the socket does not block.
base::Result<std::uint32_t> send_behind(SocketState& socket, const WSABUF* buffers, DWORD count,
                                        int native_flags) noexcept;
// The end of the stream behind them. Never waits.
base::Result<void> shut_behind_posted_sends(SocketState& socket) noexcept;

// What the results of SocketOperations mean to the program.
void finish_stream_send(ws2io_operation* operation) noexcept;
void finish_stream_receive(ws2io_operation* operation) noexcept;
void finish_datagram_send(ws2io_operation* operation) noexcept;
// Of a send: an ICMP answer to an earlier datagram, which Linux reports instead of sending and
// Windows on the next receive.
inline bool is_answer_to_earlier(int code) noexcept {
    return code == WSAECONNREFUSED || code == WSAECONNRESET;
}
// An ICMP answer goes with the error that it was.
void forget_answer(SocketOperation& request) noexcept;

// 0, or why a stream neither takes nor gives anything.
int check_stream_send(SocketState& socket) noexcept;
int check_stream_receive(SocketState& socket, DWORD flags) noexcept;

// What a call answers about a request that was submitted with `started`; frees it unless pending.
int answer(Request& request, int started, LPDWORD count, LPDWORD flags, LPINT lpErrno) noexcept;

} // namespace ws2::provider::tcpip
