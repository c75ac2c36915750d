// Calling and being called through the table: WSPBind, WSPListen, WSPConnect, WSPAccept.
#include "unit/itot/raw_peer.hpp"

#include "mswsock.h"

#include <cstring>

namespace itot_test {
namespace {

using ItotCalls = Provider;

SOCKADDR_TP with_selector(const SOCKADDR_TP& to, std::string_view selector) {
    auto parsed = *ws2::provider::itot::from_sockaddr(&to, sizeof to);
    parsed.selector.assign(selector.begin(), selector.end());
    return ws2::provider::itot::to_sockaddr(parsed);
}

std::u16string text_of(const SOCKADDR_TP& tp) {
    return ws2::provider::itot::format_address(*ws2::provider::itot::from_sockaddr(&tp, sizeof tp));
}

TEST_F(ItotCalls, BothSidesKnowBothAddresses) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    ASSERT_EQ(bind(a, address(u"CLI@127.0.0.1:0")), 0);
    std::thread caller([&] { EXPECT_EQ(connect(a, name(listener)), 0); });
    SOCKADDR_TP peer{};
    int size = sizeof peer;
    int error = 0;
    const SOCKET b =
        table_.lpWSPAccept(listener, reinterpret_cast<sockaddr*>(&peer), &size, nullptr, 0, &error);
    ASSERT_NE(b, INVALID_SOCKET) << error;
    caller.join();
    EXPECT_EQ(text_of(peer), text_of(name(a)));
    EXPECT_EQ(text_of(peer).substr(0, 4), u"CLI@");
    EXPECT_EQ(text_of(name(b)), text_of(name(listener)));
    size = sizeof peer;
    EXPECT_EQ(table_.lpWSPGetPeerName(a, reinterpret_cast<sockaddr*>(&peer), &size, &error), 0);
    EXPECT_EQ(text_of(peer), text_of(name(listener)));
    for (const SOCKET s : {a, b, listener})
        close(s);
}

TEST_F(ItotCalls, OverIpv6Too) {
    const SOCKET listener = open();
    if (const int code = bind(listener, address(u"SRV@[::1]:0")); code != 0)
        GTEST_SKIP() << "no IPv6 here: " << code;
    ASSERT_EQ(listen(listener), 0);
    const SOCKET a = open();
    std::thread caller([&] { EXPECT_EQ(connect(a, name(listener)), 0); });
    const SOCKET b = accept(listener);
    caller.join();
    EXPECT_EQ(send(a, "six"), 0);
    EXPECT_EQ(recv(b).data, "six");
    for (const SOCKET s : {a, b, listener})
        close(s);
}

TEST_F(ItotCalls, ListenersOfOnePortAreToldApartBySelector) {
    const SOCKET one = listening(u"ONE@127.0.0.1:0");
    const SOCKET two = open();
    ASSERT_EQ(bind(two, with_selector(name(one), "TWO")), 0);
    ASSERT_EQ(listen(two), 0);
    const SOCKET taken = open();
    EXPECT_EQ(bind(taken, name(one)), WSAEADDRINUSE);
    const SOCKET a = open();
    std::thread caller([&] { EXPECT_EQ(connect(a, name(two)), 0); });
    const SOCKET b = accept(two);
    caller.join();
    EXPECT_FALSE(wait(one, Ready::readable, 0));
    const SOCKET c = open();
    EXPECT_EQ(connect(c, with_selector(name(one), "THREE")), WSAECONNREFUSED);
    for (const SOCKET s : {a, b, c, one, two, taken})
        close(s);
}

TEST_F(ItotCalls, AListenerWithoutSelectorServesWhoeverNobodyElseWas) {
    const SOCKET any = listening(u"127.0.0.1:0");
    const SOCKET a = open();
    std::thread caller([&] { EXPECT_EQ(connect(a, with_selector(name(any), "WHAT")), 0); });
    const SOCKET b = accept(any);
    caller.join();
    for (const SOCKET s : {a, b, any})
        close(s);
}

TEST_F(ItotCalls, NobodyListeningIsRefusedAndTheSocketMayCallAgain) {
    const SOCKET listener = listening();
    const SOCKADDR_TP gone = [&] {
        const SOCKET closed = listening();
        const SOCKADDR_TP where = name(closed);
        close(closed);
        return where;
    }();
    const SOCKET a = open();
    EXPECT_EQ(connect(a, gone), WSAECONNREFUSED);
    std::thread caller([&] { EXPECT_EQ(connect(a, name(listener)), 0); });
    const SOCKET b = accept(listener);
    caller.join();
    EXPECT_EQ(connect(a, name(listener)), WSAEISCONN);
    for (const SOCKET s : {a, b, listener})
        close(s);
}

TEST_F(ItotCalls, ANonBlockingCallIsSeenBySelectAndSoError) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    EXPECT_EQ(non_blocking(a), 0);
    EXPECT_EQ(connect(a, name(listener)), WSAEWOULDBLOCK);
    EXPECT_EQ(connect(a, name(listener)), WSAEALREADY);
    const SOCKET b = accept(listener);
    EXPECT_TRUE(wait(a, Ready::writable));
    EXPECT_EQ(get<int>(a, SO_ERROR), 0);
    const SOCKET c = open();
    EXPECT_EQ(non_blocking(c), 0);
    EXPECT_EQ(connect(c, with_selector(name(listener), "NOPE")), WSAEWOULDBLOCK);
    EXPECT_TRUE(wait(c, Ready::failed));
    EXPECT_EQ(get<int>(c, SO_ERROR), WSAECONNREFUSED);
    EXPECT_EQ(get<int>(c, SO_ERROR), 0);
    for (const SOCKET s : {a, b, c, listener})
        close(s);
}

