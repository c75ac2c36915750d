// Suite conformance: the page. WSPSendDisconnect on every provider that claims XP1_DISCONNECT_DATA,
// clause by clause.
#include "conformance/disconnect.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

class SendDisconnect : public Case {};
WS2_OVER(SendDisconnect, carries_disconnect_data);

TEST_P(SendDisconnect, EveryLengthUpToTheLimitArrivesAsItWas) {
    for (const std::size_t length : {std::size_t{1}, std::size_t{2}, subject().disconnect_limit - 1,
                                     subject().disconnect_limit}) {
        const Pair pair = connect_pair(entry());
        const std::string data = pattern(length);
        ASSERT_EQ(say_goodbye(pair.a, data), returned(0)) << length;
        EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry())) << length;
        const Goodbye heard = hear_goodbye(pair.b, length);
        EXPECT_EQ(heard.call, returned(0));
        EXPECT_TRUE(heard.data == data) << heard.data.size() << " of " << length;
    }
}

TEST_P(SendDisconnect, NullIsAnEndWithoutData) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    const Goodbye heard = hear_goodbye(pair.b);
    EXPECT_EQ(heard.call, returned(0));
    EXPECT_EQ(heard.data, "");
}

TEST_P(SendDisconnect, ABufferOfLengthZeroIsAnEndWithoutData) {
    const Pair pair = connect_pair(entry());
    WSABUF nothing{0, nullptr};
    ASSERT_EQ(outcome_of([&] { return WSASendDisconnect(pair.a, &nothing); }), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "");
}

TEST_P(SendDisconnect, DataOverTheLimitIsRefusedAndNothingHappens) {
    const Pair pair = connect_pair(entry());
    const auto refused = failed(subject().over_limit);
    EXPECT_EQ(say_goodbye(pair.a, pattern(subject().disconnect_limit + 1)), refused);
    EXPECT_EQ(say_goodbye(pair.a, pattern(65536)), refused);
    EXPECT_TRUE(still_usable(pair));
    EXPECT_EQ(say_goodbye(pair.a, "now in short"), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "now in short");
}

TEST_P(SendDisconnect, ALengthThatNoMemoryHasIsRefusedAndNothingHappens) {
    const Pair pair = connect_pair(entry());
    char octet = 'x';
    WSABUF absurd{0xFFFFFFFF, &octet};
    const auto call = outcome_of([&] { return WSASendDisconnect(pair.a, &absurd); });
    EXPECT_THAT(call, AnyOf(failed(subject().over_limit), failed(WSAEFAULT)));
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(SendDisconnect, DataThatCannotBeReadIsWSAEFAULTAndNothingHappens) {
    const Pair pair = connect_pair(entry());
    const BadMemory memory;
    for (char* data : {memory.forbidden(), memory.last_good(3), static_cast<char*>(nullptr),
                       reinterpret_cast<char*>(8)}) {
        WSABUF buffer{8, data};
        EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(pair.a, &buffer); }),
                  failed(WSAEFAULT));
    }
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(SendDisconnect, ABufferDescriptionThatCannotBeReadIsWSAEFAULTAndNothingHappens) {
    const Pair pair = connect_pair(entry());
    const BadMemory memory;
    for (char* place : {memory.forbidden(), memory.last_good(8), reinterpret_cast<char*>(8)}) {
        auto* buffer = reinterpret_cast<WSABUF*>(place);
        EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(pair.a, buffer); }), failed(WSAEFAULT));
    }
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(SendDisconnect, ASocketWithoutConnectionIsWSAENOTCONN) {
    const Socket created = create(entry());
    EXPECT_EQ(say_goodbye(created, "data"), failed(WSAENOTCONN));
    EXPECT_EQ(say_goodbye(created), failed(WSAENOTCONN));
    const Socket named = bound(entry());
    EXPECT_EQ(say_goodbye(named, "data"), failed(WSAENOTCONN));
    const Socket listener = listening(entry());
    EXPECT_EQ(say_goodbye(listener, "data"), failed(WSAENOTCONN));
    connect_through(entry(), listener);
}

