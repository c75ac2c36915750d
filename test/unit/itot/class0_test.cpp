// Peers that know class 0 alone: the impostors among them, calling again, and the DR that stacks of
// ISODE's descent send in class 0.
#include "unit/itot/raw_peer.hpp"

namespace itot_test {
namespace {

class ItotClass0Peer : public Provider {
protected:
    ITOT_ENDING ending(SOCKET s) {
        ITOT_ENDING ending{};
        DWORD returned = 0;
        int error = 0;
        EXPECT_EQ(table_.lpWSPIoctl(s, static_cast<DWORD>(SIO_ITOT_GET_ENDING), nullptr, 0, &ending,
                                    sizeof ending, &returned, nullptr, nullptr, nullptr, &error),
                  0)
            << error;
        return ending;
    }
    RawListener listener_;
};

struct Impostor {
    const char* name;
    std::string_view answer; // to the class 2 CR; our reference stands for RRRR
};
class ItotImpostor : public ItotClass0Peer, public testing::WithParamInterface<Impostor> {
protected:
    static std::string reference_of(const std::string& cr) { return cr.substr(16, 4); }
    // With our reference in place.
    static void answer(RawPeer& peer) {
        std::string answer(GetParam().answer);
        answer.replace(answer.find("RRRR"), 4, reference_of(peer.read_frame()));
        peer.send(answer);
    }
};

TEST_P(ItotImpostor, IsRefusedAndCalledAgainInClass0WhereThatIsAllowed) {
    const SOCKET strict = open();
    std::thread refusing([&] {
        RawPeer peer = listener_.accept();
        answer(peer);
    });
    EXPECT_EQ(connect(strict, listener_.name()), WSAECONNREFUSED);
    refusing.join();
    close(strict);

    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_ALLOW_CLASS0, 1), 0);
    std::thread serving([&] {
        RawPeer first = listener_.accept();
        answer(first);
        RawPeer second = listener_.accept();
        const std::string cr = second.read_frame();
        EXPECT_EQ(cr.substr(0, 16) + cr.substr(20),
                  compact("03000013 0ee00000 00c0010b c203535256"));
        second.send("0300000e 09d0" + reference_of(cr) + "000c00 c0010a");
        EXPECT_EQ(second.read_frame(), compact("03000009 02f080 6869"));
    });
    EXPECT_EQ(connect(s, listener_.name()), 0);
    EXPECT_EQ(get_itot(s, ITOT_CLASS), 0U);
    EXPECT_EQ(get_itot(s, ITOT_TPDU_SIZE), 1024U);
    EXPECT_EQ(send(s, "!", MSG_OOB), WSAEOPNOTSUPP);
    EXPECT_EQ(send_disconnect(s, "Bye"), WSAENOPROTOOPT) << "and it stays open";
    EXPECT_EQ(send(s, "hi"), 0);
    EXPECT_EQ(send_disconnect(s), 0);
    serving.join();
    close(s);
}

INSTANTIATE_TEST_SUITE_P(
    Known, ItotImpostor,
    testing::Values(
        // The one echoes the class octet and sizes, selectors, but not C6.
        Impostor{"ClassEchoedWithoutOptions",
                 "03000018 13d0 RRRR 0001 21 c0010d c203535256 c103414243"},
        Impostor{"EverythingEchoed",
                 "0300001b 16d0 RRRR 0001 21 c0010d f00201ff c40101 c60101 c70100"},
        Impostor{"BothSizes", "03000015 10d0 RRRR 0001 21 c0010d f00201ff c60101"},
        Impostor{"OptionsNotProposed", "0300000e 09d0 RRRR 0001 21 c60141"},
        Impostor{"ReferenceZero", "0300000e 09d0 RRRR 0000 21 c60101"},
        Impostor{"ErThatNamesAParameter", "03000009 0470 RRRR 03"},
        Impostor{"NegotiationFailed", "0300000b 0680 RRRR 0000 82"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(ItotClass0Peer, WhoHangsUpOnAClass2CallIsCalledAgainInClass0) {
    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_ALLOW_CLASS0, 1), 0);
    std::thread serving([&] {
        {
            RawPeer first = listener_.accept();
            (void)first.read_frame();
        }
        RawPeer second = listener_.accept();
        const std::string cr = second.read_frame();
        second.send("0300000b 06d0" + cr.substr(16, 4) + "000c00");
        second.finish();
    });
    EXPECT_EQ(connect(s, listener_.name()), 0);
    EXPECT_EQ(recv(s), WSAEDISCON);
    serving.join();
    close(s);
}

TEST_F(ItotClass0Peer, AnAddressThatIsUnknownIsUnknownInEveryClass) {
    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_ALLOW_CLASS0, 1), 0);
    std::thread serving([&] {
        RawPeer peer = listener_.accept();
        const std::string cr = peer.read_frame();
        peer.send("0300000e 0680" + cr.substr(16, 4) + "000003 627964");
    });
    EXPECT_EQ(connect(s, listener_.name()), WSAECONNREFUSED);
    serving.join();
    const ITOT_ENDING told = ending(s);
    EXPECT_EQ(told.dwTpdu, DWORD{ITOT_ENDED_BY_DR});
    EXPECT_EQ(told.dwReason, DWORD{ITOT_REASON_ADDRESS_UNKNOWN});
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(told.Data), told.dwDataSize), "byd");
    close(s);
}

