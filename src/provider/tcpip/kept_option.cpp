#include "provider/tcpip/kept_option.hpp"

#include "kernel/control.hpp"
#include "kernel/option.hpp"

#include <cstring>
#include <mswsock.h>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

namespace kind = kernel::control_kind;

// A switch that asks for control data; several may stand for one of the kernel's (`feed`).
struct ControlSwitch {
    int level;
    int name;
    std::uint32_t bit;
    int feed;
};

constexpr std::uint32_t v6(std::uint32_t bit) {
    return bit << kind::ipv6_shift;
}

constexpr ControlSwitch switches[] = {
    {IPPROTO_IP, IP_PKTINFO, kind::packet_info, IP_PKTINFO},
    {IPPROTO_IP, IP_RECVIF, kind::interface, IP_PKTINFO},
    {IPPROTO_IP, IP_RECVTOS, kind::service, IP_RECVTOS},
    {IPPROTO_IP, IP_RECVECN, kind::congestion, IP_RECVTOS},
    {IPPROTO_IPV6, IPV6_PKTINFO, v6(kind::packet_info), IPV6_PKTINFO},
    {IPPROTO_IPV6, IPV6_RECVIF, v6(kind::interface), IPV6_PKTINFO},
    {IPPROTO_IPV6, IPV6_RECVDSTADDR, v6(kind::destination), IPV6_PKTINFO},
    {IPPROTO_IPV6, IPV6_RECVTCLASS, v6(kind::service), IPV6_RECVTCLASS},
    {IPPROTO_IPV6, IPV6_RECVECN, v6(kind::congestion), IPV6_RECVTCLASS},
};

// Options that Linux has one value for: it can be read, and set to what it is.
struct FixedOption {
    int level;
    int name;
    DWORD value;
};

constexpr FixedOption fixed[] = {
    {IPPROTO_IP, IP_RECEIVE_BROADCAST, 1},
    {IPPROTO_IP, IP_PROTECTION_LEVEL, PROTECTION_LEVEL_UNRESTRICTED},
    {IPPROTO_IPV6, IPV6_PROTECTION_LEVEL, PROTECTION_LEVEL_UNRESTRICTED},
    {IPPROTO_TCP, TCP_EXPEDITED_1122, 0},
    {IPPROTO_TCP, TCP_BSDURGENT, 1},
    {IPPROTO_TCP, TCP_STDURG, 0},
};

struct KeptBit {
    int name; // of level SOL_SOCKET
    std::uint32_t bit;
    bool before_bind; // WSAEINVAL once the socket is bound
};

constexpr KeptBit kept_bits[] = {
    {SO_CONDITIONAL_ACCEPT, choice::conditional_accept, false},
    {SO_RANDOMIZE_PORT, choice::random_port, true}, // as every port is that Linux picks
};

constexpr DWORD keep_interval_default_s = 1;
constexpr DWORD keep_count_default = 10;

std::optional<DWORD> number(const char* data, int size) noexcept {
    DWORD value = 0;
    if (size >= static_cast<int>(sizeof value))
        std::memcpy(&value, data, sizeof value);
    else if (size >= 1)
        value = static_cast<unsigned char>(data[0]);
    else
        return std::nullopt;
    return value;
}

int put(DWORD value, char* data, int* size) noexcept {
    if (*size < static_cast<int>(sizeof value))
        return WSAEFAULT;
    std::memcpy(data, &value, sizeof value);
    *size = sizeof value;
    return 0;
}

int tell_kernel(const SocketState& socket, int level, int name, DWORD value) noexcept {
    return kernel::set_option(socket.descriptor, level, name, &value, sizeof value).error;
}

template<typename Row, std::size_t count>
const Row* find(const Row (&rows)[count], int level, int name) noexcept {
    for (const Row& row : rows)
        if (row.level == level && row.name == name)
            return &row;
    return nullptr;
}

const KeptBit* find_bit(int level, int name) noexcept {
    for (const KeptBit& row : kept_bits)
        if (level == SOL_SOCKET && row.name == name)
            return &row;
    return nullptr;
}

int set_switch(SocketState& socket, const ControlSwitch& found, DWORD on) noexcept {
    if (socket.stream())
        return WSAENOPROTOOPT;
    std::uint32_t fed = on != 0 ? found.bit : 0;
    for (const ControlSwitch& other : switches)
        if (other.bit != found.bit && other.level == found.level && other.feed == found.feed)
            fed |= socket.control_kinds.load() & other.bit;
    if (const int code = tell_kernel(socket, found.level, found.feed, fed != 0 ? 1 : 0); code != 0)
        return code;
    if (on != 0)
        socket.control_kinds.fetch_or(found.bit);
    else
        socket.control_kinds.fetch_and(~found.bit);
    return 0;
}

// Windows' defaults of what is between the probes, from the moment when probes are sent at all.
int set_keep_alive(SocketState& socket, DWORD on) noexcept {
    if (on != 0 && !socket.keeps(choice::keep_interval))
        tell_kernel(socket, IPPROTO_TCP, TCP_KEEPINTVL, keep_interval_default_s);
    if (on != 0 && !socket.keeps(choice::keep_count))
        tell_kernel(socket, IPPROTO_TCP, TCP_KEEPCNT, keep_count_default);
    return tell_kernel(socket, SOL_SOCKET, SO_KEEPALIVE, on);
}

int set_probe(SocketState& socket, int name, std::uint32_t bit, DWORD value) noexcept {
    const int code = tell_kernel(socket, IPPROTO_TCP, name, value);
    if (code == 0)
        socket.kept.fetch_or(bit);
    return code;
}

