#include "kernel/address.hpp"
#include "kernel/address_text.hpp"
#include "kernel/interface.hpp"
#include "kernel/message.hpp"
#include "kernel/poll.hpp"
#include "kernel/readiness.hpp"

#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace {

using namespace ws2::kernel;

TEST(AddressMap, AnIpv4AddressIsPassedWhereItLies) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const NativeAddress native(&address, sizeof address);
    EXPECT_EQ(native.data(), &address);
    EXPECT_EQ(native.size(), sizeof address);
}

TEST(AddressMap, AnIpv6AddressChangesItsFamilyBothWays) {
    sockaddr_in6 address{};
    address.sin6_family = win::family_inet6;
    address.sin6_port = 0x1234;
    const NativeAddress native(&address, sizeof address);
    sockaddr_in6 seen{};
    std::memcpy(&seen, native.data(), sizeof seen);
    EXPECT_EQ(seen.sin6_family, AF_INET6);
    EXPECT_EQ(seen.sin6_port, 0x1234);
    EXPECT_EQ(address.sin6_family, win::family_inet6) << "the caller's memory is not touched";
    windows_family_in_place(&seen, sizeof seen);
    EXPECT_EQ(seen.sin6_family, win::family_inet6);
}

TEST(AddressMap, AnAddressWithoutRoomForAFamilyHasNone) {
    const char octet = 23;
    EXPECT_EQ(family_of(&octet, 1), 0);
    EXPECT_EQ(family_of(nullptr, 28), 0);
    const NativeAddress native(&octet, -5);
    EXPECT_EQ(native.size(), 0U);
}

TEST(MessageFlags, WaitAllChangesItsNumberAndPartialIsDropped) {
    EXPECT_EQ(native_receive_flags(win::message_flag::wait_all), MSG_WAITALL);
    EXPECT_EQ(native_receive_flags(win::message_flag::partial | win::message_flag::peek), MSG_PEEK);
    EXPECT_EQ(native_send_flags(win::message_flag::out_of_band), MSG_OOB | MSG_NOSIGNAL);
}

TEST(MessageFlags, AFlagOfTheOtherDirectionIsInvalid) {
    EXPECT_EQ(native_send_flags(win::message_flag::peek), invalid_flags);
    EXPECT_EQ(native_send_flags(win::message_flag::wait_all), invalid_flags);
    EXPECT_EQ(native_receive_flags(win::message_flag::wait_all | win::message_flag::peek),
              invalid_flags);
    EXPECT_EQ(native_receive_flags(win::message_flag::dont_route), invalid_flags);
    EXPECT_EQ(native_receive_flags(0x400000), invalid_flags);
}

TEST(Readiness, ASignalIsSeenUntilItIsCleared) {
    const Signal signal;
    const ReadinessSet set;
    ASSERT_TRUE(set.add_readable(signal.descriptor(), 7));
    signal.raise();
    std::array<std::uint64_t, 4> keys{};
    ASSERT_EQ(set.wait(keys.data(), keys.size()), 1U);
    EXPECT_EQ(keys[0], 7U);
    EXPECT_EQ(poll_one(signal.descriptor(), ready::readable, never).value, ready::readable);
    signal.clear();
    EXPECT_EQ(poll_one(signal.descriptor(), ready::readable, at_once).value, 0);
}

TEST(Interfaces, TheLoopbackIsListedWithWindowsFlags) {
    const auto found = interfaces(win::family_inet);
    ASSERT_TRUE(found);
    const std::array<unsigned char, 4> loopback = {127, 0, 0, 1};
    bool seen = false;
    for (const Interface& entry : found.value)
        if (std::memcmp(entry.address.octets + 4, loopback.data(), 4) == 0) {
            seen = true;
            EXPECT_EQ(entry.flags & 5U, 5U) << "IFF_UP and IFF_LOOPBACK";
            EXPECT_EQ(entry.mask.octets[4], 255);
        }
    EXPECT_TRUE(seen);
}

TEST(Interfaces, TheRouteToTheLoopbackIsTheLoopback) {
    sockaddr_in destination{};
    destination.sin_family = AF_INET;
    destination.sin_port = htons(9);
    destination.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto route = route_to(&destination, sizeof destination);
    ASSERT_TRUE(route);
    EXPECT_EQ(route.value.octets[4], 127);
    EXPECT_EQ(route.value.octets[2], 0);
    EXPECT_EQ(route.value.octets[3], 0);
}

TEST(AddressText, ReadsAndWritesBothFamilies) {
    std::array<unsigned char, 16> octets{};
    ASSERT_TRUE(parse_ipv4("192.0.2.1", octets.data()));
    EXPECT_EQ(format_ipv4(octets.data()), "192.0.2.1");
    ASSERT_TRUE(parse_ipv6("2001:db8::1", octets.data()));
    EXPECT_EQ(format_ipv6(octets.data()), "2001:db8::1");
    EXPECT_FALSE(parse_ipv4("192.0.2", octets.data()));
    EXPECT_FALSE(parse_ipv6("::1%lo", octets.data()));
}

} // namespace
