#include <gtest/gtest.h>
#include <mstcpip.h>
#include <string>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace {

constexpr LONG invalid_parameter = static_cast<LONG>(0xC000000D);

in_addr loopback() {
    in_addr out{};
    out.s_addr = htonl(INADDR_LOOPBACK);
    return out;
}

TEST(ApiNumericText, WritingGivesThePlaceOfTheZero) {
    const in_addr address = loopback();
    char text[16];
    EXPECT_EQ(RtlIpv4AddressToStringA(&address, text), text + 9);
    EXPECT_STREQ(text, "127.0.0.1");
    in6_addr any{};
    WCHAR wide[46];
    EXPECT_EQ(RtlIpv6AddressToStringW(&any, wide), wide + 2);
    EXPECT_EQ(std::u16string(wide), u"::");
}

TEST(ApiNumericText, APortAndAScopeAreWrittenIfThereAreSome) {
    const in_addr address = loopback();
    char text[70];
    ULONG length = 3;
    EXPECT_EQ(RtlIpv4AddressToStringExA(&address, htons(7), text, &length), invalid_parameter);
    EXPECT_EQ(length, 12U);
    EXPECT_EQ(RtlIpv4AddressToStringExA(&address, htons(7), text, &length), 0);
    EXPECT_STREQ(text, "127.0.0.1:7");
    in6_addr local{};
    local.s6_addr[0] = 0xFE;
    local.s6_addr[1] = 0x80;
    local.s6_addr[15] = 1;
    length = sizeof text;
    EXPECT_EQ(RtlIpv6AddressToStringExA(&local, 3, htons(7), text, &length), 0);
    EXPECT_STREQ(text, "[fe80::1%3]:7");
    length = sizeof text;
    EXPECT_EQ(RtlIpv6AddressToStringExA(&local, 0, 0, text, &length), 0);
    EXPECT_STREQ(text, "fe80::1");
}

TEST(ApiNumericText, ReadingStopsWhereTheAddressEnds) {
    in_addr address{};
    PCSTR end = nullptr;
    const char* text = "127.0.0.1/8";
    EXPECT_EQ(RtlIpv4StringToAddressA(text, TRUE, &end, &address), 0);
    EXPECT_EQ(end, text + 9);
    EXPECT_EQ(address.s_addr, loopback().s_addr);
    EXPECT_EQ(RtlIpv4StringToAddressA("127.1", TRUE, &end, &address), invalid_parameter);
    EXPECT_EQ(RtlIpv4StringToAddressA("127.1", FALSE, &end, &address), 0);
    EXPECT_EQ(RtlIpv4StringToAddressA("x", FALSE, &end, &address), invalid_parameter);
    EXPECT_EQ(RtlIpv4StringToAddressA("255.255.255.255", TRUE, &end, &address), 0);
    in6_addr six{};
    PCWSTR wide_end = nullptr;
    const WCHAR* wide = u"fe80::1%3";
    EXPECT_EQ(RtlIpv6StringToAddressW(wide, &wide_end, &six), 0);
    EXPECT_EQ(wide_end, wide + 7);
}

TEST(ApiNumericText, AnEndpointIsTheWholeText) {
    in_addr address{};
    USHORT port = 1;
    EXPECT_EQ(RtlIpv4StringToAddressExA("127.0.0.1", TRUE, &address, &port), 0);
    EXPECT_EQ(port, 0);
    EXPECT_EQ(RtlIpv4StringToAddressExW(u"127.0.0.1:80", TRUE, &address, &port), 0);
    EXPECT_EQ(port, htons(80)); // never bound
    EXPECT_EQ(RtlIpv4StringToAddressExA("127.0.0.1:", TRUE, &address, &port), invalid_parameter);
    EXPECT_EQ(RtlIpv4StringToAddressExA("127.0.0.1:99999", TRUE, &address, &port),
              invalid_parameter);
    in6_addr six{};
    ULONG scope = 9;
    EXPECT_EQ(RtlIpv6StringToAddressExA("[fe80::1%3]:7", &six, &scope, &port), 0);
    EXPECT_EQ(scope, 3U);
    EXPECT_EQ(port, htons(7)); // never bound
    EXPECT_EQ(RtlIpv6StringToAddressExA("::1", &six, &scope, &port), 0);
    EXPECT_EQ(scope, 0U);
    EXPECT_EQ(RtlIpv6StringToAddressExA("[::1", &six, &scope, &port), invalid_parameter);
    EXPECT_EQ(RtlIpv6StringToAddressExA("::1%x", &six, &scope, &port), invalid_parameter);
}

} // namespace
