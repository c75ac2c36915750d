// Suite conformance: WSAPoll over sockets of one provider and of several.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

namespace ws2::conformance {
namespace {

WSAPOLLFD item(SOCKET s, int events) {
    return {s, static_cast<SHORT>(events), -1};
}
Outcome ask(WSAPOLLFD& one, int timeout_ms) {
    return outcome_of([&] { return WSAPoll(&one, 1, timeout_ms); });
}
constexpr int hang_ms = 30000; // only ends a hang

class Poll : public Case {};
WS2_OVER(Poll, any);

TEST_P(Poll, DataIsReadableAndOnlyWhatWasAskedForIsReported) {
    const Pair pair = connect_pair(entry());
    WSAPOLLFD one = item(pair.b, POLLIN);
    EXPECT_EQ(ask(one, 0), returned(0));
    EXPECT_EQ(one.revents, 0);
    send_all(pair.a, "x");
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLRDNORM);
    WSAPOLLFD both = item(pair.b, POLLIN | POLLOUT);
    EXPECT_EQ(ask(both, 0), returned(1));
    EXPECT_EQ(both.revents, POLLRDNORM | POLLWRNORM);
    WSAPOLLFD neither = item(pair.b, 0);
    EXPECT_EQ(ask(neither, 0), returned(0));
}

TEST_P(Poll, ItWaitsForTheEvent) {
    const Pair pair = connect_pair(entry());
    WSAPOLLFD one = item(pair.b, POLLIN);
    BlockedCall waiting([&] { return WSAPoll(&one, 1, -1); });
    waiting.wait_until_blocked();
    send_all(pair.a, "x");
    EXPECT_EQ(waiting.join(), returned(1));
    EXPECT_EQ(one.revents, POLLRDNORM);
}

TEST_P(Poll, ATimeoutEndsItWithZero) {
    const Pair pair = connect_pair(entry());
    WSAPOLLFD one = item(pair.b, POLLIN);
    EXPECT_EQ(ask(one, 20), returned(0));
    EXPECT_EQ(one.revents, 0);
}

TEST_P(Poll, NegativeSocketsAreIgnoredAndClosedOnesAreInvalid) {
    const Pair pair = connect_pair(entry());
    const SOCKET gone = create(entry()).release();
    closesocket(gone);
    WSAPOLLFD items[] = {item(INVALID_SOCKET, POLLIN), item(gone, POLLIN), item(pair.b, POLLOUT)};
    EXPECT_EQ(outcome_of([&] { return WSAPoll(items, 3, hang_ms); }), returned(2));
    EXPECT_EQ(items[0].revents, 0);
    EXPECT_EQ(items[1].revents, POLLNVAL);
    EXPECT_EQ(items[2].revents, POLLWRNORM);
    EXPECT_EQ(outcome_of([&] { return WSAPoll(items, 2, 0); }), failed(WSAEINVAL))
        << "no valid socket";
}

TEST_P(Poll, FlagsThatCannotBeAskedForAndNothingToAskAreWSAEINVAL) {
    const Socket s = bound(entry());
    for (const int flag : {POLLPRI, POLLWRBAND, POLLERR, POLLHUP, POLLNVAL}) {
        WSAPOLLFD one = item(s, POLLIN | flag);
        EXPECT_EQ(ask(one, 0), failed(WSAEINVAL)) << flag;
    }
    WSAPOLLFD one = item(s, POLLIN);
    EXPECT_EQ(outcome_of([&] { return WSAPoll(&one, 0, 0); }), failed(WSAEINVAL));
    EXPECT_EQ(outcome_of([&] { return WSAPoll(nullptr, 1, 0); }), failed(WSAEINVAL));
}

class PollConnection : public Case {};
WS2_OVER(PollConnection, connection_oriented);

TEST_P(PollConnection, AListenerWithACallerIsReadable) {
    const Socket listener = listening(entry());
    WSAPOLLFD one = item(listener, POLLIN);
    EXPECT_EQ(ask(one, 0), returned(0));
    const Socket caller = create(entry());
    set_blocking(caller, false);
    const Address server = name_of(listener);
    connect(caller, server.get(), server.length);
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLRDNORM);
    const Socket accepted(accept(listener, nullptr, nullptr));
    WSAPOLLFD connected = item(caller, POLLOUT);
    EXPECT_EQ(ask(connected, hang_ms), returned(1));
    EXPECT_EQ(connected.revents, POLLWRNORM);
}

