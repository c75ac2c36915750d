// Room provider_tcpip: TF_REUSE_SOCKET. The handle keeps its number, its port and its options of
// ours; below it is a fresh socket. The old connection ends on its own.
#include "kernel/address.hpp"
#include "kernel/file.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/watcher.hpp"

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// What belongs to the connection that ends.
constexpr std::uint32_t of_connection = status::connected | status::connecting |
                                        status::connect_failed | status::send_shut |
                                        status::receive_shut | status::reset | status::answered;

struct Name {
    alignas(8) unsigned char octets[28] = {};
    unsigned size = 0;
};

// The options that the kernel keeps per socket and the provider knows.
void apply_options(const SocketState& socket, int descriptor) noexcept {
    if (socket.address_family == AF_INET6)
        kernel::set_v6_only(descriptor, true);
    if (socket.has(status::non_blocking))
        kernel::set_non_blocking(descriptor, true);
    if (const auto timeout_ms = socket.receive_timeout_ms.load(); timeout_ms != 0)
        kernel::set_receive_timeout(descriptor, timeout_ms);
    if (const auto timeout_ms = socket.send_timeout_ms.load(); timeout_ms != 0)
        kernel::set_send_timeout(descriptor, timeout_ms);
}

// The old connection may still have the address (TIME_WAIT).
Result<void> bind_again(int descriptor, const Name& name) noexcept {
    kernel::set_reuse_address(descriptor, true);
    return kernel::bind(descriptor, name.octets, static_cast<int>(name.size));
}

int renew(SocketState& socket) noexcept {
    Name name;
    const bool was_bound = socket.has(status::explicitly_bound);
    if (was_bound && socket.local())
        return WSAEOPNOTSUPP; // its path is taken, by itself
    if (was_bound)
        name.size = kernel::local_address(socket.descriptor, name.octets, sizeof name.octets).value;
    const Result<int> fresh =
        kernel::open_socket(socket.address_family, socket.type, socket.protocol);
    if (!fresh)
        return fresh.error;
    apply_options(socket, fresh.value);
    ws2io_cancel(socket.descriptor, nullptr, 0); // receives of the old connection
    const bool watched = socket.has(status::in_watch);
    Watcher::forget(socket);
    if (const Result<void> moved = kernel::move_descriptor(fresh.value, socket.descriptor); !moved)
        return moved.error;
    ws2io_replaced(socket.descriptor);
    socket.clear(of_connection | status::bound);
    if (watched)
        static_cast<void>(Watcher::watch(socket));
    if (!was_bound)
        return 0;
    const Result<void> bound = bind_again(socket.descriptor, name);
    socket.assign(status::bound, static_cast<bool>(bound));
    socket.assign(status::explicitly_bound, static_cast<bool>(bound));
    return bound.error;
}

} // namespace

int end_connection(SocketState& socket, bool reuse) noexcept {
    socket.set(status::send_shut);
    static_cast<void>(kernel::shutdown(socket.descriptor, kernel::End::send));
    return reuse ? renew(socket) : 0;
}

} // namespace ws2::provider::tcpip
