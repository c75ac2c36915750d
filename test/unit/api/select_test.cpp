#include "session.hpp"

namespace {

class ApiSelect : public api_test::Session {
protected:
    ApiSelect() : one_(open_first()), two_(open_second()) {
        FD_ZERO(&set_);
        FD_SET(two_, &set_);
        FD_SET(one_, &set_);
    }

    SOCKET one_;
    SOCKET two_;
    fd_set set_;
};

TEST_F(ApiSelect, ThreeEmptySetsAreRefused) {
    timeval now{0, 0};
    EXPECT_EQ(select(0, nullptr, nullptr, nullptr, &now), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
    FD_ZERO(&set_);
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, &now), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

TEST_F(ApiSelect, ASetWithSomethingThatIsNoSocketIsRefusedUntouched) {
    FD_SET(static_cast<SOCKET>(7777), &set_);
    timeval now{0, 0};
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, &now), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
    EXPECT_EQ(set_.fd_count, 3U);
}

TEST_F(ApiSelect, SocketsOfOneProviderAreItsOwnMatter) {
    FD_ZERO(&set_);
    FD_SET(one_, &set_);
    send(one_, "x", 1, 0);
    const int selects = world_first_seen.selects;
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, nullptr), 1);
    EXPECT_EQ(world_first_seen.selects, selects + 1);
    EXPECT_TRUE(FD_ISSET(one_, &set_));
}

TEST_F(ApiSelect, SocketsOfSeveralProvidersAreWaitedForTogether) {
    send(two_, "x", 1, 0);
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, nullptr), 1);
    EXPECT_EQ(set_.fd_count, 1U);
    EXPECT_TRUE(FD_ISSET(two_, &set_));
    FD_SET(one_, &set_);
    send(one_, "x", 1, 0);
    fd_set writable = set_;
    EXPECT_EQ(select(0, &set_, &writable, nullptr, nullptr), 4);
    EXPECT_EQ(set_.fd_count, 2U);
}

TEST_F(ApiSelect, ATimeoutEmptiesTheSetsAndGivesZero) {
    timeval soon{0, 20000};
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, &soon), 0);
    EXPECT_EQ(set_.fd_count, 0U);
    EXPECT_EQ(soon.tv_usec, 20000) << "the timeout is the caller's";
}

TEST_F(ApiSelect, AnImpossibleTimeoutIsRefused) {
    timeval before{-1, 0};
    EXPECT_EQ(select(0, &set_, nullptr, nullptr, &before), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
    EXPECT_EQ(set_.fd_count, 2U);
}

TEST_F(ApiSelect, SetsLargerThanDeclaredAreSearched) {
    struct {
        u_int count;
        SOCKET sockets[200];
    } large{200, {}};
    for (SOCKET i = 0; i < 200; ++i)
        large.sockets[i] = i;
    EXPECT_NE(__WSAFDIsSet(199, reinterpret_cast<fd_set*>(&large)), 0);
    EXPECT_EQ(__WSAFDIsSet(200, reinterpret_cast<fd_set*>(&large)), 0);
}

} // namespace