TEST_F(ItotCalls, AFullBacklogRefuses) {
    const SOCKET listener = open();
    ASSERT_EQ(bind(listener, address(u"SRV@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    const SOCKET a = open();
    EXPECT_EQ(non_blocking(a), 0);
    EXPECT_EQ(connect(a, name(listener)), WSAEWOULDBLOCK);
    ASSERT_TRUE(wait(listener, Ready::readable));
    const SOCKET b = open();
    EXPECT_EQ(connect(b, name(listener)), WSAECONNREFUSED);
    for (const SOCKET s : {a, b, listener})
        close(s);
}

TEST_F(ItotCalls, ClassesThatDoNotFitAreRefusedNotDowngraded) {
    const SOCKET listener = listening(u"SRV@127.0.0.1:0", ISOPROTO_TP0);
    EXPECT_EQ(non_blocking(listener), 0);
    const SOCKET a = open();
    EXPECT_EQ(connect(a, name(listener)), WSAECONNREFUSED); // nobody need accept
    int code = 0;
    EXPECT_EQ(accept(listener, &code), INVALID_SOCKET);
    EXPECT_EQ(code, WSAEWOULDBLOCK);
    close(a);
    close(listener);
}

// Section 4, answers to bad input: no place of the backlog, no accept, no condition function.
TEST_F(ItotCalls, AClassThatIsNotOursIsAnsweredBeforeAnybodyHearsOfIt) {
    const SOCKET listener = open();
    ASSERT_EQ(bind(listener, address(u"SSR@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    for (int each = 0; each < 3; ++each) {
        RawPeer stranger(name(listener));
        stranger.send("03000010 0be000004a0140 c203535352");
        EXPECT_EQ(stranger.read_frame(), compact("0300000b 06804a01000082"));
        EXPECT_FALSE(wait(listener, Ready::readable, 0));
    }
    RawPeer caller(name(listener));
    caller.send("03000010 0be000004a0121 c203535352");
    ASSERT_TRUE(wait(listener, Ready::readable));
    close(accept(listener));
    close(listener);
}

TEST_F(ItotCalls, ConnectDataTravelsBothWays) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    char request[] = "who is there";
    char answer[32] = {};
    WSABUF caller_data{12, request};
    WSABUF callee_data{32, answer};
    std::thread caller(
        [&] { EXPECT_EQ(connect(a, name(listener), &caller_data, &callee_data), 0); });
    struct Seen {
        std::string data;
        std::u16string caller;
        std::u16string callee;
    } seen;
    const SOCKET b = accept(
        listener, nullptr,
        [](LPWSABUF caller_id, LPWSABUF data, LPQOS, LPQOS, LPWSABUF callee_id, LPWSABUF out,
           GROUP*, DWORD_PTR context) {
            auto& into = *reinterpret_cast<Seen*>(context);
            into.data.assign(data->buf, data->len);
            into.caller = text_of(*reinterpret_cast<SOCKADDR_TP*>(caller_id->buf));
            into.callee = text_of(*reinterpret_cast<SOCKADDR_TP*>(callee_id->buf));
            EXPECT_EQ(out->len, 32U);
            std::memcpy(out->buf, "me", 2);
            out->len = 2;
            return CF_ACCEPT;
        },
        reinterpret_cast<DWORD_PTR>(&seen));
    caller.join();
    EXPECT_EQ(seen.data, "who is there");
    EXPECT_EQ(seen.callee, text_of(name(listener)));
    EXPECT_EQ(seen.caller, text_of(name(a)));
    EXPECT_EQ(std::string(answer, callee_data.len), "me");
    char kept[32] = {};
    int size = sizeof kept;
    int error = 0;
    EXPECT_EQ(table_.lpWSPGetSockOpt(b, SOL_SOCKET, SO_CONNDATA, kept, &size, &error), 0);
    EXPECT_EQ(std::string(kept, static_cast<std::size_t>(size)), "who is there");
    for (const SOCKET s : {a, b, listener})
        close(s);
}

TEST_F(ItotCalls, ConnectDataOver32OctetsOrUnreadableIsAFault) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    char request[33] = {};
    WSABUF too_long{33, request};
    EXPECT_EQ(connect(a, name(listener), &too_long), WSAEFAULT);
    WSABUF nowhere{4, reinterpret_cast<char*>(8)};
    EXPECT_EQ(connect(a, name(listener), &nowhere), WSAEFAULT);
    close(a);
    close(listener);
}

TEST_F(ItotCalls, AConditionRejectsAndDefers) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    EXPECT_EQ(non_blocking(a), 0);
    EXPECT_EQ(connect(a, name(listener)), WSAEWOULDBLOCK);
    const auto verdict = [](LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*,
                            DWORD_PTR context) { return static_cast<int>(context); };
    int code = 0;
    EXPECT_EQ(accept(listener, &code, verdict, CF_DEFER), INVALID_SOCKET);
    EXPECT_EQ(code, WSATRY_AGAIN);
    EXPECT_TRUE(wait(listener, Ready::readable, 0));
    EXPECT_FALSE(wait(a, Ready::writable, 0));
    EXPECT_EQ(accept(listener, &code, verdict, 77), INVALID_SOCKET);
    EXPECT_EQ(code, WSAEINVAL);
    EXPECT_EQ(accept(listener, &code, verdict, CF_REJECT), INVALID_SOCKET);
    EXPECT_EQ(code, WSAECONNREFUSED);
    EXPECT_TRUE(wait(a, Ready::failed));
    EXPECT_EQ(get<int>(a, SO_ERROR), WSAECONNREFUSED);
    close(a);
    close(listener);
}

TEST_F(ItotCalls, ADeferredCallerThatLeavesIsAnAccessError) {
    const SOCKET listener = listening();
    const SOCKET a = open();
    EXPECT_EQ(non_blocking(a), 0);
    EXPECT_EQ(connect(a, name(listener)), WSAEWOULDBLOCK);
    const auto defer = [](LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*, DWORD_PTR) {
        return CF_DEFER;
    };
    int code = 0;
    EXPECT_EQ(accept(listener, &code, defer), INVALID_SOCKET);
    EXPECT_EQ(code, WSATRY_AGAIN);
    close(a);
    do // until the caller's FIN has been noticed
        (void)accept(listener, &code, defer);
    while (code == WSATRY_AGAIN);
    EXPECT_EQ(code, WSAEACCES);
    close(listener);
}

TEST_F(ItotCalls, ArgumentsAreChecked) {
    const SOCKET s = open();
    EXPECT_EQ(listen(s), WSAEINVAL);
    SOCKADDR_TP where = address(u"A@127.0.0.1:0");
    where.tp_family = AF_INET;
    EXPECT_EQ(bind(s, where), WSAEFAULT);
    EXPECT_EQ(connect(s, where), WSAEAFNOSUPPORT);
    where.tp_family = AF_ISO;
    EXPECT_EQ(connect(s, where), WSAEADDRNOTAVAIL);
    EXPECT_EQ(bind(s, where), 0);
    EXPECT_EQ(bind(s, where), WSAEINVAL);
    EXPECT_EQ(listen(s), 0);
    EXPECT_EQ(listen(s), 0);
    EXPECT_EQ(connect(s, name(s)), WSAEINVAL);
    int code = 0;
    const SOCKET other = open();
    EXPECT_EQ(accept(other, &code), INVALID_SOCKET);
    EXPECT_EQ(code, WSAEINVAL);
    close(other);
    close(s);
}

TEST_F(ItotCalls, TextFormsOfAddresses) {
    WCHAR text[64] = {};
    DWORD room = 4;
    int error = 0;
    SOCKADDR_TP tp = address(u"A@127.0.0.1:102"); // never bound
    EXPECT_EQ(table_.lpWSPAddressToString(reinterpret_cast<sockaddr*>(&tp), sizeof tp, nullptr,
                                          text, &room, &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(room, 16U);
    EXPECT_EQ(table_.lpWSPAddressToString(reinterpret_cast<sockaddr*>(&tp), sizeof tp, nullptr,
                                          text, &room, &error),
              0);
    SOCKADDR_TP back{};
    int size = sizeof back;
    EXPECT_EQ(table_.lpWSPStringToAddress(text, AF_ISO, nullptr, reinterpret_cast<sockaddr*>(&back),
                                          &size, &error),
              0);
    EXPECT_EQ(std::memcmp(&tp, &back, sizeof tp), 0);
    text[0] = u'\\';
    EXPECT_EQ(table_.lpWSPStringToAddress(text, AF_ISO, nullptr, reinterpret_cast<sockaddr*>(&back),
                                          &size, &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAEINVAL);
}

} // namespace
} // namespace itot_test
