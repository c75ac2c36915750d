// Room kernel: Windows' numbers for what the maps of this room translate, as plain constants for
// the reason given in wsa.hpp. A unit test holds them against the face.
#pragma once

#include <cstdint>

namespace ws2::kernel::win {

inline constexpr int family_unspecified = 0;
inline constexpr int family_unix = 1;
inline constexpr int family_inet = 2;
inline constexpr int family_inet6 = 23;

inline constexpr int level_ip = 0;
inline constexpr int level_tcp = 6;
inline constexpr int level_udp = 17;
inline constexpr int level_ipv6 = 41;
inline constexpr int level_socket = 0xffff;

namespace socket_option {
inline constexpr int keep_alive = 0x0008;
inline constexpr int broadcast = 0x0020;
inline constexpr int oob_inline = 0x0100;
inline constexpr int send_buffer = 0x1001;
inline constexpr int receive_buffer = 0x1002;
inline constexpr int send_timeout = 0x1005;
inline constexpr int receive_timeout = 0x1006;
inline constexpr int port_scalability = 0x3006;
inline constexpr int reuse_unicast_port = 0x3007;
} // namespace socket_option

namespace tcp_option {
inline constexpr int no_delay = 1;
inline constexpr int keep_idle = 3; // TCP_KEEPALIVE and TCP_KEEPIDLE are one number
inline constexpr int max_segment = 4;
inline constexpr int max_retransmit_s = 5;
inline constexpr int max_retransmit_ms = 14;
inline constexpr int fast_open = 15;
inline constexpr int keep_count = 16;
inline constexpr int keep_interval = 17;
} // namespace tcp_option

namespace udp_option {
inline constexpr int no_checksum = 1;
inline constexpr int send_message_size = 2;
inline constexpr int coalesced = 3; // the option, and the control message
} // namespace udp_option

namespace ip_option {
inline constexpr int options = 1;
inline constexpr int header_included = 2;
inline constexpr int type_of_service = 3;
inline constexpr int time_to_live = 4;
inline constexpr int multicast_interface = 9;
inline constexpr int multicast_ttl = 10;
inline constexpr int multicast_loop = 11;
inline constexpr int add_membership = 12;
inline constexpr int drop_membership = 13;
inline constexpr int dont_fragment = 14;
inline constexpr int add_source_membership = 15;
inline constexpr int drop_source_membership = 16;
inline constexpr int block_source = 17;
inline constexpr int unblock_source = 18;
inline constexpr int packet_info = 19;
inline constexpr int receive_ttl = 21;
inline constexpr int receive_interface = 24;
inline constexpr int receive_destination = 25;
inline constexpr int unicast_interface = 31;
inline constexpr int traffic_class = 39;
inline constexpr int receive_tos = 40;
inline constexpr int congestion = 50;
inline constexpr int mtu_discover = 71;
inline constexpr int mtu = 73;
} // namespace ip_option

namespace ipv6_option {
inline constexpr int header_included = 2;
inline constexpr int unicast_hops = 4;
inline constexpr int multicast_interface = 9;
inline constexpr int multicast_hops = 10;
inline constexpr int multicast_loop = 11;
inline constexpr int join_group = 12;
inline constexpr int leave_group = 13;
inline constexpr int dont_fragment = 14;
inline constexpr int packet_info = 19;
inline constexpr int hop_limit = 21;
inline constexpr int receive_interface = 24;
inline constexpr int receive_destination = 25;
inline constexpr int checksum = 26;
inline constexpr int v6_only = 27;
inline constexpr int unicast_interface = 31;
inline constexpr int traffic_class = 39;
inline constexpr int receive_traffic_class = 40;
inline constexpr int congestion = 50;
inline constexpr int mtu_discover = 71;
inline constexpr int mtu = 72;
} // namespace ipv6_option

// The same numbers at level_ip and level_ipv6.
namespace group_option {
inline constexpr int join_group = 41;
inline constexpr int leave_group = 42;
inline constexpr int block_source = 43;
inline constexpr int unblock_source = 44;
inline constexpr int join_source_group = 45;
inline constexpr int leave_source_group = 46;
} // namespace group_option

namespace message_flag {
inline constexpr std::uint32_t out_of_band = 0x1;
inline constexpr std::uint32_t peek = 0x2;
inline constexpr std::uint32_t dont_route = 0x4;
inline constexpr std::uint32_t wait_all = 0x8;
inline constexpr std::uint32_t partial = 0x8000;
} // namespace message_flag

} // namespace ws2::kernel::win
