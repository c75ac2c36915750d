// Suite conformance: protocols that stand over TCP (their address texts are "SELECTOR@" and a TCP
// address), against peers that speak something else.
#include "conformance/disconnect.hpp"
#include "conformance/thread.hpp"

#include <string_view>

namespace ws2::conformance {
namespace {

using testing::AnyOf;

bool stands_over_tcp(const Entry& entry) {
    return std::u16string_view(entry.subject->loopback).find(u'@') != std::u16string_view::npos;
}

class HostilePeer : public Case {
protected:
    static Entry tcp() {
        return entries([](const Entry& each) {
                   return byte_stream(each) && each.info.iAddressFamily == AF_INET;
               })
            .front();
    }
    // The TCP address below an address of the entry.
    static Address below(const Address& address) {
        const std::u16string text = format(entry(), address);
        return parse(tcp(), text.substr(text.find(u'@') + 1).c_str());
    }
    // The address of the entry above a TCP address.
    static Address above(const Address& address) {
        const std::u16string selector(subject().loopback,
                                      std::u16string_view(subject().loopback).find(u'@') + 1);
        return parse(entry(), (selector + format(tcp(), address)).c_str());
    }
    static Socket call_below(SOCKET listener) {
        Socket s = create(tcp());
        const Address address = below(name_of(listener));
        if (connect(s, address.get(), address.length) != 0)
            refuse("connect");
        return s;
    }
};
WS2_OVER(HostilePeer, stands_over_tcp);

const std::string garbage[] = {
    "GET / HTTP/1.0\r\n\r\n",
    std::string("\x03\x00\x00\x00", 4),                // a TPKT shorter than its header
    std::string("\x03\x00\x00\x07\x02\xF0\x80", 7),    // data without a connection
    std::string("\x03\x00\x00\x05\xFF", 5),            // a length beyond the TPKT
    std::string("\x03\x00\xFF\xFF", 4) + pattern(100), // much promised, little sent
    pattern(100000),                                   // noise
};

TEST_P(HostilePeer, AListenerTurnsNonsenseAwayAndServesTheNext) {
    const Socket listener = listening(entry());
    for (const auto& words : garbage) {
        const Socket stranger = call_below(listener);
        set_blocking(stranger, false);
        send(stranger, words.data(), static_cast<int>(words.size()), 0);
    }
    const Pair pair = connect_through(entry(), listener);
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(HostilePeer, AListenerThatIsNotSpokenToServesTheNext) {
    const Socket listener = listening(entry());
    std::vector<Socket> silent;
    for (int each = 0; each < 20; ++each)
        silent.push_back(call_below(listener));
    const Pair pair = connect_through(entry(), listener);
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(HostilePeer, ACallerIsToldThatTheOtherSideSpeaksSomethingElse) {
    for (const auto& words : garbage) {
        if (words.size() > 4 && words.substr(0, 4) == std::string("\x03\x00\xFF\xFF", 4))
            continue; // no answer yet as far as anybody can tell
        if (entry().info.iSecurityScheme != SECURITY_PROTOCOL_NONE && words.size() < 5)
            continue; // nor here: a record of TLS begins with as many octets
        const Socket listener = listening(tcp());
        const Address address = above(name_of(listener));
        const Socket caller = create(entry());
        BlockedCall calling([&] { return connect(caller, address.get(), address.length); });
        const Socket stranger(accept(listener, nullptr, nullptr));
        send(stranger, words.data(), static_cast<int>(words.size()), 0); // may be cut short
        const Outcome called = calling.join();
        EXPECT_THAT(called,
                    AnyOf(failed(WSAECONNREFUSED), failed(WSAECONNABORTED), failed(WSAECONNRESET)));
    }
}

TEST_P(HostilePeer, ACallerIsToldThatTheOtherSideHungUp) {
    const Socket listener = listening(tcp());
    const Address address = above(name_of(listener));
    const Socket caller = create(entry());
    BlockedCall calling([&] { return connect(caller, address.get(), address.length); });
    Socket stranger(accept(listener, nullptr, nullptr));
    ASSERT_NE(stranger, INVALID_SOCKET);
    stranger.close();
    EXPECT_THAT(calling.join(),
                AnyOf(failed(WSAECONNREFUSED), failed(WSAECONNABORTED), failed(WSAECONNRESET)));
}

} // namespace
} // namespace ws2::conformance
