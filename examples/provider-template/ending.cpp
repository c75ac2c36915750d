// Courier, the example provider: WSPSendDisconnect, the call that this example is about, and its
// kin.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>
#include <cstring>
#include <thread>

namespace courier {
namespace {

constexpr u_long data_octets_max = 4096;

// Never waits: what the peer's queue does not take now is sent by a thread that keeps a descriptor
// of its own, so that it goes out even after the socket was closed.
void send_goodbye(const Socket& socket, std::vector<char> data) {
    using wire::Kind;
    if (code_of(wire::send(socket.fd, Kind::disconnect, data, false)) != WSAEWOULDBLOCK)
        return; // sent; or the peer is gone, which our receives will tell
    if (const int copy = wire::duplicate(socket.fd); copy >= 0)
        std::thread([copy, data = std::move(data)] {
            wire::send(copy, Kind::disconnect, data, true);
            wire::close(copy);
        }).detach();
}

int end_sending(Socket& socket, std::vector<char> data) {
    if (!socket.connected)
        return WSAENOTCONN;
    if (socket.send_closed.exchange(true))
        return WSAESHUTDOWN;
    send_goodbye(socket, std::move(data));
    return 0;
}

} // namespace

int WSPAPI send_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        if (data != nullptr && data->len > data_octets_max)
            return static_cast<int>(WSAEMSGSIZE);
        std::vector<char> bytes;
        if (data != nullptr)
            bytes.assign(data->buf, data->buf + data->len);
        return end_sending(socket, std::move(bytes));
    });
}

int WSPAPI receive_disconnect_slot(SOCKET s, LPWSABUF data, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (!socket.connected)
            return WSAENOTCONN;
        const std::lock_guard lock(socket.receiving);
        if (data != nullptr) {
            const auto length = static_cast<u_long>(socket.disconnect_data.size());
            const bool fits = data->len >= length;
            data->len = length;
            if (!fits)
                return WSAEFAULT; // the data stays for a larger buffer
            std::copy(socket.disconnect_data.begin(), socket.disconnect_data.end(), data->buf);
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
