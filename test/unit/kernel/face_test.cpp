// The kernel room cannot see the face, so its own table of Windows' numbers is held against it
// here.
#include "kernel/windows_values.hpp"
#include "kernel/wsa.hpp"

#include <gtest/gtest.h>
#include <mswsock.h>
#include <ws2tcpip.h>

namespace {

using namespace ws2::kernel;

struct Row {
    const char* name;
    long long ours;
    long long theirs;
};

#define WS2_ROW(ours, theirs)                                                                      \
    Row {                                                                                          \
#theirs, static_cast < long long>(ours), static_cast < long long>(theirs)                  \
    }

TEST(Face, AgreesOnTheErrorCodes) {
    const Row rows[] = {
        WS2_ROW(wsa::not_enough_memory, WSA_NOT_ENOUGH_MEMORY),
        WS2_ROW(wsa::interrupted, WSAEINTR),
        WS2_ROW(wsa::bad_file, WSAEBADF),
        WS2_ROW(wsa::access, WSAEACCES),
        WS2_ROW(wsa::fault, WSAEFAULT),
        WS2_ROW(wsa::invalid, WSAEINVAL),
        WS2_ROW(wsa::too_many_files, WSAEMFILE),
        WS2_ROW(wsa::would_block, WSAEWOULDBLOCK),
        WS2_ROW(wsa::in_progress, WSAEINPROGRESS),
        WS2_ROW(wsa::already, WSAEALREADY),
        WS2_ROW(wsa::not_socket, WSAENOTSOCK),
        WS2_ROW(wsa::destination_required, WSAEDESTADDRREQ),
        WS2_ROW(wsa::message_size, WSAEMSGSIZE),
        WS2_ROW(wsa::wrong_type, WSAEPROTOTYPE),
        WS2_ROW(wsa::no_option, WSAENOPROTOOPT),
        WS2_ROW(wsa::no_protocol, WSAEPROTONOSUPPORT),
        WS2_ROW(wsa::no_socket_type, WSAESOCKTNOSUPPORT),
        WS2_ROW(wsa::not_supported, WSAEOPNOTSUPP),
        WS2_ROW(wsa::no_protocol_family, WSAEPFNOSUPPORT),
        WS2_ROW(wsa::no_address_family, WSAEAFNOSUPPORT),
        WS2_ROW(wsa::address_in_use, WSAEADDRINUSE),
        WS2_ROW(wsa::address_not_available, WSAEADDRNOTAVAIL),
        WS2_ROW(wsa::net_down, WSAENETDOWN),
        WS2_ROW(wsa::net_unreachable, WSAENETUNREACH),
        WS2_ROW(wsa::net_reset, WSAENETRESET),
        WS2_ROW(wsa::connection_aborted, WSAECONNABORTED),
        WS2_ROW(wsa::connection_reset, WSAECONNRESET),
        WS2_ROW(wsa::no_buffers, WSAENOBUFS),
        WS2_ROW(wsa::is_connected, WSAEISCONN),
        WS2_ROW(wsa::not_connected, WSAENOTCONN),
        WS2_ROW(wsa::shut_down, WSAESHUTDOWN),
        WS2_ROW(wsa::too_many_references, WSAETOOMANYREFS),
        WS2_ROW(wsa::timed_out, WSAETIMEDOUT),
        WS2_ROW(wsa::connection_refused, WSAECONNREFUSED),
        WS2_ROW(wsa::loop, WSAELOOP),
        WS2_ROW(wsa::name_too_long, WSAENAMETOOLONG),
        WS2_ROW(wsa::host_down, WSAEHOSTDOWN),
        WS2_ROW(wsa::host_unreachable, WSAEHOSTUNREACH),
        WS2_ROW(wsa::system_call_failure, WSASYSCALLFAILURE),
    };
    for (const Row& row : rows)
        EXPECT_EQ(row.ours, row.theirs) << row.name;
}

TEST(Face, AgreesOnFamiliesLevelsAndFlags) {
    const Row rows[] = {
        WS2_ROW(win::family_unspecified, AF_UNSPEC),
        WS2_ROW(win::family_unix, AF_UNIX),
        WS2_ROW(win::family_inet, AF_INET),
        WS2_ROW(win::family_inet6, AF_INET6),
        WS2_ROW(win::level_ip, IPPROTO_IP),
        WS2_ROW(win::level_tcp, IPPROTO_TCP),
        WS2_ROW(win::level_udp, IPPROTO_UDP),
        WS2_ROW(win::level_ipv6, IPPROTO_IPV6),
        WS2_ROW(win::level_socket, SOL_SOCKET),
        WS2_ROW(win::message_flag::out_of_band, MSG_OOB),
        WS2_ROW(win::message_flag::peek, MSG_PEEK),
        WS2_ROW(win::message_flag::dont_route, MSG_DONTROUTE),
        WS2_ROW(win::message_flag::wait_all, MSG_WAITALL),
        WS2_ROW(win::message_flag::partial, MSG_PARTIAL),
    };
    for (const Row& row : rows)
        EXPECT_EQ(row.ours, row.theirs) << row.name;
}

TEST(Face, AgreesOnTheOptions) {
    namespace so = win::socket_option;
    namespace tcp = win::tcp_option;
    namespace ip = win::ip_option;
    namespace v6 = win::ipv6_option;
    namespace group = win::group_option;
    const Row rows[] = {
        WS2_ROW(so::keep_alive, SO_KEEPALIVE),
        WS2_ROW(so::broadcast, SO_BROADCAST),
        WS2_ROW(so::oob_inline, SO_OOBINLINE),
        WS2_ROW(so::send_buffer, SO_SNDBUF),
        WS2_ROW(so::receive_buffer, SO_RCVBUF),
        WS2_ROW(tcp::no_delay, TCP_NODELAY),
        WS2_ROW(tcp::keep_idle, TCP_KEEPIDLE),
        WS2_ROW(tcp::keep_idle, TCP_KEEPALIVE),
        WS2_ROW(tcp::max_segment, TCP_MAXSEG),
        WS2_ROW(tcp::max_retransmit_s, TCP_MAXRT),
        WS2_ROW(tcp::max_retransmit_ms, TCP_MAXRTMS),
        WS2_ROW(tcp::keep_count, TCP_KEEPCNT),
        WS2_ROW(tcp::keep_interval, TCP_KEEPINTVL),
        WS2_ROW(ip::options, IP_OPTIONS),
        WS2_ROW(ip::header_included, IP_HDRINCL),
        WS2_ROW(ip::type_of_service, IP_TOS),
        WS2_ROW(ip::time_to_live, IP_TTL),
        WS2_ROW(ip::multicast_interface, IP_MULTICAST_IF),
        WS2_ROW(ip::multicast_ttl, IP_MULTICAST_TTL),
        WS2_ROW(ip::multicast_loop, IP_MULTICAST_LOOP),
        WS2_ROW(ip::add_membership, IP_ADD_MEMBERSHIP),
        WS2_ROW(ip::drop_membership, IP_DROP_MEMBERSHIP),
        WS2_ROW(ip::dont_fragment, IP_DONTFRAGMENT),
        WS2_ROW(ip::add_source_membership, IP_ADD_SOURCE_MEMBERSHIP),
        WS2_ROW(ip::drop_source_membership, IP_DROP_SOURCE_MEMBERSHIP),
        WS2_ROW(ip::block_source, IP_BLOCK_SOURCE),
        WS2_ROW(ip::unblock_source, IP_UNBLOCK_SOURCE),
        WS2_ROW(ip::packet_info, IP_PKTINFO),
        WS2_ROW(ip::receive_ttl, IP_HOPLIMIT),
        WS2_ROW(ip::unicast_interface, IP_UNICAST_IF),
        WS2_ROW(ip::receive_tos, IP_RECVTOS),
        WS2_ROW(ip::mtu_discover, IP_MTU_DISCOVER),
        WS2_ROW(ip::mtu, IP_MTU),
        WS2_ROW(v6::header_included, IPV6_HDRINCL),
        WS2_ROW(v6::unicast_hops, IPV6_UNICAST_HOPS),
        WS2_ROW(v6::multicast_interface, IPV6_MULTICAST_IF),
        WS2_ROW(v6::multicast_hops, IPV6_MULTICAST_HOPS),
        WS2_ROW(v6::multicast_loop, IPV6_MULTICAST_LOOP),
        WS2_ROW(v6::join_group, IPV6_JOIN_GROUP),
        WS2_ROW(v6::leave_group, IPV6_LEAVE_GROUP),
        WS2_ROW(v6::dont_fragment, IPV6_DONTFRAG),
        WS2_ROW(v6::packet_info, IPV6_PKTINFO),
        WS2_ROW(v6::hop_limit, IPV6_HOPLIMIT),
        WS2_ROW(v6::checksum, IPV6_CHECKSUM),
        WS2_ROW(v6::v6_only, IPV6_V6ONLY),
        WS2_ROW(v6::unicast_interface, IPV6_UNICAST_IF),
        WS2_ROW(v6::traffic_class, IPV6_TCLASS),
        WS2_ROW(v6::receive_traffic_class, IPV6_RECVTCLASS),
        WS2_ROW(v6::mtu_discover, IPV6_MTU_DISCOVER),
        WS2_ROW(v6::mtu, IPV6_MTU),
        WS2_ROW(group::join_group, MCAST_JOIN_GROUP),
        WS2_ROW(group::leave_group, MCAST_LEAVE_GROUP),
        WS2_ROW(group::block_source, MCAST_BLOCK_SOURCE),
        WS2_ROW(group::unblock_source, MCAST_UNBLOCK_SOURCE),
        WS2_ROW(group::join_source_group, MCAST_JOIN_SOURCE_GROUP),
        WS2_ROW(group::leave_source_group, MCAST_LEAVE_SOURCE_GROUP),
    };
    for (const Row& row : rows)
        EXPECT_EQ(row.ours, row.theirs) << row.name;
}

} // namespace
