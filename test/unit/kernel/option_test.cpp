#include "kernel/descriptor.hpp"
#include "kernel/option.hpp"
#include "kernel/socket.hpp"
#include "kernel/windows_values.hpp"
#include "kernel/wsa.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace {

using namespace ws2::kernel;

class OptionMap : public testing::Test {
protected:
    Descriptor tcp_{open_socket(win::family_inet, SOCK_STREAM, 0).value};
    Descriptor udp_{open_socket(win::family_inet, SOCK_DGRAM, 0).value};
    Descriptor udp6_{open_socket(win::family_inet6, SOCK_DGRAM, 0).value};

    static int native(const Descriptor& socket, int level, int name) {
        int value = -1;
        socklen_t size = sizeof value;
        EXPECT_EQ(getsockopt(socket.get(), level, name, &value, &size), 0);
        return value;
    }
};

TEST_F(OptionMap, ABooleanIsTakenAsFourOctetsOrOne) {
    const int on = 256; // TRUE as a DWORD, FALSE in its first octet
    EXPECT_TRUE(set_option(tcp_.get(), win::level_tcp, win::tcp_option::no_delay, &on, 4));
    EXPECT_EQ(native(tcp_, IPPROTO_TCP, TCP_NODELAY), 1);
    EXPECT_TRUE(set_option(tcp_.get(), win::level_tcp, win::tcp_option::no_delay, &on, 1));
    EXPECT_EQ(native(tcp_, IPPROTO_TCP, TCP_NODELAY), 0);
}

TEST_F(OptionMap, AShortValueIsAFault) {
    int value = 0;
    EXPECT_EQ(
        set_option(tcp_.get(), win::level_socket, win::socket_option::send_buffer, &value, 3).error,
        wsa::fault);
    EXPECT_EQ(set_option(tcp_.get(), win::level_tcp, win::tcp_option::no_delay, &value, 0).error,
              wsa::fault);
    EXPECT_EQ(
        get_option(tcp_.get(), win::level_socket, win::socket_option::send_buffer, &value, 3).error,
        wsa::fault);
    EXPECT_EQ(
        set_option(udp_.get(), win::level_ip, win::ip_option::add_membership, &value, 4).error,
        wsa::fault);
}

TEST_F(OptionMap, AnUnknownPairIsNoOption) {
    int value = 0;
    EXPECT_EQ(set_option(tcp_.get(), win::level_socket, 0x7002, &value, 4).error, wsa::no_option);
    EXPECT_EQ(
        get_option(tcp_.get(), win::level_ip, win::ip_option::add_membership, &value, 4).error,
        wsa::no_option);
}

TEST_F(OptionMap, ABufferSizeReadsAsItWasSet) {
    int value = 20000;
    ASSERT_TRUE(
        set_option(tcp_.get(), win::level_socket, win::socket_option::receive_buffer, &value, 4));
    value = 0;
    EXPECT_EQ(
        get_option(tcp_.get(), win::level_socket, win::socket_option::receive_buffer, &value, 4)
            .value,
        4);
    EXPECT_EQ(value, 20000);
}

TEST_F(OptionMap, DontFragmentIsPathMtuDiscovery) {
    const int on = 1;
    ASSERT_TRUE(set_option(udp_.get(), win::level_ip, win::ip_option::dont_fragment, &on, 4));
    EXPECT_EQ(native(udp_, IPPROTO_IP, IP_MTU_DISCOVER), IP_PMTUDISC_DO);
    const int dont = 2; // IP_PMTUDISC_DONT in Windows
    ASSERT_TRUE(set_option(udp_.get(), win::level_ip, win::ip_option::mtu_discover, &dont, 4));
    EXPECT_EQ(native(udp_, IPPROTO_IP, IP_MTU_DISCOVER), IP_PMTUDISC_DONT);
}

TEST_F(OptionMap, AMulticastInterfaceMayBeAnIndex) {
    const std::uint32_t loopback_by_index = htonl(1);
    EXPECT_TRUE(set_option(udp_.get(), win::level_ip, win::ip_option::multicast_interface,
                           &loopback_by_index, 4));
    const std::uint32_t loopback_by_address = htonl(INADDR_LOOPBACK);
    EXPECT_TRUE(set_option(udp_.get(), win::level_ip, win::ip_option::multicast_interface,
                           &loopback_by_address, 4));
}

TEST_F(OptionMap, AGroupRequestCarriesTheWindowsFamily) {
    group_req request{};
    request.gr_interface = 1;
    request.gr_group.ss_family = win::family_inet6;
    auto* group = reinterpret_cast<sockaddr_in6*>(&request.gr_group);
    group->sin6_addr.s6_addr[0] = 0xFF;
    group->sin6_addr.s6_addr[1] = 0x01;
    group->sin6_addr.s6_addr[15] = 0x77;
    EXPECT_EQ(set_option(udp6_.get(), win::level_ipv6, win::group_option::join_group, &request,
                         sizeof request)
                  .error,
              0);
}

TEST_F(OptionMap, MaximumRetransmitSecondsAreMillisecondsBelow) {
    const int seconds = 7;
    ASSERT_TRUE(
        set_option(tcp_.get(), win::level_tcp, win::tcp_option::max_retransmit_s, &seconds, 4));
    EXPECT_EQ(native(tcp_, IPPROTO_TCP, TCP_USER_TIMEOUT), 7000);
}

TEST_F(OptionMap, KeepAliveValuesAreRoundedUpToSeconds) {
    ASSERT_TRUE(set_keep_alive(tcp_.get(), true, 1500, 1));
    EXPECT_EQ(native(tcp_, SOL_SOCKET, SO_KEEPALIVE), 1);
    EXPECT_EQ(native(tcp_, IPPROTO_TCP, TCP_KEEPIDLE), 2);
    EXPECT_EQ(native(tcp_, IPPROTO_TCP, TCP_KEEPINTVL), 1);
}

} // namespace
