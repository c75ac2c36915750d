// Suite conformance: WSAEventSelect and WSAEnumNetworkEvents: registration, record, and the events
// of data. Those of connections are in event_connection_test.cpp.
#include "conformance/events.hpp"

namespace ws2::conformance {
namespace {

class EventSelect : public Case {};
WS2_OVER(EventSelect, notifies);

TEST_P(EventSelect, WhatIsNoSocketIsWSAENOTSOCK) {
    const SOCKET gone = create(entry()).release();
    closesocket(gone);
    Events events(gone);
    EXPECT_EQ(events.select(FD_READ), failed(WSAENOTSOCK));
    EXPECT_EQ(outcome_of([&] { return WSAEnumNetworkEvents(gone, nullptr, &events.record); }),
              failed(WSAENOTSOCK));
}

TEST_P(EventSelect, EventsWithoutAnEventAndUnknownEventsAreWSAEINVAL) {
    const Socket s = create(entry());
    const Events events(s);
    EXPECT_EQ(events.select(1 << FD_MAX_EVENTS), failed(WSAEINVAL));
    EXPECT_EQ(outcome_of([&] { return WSAEventSelect(s, nullptr, FD_READ); }), failed(WSAEINVAL));
    const WSAEVENT gone = WSACreateEvent();
    WSACloseEvent(gone);
    EXPECT_EQ(outcome_of([&] { return WSAEventSelect(s, gone, FD_READ); }), failed(WSAEINVAL));
    const HANDLE mutex = CreateMutexW(nullptr, FALSE, nullptr);
    EXPECT_EQ(outcome_of([&] { return WSAEventSelect(s, mutex, FD_READ); }), failed(WSAEINVAL));
    CloseHandle(mutex);
}

TEST_P(EventSelect, EveryRegistrationMakesTheSocketNonBlockingEvenACancellation) {
    for (const LONG mask : {LONG{0}, LONG{FD_READ}}) {
        const Pair pair = connect_pair(entry());
        const Events events(pair.b, mask);
        char octet = 0;
        EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAEWOULDBLOCK));
    }
}

TEST_P(EventSelect, BlockingModeIsRefusedUntilTheRegistrationIsCancelled) {
    const Socket s = create(entry());
    const Events events(s, FD_READ);
    u_long off = 0;
    const auto block = [&] { return ioctlsocket(s, static_cast<LONG>(FIONBIO), &off); };
    EXPECT_EQ(outcome_of(block), failed(WSAEINVAL));
    u_long on = 1;
    EXPECT_EQ(ioctlsocket(s, static_cast<LONG>(FIONBIO), &on), 0);
    EXPECT_EQ(events.select(0), returned(0));
    EXPECT_EQ(outcome_of(block), returned(0));
}

TEST_P(EventSelect, DataIsRecordedOnceUntilAReceive) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ | FD_CLOSE);
    EXPECT_FALSE(events.signalled());
    send_all(pair.a, "a");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    EXPECT_EQ(events.code(FD_READ_BIT), 0);
    EXPECT_FALSE(events.signalled());
    send_all(pair.a, "b");
    ASSERT_TRUE(readable(pair.b));
    EXPECT_EQ(events.now(), 0) << "nobody has received";
    EXPECT_EQ(receive(pair.b, 1), "a");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ) << "more is there";
    EXPECT_EQ(receive(pair.b, 1), "b");
    EXPECT_EQ(events.now(), 0);
    EXPECT_FALSE(events.signalled());
}

TEST_P(EventSelect, AFailingReceiveReenables) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ);
    send_all(pair.a, "a");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    constexpr int no_flag = 0x40000000;
    char octet = 0;
    EXPECT_EQ(recv(pair.b, &octet, 1, no_flag), SOCKET_ERROR);
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    EXPECT_EQ(receive(pair.b, 1), "a");
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAEWOULDBLOCK));
    send_all(pair.a, "b");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
}

TEST_P(EventSelect, PeekingReenables) {
    const Pair pair = connect_pair(entry());
    if (!entry().byte_stream() && entry().connected())
        return; // a message transport may refuse to peek
    Events events(pair.b, FD_READ);
    send_all(pair.a, "a");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    char octet = 0;
    EXPECT_EQ(recv(pair.b, &octet, 1, MSG_PEEK), 1);
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
}

