// Courier, the example provider: WSPSelect, options, ioctls.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>
#include <mswsock.h>
#include <optional>

namespace courier {
namespace {

// Something to receive that has left the wire already. While another thread receives, it is that
// thread's.
bool arrived(Socket& socket) {
    if (socket.deferred >= 0)
        return true;
    const std::unique_lock lock(socket.receiving, std::try_to_lock);
    return lock.owns_lock() && socket.connected && (socket.has_rest || socket.end != 0);
}

// The sockets of a set as watches; the code if one of them is none.
int collect(const fd_set* set, bool for_reading, std::vector<wire::Watch>& watches,
            std::vector<SocketRef>& held, bool& ready_now) {
    for (u_int i = 0; set != nullptr && i < set->fd_count; ++i) {
        const SocketRef socket = find(set->fd_array[i]);
        if (!socket)
            return WSAENOTSOCK;
        held.push_back(socket);
        watches.push_back({socket->fd, for_reading, !for_reading});
        ready_now = ready_now || (for_reading && arrived(*socket));
    }
    return 0;
}

// Leaves in the set what is ready.
void keep_ready(fd_set* set, bool for_reading, const std::vector<wire::Watch>& watches) {
    if (set == nullptr)
        return;
    u_int kept = 0;
    for (u_int i = 0; i < set->fd_count; ++i) {
        const SOCKET handle = set->fd_array[i];
        const SocketRef socket = find(handle);
        const bool ready =
            std::any_of(watches.begin(), watches.end(), [&](const wire::Watch& watch) {
                return watch.fd == static_cast<int>(handle) &&
                       (for_reading ? watch.read : watch.write);
            });
        if (ready || (for_reading && socket && arrived(*socket)))
            set->fd_array[kept++] = handle;
    }
    set->fd_count = kept;
}

} // namespace

int WSPAPI select_slot(int, fd_set* read, fd_set* write, fd_set* except, const timeval* timeout,
                       LPINT error) {
    std::vector<wire::Watch> watches;
    std::vector<SocketRef> held; // keeps the descriptors while we wait
    bool ready_now = false;
    if ((read == nullptr && write == nullptr && except == nullptr) ||
        (timeout != nullptr && (timeout->tv_sec < 0 || timeout->tv_usec < 0)))
        return answer(WSAEINVAL, error);
    for (const auto& [set, reading] : {std::pair(read, true), std::pair(write, false)})
        if (const int code = collect(set, reading, watches, held, ready_now); code != 0)
            return answer(code, error);
    int timeout_ms = timeout == nullptr
                         ? -1
                         : static_cast<int>(timeout->tv_sec * 1000 + timeout->tv_usec / 1000);
    if (ready_now)
        timeout_ms = 0;
    if (const int result = wire::poll(watches, timeout_ms); result < 0)
        return answer(code_of(result), error);
    keep_ready(read, true, watches);
    keep_ready(write, false, watches);
    if (except != nullptr)
        except->fd_count = 0; // nothing on this wire is an exception
    return static_cast<int>((read != nullptr ? read->fd_count : 0) +
                            (write != nullptr ? write->fd_count : 0));
}

namespace {

int give(const void* value, DWORD octets, LPVOID out, DWORD room, LPDWORD returned) {
    if (out == nullptr || room < octets || !wire::copy_out(out, value, octets))
        return WSAEFAULT;
    return returned == nullptr || wire::copy_out(returned, &octets, sizeof octets) ? 0 : WSAEFAULT;
}

// The octets of the next message.
u_long next_message(Socket& socket) {
    const std::unique_lock lock(socket.receiving, std::try_to_lock);
    if (lock.owns_lock() && socket.has_rest)
        return static_cast<u_long>(socket.rest.size());
    auto kind = wire::Kind::message;
    const int octets = wire::next_octets(socket.fd, kind);
    return octets > 1 && kind != wire::Kind::disconnect ? static_cast<u_long>(octets - 1) : 0;
}

// The bit of Socket::switches that keeps a boolean option; 0 for all others.
int switch_of(int name) {
    switch (name) {
    case SO_DEBUG: return 1;
    case SO_REUSEADDR: return 2;
    case SO_KEEPALIVE: return 4;
    case SO_DONTROUTE: return 8;
    case SO_EXCLUSIVEADDRUSE: return 16;
    default: return 0;
    }
}

// The value of an option that is an int; nothing for all others.
std::optional<int> number_of(const Socket& socket, int name) {
    if (const int bit = switch_of(name); bit != 0)
        return (socket.switches & bit) != 0 ? 1 : 0;
    switch (name) {
    case SO_TYPE: return SOCK_SEQPACKET;
    case SO_ACCEPTCONN: return socket.listening ? 1 : 0;
    case SO_ERROR: return 0;
    case SO_DONTLINGER: return socket.lingers ? 0 : 1;
    case SO_SNDBUF: return socket.buffers[0];
    case SO_RCVBUF: return socket.buffers[1];
    case SO_SNDTIMEO: return socket.send_timeout_ms;
    case SO_RCVTIMEO: return socket.receive_timeout_ms;
    default: return std::nullopt;
    }
}

int set_number(Socket& socket, int name, int value) {
    if (const int bit = switch_of(name); bit != 0) {
        if (value != 0)
            socket.switches |= bit;
        else
            socket.switches &= ~bit;
        return 0;
    }
    switch (name) {
    case SO_DONTLINGER: socket.lingers = value == 0; return 0;
    case SO_SNDBUF: socket.buffers[0] = value; return 0;
    case SO_RCVBUF: socket.buffers[1] = value; return 0;
    case SO_SNDTIMEO: socket.send_timeout_ms = value; return 0;
    case SO_RCVTIMEO: socket.receive_timeout_ms = value; return 0;
    default: return WSAENOPROTOOPT;
    }
}

} // namespace

int WSPAPI ioctl_slot(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                      LPDWORD returned, LPWSAOVERLAPPED overlapped,
                      LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (overlapped != nullptr)
            return WSAEOPNOTSUPP;
        u_long value = 0;
        switch (code) {
        case static_cast<DWORD>(FIONBIO):
            if (in_size < sizeof value || !wire::copy_in(&value, in, sizeof value))
                return WSAEFAULT;
            socket.waits = value == 0;
            return 0;
        case static_cast<DWORD>(FIONREAD):
            value = next_message(socket);
            return give(&value, sizeof value, out, out_size, returned);
        case SIO_BASE_HANDLE: // a base provider's own handle
        case SIO_BSP_HANDLE:
        case SIO_BSP_HANDLE_SELECT:
        case SIO_BSP_HANDLE_POLL: return give(&s, sizeof s, out, out_size, returned);
        default: return WSAEOPNOTSUPP;
        }
    });
}

