#include "socket.hpp"

#include <cerrno>
#include <iterator>
#include <new>
#include <unordered_map>

namespace courier {
namespace {

struct Provider {
    std::mutex mutex; // guards everything here
    int started = 0;
    WSAPROTOCOL_INFOW entry{};
    WSPUPCALLTABLE upcalls{};
    std::unordered_map<SOCKET, SocketRef> sockets;
};

Provider& provider() {
    static Provider instance;
    return instance;
}

} // namespace

void start(const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls) {
    const std::lock_guard lock(provider().mutex);
    ++provider().started;
    provider().entry = entry;
    provider().upcalls = upcalls; // the newest table replaces the old one
}

bool stop() {
    std::unordered_map<SOCKET, SocketRef> left; // destroyed after the lock is gone
    const std::lock_guard lock(provider().mutex);
    if (provider().started == 0)
        return false;
    if (--provider().started == 0)
        left.swap(provider().sockets);
    return true;
}

WSAPROTOCOL_INFOW own_entry() {
    const std::lock_guard lock(provider().mutex);
    return provider().entry;
}

SOCKET publish(SocketRef socket, int* error) {
    LPWPUMODIFYIFSHANDLE modify = nullptr;
    DWORD id = 0;
    const auto proposed = static_cast<SOCKET>(socket->fd);
    {
        const std::lock_guard lock(provider().mutex);
        modify = provider().upcalls.lpWPUModifyIFSHandle;
        id = provider().entry.dwCatalogEntryId;
        provider().sockets[proposed] = std::move(socket);
    }
    const SOCKET handle = modify(id, proposed, error); // never call up with a lock held
    if (handle == INVALID_SOCKET)
        withdraw(proposed);
    return handle;
}

SocketRef find(SOCKET handle) {
    const std::lock_guard lock(provider().mutex);
    const auto found = provider().sockets.find(handle);
    return found == provider().sockets.end() ? nullptr : found->second;
}

SocketRef withdraw(SOCKET handle) {
    const std::lock_guard lock(provider().mutex);
    const auto found = provider().sockets.find(handle);
    if (found == provider().sockets.end())
        return nullptr;
    SocketRef socket = std::move(found->second);
    provider().sockets.erase(found);
    return socket;
}

void Socket::take_options_of(const Socket& listener) {
    waits = listener.waits.load();
    send_timeout_ms = listener.send_timeout_ms.load();
    receive_timeout_ms = listener.receive_timeout_ms.load();
    lingers = listener.lingers.load();
    linger_s = listener.linger_s.load();
    switches = listener.switches.load();
    for (std::size_t i = 0; i < std::size(buffers); ++i)
        buffers[i] = listener.buffers[i].load();
}

int code_of(int negative_errno) {
    switch (-negative_errno) {
    case EAGAIN: return WSAEWOULDBLOCK;
    case EINTR: return WSAEINTR;
    case ECONNREFUSED: return WSAECONNREFUSED;
    case ECONNRESET:
    case EPIPE: return WSAECONNRESET;
    case EADDRINUSE: return WSAEADDRINUSE;
    case EISCONN: return WSAEISCONN;
    case ENOTCONN: return WSAENOTCONN;
    case EMSGSIZE: return WSAEMSGSIZE;
    case EMFILE:
    case ENFILE: return WSAEMFILE;
    case EFAULT: return WSAEFAULT;
    case ENOMEM:
    case ENOBUFS: return WSAENOBUFS;
    default: return WSAEINVAL;
    }
}

int answer(int code, int* error) {
    if (code == 0)
        return 0;
    *error = code;
    return SOCKET_ERROR;
}

int with_socket(SOCKET handle, int* error, const std::function<int(Socket&)>& call) {
    try {
        const SocketRef socket = find(handle);
        return answer(socket ? call(*socket) : WSAENOTSOCK, error);
    } catch (const std::bad_alloc&) {
        return answer(WSAENOBUFS, error);
    }
}

} // namespace courier