TEST_P(EventSelect, WhatIsTrueAtRegistrationIsRecordedAtOnce) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "a");
    ASSERT_TRUE(readable(pair.b));
    Events events(pair.b, FD_READ | FD_WRITE);
    EXPECT_TRUE(events.signalled());
    EXPECT_EQ(events.now(), FD_READ | FD_WRITE);
}

TEST_P(EventSelect, ANewRegistrationReplacesTheOldAndClearsTheRecord) {
    const Pair pair = connect_pair(entry());
    Events first(pair.b, FD_READ | FD_WRITE);
    EXPECT_TRUE(first.signalled());
    Events second(pair.b, FD_READ);
    EXPECT_FALSE(second.signalled());
    EXPECT_EQ(second.now(), 0) << "of the first registration";
    WSAResetEvent(first.event);
    send_all(pair.a, "a");
    EXPECT_EQ(second.wait_for(FD_READ), FD_READ);
    EXPECT_FALSE(first.signalled());
    EXPECT_EQ(second.select(0), returned(0));
    send_all(pair.a, "b");
    ASSERT_TRUE(readable(pair.b));
    EXPECT_EQ(second.now(), 0);
    EXPECT_FALSE(second.signalled());
}

TEST_P(EventSelect, EnumerationResetsOnlyTheEventItIsGivenAndWritesOnlyCodesOfTheRecord) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_WRITE);
    ASSERT_TRUE(events.signalled());
    for (int& code : events.record.iErrorCode)
        code = -1;
    EXPECT_EQ(WSAEnumNetworkEvents(pair.b, nullptr, &events.record), 0);
    EXPECT_EQ(events.record.lNetworkEvents, FD_WRITE);
    EXPECT_EQ(events.code(FD_WRITE_BIT), 0);
    EXPECT_EQ(events.code(FD_READ_BIT), -1);
    EXPECT_TRUE(events.signalled());
    EXPECT_EQ(events.now(), 0);
    EXPECT_FALSE(events.signalled());
}

TEST_P(EventSelect, AFailingEnumerationChangesNothing) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_WRITE);
    const WSAEVENT gone = WSACreateEvent();
    WSACloseEvent(gone);
    EXPECT_EQ(WSAEnumNetworkEvents(pair.b, gone, &events.record), SOCKET_ERROR);
    EXPECT_EQ(outcome_of([&] { return WSAEnumNetworkEvents(pair.b, events.event, nullptr); }),
              failed(WSAEFAULT));
    EXPECT_TRUE(events.signalled());
    EXPECT_EQ(events.now(), FD_WRITE);
}

TEST_P(EventSelect, OneEventServesManySockets) {
    const Pair first = connect_pair(entry());
    const Pair second = connect_pair(entry());
    Events events(first.b, FD_READ);
    ASSERT_EQ(WSAEventSelect(second.b, events.event, FD_READ), 0);
    send_all(second.a, "x");
    EXPECT_EQ(WSAWaitForMultipleEvents(1, &events.event, FALSE, 30000, FALSE), WSA_WAIT_EVENT_0);
    EXPECT_EQ(events.now(), 0);
    events.socket = second.b;
    EXPECT_EQ(events.now(), FD_READ);
}

TEST_P(EventSelect, CloseEndsTheRegistration) {
    Pair pair = connect_pair(entry());
    Events events(pair.b, FD_CLOSE | FD_READ);
    pair.b.close();
    pair.a.close();
    EXPECT_FALSE(events.signalled());
}

class EventDatagram : public Case {};
WS2_OVER(EventDatagram, notifying_datagram);

TEST_P(EventDatagram, ABoundSocketCanBeWrittenToAndAConnectIsRecorded) {
    const Socket a = bound(entry());
    const Socket b = bound(entry());
    Events events(a, FD_WRITE | FD_CONNECT | FD_READ);
    EXPECT_EQ(events.wait_for(FD_WRITE), FD_WRITE);
    const Address peer = name_of(b);
    EXPECT_EQ(connect(a, peer.get(), peer.length), 0);
    EXPECT_EQ(events.wait_for(FD_CONNECT) & FD_CONNECT, FD_CONNECT);
    EXPECT_EQ(events.code(FD_CONNECT_BIT), 0);
}

TEST_P(EventDatagram, ADatagramThatIsTooLongReenables) {
    const Pair pair = connect_pair(entry());
    Events events(pair.b, FD_READ);
    send_all(pair.a, "long");
    send_all(pair.a, "next");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAEMSGSIZE));
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
}

} // namespace
} // namespace ws2::conformance