int WSPAPI get_option_slot(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        const WSAPROTOCOL_INFOW info = own_entry();
        const linger lingering{static_cast<u_short>(socket.lingers ? 1 : 0), socket.linger_s};
        const auto number = number_of(socket, name);
        const void* from = nullptr;
        int octets = 4;
        int room = 0;
        if (level != SOL_SOCKET) {
            return WSAENOPROTOOPT;
        } else if (name == SO_LINGER) {
            from = &lingering;
            octets = sizeof lingering;
        } else if (name == SO_PROTOCOL_INFOW) {
            from = &info;
            octets = sizeof info;
        } else if (number) {
            from = &*number;
        } else {
            return WSAENOPROTOOPT;
        }
        if (length == nullptr || !wire::copy_in(&room, length, sizeof room) || room < octets ||
            !wire::copy_out(value, from, static_cast<std::size_t>(octets)) ||
            !wire::copy_out(length, &octets, sizeof octets))
            return WSAEFAULT;
        return 0;
    });
}

// No buffer of the wire's has a size, and nobody may share a port: such options only read back.
int WSPAPI set_option_slot(SOCKET s, int level, int name, const char* value, int length,
                           LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        linger lingering{};
        int number = 0;
        const bool structure = name == SO_LINGER;
        if (level != SOL_SOCKET || name == SO_TYPE || name == SO_ACCEPTCONN || name == SO_ERROR ||
            (!structure && !number_of(socket, name)))
            return WSAENOPROTOOPT;
        void* const to = structure ? static_cast<void*>(&lingering) : &number;
        const std::size_t octets = structure ? sizeof lingering : sizeof number;
        if (length < static_cast<int>(octets) || !wire::copy_in(to, value, octets))
            return WSAEFAULT;
        if (!structure)
            return set_number(socket, name, number);
        socket.lingers = lingering.l_onoff != 0;
        socket.linger_s = lingering.l_linger;
        return 0;
    });
}

} // namespace courier
