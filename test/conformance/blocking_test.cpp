// Suite conformance: calls that block: woken by closesocket, ended by SO_RCVTIMEO and SO_SNDTIMEO.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

#include <algorithm>
#include <csignal>
#include <pthread.h>

namespace ws2::conformance {
namespace {

class Blocked : public Case {
protected:
    // One send of the entry takes so many octets at most.
    static std::size_t as_much_as(std::size_t octets) {
        const DWORD largest = entry().info.dwMessageSize;
        return largest == 0 ? octets : std::min<std::size_t>(octets, largest);
    }
};
WS2_OVER(Blocked, connection_oriented);

TEST_P(Blocked, AReceiveIsWokenByClosesocketWithWSAEINTR) {
    Pair pair = connect_pair(entry());
    const SOCKET b = pair.b.release();
    char room = 0;
    BlockedCall reading([&] { return recv(b, &room, 1, 0); });
    reading.wait_until_blocked();
    EXPECT_EQ(outcome_of([&] { return closesocket(b); }), returned(0));
    EXPECT_EQ(reading.join(), failed(WSAEINTR));
}

TEST_P(Blocked, ASendIsWokenByClosesocketWithWSAEINTR) {
    Pair pair = connect_pair(entry());
    fill(pair.a);
    set_blocking(pair.a, true);
    const SOCKET a = pair.a.release();
    const std::string data = pattern(as_much_as(1 << 20));
    BlockedCall sending([&] {
        for (;;)
            if (send(a, data.data(), static_cast<int>(data.size()), 0) < 0)
                return SOCKET_ERROR;
    });
    sending.wait_until_blocked();
    EXPECT_EQ(outcome_of([&] { return closesocket(a); }), returned(0));
    EXPECT_EQ(sending.join(), failed(WSAEINTR));
}

TEST_P(Blocked, AnAcceptIsWokenByClosesocketWithWSAEINTR) {
    const SOCKET listener = listening(entry()).release();
    BlockedCall accepting([&] { return accept(listener, nullptr, nullptr); });
    accepting.wait_until_blocked();
    EXPECT_EQ(outcome_of([&] { return closesocket(listener); }), returned(0));
    EXPECT_EQ(accepting.join(), failed(WSAEINTR));
}

TEST_P(Blocked, TheDescriptorOfAWokenCallIsFreedInTheEnd) {
    use_first(entry());
    const auto before = descriptors();
    {
        Pair pair = connect_pair(entry());
        const SOCKET b = pair.b.release();
        char room = 0;
        BlockedCall reading([&] { return recv(b, &room, 1, 0); });
        reading.wait_until_blocked();
        closesocket(b);
    }
    EXPECT_TRUE(descriptors_return_to(before)) << descriptors() << " instead of " << before;
}

TEST_P(Blocked, AReceiveGoesOnWhenDataComes) {
    const Pair pair = connect_pair(entry());
    char room = 0;
    BlockedCall reading([&] { return recv(pair.b, &room, 1, 0); });
    reading.wait_until_blocked();
    send_all(pair.a, "x");
    EXPECT_EQ(reading.join(), returned(1));
}

TEST_P(Blocked, AReceiveEndsAtSO_RCVTIMEOWithWSAETIMEDOUT) {
    const Pair pair = connect_pair(entry());
    set_option(pair.b, SOL_SOCKET, SO_RCVTIMEO, 20);
    EXPECT_EQ(option(pair.b, SOL_SOCKET, SO_RCVTIMEO), 20);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.b, &room, 1, 0); }), failed(WSAETIMEDOUT));
}

TEST_P(Blocked, ASendEndsAtSO_SNDTIMEOWithWSAETIMEDOUT) {
    const Pair pair = connect_pair(entry());
    fill(pair.a);
    set_blocking(pair.a, true);
    set_option(pair.a, SOL_SOCKET, SO_SNDTIMEO, 20);
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_SNDTIMEO), 20);
    const std::string data = pattern(as_much_as(1 << 20));
    EXPECT_EQ(outcome_of([&] {
                  for (;;)
                      if (send(pair.a, data.data(), static_cast<int>(data.size()), 0) < 0)
                          return SOCKET_ERROR;
              }),
              failed(WSAETIMEDOUT));
}

TEST_P(Blocked, ASignalOfTheProcessIsNotSeen) {
    struct sigaction action {};
    action.sa_handler = [](int) {}; // without SA_RESTART
    ASSERT_EQ(sigaction(SIGUSR1, &action, nullptr), 0);
    const Pair pair = connect_pair(entry());
    char room = 0;
    std::atomic<pthread_t> reader{};
    BlockedCall reading([&] {
        reader = pthread_self();
        return recv(pair.b, &room, 1, 0);
    });
    reading.wait_until_blocked();
    for (int again = 0; again < 3; ++again) {
        pthread_kill(reader, SIGUSR1);
        reading.wait_until_blocked();
    }
    send_all(pair.a, "x");
    EXPECT_EQ(reading.join(), returned(1));
}

class BlockedDatagram : public Case {};
WS2_OVER(BlockedDatagram, connectionless);

TEST_P(BlockedDatagram, AReceiveIsWokenByClosesocketWithWSAEINTR) {
    const SOCKET s = bound(entry()).release();
    char room = 0;
    BlockedCall reading([&] { return recvfrom(s, &room, 1, 0, nullptr, nullptr); });
    reading.wait_until_blocked();
    EXPECT_EQ(outcome_of([&] { return closesocket(s); }), returned(0));
    EXPECT_EQ(reading.join(), failed(WSAEINTR));
}

TEST_P(BlockedDatagram, AReceiveEndsAtSO_RCVTIMEOWithWSAETIMEDOUT) {
    const Socket s = bound(entry());
    set_option(s, SOL_SOCKET, SO_RCVTIMEO, 20);
    char room = 0;
    EXPECT_EQ(outcome_of([&] { return recvfrom(s, &room, 1, 0, nullptr, nullptr); }),
              failed(WSAETIMEDOUT));
}

} // namespace
} // namespace ws2::conformance
