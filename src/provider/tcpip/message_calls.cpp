// Room provider_tcpip: WSARecvMsg, WSASendMsg. Control data is the kernel room's business.
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

namespace ws2::provider::tcpip {
namespace {

int as_result(int code) noexcept {
    if (code == 0)
        return 0;
    WSASetLastError(code);
    return SOCKET_ERROR;
}

// The calling thread, for a completion routine; the engine holds it itself once the call began.
class CallingThread {
public:
    CallingThread(const SocketState& socket, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) noexcept
        : family_(*socket.family) {
        const auto open = family_.open_current_thread.load(std::memory_order_acquire);
        int ignored = 0;
        open_ = routine != nullptr && open != nullptr && open(&id_, &ignored) == 0;
    }
    CallingThread(const CallingThread&) = delete;
    CallingThread& operator=(const CallingThread&) = delete;
    ~CallingThread() {
        int ignored = 0;
        if (open_)
            family_.close_thread.load(std::memory_order_acquire)(&id_, &ignored);
    }
    LPWSATHREADID get() noexcept { return open_ ? &id_ : nullptr; }

private:
    const Family& family_;
    WSATHREADID id_{};
    bool open_ = false;
};

int receive_now(SocketState& socket, WSAMSG& message, LPDWORD received) noexcept {
    DWORD count = 0;
    const int code = receive_message_now(socket, message, count);
    if (received != nullptr && (code == 0 || code == WSAEMSGSIZE))
        *received = count;
    return as_result(code);
}

} // namespace

INT PASCAL receive_message(SOCKET s, LPWSAMSG message, LPDWORD received, LPWSAOVERLAPPED overlapped,
                           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const SocketReference socket(s);
    if (!socket)
        return as_result(WSAENOTSOCK);
    if (message == nullptr)
        return as_result(WSAEFAULT);
    if (socket->stream())
        return as_result(WSAEOPNOTSUPP);
    if (overlapped == nullptr || !socket->has(status::overlapped))
        return receive_now(*socket, *message, received);
    CallingThread thread(*socket, routine);
    const ReceiveArguments arguments{message->lpBuffers,
                                     message->dwBufferCount,
                                     &message->dwFlags,
                                     message->name,
                                     message->name != nullptr ? &message->namelen : nullptr,
                                     message};
    int code = 0;
    const int result =
        post_receive(*socket, arguments, received, {overlapped, routine, thread.get()}, &code);
    note_call(*socket, events_of_receive);
    return as_result(result == 0 ? 0 : code);
}

INT PASCAL send_message(SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const SocketReference socket(s);
    if (!socket)
        return as_result(WSAENOTSOCK);
    if (message == nullptr)
        return as_result(WSAEFAULT);
    if (socket->stream())
        return as_result(WSAEOPNOTSUPP);
    const SendArguments arguments{message->lpBuffers, message->dwBufferCount, flags,
                                  message->name,      message->namelen,       message->Control};
    if (overlapped == nullptr || !socket->has(status::overlapped)) {
        DWORD count = 0;
        const int code = send_message_now(*socket, arguments, count);
        if (code == 0 && sent != nullptr)
            *sent = count;
        return as_result(code);
    }
    CallingThread thread(*socket, routine);
    int code = 0;
    const int result =
        post_send(*socket, arguments, sent, {overlapped, routine, thread.get()}, &code);
    return as_result(result == 0 ? 0 : code);
}

} // namespace ws2::provider::tcpip
