// Room provider_itot: messages in and out. With MSG_OOB expedited data; with MSG_PARTIAL pieces of
// a message. Overlapped calls are refused with WSAEOPNOTSUPP.
#include "kernel/user_probe.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <algorithm>
#include <array>

namespace ws2::provider::itot::slot {
namespace {

// The program's buffers in another form; few of them need no allocation.
template<typename Piece>
class Pieces {
public:
    Pieces(const WSABUF* buffers, DWORD count) {
        Piece* to = few_.data();
        if (count > few_.size()) {
            many_.resize(count);
            to = many_.data();
        }
        for (DWORD i = 0; i < count; ++i) {
            to[i].size = buffers[i].len;
            set(to[i], buffers[i].buf);
            size_ += buffers[i].len;
            whole_ = whole_ && (buffers[i].buf != nullptr || buffers[i].len == 0);
        }
        pieces_ = {to, count};
    }
    std::span<const Piece> get() const { return pieces_; }
    std::size_t size() const { return size_; }
    bool whole() const { return whole_; } // no null pointer among them

private:
    static void set(Room& room, CHAR* buffer) {
        room.data = reinterpret_cast<std::uint8_t*>(buffer);
    }
    static void set(kernel::StreamPiece& piece, const CHAR* buffer) { piece.start = buffer; }

    std::array<Piece, 8> few_;
    std::vector<Piece> many_;
    std::span<const Piece> pieces_;
    std::size_t size_ = 0;
    bool whole_ = true;
};

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

int send_message(Socket& socket, Link& link, const WSABUF* buffers, DWORD count, LPDWORD sent,
                 DWORD flags) {
    if ((buffers == nullptr && count != 0) || sent == nullptr)
        return WSAEFAULT;
    if ((flags & ~DWORD{MSG_PARTIAL | MSG_OOB | MSG_DONTROUTE}) != 0)
        return WSAEOPNOTSUPP;
    const Pieces<kernel::StreamPiece> pieces(buffers, count);
    if (!pieces.whole())
        return WSAEFAULT;
    if ((flags & MSG_OOB) != 0) {
        if (const int code = send_expedited(link, pieces.get(), pieces.size()); code != 0)
            return code;
    } else {
        // An empty TSDU is legal in class 2 only: real class 0 peers drop the connection on it.
        if (pieces.size() == 0 && socket.class0() && link.state().was_open)
            return WSAEMSGSIZE;
        const SendCall call{pieces.get(), pieces.size(), (flags & MSG_PARTIAL) == 0,
                            socket.send_patience()};
        if (const int code = link.send(call); code != 0)
            return code;
    }
    *sent = static_cast<DWORD>(pieces.size());
    return 0;
}

int receive_message(Socket& socket, Link& link, const WSABUF* buffers, DWORD count,
                    LPDWORD received, LPDWORD flags) {
    if ((buffers == nullptr && count != 0) || received == nullptr || flags == nullptr)
        return WSAEFAULT;
    if ((*flags & ~DWORD{MSG_PARTIAL | MSG_OOB | MSG_PEEK}) != 0)
        return WSAEOPNOTSUPP;
    const Pieces<Room> rooms(buffers, count);
    if (!rooms.whole())
        return WSAEFAULT;
    const ReceiveCall call{rooms.get(), (*flags & MSG_PARTIAL) != 0, (*flags & MSG_PEEK) != 0,
                           socket.receive_patience()};
    Received got;
    const bool expedited = (*flags & MSG_OOB) != 0;
    const int code = expedited ? link.receive_expedited(call, got) : link.receive(call, got);
    if (code != 0)
        return code;
    *received = static_cast<DWORD>(got.size);
    *flags = (expedited ? DWORD{MSG_OOB} : 0) | (got.partial ? DWORD{MSG_PARTIAL} : 0);
    return 0;
}

} // namespace

int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            if (overlapped != nullptr)
                return WSAEOPNOTSUPP;
            return send_message(socket, link, buffers, count, sent, flags);
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
                LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            if (overlapped != nullptr)
                return WSAEOPNOTSUPP;
            return receive_message(socket, link, buffers, count, received, flags);
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
