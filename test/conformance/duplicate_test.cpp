// Suite conformance: WSADuplicateSocket (section 7), within a process and into another one.
#include "conformance/events.hpp"
#include "conformance/heir.hpp"
#include "conformance/overlapped.hpp"

#include <unistd.h>

namespace ws2::conformance {
namespace {

DWORD this_process() {
    return static_cast<DWORD>(getpid());
}

Outcome duplicate(SOCKET s, DWORD process, WSAPROTOCOL_INFOW& info) {
    return outcome_of([&] { return WSADuplicateSocketW(s, process, &info); });
}

Socket open_from(WSAPROTOCOL_INFOW& info) {
    return Socket(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                             WSA_FLAG_OVERLAPPED));
}

bool duplicating(const Entry& entry) {
    return entry.subject->duplicates;
}

class Duplicate : public Case {};
WS2_OVER(Duplicate, duplicating);

TEST_P(Duplicate, TheRecordDescribesTheSocketAndCarriesANumber) {
    const Socket s = create(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(s, this_process(), info), returned(0));
    EXPECT_EQ(info.dwCatalogEntryId, entry().info.dwCatalogEntryId);
    EXPECT_EQ(info.iSocketType, entry().info.iSocketType);
    EXPECT_NE(info.dwProviderReserved, 0U);
}

TEST_P(Duplicate, BothDescriptorsAreOfOneSocket) {
    Pair pair = connect_pair(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    const Socket second = open_from(info);
    ASSERT_NE(static_cast<SOCKET>(second), INVALID_SOCKET) << WSAGetLastError();
    EXPECT_NE(static_cast<SOCKET>(second), static_cast<SOCKET>(pair.a));
    EXPECT_EQ(name_of(second), name_of(pair.a));
    pair.a.close(); // the connection goes on with the other one
    ASSERT_EQ(send(second, "hello", 5, 0), 5);
    EXPECT_EQ(receive(pair.b, 5), "hello");
}

TEST_P(Duplicate, TheFirstMayBeClosedBeforeTheSecondIsOpened) {
    Pair pair = connect_pair(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    pair.a.close();
    const Socket second = open_from(info);
    ASSERT_NE(static_cast<SOCKET>(second), INVALID_SOCKET);
    ASSERT_EQ(send(second, "hello", 5, 0), 5);
    EXPECT_EQ(receive(pair.b, 5), "hello");
}

TEST_P(Duplicate, ARecordWorksOnce) {
    const Socket s = create(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(s, this_process(), info), returned(0));
    const Socket second = open_from(info);
    EXPECT_EQ(outcome_of([&] { return open_from(info).release(); }), failed(WSAEINVAL));
    WSAPROTOCOL_INFOW invented = info;
    invented.dwProviderReserved ^= 1;
    EXPECT_EQ(outcome_of([&] { return open_from(invented).release(); }), failed(WSAEINVAL));
}

TEST_P(Duplicate, OptionsAreTheSockets) {
    const Socket s = create(entry());
    set_option(s, SOL_SOCKET, SO_RCVTIMEO, 777);
    set_option(s, SOL_SOCKET, SO_RCVBUF, 20000);
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(s, this_process(), info), returned(0));
    const Socket second = open_from(info);
    EXPECT_EQ(option(second, SOL_SOCKET, SO_RCVTIMEO), 777);
    EXPECT_EQ(option(second, SOL_SOCKET, SO_RCVBUF), 20000);
}

TEST_P(Duplicate, AProcessThatIsNotThereIsWSAEINVAL) {
    const Socket s = create(entry());
    WSAPROTOCOL_INFOW info{};
    EXPECT_EQ(duplicate(s, 0x3FFFFFFF, info), failed(WSAEINVAL));
    EXPECT_EQ(outcome_of([&] { return WSADuplicateSocketW(s, this_process(), nullptr); }),
              failed(WSAEFAULT));
    EXPECT_EQ(duplicate(INVALID_SOCKET, this_process(), info), failed(WSAENOTSOCK));
}

TEST_P(Duplicate, ARecordForAnotherProcessIsOfNoUseHere) {
    const Socket s = create(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(s, static_cast<DWORD>(getppid()), info), returned(0));
    EXPECT_EQ(outcome_of([&] { return open_from(info).release(); }), failed(WSAEINVAL));
}

TEST_P(Duplicate, ARegistrationForNetworkEventsIsTheFirstOnesAlone) {
    if (!entry().subject->network_events)
        GTEST_SKIP() << "no network events";
    const Pair pair = connect_pair(entry());
    const Events events(pair.a, FD_READ | FD_CLOSE);
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    const Socket second = open_from(info);
    ASSERT_NE(static_cast<SOCKET>(second), INVALID_SOCKET);
    send_all(pair.b, "hello");
    ASSERT_TRUE(readable(second));
    EXPECT_EQ(receive(second, 5), "hello");
}

class DuplicateConnection : public Case {};
WS2_OVER(DuplicateConnection,
         [](const Entry& entry) { return duplicating(entry) && entry.connected(); });

TEST_P(DuplicateConnection, ShutdownOfOneEndsTheSendingOfBoth) {
    const Pair pair = connect_pair(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    const Socket second = open_from(info);
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(receive_until_end(pair.b).end, returned(0));
    EXPECT_EQ(outcome_of([&] { return send(second, "x", 1, 0); }), failed(WSAESHUTDOWN));
}

TEST_P(DuplicateConnection, TheConnectionEndsWithTheLastDescriptor) {
    Pair pair = connect_pair(entry());
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    Socket second = open_from(info);
    pair.a.close();
    ASSERT_EQ(send(second, "more", 4, 0), 4);
    second.close();
    const Received got = receive_until_end(pair.b);
    EXPECT_EQ(got.data, "more");
    EXPECT_EQ(got.end, returned(0));
}

TEST_P(DuplicateConnection, DataBehindShutdownOfTheReceiveSideResetsThroughTheLastOne) {
    if (!entry().byte_stream() || !half_closing(entry()) || !resettable(entry()))
        GTEST_SKIP() << "no such reset";
    Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_RECEIVE), 0);
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, this_process(), info), returned(0));
    const Socket second = open_from(info);
    pair.a.close();
    send_all(pair.b, "late");
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), failed(WSAECONNRESET));
}

