// Courier, the example provider: WSPSendDisconnect, the call that this example is about, and its
// kin.
#include "slots.hpp"
#include "socket.hpp"

#include <cerrno>
#include <thread>

namespace courier {
namespace {

constexpr u_long data_octets_max = 4096;

// The peer's goodbye, if it is the next thing that has come. With socket.receiving held.
void hear_goodbye(Socket& socket) {
    auto kind = wire::Kind::message;
    std::vector<char> data;
    if (socket.end != 0 || socket.has_rest || wire::next_octets(socket.fd, kind) <= 0 ||
        kind != wire::Kind::disconnect ||
        wire::receive(socket.fd, wire::no_wait, kind, data, socket.closed) <= 0)
        return;
    socket.disconnect_data = std::move(data);
    socket.end = WSAEDISCON;
}

int end_sending(Socket& socket, std::vector<char> data) {
    if (!socket.connected)
        return WSAENOTCONN;
    if (socket.end == WSAECONNRESET)
        return WSAECONNRESET;
    if (socket.send_closed.exchange(true))
        return WSAESHUTDOWN;
    say_goodbye(socket, std::move(data));
    return 0;
}

} // namespace

// What the peer's queue does not take now is sent by a thread that keeps a descriptor of its own,
// so that it goes out even after the socket was closed.
void say_goodbye(const Socket& socket, std::vector<char> data) {
    using wire::Kind;
    static const std::atomic<bool> never = false;
    if (wire::send(socket.fd, Kind::disconnect, data, wire::no_wait, never) != -EAGAIN)
        return; // sent; or the peer is gone, which our receives will tell
    if (const int copy = wire::duplicate(socket.fd); copy >= 0)
        std::thread([copy, data = std::move(data)] {
            wire::send(copy, Kind::disconnect, data, wire::for_ever, never);
            wire::close(copy);
        }).detach();
}

int WSPAPI send_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        WSABUF given{0, nullptr};
        if (!socket.connected)
            return WSAENOTCONN;
        if (data != nullptr && !wire::copy_in(&given, data, sizeof given))
            return WSAEFAULT;
        if (given.len > data_octets_max)
            return WSAEMSGSIZE;
        std::vector<char> bytes(given.len);
        if (!wire::copy_in(bytes.data(), given.buf, bytes.size()))
            return WSAEFAULT;
        return end_sending(socket, std::move(bytes));
    });
}

int WSPAPI receive_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (!socket.connected)
            return WSAENOTCONN;
        const std::lock_guard lock(socket.receiving);
        hear_goodbye(socket);
        WSABUF room{0, nullptr};
        const auto length = static_cast<u_long>(socket.disconnect_data.size());
        if (data != nullptr) {
            if (!wire::copy_in(&room, data, sizeof room))
                return WSAEFAULT;
            const WSABUF needed{length, room.buf};
            if (!wire::copy_out(data, &needed, sizeof needed) || room.len < length ||
                !wire::copy_out(room.buf, socket.disconnect_data.data(), length))
                return WSAEFAULT; // the data stays for another buffer
        }
        socket.receive_closed = true;
        return 0;
    });
}

int WSPAPI shutdown_slot(SOCKET s, int how, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH)
            return WSAEINVAL;
        if (!socket.connected)
            return WSAENOTCONN;
        if (how != SD_SEND)
            socket.receive_closed = true;
        return how == SD_RECEIVE || socket.send_closed ? 0 : end_sending(socket, {});
    });
}

} // namespace courier
