// Suite conformance: the network events of connections: FD_CONNECT, FD_ACCEPT, FD_WRITE, FD_OOB,
// FD_CLOSE.
#include "conformance/events.hpp"
#include "conformance/overlapped.hpp"

namespace ws2::conformance {
namespace {

class EventConnection : public Case {
protected:
    static Outcome call(SOCKET s, const Address& server) {
        return outcome_of([&] { return connect(s, server.get(), server.length); });
    }
};
WS2_OVER(EventConnection, notifying_connection);

constexpr LONG everything = FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE;

TEST_P(EventConnection, ASocketWithoutConnectionHasNoEvents) {
    const Socket s = create(entry());
    Events events(s, everything);
    EXPECT_EQ(events.now(), 0);
    EXPECT_FALSE(events.signalled());
}

TEST_P(EventConnection, AConnectIsRecordedOnceAndThenTheSocketCanBeWrittenTo) {
    const Socket listener = listening(entry());
    const Socket s = create(entry());
    Events events(s, everything);
    EXPECT_EQ(call(s, name_of(listener)), failed(WSAEWOULDBLOCK));
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET);
    EXPECT_EQ(events.wait_for(FD_CONNECT | FD_WRITE), FD_CONNECT | FD_WRITE);
    EXPECT_EQ(events.code(FD_CONNECT_BIT), 0);
    EXPECT_EQ(events.select(everything), returned(0));
    EXPECT_EQ(events.now(), FD_WRITE) << "this connect was reported";
    EXPECT_FALSE(events.signalled());
}

TEST_P(EventConnection, ARefusedConnectIsRecordedWithItsCode) {
    Address nobody;
    {
        const Socket listener = listening(entry());
        nobody = name_of(listener);
    }
    const Socket s = create(entry());
    Events events(s, everything);
    EXPECT_EQ(call(s, nobody), failed(WSAEWOULDBLOCK));
    EXPECT_EQ(events.wait_for(FD_CONNECT), FD_CONNECT);
    EXPECT_EQ(events.code(FD_CONNECT_BIT), WSAECONNREFUSED);
    EXPECT_EQ(call(s, nobody), failed(WSAEWOULDBLOCK)) << "it may try again";
    EXPECT_EQ(events.wait_for(FD_CONNECT), FD_CONNECT) << "and is told again";
}

TEST_P(EventConnection, AConnectionThatStandsIsRecordedAtRegistration) {
    const Pair pair = connect_pair(entry());
    Events events(pair.a, FD_CONNECT);
    EXPECT_EQ(events.now(), FD_CONNECT);
}

TEST_P(EventConnection, ACallerIsRecordedOnceUntilAnAccept) {
    const Socket listener = listening(entry());
    Events events(listener, FD_ACCEPT);
    EXPECT_FALSE(events.signalled());
    const Address server = name_of(listener);
    const Socket first = create(entry());
    const Socket second = create(entry());
    set_blocking(first, false);
    set_blocking(second, false);
    EXPECT_EQ(call(first, server), failed(WSAEWOULDBLOCK));
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    EXPECT_EQ(call(second, server), failed(WSAEWOULDBLOCK));
    EXPECT_EQ(events.now(), 0) << "nobody has accepted";
    const Socket one(accept(listener, nullptr, nullptr));
    EXPECT_NE(one, INVALID_SOCKET);
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    const Socket other(accept(listener, nullptr, nullptr));
    EXPECT_NE(other, INVALID_SOCKET);
    EXPECT_EQ(events.now(), 0);
    EXPECT_EQ(outcome_of([&] { return accept(listener, nullptr, nullptr); }),
              failed(WSAEWOULDBLOCK));
}

TEST_P(EventConnection, AFailingAcceptReenables) {
    const Socket listener = listening(entry());
    Events events(listener, FD_ACCEPT);
    const Socket caller = create(entry());
    set_blocking(caller, false);
    call(caller, name_of(listener));
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    Address peer;
    int too_short = 1;
    EXPECT_EQ(outcome_of([&] { return accept(listener, peer.get(), &too_short); }),
              failed(WSAEFAULT));
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
}

int CALLBACK answer_with(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*,
                         DWORD_PTR answer) {
    return static_cast<int>(answer);
}

TEST_P(EventConnection, ADeferredRequestDoesNotReenableAndSilencesThoseBehindIt) {
    const Socket listener = listening(entry());
    Events events(listener, FD_ACCEPT);
    const Address server = name_of(listener);
    const Socket first = create(entry());
    const Socket second = create(entry());
    set_blocking(first, false);
    set_blocking(second, false);
    call(first, server);
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    EXPECT_EQ(
        outcome_of([&] { return WSAAccept(listener, nullptr, nullptr, answer_with, CF_DEFER); }),
        failed(WSATRY_AGAIN));
    call(second, server);
    ASSERT_TRUE(readable(listener));
    EXPECT_EQ(events.now(), 0);
    const Socket one(accept(listener, nullptr, nullptr));
    EXPECT_NE(one, INVALID_SOCKET);
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT) << "the second caller";
}

TEST_P(EventConnection, AnAcceptedSocketHasItsListenersRegistrationAndMode) {
    const Socket listener = listening(entry());
    Events events(listener, FD_ACCEPT | FD_READ | FD_CLOSE);
    const Socket caller = create(entry());
    set_blocking(caller, false);
    call(caller, name_of(listener));
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET);
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(accepted, &octet, 1, 0); }), failed(WSAEWOULDBLOCK));
    ASSERT_TRUE(writable(caller));
    send_all(caller, "x");
    events.socket = accepted;
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
}

