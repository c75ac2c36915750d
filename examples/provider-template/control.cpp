// Courier, the example provider: WSPSelect, options, ioctls.
#include "slots.hpp"
#include "socket.hpp"

#include <algorithm>
#include <cstring>

namespace courier {
namespace {

// Something to receive that has left the wire already. While another thread receives, it is that
// thread's.
bool arrived(Socket& socket) {
    const std::unique_lock lock(socket.receiving, std::try_to_lock);
    return lock.owns_lock() && socket.connected && (!socket.rest.empty() || socket.end != 0);
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
    if (read == nullptr && write == nullptr && except == nullptr)
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

int WSPAPI ioctl_slot(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID, DWORD, LPDWORD,
                      LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                      LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        if (code != static_cast<DWORD>(FIONBIO))
            return WSAEOPNOTSUPP;
        u_long value = 0;
        if (in == nullptr || in_size < sizeof value)
            return WSAEFAULT;
        std::memcpy(&value, in, sizeof value);
        socket.waits = value == 0;
        return 0;
    });
}

int WSPAPI get_option_slot(SOCKET s, int level, int name, char* value, LPINT length, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) -> int {
        int result = 0;
        if (level != SOL_SOCKET)
            return WSAENOPROTOOPT;
        if (name == SO_TYPE)
            result = SOCK_SEQPACKET;
        else if (name == SO_ACCEPTCONN)
            result = socket.listening ? 1 : 0;
        else if (name != SO_ERROR)
            return WSAENOPROTOOPT;
        if (value == nullptr || length == nullptr || *length < static_cast<int>(sizeof result))
            return WSAEFAULT;
        std::memcpy(value, &result, sizeof result);
        *length = sizeof result;
        return 0;
    });
}

int WSPAPI set_option_slot(SOCKET s, int level, int name, const char* value, int length,
                           LPINT error) {
    return with_socket(s, error, [&](Socket&) -> int {
        if (level != SOL_SOCKET || (name != SO_LINGER && name != SO_DONTLINGER))
            return WSAENOPROTOOPT;
        // Nothing here ever lingers: the goodbye is queued, or a thread of its own waits with it.
        return value == nullptr || length < 4 ? WSAEFAULT : 0;
    });
}

} // namespace courier