TEST_P(SendDisconnect, AClosedHandleIsWSAENOTSOCK) {
    Pair pair = connect_pair(entry());
    const SOCKET gone = pair.a.release();
    ASSERT_EQ(closesocket(gone), 0);
    EXPECT_EQ(say_goodbye(gone, "data"), failed(WSAENOTSOCK));
}

TEST_P(SendDisconnect, ALostConnectionIsReportedAndNotFatal) {
    Pair pair = connect_pair(entry());
    set_linger(pair.b, true, 0);
    pair.b.close();
    char octet = 0;
    ASSERT_EQ(outcome_of([&] { return recv(pair.a, &octet, 1, 0); }), failed(WSAECONNRESET));
    const Outcome call = say_goodbye(pair.a, "data");
    EXPECT_THAT(call, AnyOf(failed(WSAENOTCONN), failed(WSAECONNRESET), failed(WSAECONNABORTED)));
}

TEST_P(SendDisconnect, LaterSendsAreWSAESHUTDOWN) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a, "data"), returned(0));
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 1, 0); }), failed(WSAESHUTDOWN));
    EXPECT_EQ(outcome_of([&] { return send(pair.a, "x", 0, 0); }), failed(WSAESHUTDOWN));
    EXPECT_EQ(outcome_of([&] { return sendto(pair.a, "x", 1, 0, nullptr, 0); }),
              failed(WSAESHUTDOWN));
    char text[] = "x";
    WSABUF buffer{1, text};
    DWORD count = 0;
    EXPECT_EQ(outcome_of([&] { return WSASend(pair.a, &buffer, 1, &count, 0, nullptr, nullptr); }),
              failed(WSAESHUTDOWN));
    EXPECT_EQ(receive_until_end(pair.b).data, "");
}

TEST_P(SendDisconnect, ASecondCallIsWSAESHUTDOWNAndTheFirstDataStands) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a, "first"), returned(0));
    EXPECT_EQ(say_goodbye(pair.a, "second"), failed(WSAESHUTDOWN));
    EXPECT_EQ(say_goodbye(pair.a), failed(WSAESHUTDOWN));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "first");
}

TEST_P(SendDisconnect, AfterAShutdownOfTheSendSideItIsWSAESHUTDOWN) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(say_goodbye(pair.a, "late"), failed(WSAESHUTDOWN));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "");
}

TEST_P(SendDisconnect, DataSentBeforeArrivesFirstAndWhole) {
    const Pair pair = connect_pair(entry());
    std::string all;
    Received received;
    BlockedCall reading([&] {
        received = receive_until_end(pair.b);
        return 0;
    });
    for (unsigned each = 1; each <= 300; ++each) {
        const std::string part = pattern(each * 37 % 5000 + 1, each);
        send_all(pair.a, part);
        all += part;
    }
    ASSERT_EQ(say_goodbye(pair.a, "that was all"), returned(0));
    reading.join();
    EXPECT_TRUE(received.data == all) << received.data.size() << " of " << all.size();
    EXPECT_EQ(received.end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "that was all");
}

TEST_P(SendDisconnect, ReceptionStaysOnForWhatHasArrived) {
    const Pair pair = connect_pair(entry());
    send_all(pair.b, "on its way");
    ASSERT_TRUE(readable(pair.a));
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(receive(pair.a, 10), "on its way");
}

TEST_P(SendDisconnect, BothSidesSayGoodbyeAndBothRead) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a, "the total is 42"), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.b).data, "the total is 42");
    ASSERT_EQ(say_goodbye(pair.b, "agreed"), returned(0));
    EXPECT_EQ(receive_until_end(pair.a).end, graceful_end(entry()));
    const Goodbye heard = hear_goodbye(pair.a);
    EXPECT_EQ(heard.call, returned(0));
    EXPECT_EQ(heard.data, "agreed");
}

TEST_P(SendDisconnect, TheAnswerArrivesAlthoughItsSenderClosesAtOnce) {
    Pair pair = connect_pair(entry());
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    ASSERT_EQ(say_goodbye(pair.b, "agreed"), returned(0));
    pair.b.close();
    EXPECT_EQ(receive_until_end(pair.a).end, graceful_end(entry()));
    EXPECT_EQ(hear_goodbye(pair.a).data, "agreed");
}

