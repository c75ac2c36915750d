#include "kernel/option_table.hpp"

#include "kernel/windows_values.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using Kind = OptionKind;

// In <linux/in6.h>, which cannot stand beside <netinet/in.h>.
constexpr int native_ipv6_checksum = 7;
constexpr int native_ipv6_header_included = 36;
constexpr int native_ipv6_unicast_interface = 76;
// In <linux/in.h> and <linux/udp.h>, likewise.
constexpr int native_bind_address_no_port = 24;
constexpr int native_udp_segment = 103;

constexpr bool read_only = false;

constexpr OptionRow rows[] = {
    {win::level_socket, win::socket_option::keep_alive, SOL_SOCKET, SO_KEEPALIVE, Kind::boolean},
    {win::level_socket, win::socket_option::broadcast, SOL_SOCKET, SO_BROADCAST, Kind::boolean},
    {win::level_socket, win::socket_option::oob_inline, SOL_SOCKET, SO_OOBINLINE, Kind::boolean},
    {win::level_socket, win::socket_option::send_buffer, SOL_SOCKET, SO_SNDBUF, Kind::doubled},
    {win::level_socket, win::socket_option::receive_buffer, SOL_SOCKET, SO_RCVBUF, Kind::doubled},
    {win::level_socket, win::socket_option::port_scalability, IPPROTO_IP,
     native_bind_address_no_port, Kind::boolean},
    {win::level_socket, win::socket_option::reuse_unicast_port, IPPROTO_IP,
     native_bind_address_no_port, Kind::boolean},

    {win::level_udp, win::udp_option::no_checksum, SOL_SOCKET, SO_NO_CHECK, Kind::boolean},
    {win::level_udp, win::udp_option::send_message_size, IPPROTO_UDP, native_udp_segment,
     Kind::integer},

    {win::level_tcp, win::tcp_option::fast_open, IPPROTO_TCP, TCP_FASTOPEN, Kind::backlog},
    {win::level_tcp, win::tcp_option::no_delay, IPPROTO_TCP, TCP_NODELAY, Kind::boolean},
    {win::level_tcp, win::tcp_option::keep_idle, IPPROTO_TCP, TCP_KEEPIDLE, Kind::integer},
    {win::level_tcp, win::tcp_option::keep_interval, IPPROTO_TCP, TCP_KEEPINTVL, Kind::integer},
    {win::level_tcp, win::tcp_option::keep_count, IPPROTO_TCP, TCP_KEEPCNT, Kind::integer},
    {win::level_tcp, win::tcp_option::max_segment, IPPROTO_TCP, TCP_MAXSEG, Kind::integer},
    {win::level_tcp, win::tcp_option::max_retransmit_ms, IPPROTO_TCP, TCP_USER_TIMEOUT,
     Kind::integer},
    {win::level_tcp, win::tcp_option::max_retransmit_s, IPPROTO_TCP, TCP_USER_TIMEOUT,
     Kind::seconds_as_ms},

    {win::level_ip, win::ip_option::options, IPPROTO_IP, IP_OPTIONS, Kind::octets},
    {win::level_ip, win::ip_option::header_included, IPPROTO_IP, IP_HDRINCL, Kind::boolean},
    {win::level_ip, win::ip_option::type_of_service, IPPROTO_IP, IP_TOS, Kind::octet},
    {win::level_ip, win::ip_option::time_to_live, IPPROTO_IP, IP_TTL, Kind::octet},
    {win::level_ip, win::ip_option::multicast_interface, IPPROTO_IP, IP_MULTICAST_IF,
     Kind::interface_v4},
    {win::level_ip, win::ip_option::multicast_ttl, IPPROTO_IP, IP_MULTICAST_TTL, Kind::octet},
    {win::level_ip, win::ip_option::multicast_loop, IPPROTO_IP, IP_MULTICAST_LOOP, Kind::boolean},
    {win::level_ip, win::ip_option::add_membership, IPPROTO_IP, IP_ADD_MEMBERSHIP,
     Kind::membership_v4, true, false},
    {win::level_ip, win::ip_option::drop_membership, IPPROTO_IP, IP_DROP_MEMBERSHIP,
     Kind::membership_v4, true, false},
    {win::level_ip, win::ip_option::dont_fragment, IPPROTO_IP, IP_MTU_DISCOVER, Kind::fragment_v4},
    {win::level_ip, win::ip_option::add_source_membership, IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP,
     Kind::source_v4, true, false},
    {win::level_ip, win::ip_option::drop_source_membership, IPPROTO_IP, IP_DROP_SOURCE_MEMBERSHIP,
     Kind::source_v4, true, false},
    {win::level_ip, win::ip_option::block_source, IPPROTO_IP, IP_BLOCK_SOURCE, Kind::source_v4,
     true, false},
    {win::level_ip, win::ip_option::unblock_source, IPPROTO_IP, IP_UNBLOCK_SOURCE, Kind::source_v4,
     true, false},
    {win::level_ip, win::ip_option::packet_info, IPPROTO_IP, IP_PKTINFO, Kind::boolean},
    {win::level_ip, win::ip_option::receive_ttl, IPPROTO_IP, IP_RECVTTL, Kind::boolean},
    {win::level_ip, win::ip_option::receive_destination, IPPROTO_IP, IP_RECVORIGDSTADDR,
     Kind::boolean},
    {win::level_ip, win::ip_option::receive_tos, IPPROTO_IP, IP_RECVTOS, Kind::boolean},
    {win::level_ip, win::ip_option::unicast_interface, IPPROTO_IP, IP_UNICAST_IF,
     Kind::index_network},
    {win::level_ip, win::ip_option::mtu_discover, IPPROTO_IP, IP_MTU_DISCOVER, Kind::discover},
    {win::level_ip, win::ip_option::mtu, IPPROTO_IP, IP_MTU, Kind::integer, read_only},

    {win::level_ipv6, win::ipv6_option::header_included, IPPROTO_IPV6, native_ipv6_header_included,
     Kind::boolean},
    {win::level_ipv6, win::ipv6_option::unicast_hops, IPPROTO_IPV6, IPV6_UNICAST_HOPS,
     Kind::integer},
    {win::level_ipv6, win::ipv6_option::multicast_interface, IPPROTO_IPV6, IPV6_MULTICAST_IF,
     Kind::integer},
    {win::level_ipv6, win::ipv6_option::multicast_hops, IPPROTO_IPV6, IPV6_MULTICAST_HOPS,
     Kind::integer},
    {win::level_ipv6, win::ipv6_option::multicast_loop, IPPROTO_IPV6, IPV6_MULTICAST_LOOP,
     Kind::boolean},
    {win::level_ipv6, win::ipv6_option::join_group, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP,
     Kind::membership_v6, true, false},
    {win::level_ipv6, win::ipv6_option::leave_group, IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP,
     Kind::membership_v6, true, false},
    {win::level_ipv6, win::ipv6_option::dont_fragment, IPPROTO_IPV6, IPV6_DONTFRAG, Kind::boolean},
    {win::level_ipv6, win::ipv6_option::packet_info, IPPROTO_IPV6, IPV6_RECVPKTINFO, Kind::boolean},
    {win::level_ipv6, win::ipv6_option::hop_limit, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, Kind::boolean},
    {win::level_ipv6, win::ipv6_option::checksum, IPPROTO_RAW, native_ipv6_checksum, Kind::integer},
    {win::level_ipv6, win::ipv6_option::v6_only, IPPROTO_IPV6, IPV6_V6ONLY, Kind::boolean},
    {win::level_ipv6, win::ipv6_option::unicast_interface, IPPROTO_IPV6,
     native_ipv6_unicast_interface, Kind::index_host},
    {win::level_ipv6, win::ipv6_option::traffic_class, IPPROTO_IPV6, IPV6_TCLASS, Kind::integer},
    {win::level_ipv6, win::ipv6_option::receive_traffic_class, IPPROTO_IPV6, IPV6_RECVTCLASS,
     Kind::boolean},
    {win::level_ipv6, win::ipv6_option::mtu_discover, IPPROTO_IPV6, IPV6_MTU_DISCOVER,
     Kind::discover},
    {win::level_ipv6, win::ipv6_option::mtu, IPPROTO_IPV6, IPV6_MTU, Kind::integer, read_only},
};

