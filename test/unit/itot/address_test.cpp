// Transport addresses: SOCKADDR_TP, NSAPs after RFC 1277, text.
#include "provider/itot/address.hpp"

#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

std::u16string canonical(std::u16string_view text) {
    const auto parsed = parse_address(text);
    return parsed ? format_address(*parsed) : u"(refused)";
}

TEST(ItotAddress, AnIpv4EndpointIsAnRfc1277Nsap) {
    const auto parsed = parse_address(u"WSKB@10.0.0.6:102");
    ASSERT_TRUE(parsed);
    const SOCKADDR_TP tp = to_sockaddr(*parsed);
    EXPECT_EQ(tp.tp_family, AF_ISO);
    EXPECT_EQ(tp.tp_tsel_len, 4);
    EXPECT_EQ(tp.tp_taddr_len, 4 + 17);
    EXPECT_EQ(to_hex({tp.tp_addr, tp.tp_taddr_len}),
              compact("57534b42 54 00728722 03 010000000006 0010200001"));
}

TEST(ItotAddress, AnNsapWithoutPortMeans102) {
    SOCKADDR_TP tp{};
    const Bytes nsap = hex("5400728722 03 127000000001");
    tp.tp_family = AF_ISO;
    tp.tp_taddr_len = static_cast<u_short>(nsap.size());
    std::copy(nsap.begin(), nsap.end(), tp.tp_addr);
    const auto parsed = from_sockaddr(&tp, sizeof tp);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(format_address(*parsed), u"127.0.0.1:102");
}

TEST(ItotAddress, EveryFormComesBackFromItsSockaddr) {
    for (const std::u16string_view text :
         {u"127.0.0.1:0", u"A@255.255.255.255:65535", u"A@[::1]:102", u"[2001:db8::5]:7",
          u"A@[fe80::1%3]:102", u"0123456789ABCDEF0123456789ABCDEF@1.2.3.4:5",
          u"0123456789ABCDEF0123456789ABCDEF@[::ffff]:5"}) {
        const auto parsed = parse_address(text);
        ASSERT_TRUE(parsed);
        const SOCKADDR_TP tp = to_sockaddr(*parsed);
        const auto back = from_sockaddr(&tp, sizeof tp);
        ASSERT_TRUE(back);
        EXPECT_EQ(format_address(*back), text);
    }
}

TEST(ItotAddress, SelectorsAreEscapedWhereTheyAreNotPrintable) {
    EXPECT_EQ(canonical(u"\\x01\\x00@1.2.3.4:102"), u"\\x01\\x00@1.2.3.4:102");
    EXPECT_EQ(canonical(u"a\\x40b\\x5c@1.2.3.4:102"), u"a\\x40b\\x5C@1.2.3.4:102");
    EXPECT_EQ(canonical(u"a@b@1.2.3.4:102"), u"a\\x40b@1.2.3.4:102");
}

TEST(ItotAddress, AMissingPortIsZeroAndAMissingSelectorEmpty) {
    EXPECT_EQ(canonical(u"S@1.2.3.4"), u"S@1.2.3.4:0");
    EXPECT_EQ(canonical(u"[::1]"), u"[::1]:0");
}

TEST(ItotAddress, TextThatIsNoneIsRefused) {
    for (const std::u16string_view text :
         {u"", u"S@", u"S@host:1", u"S@1.2.3:1", u"S@1.2.3.4:65536", u"S@1.2.3.4:x", u"S@1.2.3.4:",
          u"S@[::1", u"S@[::1]1", u"\\x4@1.2.3.4:1", u"\\y41@1.2.3.4:1",
          u"0123456789ABCDEF0123456789ABCDEFX@1.2.3.4:5", u"\u00e9@1.2.3.4:5"})
        EXPECT_EQ(canonical(text), u"(refused)");
}

TEST(ItotAddress, SockaddrsWhoseLengthsLieAreRefused) {
    SOCKADDR_TP tp = to_sockaddr(*parse_address(u"WSKB@10.0.0.6:102"));
    tp.tp_tsel_len = 33;
    EXPECT_FALSE(from_sockaddr(&tp, sizeof tp));
    tp = to_sockaddr(*parse_address(u"WSKB@10.0.0.6:102"));
    tp.tp_taddr_len = 3;
    EXPECT_FALSE(from_sockaddr(&tp, sizeof tp));
    tp.tp_taddr_len = 65;
    EXPECT_FALSE(from_sockaddr(&tp, sizeof tp));
    tp = to_sockaddr(*parse_address(u"WSKB@10.0.0.6:102"));
    EXPECT_FALSE(from_sockaddr(&tp, 20));
    tp.tp_addr[10] = 0xFF; // no digits
    EXPECT_FALSE(from_sockaddr(&tp, sizeof tp));
}

} // namespace
} // namespace itot_test
