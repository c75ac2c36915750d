// Room kernel: the Windows error codes that the kernel room can answer, as plain constants, because
// the room that sees <sys/socket.h> cannot see winsock2.h. A unit test holds them against the face.
#pragma once

namespace ws2::kernel::wsa {

inline constexpr int not_enough_memory = 8;
inline constexpr int operation_aborted = 995;
inline constexpr int interrupted = 10004;
inline constexpr int bad_file = 10009;
inline constexpr int access = 10013;
inline constexpr int fault = 10014;
inline constexpr int invalid = 10022;
inline constexpr int too_many_files = 10024;
inline constexpr int would_block = 10035;
inline constexpr int in_progress = 10036;
inline constexpr int already = 10037;
inline constexpr int not_socket = 10038;
inline constexpr int destination_required = 10039;
inline constexpr int message_size = 10040;
inline constexpr int wrong_type = 10041;
inline constexpr int no_option = 10042;
inline constexpr int no_protocol = 10043;
inline constexpr int no_socket_type = 10044;
inline constexpr int not_supported = 10045;
inline constexpr int no_protocol_family = 10046;
inline constexpr int no_address_family = 10047;
inline constexpr int address_in_use = 10048;
inline constexpr int address_not_available = 10049;
inline constexpr int net_down = 10050;
inline constexpr int net_unreachable = 10051;
inline constexpr int net_reset = 10052;
inline constexpr int connection_aborted = 10053;
inline constexpr int connection_reset = 10054;
inline constexpr int no_buffers = 10055;
inline constexpr int is_connected = 10056;
inline constexpr int not_connected = 10057;
inline constexpr int shut_down = 10058;
inline constexpr int too_many_references = 10059;
inline constexpr int timed_out = 10060;
inline constexpr int connection_refused = 10061;
inline constexpr int loop = 10062;
inline constexpr int name_too_long = 10063;
inline constexpr int host_down = 10064;
inline constexpr int host_unreachable = 10065;
inline constexpr int system_call_failure = 10107;

} // namespace ws2::kernel::wsa