// Source filters have the same Windows and the same Linux numbers at both levels.
constexpr OptionRow group_rows[] = {
    {win::level_ip, win::group_option::join_group, IPPROTO_IP, MCAST_JOIN_GROUP, Kind::group, true,
     false},
    {win::level_ip, win::group_option::leave_group, IPPROTO_IP, MCAST_LEAVE_GROUP, Kind::group,
     true, false},
    {win::level_ip, win::group_option::block_source, IPPROTO_IP, MCAST_BLOCK_SOURCE,
     Kind::group_source, true, false},
    {win::level_ip, win::group_option::unblock_source, IPPROTO_IP, MCAST_UNBLOCK_SOURCE,
     Kind::group_source, true, false},
    {win::level_ip, win::group_option::join_source_group, IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP,
     Kind::group_source, true, false},
    {win::level_ip, win::group_option::leave_source_group, IPPROTO_IP, MCAST_LEAVE_SOURCE_GROUP,
     Kind::group_source, true, false},
    {win::level_ipv6, win::group_option::join_group, IPPROTO_IPV6, MCAST_JOIN_GROUP, Kind::group,
     true, false},
    {win::level_ipv6, win::group_option::leave_group, IPPROTO_IPV6, MCAST_LEAVE_GROUP, Kind::group,
     true, false},
    {win::level_ipv6, win::group_option::block_source, IPPROTO_IPV6, MCAST_BLOCK_SOURCE,
     Kind::group_source, true, false},
    {win::level_ipv6, win::group_option::unblock_source, IPPROTO_IPV6, MCAST_UNBLOCK_SOURCE,
     Kind::group_source, true, false},
    {win::level_ipv6, win::group_option::join_source_group, IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP,
     Kind::group_source, true, false},
    {win::level_ipv6, win::group_option::leave_source_group, IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP,
     Kind::group_source, true, false},
};

} // namespace

const OptionRow* find_option(int level, int name) noexcept {
    for (const OptionRow& row : rows)
        if (row.level == level && row.name == name)
            return &row;
    for (const OptionRow& row : group_rows)
        if (row.level == level && row.name == name)
            return &row;
    return nullptr;
}

} // namespace ws2::kernel