TEST_P(PollConnection, AFailedConnectIsReported) {
    Address nobody;
    {
        const Socket listener = listening(entry());
        nobody = name_of(listener);
    }
    const Socket s = create(entry());
    set_blocking(s, false);
    const Outcome called = outcome_of([&] { return connect(s, nobody.get(), nobody.length); });
    if (called == failed(WSAECONNREFUSED))
        GTEST_SKIP() << "it ended at once";
    ASSERT_EQ(called, failed(WSAEWOULDBLOCK));
    WSAPOLLFD one = item(s, POLLOUT);
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLERR | POLLHUP | POLLWRNORM);
}

TEST_P(PollConnection, AFullWayIsNotWritableUntilThePeerReads) {
    const Pair pair = connect_pair(entry());
    const std::string taken = fill(pair.a);
    WSAPOLLFD one = item(pair.a, POLLOUT);
    EXPECT_EQ(ask(one, 0), returned(0));
    EXPECT_TRUE(receive(pair.b, taken.size()) == taken);
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLWRNORM);
}

bool has_poll_of_its_own(const Entry& entry) {
    return byte_stream(entry) && entry.claims(XP1_IFS_HANDLES);
}
class PollStream : public Case {};
WS2_OVER(PollStream, has_poll_of_its_own);

TEST_P(PollStream, AnEndIsAHangUpBesideWhatIsLeftToRead) {
    Pair pair = connect_pair(entry());
    send_all(pair.a, "x");
    pair.a.close();
    WSAPOLLFD end = item(pair.b, 0);
    EXPECT_EQ(ask(end, hang_ms), returned(1));
    WSAPOLLFD one = item(pair.b, POLLIN);
    EXPECT_EQ(ask(one, 0), returned(1));
    EXPECT_EQ(one.revents, POLLRDNORM | POLLHUP);
    EXPECT_EQ(receive(pair.b, 1), "x");
    EXPECT_EQ(ask(one, 0), returned(1));
    EXPECT_EQ(one.revents, POLLHUP);
}

class PollReset : public Case {};
WS2_OVER(PollReset,
         [](const Entry& entry) { return has_poll_of_its_own(entry) && resettable(entry); });

TEST_P(PollReset, AResetIsAnErrorAndAHangUp) {
    Pair pair = connect_pair(entry());
    set_linger(pair.a, true, 0);
    pair.a.close();
    WSAPOLLFD one = item(pair.b, POLLIN);
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLERR | POLLHUP);
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &octet, 1, 0); }), failed(WSAECONNRESET));
}

class PollUrgent : public Case {};
WS2_OVER(PollUrgent, [](const Entry& entry) {
    return has_poll_of_its_own(entry) && entry.claims(XP1_EXPEDITED_DATA);
});

TEST_P(PollUrgent, UrgentDataIsPriorityBandData) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(send(pair.a, "!", 1, MSG_OOB), 1);
    WSAPOLLFD one = item(pair.b, POLLRDBAND);
    EXPECT_EQ(ask(one, hang_ms), returned(1));
    EXPECT_EQ(one.revents, POLLRDBAND);
}

TEST(PollAny, SocketsOfEveryProviderCanBeAskedTogether) {
    std::vector<Pair> pairs;
    std::vector<WSAPOLLFD> items;
    for (const auto& entry : entries(any)) {
        pairs.push_back(connect_pair(entry));
        items.push_back(item(pairs.back().b, POLLIN));
    }
    const auto count = static_cast<ULONG>(items.size());
    EXPECT_EQ(outcome_of([&] { return WSAPoll(items.data(), count, 0); }), returned(0));
    for (std::size_t chosen = 0; chosen < pairs.size(); ++chosen) {
        BlockedCall waiting([&] { return WSAPoll(items.data(), count, -1); });
        send_all(pairs[chosen].a, "x");
        EXPECT_EQ(waiting.join(), returned(1));
        for (std::size_t i = 0; i < items.size(); ++i)
            EXPECT_EQ(items[i].revents, i == chosen ? POLLRDNORM : 0);
        EXPECT_EQ(receive(pairs[chosen].b, 1), "x");
    }
}

} // namespace
} // namespace ws2::conformance