TEST_F(ItotClass0Peer, Class0AsAlternativeIsAcceptedAtOnce) {
    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_ALLOW_CLASS0, 1), 0);
    std::thread serving([&] {
        RawPeer peer = listener_.accept();
        const std::string cr = peer.read_frame();
        EXPECT_NE(cr.find("c70100"), std::string::npos);
        peer.send("0300000b 06d0" + cr.substr(16, 4) + "000c00");
        EXPECT_EQ(peer.read_frame(), compact("03000008 02f080 61"));
    });
    EXPECT_EQ(connect(s, listener_.name()), 0);
    EXPECT_EQ(get_itot(s, ITOT_CLASS), 0U);
    EXPECT_EQ(send(s, "a"), 0);
    serving.join();
    close(s);
}

TEST_F(ItotClass0Peer, APeerThatLeavesADefaultOutIsBelievedWhereThatIsAllowed) {
    const SOCKET s = open();
    ASSERT_EQ(set_itot(s, ITOT_REQUIRE_OPTIONS, 0), 0);
    std::thread serving([&] {
        RawPeer peer = listener_.accept();
        const std::string cr = peer.read_frame();
        peer.send("0300000b 06d0" + cr.substr(16, 4) + "000121");
    });
    EXPECT_EQ(connect(s, listener_.name()), 0);
    EXPECT_EQ(get_itot(s, ITOT_CLASS), 2U);
    serving.join();
    close(s);
}

TEST_F(ItotClass0Peer, AListenerThatAllowsClass0ServesBoth) {
    const SOCKET listener = open();
    ASSERT_EQ(set_itot(listener, ITOT_ALLOW_CLASS0, 1), 0);
    ASSERT_EQ(bind(listener, address(u"SRV@127.0.0.1:0")), 0);
    ASSERT_EQ(listen(listener), 0);
    for (const auto protocol : {ISOPROTO_TP2, ISOPROTO_TP0}) {
        const SOCKET a = open(protocol);
        const SOCKADDR_TP to = name(listener);
        std::thread caller([&] { EXPECT_EQ(connect(a, to), 0); });
        const SOCKET b = accept(listener);
        caller.join();
        EXPECT_EQ(get_itot(b, ITOT_CLASS), protocol == ISOPROTO_TP2 ? 2U : 0U);
        close(a);
        close(b);
    }
    close(listener);
}

// --- disconnect data in class 0 ---

TEST_F(ItotClass0Peer, DisconnectDataGoesOutInADrInFrontOfTheFinWhereThatIsAllowed) {
    const SOCKET s = open(ISOPROTO_TP0);
    ASSERT_EQ(set_itot(s, ITOT_CLASS0_DISCONNECT, 1), 0);
    std::thread serving([&] {
        RawPeer peer = listener_.accept();
        const std::string cr = peer.read_frame();
        peer.send("0300000b 06d0" + cr.substr(16, 4) + "7b0200");
        EXPECT_EQ(peer.read_frame(), "0300000e06807b02" + cr.substr(16, 4) + "80627965");
        EXPECT_EQ(peer.read(1), "");
    });
    EXPECT_EQ(connect(s, listener_.name()), 0);
    EXPECT_EQ(send_disconnect(s, std::string(65, 'x')), WSAEMSGSIZE);
    EXPECT_EQ(send_disconnect(s, "bye"), 0);
    serving.join();
    close(s);
}

TEST_F(ItotClass0Peer, BothSidesOfTheExtensionExchangeData) {
    const Pair pair = connected(ISOPROTO_TP0);
    for (const SOCKET s : {pair.a, pair.b})
        ASSERT_EQ(set_itot(s, ITOT_CLASS0_DISCONNECT, 1), 0);
    EXPECT_EQ(send(pair.a, "last"), 0);
    EXPECT_EQ(send_disconnect(pair.a, "bye"), 0);
    EXPECT_EQ(recv(pair.b).data, "last");
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.b).data, "bye");
    EXPECT_EQ(ending(pair.b).dwTpdu, DWORD{ITOT_ENDED_BY_DR});
    close(pair);
}

TEST(ItotClass0Dr, ThatIsAnOldCrWithAnotherCodeIsARelease) {
    Script script;
    script.open_class0();
    script.feed("03000016 11800000 000100 c0010a c1020100 c2020102");
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(script.written(), "");
}

} // namespace
} // namespace itot_test
