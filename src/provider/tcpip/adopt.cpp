#include "provider/tcpip/adopt.hpp"

#include "kernel/inheritance.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "kernel/socket_description.hpp"
#include "provider/tcpip/open.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>

namespace ws2::provider::tcpip {
namespace {

// Listeners of ours are always non-blocking below, so theirs tells nothing of the program's wish.
std::uint32_t status_of(const kernel::SocketDescription& about) noexcept {
    std::uint32_t bits = status::overlapped;
    const auto add = [&bits](bool on, std::uint32_t bit) { bits |= on ? bit : 0U; };
    add(about.bound, status::bound | status::explicitly_bound);
    add(about.listening, status::listening);
    add(about.connecting, status::connecting);
    add(about.send_ended, status::send_shut);
    add(about.non_blocking && !about.listening, status::non_blocking);
    add(about.oob_inline, status::oob_inline);
    add(about.type == SOCK_DGRAM, status::report_reset);
    return bits;
}

void apply(SocketState& socket, const kernel::SocketDescription& about) noexcept {
    socket.datagram = about.type != SOCK_STREAM;
    socket.address_family = static_cast<std::int16_t>(about.windows_family);
    socket.type = static_cast<std::int8_t>(about.type);
    socket.protocol = about.protocol;
    socket.status.store(status_of(about));
    socket.kept.store(choice::shared);
    socket.receive_timeout_ms.store(about.receive_timeout_ms);
    socket.send_timeout_ms.store(about.send_timeout_ms);
    if (about.lingers)
        socket.linger.store(linger_on | std::min(about.linger_s, 0xFFFFU));
    if (about.connected)
        mark_connected(socket);
}

} // namespace

bool adopt_socket(Family& family, SOCKET s) noexcept {
    bool inherited = false; // ours are not, so none of them is taken for another while it goes
    const int descriptor = static_cast<int>(s);
    if (!sockets.vacant(s) || !kernel::get_inherited(descriptor, &inherited) || !inherited)
        return false;
    const base::Result<kernel::SocketDescription> about = kernel::describe_socket(descriptor);
    if (!about)
        return false;
    const WSAPROTOCOL_INFOW* entry =
        own_entry(family, about.value.windows_family, about.value.type);
    if (entry == nullptr ||
        (about.value.type != SOCK_RAW && about.value.protocol != entry->iProtocol))
        return false;
    SocketState* const socket = sockets.prepare(descriptor);
    if (socket == nullptr)
        return false;
    apply(*socket, about.value);
    socket->family = &family;
    socket->entry = entry;
    kernel::set_inherited(descriptor, false); // as those that are opened here
    if (about.value.listening)
        kernel::set_non_blocking(descriptor, true);
    if (about.value.type == SOCK_DGRAM)
        kernel::set_error_reports(descriptor, about.value.windows_family, true);
    int ignored = 0;
    return give_out(*socket, &ignored) != INVALID_SOCKET;
}

} // namespace ws2::provider::tcpip