// Zero is Windows' word for "straight from the program's buffer", which the kernel takes for "as
// little as possible": it keeps the size that it chose.
std::optional<int> set_buffer(SocketState& socket, std::uint32_t bit, DWORD size) noexcept {
    if (size != 0) {
        socket.kept.fetch_and(~bit);
        return std::nullopt;
    }
    socket.kept.fetch_or(bit);
    return 0;
}

// One datagram may come as several in a row, up to the size that the program is ready for. The
// kernel knows no limit below the largest datagram, so less than that means none.
int set_coalesced(SocketState& socket, DWORD size) noexcept {
    if (socket.type != SOCK_DGRAM)
        return WSAENOPROTOOPT;
    if (!kernel::set_coalescing(socket.descriptor, size >= largest_datagram))
        return WSAENOPROTOOPT;
    socket.coalesced_size.store(size);
    return 0;
}

std::optional<int> set_at_socket_level(SocketState& socket, int name, DWORD value) noexcept {
    switch (name) {
    case SO_KEEPALIVE: return socket.datagram ? WSAENOPROTOOPT : set_keep_alive(socket, value);
    case SO_SNDBUF: return set_buffer(socket, choice::no_send_buffer, value);
    case SO_RCVBUF: return set_buffer(socket, choice::no_receive_buffer, value);
    default: return std::nullopt;
    }
}

bool is_unsupported(int level, int name) noexcept {
    return level == SOL_SOCKET &&
           (name == SO_SNDLOWAT || name == SO_RCVLOWAT || name == SO_USELOOPBACK);
}

} // namespace

std::optional<int> set_kept_option(SocketState& socket, int level, int name, const char* data,
                                   int size) noexcept {
    if (is_unsupported(level, name)) // named by Winsock, answered so by every TCP/IP provider
        return WSAEINVAL;
    const std::optional<DWORD> value = number(data, size);
    const ControlSwitch* const control = find(switches, level, name);
    const FixedOption* const only = find(fixed, level, name);
    const KeptBit* const bit = find_bit(level, name);
    if (!value)
        return control != nullptr || only != nullptr || bit != nullptr
                   ? std::optional<int>(WSAEFAULT)
                   : std::nullopt;
    if (control != nullptr)
        return set_switch(socket, *control, *value);
    if (only != nullptr)
        return *value == only->value || (name == IPV6_PROTECTION_LEVEL && *value == 0xFFFFFFFFU)
                   ? 0
                   : WSAENOPROTOOPT;
    if (bit != nullptr) {
        if (bit->before_bind && socket.has(status::bound))
            return WSAEINVAL;
        if (*value != 0)
            socket.kept.fetch_or(bit->bit);
        else
            socket.kept.fetch_and(~bit->bit);
        return 0;
    }
    if (size < static_cast<int>(sizeof(DWORD)) && !(level == SOL_SOCKET && name == SO_KEEPALIVE))
        return std::nullopt;
    if (level == SOL_SOCKET)
        return set_at_socket_level(socket, name, *value);
    if (level == IPPROTO_TCP && name == TCP_KEEPINTVL)
        return set_probe(socket, name, choice::keep_interval, *value);
    if (level == IPPROTO_TCP && name == TCP_KEEPCNT)
        return set_probe(socket, name, choice::keep_count, *value);
    if (level == IPPROTO_UDP && name == UDP_RECV_MAX_COALESCED_SIZE)
        return set_coalesced(socket, *value);
    return std::nullopt;
}

std::optional<int> get_kept_option(const SocketState& socket, int level, int name, char* data,
                                   int* size) noexcept {
    if (is_unsupported(level, name))
        return WSAEINVAL;
    if (const ControlSwitch* const found = find(switches, level, name))
        return socket.stream() ? WSAENOPROTOOPT
                               : put((socket.control_kinds.load() & found->bit) != 0, data, size);
    if (const FixedOption* const found = find(fixed, level, name))
        return put(found->value, data, size);
    if (const KeptBit* const found = find_bit(level, name))
        return put(socket.keeps(found->bit), data, size);
    if (level == SOL_SOCKET) {
        if ((name == SO_SNDBUF && socket.keeps(choice::no_send_buffer)) ||
            (name == SO_RCVBUF && socket.keeps(choice::no_receive_buffer)))
            return put(0, data, size);
        if (name == SO_GROUP_ID || name == SO_GROUP_PRIORITY) // there are no groups
            return put(0, data, size);
        if (name == SO_MAXDG || name == SO_MAXPATHDG)
            return socket.stream() ? WSAENOPROTOOPT : put(socket.entry->dwMessageSize, data, size);
    }
    if (level == IPPROTO_TCP && socket.stream()) {
        if (name == TCP_KEEPINTVL && !socket.keeps(choice::keep_interval))
            return put(keep_interval_default_s, data, size);
        if (name == TCP_KEEPCNT && !socket.keeps(choice::keep_count))
            return put(keep_count_default, data, size);
        if (name == TCP_TIMESTAMPS)
            return put(kernel::uses_timestamps(socket.descriptor), data, size);
    }
    if (level == IPPROTO_UDP && name == UDP_RECV_MAX_COALESCED_SIZE)
        return socket.type == SOCK_DGRAM ? put(socket.coalesced_size.load(), data, size)
                                         : WSAENOPROTOOPT;
    return std::nullopt;
}

} // namespace ws2::provider::tcpip
