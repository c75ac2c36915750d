#include "provider_world.hpp"

#include <chrono>
#include <memory>

namespace {

using namespace ws2::test;

class Select : public ProviderTest {
protected:
    static fd_set of(std::initializer_list<SOCKET> sockets) {
        fd_set set;
        FD_ZERO(&set);
        for (const SOCKET s : sockets)
            FD_SET(s, &set);
        return set;
    }
    int select(fd_set* read, fd_set* write, fd_set* except, LONG ms = 10000) {
        const timeval limit{ms / 1000, ms % 1000 * 1000};
        return p.table.lpWSPSelect(0, read, write, except, &limit, &p.error);
    }
};

TEST_P(Select, ThreeEmptySetsAreInvalid) {
    fd_set none = of({});
    EXPECT_EQ(select(nullptr, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
    EXPECT_EQ(select(&none, nullptr, &none), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Select, AForeignHandleIsNotASocket) {
    fd_set set = of({p.bound(SOCK_DGRAM), 0});
    EXPECT_EQ(select(&set, nullptr, nullptr), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAENOTSOCK);
    EXPECT_EQ(set.fd_count, 2U) << "a failed call changes no set";
}

TEST_P(Select, ANegativeTimeIsInvalid) {
    fd_set set = of({p.bound(SOCK_DGRAM)});
    EXPECT_EQ(select(&set, nullptr, nullptr, -1000), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Select, KeepsOnlyWhatIsReady) {
    const SOCKET one = p.bound(SOCK_DGRAM);
    const SOCKET two = p.bound(SOCK_DGRAM);
    const SOCKET three = p.bound(SOCK_DGRAM);
    p.send_to(one, "x", p.name(two));
    ASSERT_TRUE(readable(two));
    fd_set read = of({one, two, three});
    fd_set write = of({three});
    EXPECT_EQ(select(&read, &write, nullptr), 2);
    ASSERT_EQ(read.fd_count, 1U);
    EXPECT_EQ(read.fd_array[0], two);
    EXPECT_EQ(write.fd_count, 1U);
}

TEST_P(Select, TheTimeIsNeverCutShort) {
    using namespace std::chrono;
    fd_set set = of({p.bound(SOCK_DGRAM)});
    const auto before = steady_clock::now();
    EXPECT_EQ(select(&set, nullptr, nullptr, 30), 0);
    EXPECT_GE(steady_clock::now() - before, milliseconds(30));
    EXPECT_EQ(set.fd_count, 0U);
}

TEST_P(Select, TakesMoreThanSixtyFourSockets) {
    constexpr u_int count = 300;
    struct Large {
        u_int fd_count = 0;
        SOCKET fd_array[count];
    };
    static_assert(offsetof(Large, fd_array) == offsetof(fd_set, fd_array));
    const auto set = std::make_unique<Large>();
    while (set->fd_count < count)
        set->fd_array[set->fd_count++] = p.bound(SOCK_DGRAM);
    const SOCKET last = set->fd_array[count - 1];
    p.send_to(last, "x", p.name(last));
    EXPECT_EQ(select(reinterpret_cast<fd_set*>(set.get()), nullptr, nullptr), 1);
    EXPECT_EQ(set->fd_array[0], last);
}

TEST_P(Select, AnUnconnectedStreamIsNeverReady) {
    const SOCKET s = p.open(SOCK_STREAM);
    fd_set read = of({s});
    fd_set write = of({s});
    fd_set except = of({s});
    EXPECT_EQ(select(&read, &write, &except, 0), 0);
}

TEST_P(Select, TheEndOfAStreamIsReadable) {
    const Pair pair = connected();
    p.shutdown(pair.server, SD_SEND);
    EXPECT_TRUE(readable(pair.client));
}

WS2_BOTH_FAMILIES(Select);

} // namespace