// The child's part: answers one message, in upper case, and closes.
TEST(Heir, DISABLED_TakesASocket) {
    WSADATA about{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &about), 0);
    WSAPROTOCOL_INFOW info{};
    ASSERT_TRUE(heir::hear(info));
    {
        const Socket s = open_from(info);
        ASSERT_NE(static_cast<SOCKET>(s), INVALID_SOCKET) << WSAGetLastError();
        std::string text = receive(s, 5);
        for (char& octet : text)
            octet = static_cast<char>(octet - 32);
        EXPECT_EQ(send(s, text.data(), 5, 0), 5);
    }
    WSACleanup();
}

TEST_P(DuplicateConnection, AnotherProcessGoesOnWithTheConnection) {
    Pair pair = connect_pair(entry());
    const Child child("TakesASocket");
    WSAPROTOCOL_INFOW info{};
    ASSERT_EQ(duplicate(pair.a, static_cast<DWORD>(child.process()), info), returned(0));
    ASSERT_TRUE(child.tell(info));
    pair.a.close();
    send_all(pair.b, "hello");
    EXPECT_EQ(receive(pair.b, 5), "HELLO");
    EXPECT_EQ(receive_until_end(pair.b).end, returned(0));
}

class Leaf : public Case {
protected:
    Socket leaf() const {
        WSAPROTOCOL_INFOW info = entry().info;
        return Socket(WSASocketW(
            FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
            WSA_FLAG_OVERLAPPED | WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF));
    }
    Address group() const {
        const bool v6 = entry().info.iAddressFamily == AF_INET6;
        return parse(entry(), v6 ? u"[ff01::1234%1]:0" : u"239.255.12.34:0");
    }
    static Outcome join(SOCKET s, const Address& to, DWORD flags) {
        return outcome_of([&] {
            return WSAJoinLeaf(s, to.get(), to.length, nullptr, nullptr, nullptr, nullptr, flags);
        });
    }
};
WS2_OVER(Leaf, [](const Entry& entry) {
    return duplicating(entry) && entry.claims(XP1_SUPPORT_MULTIPOINT);
});

TEST_P(Leaf, JoiningGivesTheSameDescriptorAndTheGroupsMessages) {
    const Socket s = leaf();
    ASSERT_NE(static_cast<SOCKET>(s), INVALID_SOCKET);
    const bool v6 = entry().info.iAddressFamily == AF_INET6;
    const Address anywhere = parse(entry(), v6 ? u"[::]:0" : u"0.0.0.0:0");
    ASSERT_EQ(bind(s, anywhere.get(), anywhere.length), 0);
    const Outcome joined = join(s, group(), JL_BOTH);
    if (joined == failed(WSAEADDRNOTAVAIL))
        GTEST_SKIP() << "no route for multicast";
    ASSERT_EQ(joined, returned(static_cast<long long>(SOCKET{s})));
    EXPECT_EQ(join(s, group(), JL_BOTH), failed(WSAEISCONN));
    const Socket sender = create(entry());
    Address to = group(); // ports lie at one place in both families
    reinterpret_cast<sockaddr_in*>(to.get())->sin_port =
        reinterpret_cast<const sockaddr_in*>(name_of(s).get())->sin_port;
    if (sendto(sender, "hello", 5, 0, to.get(), to.length) != 5)
        GTEST_SKIP() << "no route for multicast";
    char room[8];
    EXPECT_EQ(recv(s, room, sizeof room, 0), 5);
}

TEST_P(Leaf, OnlyALeafOfBothPlanesJoins) {
    const Socket plain = create(entry());
    EXPECT_EQ(join(plain, group(), JL_BOTH), failed(WSAEINVAL));
    WSAPROTOCOL_INFOW info = entry().info;
    for (const DWORD flags : {DWORD{WSA_FLAG_MULTIPOINT_C_LEAF},
                              DWORD{WSA_FLAG_MULTIPOINT_C_ROOT | WSA_FLAG_MULTIPOINT_D_LEAF}})
        EXPECT_EQ(outcome_of([&] {
                      return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                                        &info, 0, flags);
                  }),
                  failed(WSAEINVAL));
}

TEST_P(Leaf, ArgumentsAreJudged) {
    const Socket s = leaf();
    EXPECT_EQ(join(s, group(), 0), failed(WSAEINVAL));
    EXPECT_EQ(join(s, group(), 8), failed(WSAEINVAL));
    EXPECT_EQ(join(s, parse(entry(), subject().loopback), JL_BOTH), failed(WSAEADDRNOTAVAIL));
    EXPECT_EQ(outcome_of([&] {
                  return WSAJoinLeaf(s, nullptr, 0, nullptr, nullptr, nullptr, nullptr, JL_BOTH);
              }),
              failed(WSAEFAULT));
}

} // namespace
} // namespace ws2::conformance
