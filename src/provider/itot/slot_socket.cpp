// Room provider_itot: sockets and their names.
#include "provider/itot/builtin.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace ws2::provider::itot::slot {
namespace {

constexpr int backlog_max = 200;

int choose_entry(int af, int type, int protocol, const WSAPROTOCOL_INFOW* info,
                 WSAPROTOCOL_INFOW& chosen) {
    const auto given = [](int value) { return value != 0 && value != FROM_PROTOCOL_INFO; };
    if (given(af) && af != AF_ISO)
        return WSAEAFNOSUPPORT;
    if (given(type) && type != SOCK_SEQPACKET)
        return WSAESOCKTNOSUPPORT;
    int wanted = protocol;
    if (!given(protocol))
        wanted = info != nullptr ? info->iProtocol : ISOPROTO_TP2;
    for (const WSAPROTOCOL_INFOW& entry : entries())
        if (entry.iProtocol == wanted) {
            chosen = info != nullptr && info->iProtocol == wanted ? *info : entry;
            return 0;
        }
    return WSAEPROTONOSUPPORT;
}

// Sockets of one entry have one record: it is larger than all else that a socket is.
std::shared_ptr<const WSAPROTOCOL_INFOW> share(const WSAPROTOCOL_INFOW& info) {
    static std::mutex& mutex = *new std::mutex;
    static std::shared_ptr<const WSAPROTOCOL_INFOW>& last =
        *new std::shared_ptr<const WSAPROTOCOL_INFOW>;
    const std::lock_guard lock(mutex);
    if (!last || std::memcmp(last.get(), &info, sizeof info) != 0)
        last = std::make_shared<const WSAPROTOCOL_INFOW>(info);
    return last;
}

int write_name(const Address& address, sockaddr* name, LPINT size) {
    if (name == nullptr || size == nullptr || *size < address_size)
        return WSAEFAULT;
    const SOCKADDR_TP tp = to_sockaddr(address);
    std::memcpy(name, &tp, sizeof tp);
    *size = address_size;
    return 0;
}

} // namespace

SOCKET WSPAPI socket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                     DWORD flags, LPINT error) {
    std::shared_ptr<Socket> socket;
    const int result = answer(error, [&] {
        WSAPROTOCOL_INFOW chosen{};
        if (const int code = choose_entry(af, type, protocol, info, chosen); code != 0)
            return code;
        constexpr DWORD multipoint = WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_C_LEAF |
                                     WSA_FLAG_MULTIPOINT_D_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF;
        if (group != 0 || (flags & multipoint) != 0)
            return WSAEINVAL;
        if (chosen.iProtocol == ISOPROTO_WS2_TP2_TLS)
            if (const int code = load_guard(); code != 0)
                return code;
        socket = std::make_shared<Socket>(share(chosen), (flags & WSA_FLAG_OVERLAPPED) != 0);
        return Socket::open(socket);
    });
    return result == 0 ? socket->handle() : INVALID_SOCKET;
}

int WSPAPI bind(SOCKET s, const sockaddr* name, int size, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (name == nullptr || size < address_size || name->sa_family != AF_ISO)
                return WSAEFAULT;
            std::optional<Address> address = from_sockaddr(name, size);
            if (!address)
                return WSAEADDRNOTAVAIL;
            const std::lock_guard lock(socket.mutex);
            if (socket.port_ || socket.link_)
                return WSAEINVAL;
            base::Result<std::shared_ptr<Port>> port =
                Port::claim(address->endpoint, address->selector, socket.guarded());
            if (!port)
                return port.error;
            socket.port_ = std::move(port.value);
            socket.local = {std::move(address->selector), socket.port_->endpoint()};
            return 0;
        });
    });
}

int WSPAPI listen(SOCKET s, int backlog, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            const auto room = static_cast<std::size_t>(std::clamp(backlog, 1, backlog_max));
            const std::lock_guard lock(socket.mutex);
            if (socket.link_)
                return WSAEISCONN;
            if (!socket.port_)
                return WSAEINVAL;
            if (socket.listener_) {
                socket.listener_->set_backlog(room);
                return 0;
            }
            GuardContext guard;
            if (const int code = socket.open_guard(false, guard); code != 0)
                return code;
            const auto listener = std::make_shared<Listener>(room);
            listener->configure(socket.settings_of(socket.options));
            socket.port_->configure(socket.options.port, socket.options.limits);
            if (const int code =
                    socket.port_->listen(socket.local.selector, listener, std::move(guard));
                code != 0)
                return code;
            socket.listener_ = listener;
            if (socket.notifier_ && socket.notifier_->active())
                listener->watch(socket.notifier_);
            return 0;
        });
    });
}

int WSPAPI get_sock_name(SOCKET s, sockaddr* name, LPINT size, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            const std::shared_ptr<Link> link = socket.link();
            const std::lock_guard lock(socket.mutex);
            if (!link && !socket.port_)
                return WSAEINVAL;
            Address local = socket.local;
            if (link)
                local.endpoint = link->local();
            return write_name(local, name, size);
        });
    });
}

int WSPAPI get_peer_name(SOCKET s, sockaddr* name, LPINT size, LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            if (!link.state().was_open)
                return WSAENOTCONN;
            const std::lock_guard lock(socket.mutex);
            return write_name(socket.peer, name, size);
        });
    });
}

} // namespace ws2::provider::itot::slot
