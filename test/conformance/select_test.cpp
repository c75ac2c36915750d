// Suite conformance: select over sockets of one provider and of several.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

struct Sets {
    fd_set read;
    fd_set write;
    fd_set except;
    Sets() {
        FD_ZERO(&read);
        FD_ZERO(&write);
        FD_ZERO(&except);
    }
    Outcome ask(const timeval* timeout) {
        return outcome_of([&] { return select(0, &read, &write, &except, timeout); });
    }
};

constexpr timeval at_once{0, 0};

class Select : public Case {};
WS2_OVER(Select, any);

TEST_P(Select, DataMakesASocketReadableAndOnlyThatStaysInTheSet) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "x");
    ASSERT_TRUE(readable(pair.b));
    Sets sets;
    FD_SET(pair.a, &sets.read);
    FD_SET(pair.b, &sets.read);
    EXPECT_EQ(sets.ask(&at_once), returned(1));
    EXPECT_EQ(sets.read.fd_count, 1U);
    EXPECT_TRUE(FD_ISSET(pair.b, &sets.read));
    EXPECT_FALSE(FD_ISSET(pair.a, &sets.read));
}

TEST_P(Select, ASocketInSeveralSetsIsCountedInEach) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "x");
    ASSERT_TRUE(readable(pair.b));
    Sets sets;
    FD_SET(pair.b, &sets.read);
    FD_SET(pair.b, &sets.write);
    FD_SET(pair.b, &sets.except);
    EXPECT_EQ(sets.ask(&at_once), returned(2));
    EXPECT_EQ(sets.read.fd_count, 1U);
    EXPECT_EQ(sets.write.fd_count, 1U);
    EXPECT_EQ(sets.except.fd_count, 0U);
}

TEST_P(Select, NothingReadyIsZeroAndTheSetsAreEmpty) {
    const Pair pair = connect_pair(entry());
    Sets sets;
    FD_SET(pair.a, &sets.read);
    FD_SET(pair.b, &sets.read);
    FD_SET(pair.b, &sets.except);
    EXPECT_EQ(sets.ask(&at_once), returned(0));
    EXPECT_EQ(sets.read.fd_count, 0U);
    EXPECT_EQ(sets.except.fd_count, 0U);
}

TEST_P(Select, ATimeoutEndsItWithZeroAndIsNotModified) {
    const Pair pair = connect_pair(entry());
    Sets sets;
    FD_SET(pair.b, &sets.read);
    const timeval timeout{0, 20000};
    EXPECT_EQ(sets.ask(&timeout), returned(0));
    EXPECT_EQ(timeout.tv_sec, 0);
    EXPECT_EQ(timeout.tv_usec, 20000);
}

TEST_P(Select, WithoutTimeoutItWaitsForTheEvent) {
    const Pair pair = connect_pair(entry());
    Sets sets;
    FD_SET(pair.b, &sets.read);
    BlockedCall waiting([&] { return select(0, &sets.read, nullptr, nullptr, nullptr); });
    waiting.wait_until_blocked();
    send_all(pair.a, "x");
    EXPECT_EQ(waiting.join(), returned(1));
}

TEST_P(Select, AClosedSocketInASetIsWSAENOTSOCK) {
    const Pair pair = connect_pair(entry());
    const SOCKET gone = create(entry()).release();
    closesocket(gone);
    Sets sets;
    FD_SET(pair.a, &sets.write);
    FD_SET(gone, &sets.read);
    EXPECT_EQ(sets.ask(&at_once), failed(WSAENOTSOCK));
}

TEST_P(Select, ATimeoutThatIsNoneIsWSAEINVAL) {
    const Pair pair = connect_pair(entry());
    for (const auto& bad : {timeval{-1, 0}, timeval{0, -1}}) {
        Sets sets;
        FD_SET(pair.a, &sets.read);
        EXPECT_EQ(sets.ask(&bad), failed(WSAEINVAL));
    }
}

class SelectConnection : public Case {};
WS2_OVER(SelectConnection, connection_oriented);