TEST_P(EventConnection, WritingIsRecordedAgainOnlyWhenASendWasRefusedAndSpaceAppears) {
    const Pair pair = connect_pair(entry());
    Events events(pair.a, FD_WRITE);
    EXPECT_EQ(events.now(), FD_WRITE);
    send_all(pair.a, "x");
    EXPECT_EQ(events.now(), 0) << "a send that succeeds";
    const std::string taken = fill(pair.a);
    events.now(); // TCP may have made space while it was filled
    EXPECT_EQ(fill(pair.a), "");
    EXPECT_EQ(events.now(), 0) << "no space yet";
    EXPECT_EQ(receive(pair.b, 1), "x");
    EXPECT_TRUE(receive(pair.b, taken.size()) == taken);
    EXPECT_EQ(events.wait_for(FD_WRITE), FD_WRITE);
    EXPECT_FALSE(events.signalled());
}

TEST_P(EventConnection, AnEndIsRecordedBehindTheDataAndOnce) {
    Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ | FD_CLOSE);
    send_all(pair.a, "last");
    pair.a.close();
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    ASSERT_TRUE(readable(pair.b));
    EXPECT_EQ(receive(pair.b, 3), "las");
    LONG all = events.wait_for(FD_READ);
    EXPECT_EQ(all & FD_CLOSE, 0) << "data is left";
    EXPECT_EQ(receive(pair.b, 1), "t");
    all = events.wait_for(FD_CLOSE);
    EXPECT_EQ(all & FD_CLOSE, FD_CLOSE);
    EXPECT_EQ(events.code(FD_CLOSE_BIT), 0);
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(events.now(), 0) << "once";
}

TEST_P(EventConnection, AnEndThatIsThereIsRecordedAtRegistration) {
    Pair pair = connect_pair(entry());
    pair.a.close();
    ASSERT_TRUE(readable(pair.b));
    Events events(pair.b, FD_CLOSE);
    EXPECT_EQ(events.wait_for(FD_CLOSE), FD_CLOSE);
}

class EventReset : public Case {};
WS2_OVER(EventReset,
         [](const Entry& entry) { return notifying_connection(entry) && resettable(entry); });

TEST_P(EventReset, AResetIsRecordedWithItsCode) {
    Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ | FD_CLOSE);
    set_linger(pair.a, true, 0);
    pair.a.close();
    EXPECT_EQ(events.wait_for(FD_CLOSE), FD_CLOSE);
    EXPECT_EQ(events.code(FD_CLOSE_BIT), WSAECONNRESET);
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAECONNRESET));
    EXPECT_EQ(events.now(), 0);
}

TEST_P(EventConnection, AHalfCloseOfOursDoesNotHideThePeers) {
    if (!half_closing(entry()))
        return;
    Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ | FD_CLOSE);
    ASSERT_EQ(shutdown(pair.b, SD_SEND), 0);
    EXPECT_EQ(events.now(), 0);
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(events.wait_for(FD_CLOSE), FD_CLOSE);
    EXPECT_EQ(events.code(FD_CLOSE_BIT), 0);
}

bool notifying_urgent(const Entry& entry) {
    return notifying_connection(entry) && entry.claims(XP1_EXPEDITED_DATA);
}
class EventUrgent : public Case {};
WS2_OVER(EventUrgent, notifying_urgent);

TEST_P(EventUrgent, UrgentDataIsRecordedAndReenabledByAReceive) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ | FD_OOB);
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    EXPECT_EQ(events.wait_for(FD_OOB), FD_OOB);
    EXPECT_EQ(events.code(FD_OOB_BIT), 0);
    char octet = 0;
    EXPECT_EQ(recv(pair.b, &octet, 1, MSG_OOB), 1);
    EXPECT_EQ(octet, '!');
    EXPECT_EQ(events.now(), 0);
    ASSERT_EQ(send(pair.a, "?", 1, MSG_OOB), 1);
    EXPECT_EQ(events.wait_for(FD_OOB), FD_OOB);
}

TEST_P(EventUrgent, InLineItIsData) {
    const Pair pair = connect_pair(entry());
    if (!entry().byte_stream())
        return;
    set_option(pair.b, SOL_SOCKET, SO_OOBINLINE, 1);
    Events events(pair.b, FD_READ | FD_OOB);
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    EXPECT_EQ(receive(pair.b, 1), "!");
}

bool notifying_overlapped(const Entry& entry) {
    return notifying_connection(entry) && overlapped_connection(entry);
}
class EventOverlapped : public Case {};
WS2_OVER(EventOverlapped, notifying_overlapped);

TEST_P(EventOverlapped, AcceptExReenablesAndItsContextUpdateHandsTheRegistrationOn) {
    const Socket listener = listening_overlapped(entry());
    Events events(listener, FD_ACCEPT | FD_READ);
    const Address server = name_of(listener);
    const Socket first = create(entry());
    const Socket second = create(entry());
    const auto call = [&](SOCKET s) {
        set_blocking(s, false); // some connect only when they are accepted
        static_cast<void>(connect(s, server.get(), server.length));
    };
    call(first);
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT);
    call(second);
    const Socket accepted = create_overlapped(entry());
    Operation operation(2 * (sizeof(SOCKADDR_STORAGE) + 16));
    DWORD count = 0;
    constexpr DWORD room = sizeof(SOCKADDR_STORAGE) + 16;
    AcceptEx(listener, accepted, operation.data.data(), 0, room, room, &count,
             &operation.overlapped);
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(events.wait_for(FD_ACCEPT), FD_ACCEPT) << "the second caller";
    const SOCKET origin = listener;
    ASSERT_TRUE(writable(first));
    send_all(first, "x");
    ASSERT_EQ(setsockopt(accepted, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT,
                         reinterpret_cast<const char*>(&origin), sizeof origin),
              0);
    events.socket = accepted;
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
}

} // namespace
} // namespace ws2::conformance
