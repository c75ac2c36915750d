// Room provider_itot: the four calls that end a connection. Disconnect data travels in the DR, 0 to
// 64 octets; class 0 has no place for it.
#include "kernel/user_probe.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <array>

namespace ws2::provider::itot::slot {
namespace {

using DisconnectData = std::array<std::uint8_t, codec::max_disconnect_data>;

// What closesocket and shutdown say, if SO_DISCDATA was set.
std::optional<Octets> option_data(const Socket& socket, const Options& options) {
    if (!options.has_disconnect_data || (socket.class0() && !options.class0_disconnect))
        return {};
    return Octets(options.disconnect_data);
}

} // namespace

// Never waits, whatever SO_LINGER and the blocking mode say. All of the argument is checked and
// copied before anything is done.
int WSPAPI send_disconnect(SOCKET s, LPWSABUF outbound, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            DisconnectData octets;
            std::optional<Octets> data;
            if (outbound != nullptr) {
                if (!socket.takes_disconnect_data())
                    return WSAENOPROTOOPT;
                WSABUF buffer{};
                if (!kernel::read_user(&buffer, outbound, sizeof buffer))
                    return WSAEFAULT;
                if (buffer.len > octets.size())
                    return WSAEMSGSIZE;
                if (buffer.len != 0 && !kernel::read_user(octets.data(), buffer.buf, buffer.len))
                    return WSAEFAULT;
                data = Octets(octets.data(), buffer.len);
            }
            const std::shared_ptr<Link> link = socket.link();
            return link ? link->send_disconnect(data) : WSAENOTCONN;
        });
    });
}

// Does not wait. A buffer that is too small gets WSAEFAULT and the size needed in len; the data
// stays for another call.
int WSPAPI recv_disconnect(SOCKET s, LPWSABUF inbound, LPINT error) {
    return answer(error, [&] {
        return with_link(s, [&](Socket& socket, Link& link) {
            WSABUF buffer{};
            if (inbound != nullptr) {
                if (!socket.takes_disconnect_data())
                    return WSAENOPROTOOPT;
                if (!kernel::read_user(&buffer, inbound, sizeof buffer))
                    return WSAEFAULT;
            }
            DisconnectData octets;
            std::size_t size = 0;
            const std::size_t room = inbound == nullptr ? octets.size() : buffer.len;
            int code = link.receive_disconnect(octets, room, size);
            if (inbound == nullptr || (code != 0 && code != WSAEFAULT))
                return code;
            if (code == 0 && size != 0 && !kernel::write_user(buffer.buf, octets.data(), size))
                code = WSAEFAULT;
            const auto len = static_cast<ULONG>(size);
            if (!kernel::write_user(&inbound->len, &len, sizeof len))
                return WSAEFAULT;
            return code;
        });
    });
}

int WSPAPI shutdown(SOCKET s, int how, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (how != SD_RECEIVE && how != SD_SEND && how != SD_BOTH)
                return WSAEINVAL;
            std::vector<std::uint8_t> kept;
            std::optional<Octets> data;
            std::shared_ptr<Link> link;
            {
                const std::lock_guard lock(socket.mutex);
                link = socket.link_;
                kept = socket.options.disconnect_data;
                if (option_data(socket, socket.options))
                    data = Octets(kept);
            }
            if (!link)
                return WSAENOTCONN;
            return link->shut_down(how != SD_SEND, how != SD_RECEIVE, data);
        });
    });
}

namespace {

enum class Goodbye { background, wait, abort };

int choose_goodbye(const Socket& socket, const Options& options, bool connected, Goodbye& goodbye) {
    goodbye = Goodbye::background;
    if (!options.linger_on || !connected)
        return 0;
    if (options.linger_seconds == 0) {
        goodbye = Goodbye::abort;
        return 0;
    }
    // Lingering would wait, and a non-blocking socket may not: nothing was started.
    if (socket.non_blocking)
        return WSAEWOULDBLOCK;
    goodbye = Goodbye::wait;
    return 0;
}

void say_goodbye(Link& link, Goodbye goodbye, const Options& options, std::optional<Octets> data) {
    switch (goodbye) {
    case Goodbye::background: return link.leave(data);
    case Goodbye::wait: return link.leave_and_wait(data, Time{options.linger_seconds} * 1000);
    case Goodbye::abort: return link.abort();
    }
}

} // namespace

int WSPAPI close_socket(SOCKET s, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            std::shared_ptr<Link> link;
            std::shared_ptr<Listener> listener;
            std::shared_ptr<Port> port;
            Options options;
            std::vector<std::uint8_t> selector;
            {
                const std::lock_guard lock(socket.mutex);
                link = socket.link_;
                listener = socket.listener_;
                options = socket.options;
            }
            Goodbye goodbye{};
            if (const int code =
                    choose_goodbye(socket, options, link && link->state().was_open, goodbye);
                code != 0)
                return code;
            if (!socket.retire())
                return WSAENOTSOCK; // another thread was faster
            {
                const std::lock_guard lock(socket.mutex);
                port = std::move(socket.port_);
                selector = socket.local.selector;
                link = socket.link_; // of a call that was faster than retire()
                listener = socket.listener_;
            }
            if (port)
                port->unclaim(selector);
            if (listener) {
                listener->close();
                static_cast<void>(listener->cancel(nullptr, 0, &socket));
            }
            if (link)
                say_goodbye(*link, goodbye, options, option_data(socket, options));
            return 0;
        });
    });
}

} // namespace ws2::provider::itot::slot
