// Room provider_itot: AcceptEx. It waits in the listener for a caller; with room for first data it
// goes on as a receive of the accepted connection, still in the listening socket's name.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slot_extension.hpp"
#include "provider/itot/socket.hpp"

#include <cstring>

namespace ws2::provider::itot {
namespace {

constexpr std::size_t address_at = 8; // in an area; the size is at 0. api's reader knows it too.

void write_name(char* area, const Address& name) {
    const SOCKADDR_TP tp = to_sockaddr(name);
    const std::uint32_t size = address_size;
    std::memcpy(area, &size, sizeof size);
    std::memcpy(area + address_at, &tp, sizeof tp);
}

// The accepting socket takes `link`, if it is still open and nothing else was done with it.
int claim(const std::shared_ptr<Socket>& accepting, const std::shared_ptr<Link>& link) {
    std::shared_ptr<Socket> open;
    const std::lock_guard lock(accepting->mutex); // a close looks once more after it retired it
    if (Socket::find(accepting->handle(), open) != 0 || open != accepting)
        return WSA_OPERATION_ABORTED;
    if (accepting->link_ || accepting->listener_)
        return WSAEINVAL;
    accepting->link_ = link;
    return 0;
}

} // namespace

void end_accept(OperationPointer operation, int code) noexcept {
    operation->accepting.reset();
    operation->done = {code, 0, 0};
    indicate(std::move(operation));
}

bool take_caller(OperationPointer& operation, const std::shared_ptr<Link>& link) {
    const std::optional<Link::Request> request = link->request();
    if (!request)
        return false; // withdrawn in this moment
    const std::shared_ptr<Socket> accepting = operation->accepting;
    if (const int code = claim(accepting, link); code != 0) {
        link->refuse(codec::Reason::remote_congestion);
        end_accept(std::move(operation), code);
        return true;
    }
    Socket& listening = *operation->socket;
    std::vector<std::uint8_t> data;
    {
        const std::lock_guard lock(listening.mutex);
        data = listening.options.connect_data;
    }
    if (link->accept(listening.settings().profile, data) != 0) {
        const std::lock_guard lock(accepting->mutex);
        accepting->link_.reset();
        return false;
    }
    const Address local{request->called_selector, link->local()};
    const Address peer{request->calling_selector, link->peer()};
    {
        const std::lock_guard lock(accepting->mutex);
        accepting->local = local;
        accepting->peer = peer;
        accepting->received_connect_data = request->data;
    }
    const WSABUF room = operation->few[0];
    write_name(room.buf + room.len, local);
    write_name(room.buf + room.len + operation->local_room, peer);
    if (room.len == 0) {
        end_accept(std::move(operation), 0);
        return true;
    }
    if (const std::shared_ptr<Listener> listener = listening.listener())
        listener->remember(link);
    operation->accepting.reset();
    link->adopt_receive(std::move(operation));
    return true;
}

namespace slot {
namespace {

struct Areas {
    PVOID output;
    DWORD data_size;
    DWORD local_size;
    DWORD peer_size;
};

int begin_accept(Socket& listening, SOCKET accept, const Areas& areas, LPOVERLAPPED overlapped) {
    if (overlapped == nullptr)
        return WSA_INVALID_PARAMETER;
    constexpr DWORD least = address_size + 16;
    if (areas.output == nullptr)
        return WSAEFAULT;
    if (areas.local_size < least || areas.peer_size < least)
        return WSAEINVAL;
    std::shared_ptr<Socket> accepting;
    if (const int code = Socket::find(accept, accepting); code != 0)
        return code;
    const std::shared_ptr<Listener> listener = listening.listener();
    if (!listener)
        return WSAEINVAL;
    {
        const std::lock_guard lock(accepting->mutex);
        if (accepting->port_ || accepting->link_ || accepting->listener_)
            return WSAEINVAL;
    }
    const Notice notice{overlapped, nullptr, nullptr};
    const WSABUF room{areas.data_size, static_cast<CHAR*>(areas.output)};
    OperationPointer operation = make_operation(listening, notice, &room, 1);
    operation->accepting = std::move(accepting);
    operation->local_room = areas.local_size;
    if (const int code = begin(notice); code != 0)
        return code;
    return listener->begin_accept(std::move(operation));
}

} // namespace

BOOL PASCAL accept_ex(SOCKET s, SOCKET accept, PVOID output, DWORD data_size, DWORD local_size,
                      DWORD peer_size, LPDWORD, LPOVERLAPPED overlapped) {
    return extension_answer([&] {
        return with_socket(s, [&](Socket& socket) {
            const int code = begin_accept(socket, accept,
                                          {output, data_size, local_size, peer_size}, overlapped);
            socket.reenable(FD_ACCEPT);
            return code;
        });
    });
}

VOID PASCAL get_accept_ex_sockaddrs(PVOID output, DWORD data_size, DWORD local_size, DWORD,
                                    sockaddr** local, LPINT local_length, sockaddr** peer,
                                    LPINT peer_length) {
    char* const area = static_cast<char*>(output) + data_size;
    std::memcpy(local_length, area, sizeof *local_length);
    std::memcpy(peer_length, area + local_size, sizeof *peer_length);
    *local = reinterpret_cast<sockaddr*>(area + address_at);
    *peer = reinterpret_cast<sockaddr*>(area + local_size + address_at);
}

} // namespace slot
} // namespace ws2::provider::itot
