// Room provider_itot: messages in and out, waited for or overlapped. With MSG_OOB expedited data;
// with MSG_PARTIAL pieces of a message.
#include "kernel/user_probe.hpp"
#include "provider/itot/pieces.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <algorithm>
#include <array>

namespace ws2::provider::itot::slot {
namespace {

// A socket without WSA_FLAG_OVERLAPPED ignores the structure.
Notice notice_of(const Socket& socket, LPWSAOVERLAPPED overlapped,
                 LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread) noexcept {
    if (!socket.overlapped() || overlapped == nullptr)
        return {};
    return {overlapped, routine, thread};
}

int send_expedited(Link& link, std::span<const kernel::StreamPiece> pieces, std::size_t size) {
    if (size > codec::max_expedited_data)
        return WSAEMSGSIZE;
    std::array<std::uint8_t, codec::max_expedited_data> octets;
    std::size_t done = 0;
    for (const kernel::StreamPiece& piece : pieces) {
        if (piece.size == 0)
            continue;
        if (!kernel::read_user(octets.data() + done, piece.start, piece.size))
            return WSAEFAULT;
        done += piece.size;
    }
    return link.send_expedited({octets.data(), done});
}

struct Sending {
    Socket& socket;
    Link& link;
    const WSABUF* buffers;
    DWORD count;
    DWORD flags;
    const Notice& notice;
};

int send_overlapped(const Sending& call, const SendCall& how, Done& done) {
    OperationPointer spare;
    if (call.notice.routine != nullptr)
        spare = make_operation(call.socket, call.notice, call.buffers, call.count);
    if (const int code = begin(call.notice); code != 0)
        return code;
    int code = 0;
    if ((call.flags & MSG_OOB) != 0) {
        done = {0, static_cast<DWORD>(how.size), 0};
        code = send_expedited(call.link, how.pieces, how.size);
    } else {
        code = call.link.begin_send(
            {call.socket, call.notice, call.buffers, call.count, call.flags}, how, spare, done);
    }
    if (code == 0)
        indicate(call.socket.handle(), call.notice, std::move(spare), done);
    return code;
}

int send_message(const Sending& call, LPDWORD sent) {
    const bool overlapped = call.notice.overlapped != nullptr;
    if ((call.buffers == nullptr && call.count != 0) || (sent == nullptr && !overlapped))
        return WSAEFAULT;
    if ((call.flags & ~DWORD{MSG_PARTIAL | MSG_OOB | MSG_DONTROUTE}) != 0)
        return WSAEOPNOTSUPP;
    const Pieces<kernel::StreamPiece> pieces(call.buffers, call.count);
    if (!pieces.whole())
        return WSAEFAULT;
    const bool expedited = (call.flags & MSG_OOB) != 0;
    // An empty TSDU is legal in class 2 only: real class 0 peers drop the connection on it.
    if (!expedited && pieces.size() == 0 && call.link.agreement().form == codec::Form::class0 &&
        call.link.state().was_open)
        return WSAEMSGSIZE;
    const SendCall how{pieces.get(), pieces.size(), (call.flags & MSG_PARTIAL) == 0,
                       call.socket.send_patience()};
    Done done{0, static_cast<DWORD>(pieces.size()), 0};
    int code = 0;
    if (overlapped)
        code = send_overlapped(call, how, done);
    else
        code = expedited ? send_expedited(call.link, pieces.get(), pieces.size())
                         : call.link.send(how);
    if (code == 0 && sent != nullptr)
        *sent = done.count;
    return code;
}

struct Receiving {
    Socket& socket;
    Link& link;
    const WSABUF* buffers;
    DWORD count;
    const Notice& notice;
};

int receive_overlapped(const Receiving& call, DWORD flags, const ReceiveCall& how, Done& done) {
    OperationPointer spare;
    if (call.notice.routine != nullptr)
        spare = make_operation(call.socket, call.notice, call.buffers, call.count);
    if (const int code = begin(call.notice); code != 0)
        return code;
    const int code = call.link.begin_receive(
        {call.socket, call.notice, call.buffers, call.count, flags}, how, spare, done);
    if (code == 0)
        indicate(call.socket.handle(), call.notice, std::move(spare), done);
    return code;
}

int receive_message(const Receiving& call, LPDWORD received, LPDWORD flags) {
    const bool overlapped = call.notice.overlapped != nullptr;
    if ((call.buffers == nullptr && call.count != 0) || (received == nullptr && !overlapped) ||
        flags == nullptr)
        return WSAEFAULT;
    if ((*flags & ~DWORD{MSG_PARTIAL | MSG_OOB | MSG_PEEK}) != 0)
        return WSAEOPNOTSUPP;
    const Pieces<Room> rooms(call.buffers, call.count);
    if (!rooms.whole())
        return WSAEFAULT;
    const ReceiveCall how{rooms.get(), (*flags & MSG_PARTIAL) != 0, (*flags & MSG_PEEK) != 0,
                          call.socket.receive_patience()};
    Done done;
    if (overlapped) {
        if (const int code = receive_overlapped(call, *flags, how, done); code != 0)
            return code;
    } else {
        Received got;
        const bool expedited = (*flags & MSG_OOB) != 0;
        const int code =
            expedited ? call.link.receive_expedited(how, got) : call.link.receive(how, got);
        if (code != 0)
            return code;
        done = received_done(*flags, got);
    }
    if (received != nullptr)
        *received = done.count;
    *flags = done.flags;
    return 0;
}

} // namespace

int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                LPWSATHREADID thread, LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            const Notice notice = notice_of(socket, overlapped, routine, thread);
            const int code = send_message({socket, link, buffers, count, flags, notice}, sent);
            if (code == WSAEWOULDBLOCK)
                socket.reenable(FD_WRITE);
            return code;
        });
    });
}

// The address of a connected socket's peer is known: `to` is ignored.
int WSPAPI send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                   const sockaddr*, int, LPWSAOVERLAPPED overlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread, LPINT error) {
    return send(s, buffers, count, sent, flags, overlapped, routine, thread, error);
}

int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                LPWSATHREADID thread, LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            const Notice notice = notice_of(socket, overlapped, routine, thread);
            const bool expedited = flags != nullptr && (*flags & MSG_OOB) != 0;
            const int code =
                receive_message({socket, link, buffers, count, notice}, received, flags);
            socket.reenable(expedited ? FD_OOB : FD_READ); // even if it failed
            return code;
        });
    });
}

// Connection-oriented: `from` is left as it is.
int WSPAPI recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                     sockaddr*, LPINT, LPWSAOVERLAPPED overlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                     LPINT error) {
    return recv(s, buffers, count, received, flags, overlapped, routine, thread, error);
}

} // namespace ws2::provider::itot::slot