TEST_P(SendDisconnect, TheDataArrivesAlthoughItsSenderClosesAtOnce) {
    Pair pair = connect_pair(entry());
    send_all(pair.a, "last words");
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    pair.a.close();
    EXPECT_EQ(receive_until_end(pair.b).data, "last words");
    EXPECT_EQ(hear_goodbye(pair.b).data, "bye");
}

TEST_P(SendDisconnect, AFullQueueAndTheDataArriveAlthoughTheSenderClosesAtOnce) {
    for (const bool blocking : {true, false}) {
        Pair pair = connect_pair(entry());
        const std::string queued = fill(pair.a);
        set_blocking(pair.a, blocking);
        ASSERT_EQ(say_goodbye(pair.a, "at last"), returned(0));
        pair.a.close();
        const Received received = receive_until_end(pair.b);
        EXPECT_TRUE(received.data == queued) << received.data.size() << " of " << queued.size();
        EXPECT_EQ(hear_goodbye(pair.b).data, "at last");
    }
}

TEST_P(SendDisconnect, TheHandleStaysValidUntilItsClose) {
    const Pair pair = connect_pair(entry());
    const Address before = name_of(pair.a);
    ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
    EXPECT_EQ(name_of(pair.a), before);
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_TYPE), entry().info.iSocketType);
    const Socket another = create(entry());
    EXPECT_NE(static_cast<SOCKET>(another), static_cast<SOCKET>(pair.a));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_TYPE), entry().info.iSocketType);
}

TEST_P(SendDisconnect, OnlyTheCloseFreesTheHandle) {
    use_first(entry());
    const auto before = descriptors();
    ASSERT_TRUE(descriptors_return_to(before));
    {
        Pair pair = connect_pair(entry());
        ASSERT_EQ(say_goodbye(pair.a, "bye"), returned(0));
        EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
        EXPECT_GE(descriptors(), before + 2);
        const SOCKET a = pair.a.release();
        EXPECT_EQ(outcome_of([&] { return closesocket(a); }), returned(0));
        EXPECT_EQ(outcome_of([&] { return closesocket(a); }), failed(WSAENOTSOCK));
    }
    EXPECT_TRUE(descriptors_return_to(before)) << descriptors() << " instead of " << before;
}

// The peer of these reads nothing until the call has returned: a call that waited for it would
// hang.
struct Lingering {
    bool on;
    u_short seconds;
    bool blocking;
};

using LingeringEntry = std::tuple<Entry, Lingering>;

std::string lingering_name(const testing::TestParamInfo<LingeringEntry>& parameter) {
    const auto& [entry, linger] = parameter.param;
    return entry_name({entry, 0}) + (linger.blocking ? "_blocking" : "_nonblocking") +
           (linger.on ? "_linger_" + std::to_string(linger.seconds) : "_no_linger");
}

class SendDisconnectNeverBlocks : public testing::TestWithParam<LingeringEntry> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SendDisconnectNeverBlocks);
INSTANTIATE_TEST_SUITE_P(
    Catalog, SendDisconnectNeverBlocks,
    testing::Combine(testing::ValuesIn(under_test(carries_disconnect_data)),
                     testing::Values(Lingering{false, 0, true}, Lingering{false, 0, false},
                                     Lingering{true, 0, true}, Lingering{true, 0, false},
                                     Lingering{true, 30, true}, Lingering{true, 30, false})),
    lingering_name);

TEST_P(SendDisconnectNeverBlocks, AndNothingQueuedIsLostOnceThePeerReads) {
    const auto& [entry, lingering] = GetParam();
    const Pair pair = connect_pair(entry);
    const std::string queued = fill(pair.a);
    set_blocking(pair.a, lingering.blocking);
    set_linger(pair.a, lingering.on, lingering.seconds);
    const auto before = time_asleep();
    ASSERT_EQ(say_goodbye(pair.a, "at last"), returned(0));
    EXPECT_LT(time_asleep() - before, std::chrono::seconds(1)) << "rule 6: it does not block";
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == queued) << received.data.size() << " of " << queued.size();
    EXPECT_EQ(received.end, graceful_end(entry));
    EXPECT_EQ(hear_goodbye(pair.b).data, "at last");
}

} // namespace
} // namespace ws2::conformance