TEST_P(SelectConnection, APendingCallerMakesAListenerReadable) {
    const Socket listener = listening(entry());
    Sets sets;
    FD_SET(listener, &sets.read);
    EXPECT_EQ(sets.ask(&at_once), returned(0));
    const Address server = name_of(listener);
    const Socket caller = create(entry());
    BlockedCall calling([&] { return connect(caller, server.get(), server.length); });
    EXPECT_TRUE(readable(listener));
    const Socket accepted(accept(listener, nullptr, nullptr));
    EXPECT_NE(accepted, INVALID_SOCKET);
}

TEST_P(SelectConnection, AnEndMakesASocketReadable) {
    Pair pair = connect_pair(entry());
    pair.a.close();
    EXPECT_TRUE(readable(pair.b));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
}

TEST_P(SelectConnection, AResetMakesASocketReadable) {
    Pair pair = connect_pair(entry());
    set_linger(pair.a, true, 0);
    pair.a.close();
    EXPECT_TRUE(readable(pair.b));
}

TEST_P(SelectConnection, AFullWayIsNotWritableUntilThePeerReads) {
    const Pair pair = connect_pair(entry());
    const std::string taken = fill(pair.a);
    Sets sets;
    FD_SET(pair.a, &sets.write);
    EXPECT_EQ(sets.ask(&at_once), returned(0));
    EXPECT_TRUE(receive(pair.b, taken.size()) == taken);
    EXPECT_TRUE(writable(pair.a));
}

class SelectAny : public testing::Test {};

TEST_F(SelectAny, ThreeMissingSetsAreWSAEINVAL) {
    entries(any);
    EXPECT_EQ(outcome_of([&] { return select(0, nullptr, nullptr, nullptr, &at_once); }),
              failed(WSAEINVAL));
}

TEST_F(SelectAny, WhatIsNoSocketIsWSAENOTSOCK) {
    entries(any);
    Sets sets;
    FD_SET(SOCKET{0}, &sets.read);
    EXPECT_EQ(sets.ask(&at_once), failed(WSAENOTSOCK));
}

TEST_F(SelectAny, SocketsOfEveryProviderCanBeAskedTogether) {
    std::vector<Pair> pairs;
    for (const auto& entry : entries(any))
        pairs.push_back(connect_pair(entry));
    for (std::size_t ready = 0; ready < pairs.size(); ++ready) {
        send_all(pairs[ready].a, "x");
        ASSERT_TRUE(readable(pairs[ready].b));
        Sets sets;
        for (const auto& pair : pairs)
            FD_SET(pair.b, &sets.read);
        EXPECT_EQ(sets.ask(nullptr), returned(1));
        EXPECT_TRUE(FD_ISSET(pairs[ready].b, &sets.read));
        EXPECT_EQ(receive(pairs[ready].b, 1), "x");
    }
}

TEST_F(SelectAny, AnEventOnAnyProviderWakesAWaitOverAll) {
    std::vector<Pair> pairs;
    for (const auto& entry : entries(any))
        pairs.push_back(connect_pair(entry));
    for (const auto& chosen : pairs) {
        Sets sets;
        for (const auto& pair : pairs)
            FD_SET(pair.b, &sets.read);
        BlockedCall waiting([&] { return select(0, &sets.read, nullptr, nullptr, nullptr); });
        waiting.wait_until_blocked();
        send_all(chosen.a, "x");
        EXPECT_EQ(waiting.join(), returned(1));
        EXPECT_TRUE(FD_ISSET(chosen.b, &sets.read));
        EXPECT_EQ(receive(chosen.b, 1), "x");
    }
}

TEST_F(SelectAny, AnFdSetIsACountAndAnArray) {
    entries(any);
    fd_set set;
    FD_ZERO(&set);
    for (SOCKET s = 1000; s < 1000 + FD_SETSIZE + 10; ++s)
        FD_SET(s, &set);
    EXPECT_EQ(set.fd_count, static_cast<u_int>(FD_SETSIZE));
    FD_SET(SOCKET{1000}, &set);
    FD_CLR(SOCKET{1000}, &set);
    EXPECT_EQ(set.fd_count, static_cast<u_int>(FD_SETSIZE) - 1);
    EXPECT_EQ(set.fd_array[0], 1001U);
    EXPECT_FALSE(FD_ISSET(SOCKET{1000}, &set));
    FD_SET(SOCKET{1001}, &set);
    EXPECT_EQ(set.fd_count, static_cast<u_int>(FD_SETSIZE) - 1);
}

} // namespace
} // namespace ws2::conformance
