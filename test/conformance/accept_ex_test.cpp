// Suite conformance: AcceptEx, GetAcceptExSockaddrs, SO_UPDATE_ACCEPT_CONTEXT.
#include "conformance/overlapped.hpp"

#include <array>

namespace ws2::conformance {
namespace {

constexpr DWORD area = sizeof(SOCKADDR_STORAGE) + 16;

class AcceptExtension : public Case {
protected:
    Outcome begin(DWORD data_size) {
        return truth_of([&] {
            return AcceptEx(listener, accepting, room.data(), data_size, area, area, &received,
                            &operation.overlapped);
        });
    }
    Socket call() {
        Socket s = create_overlapped(entry());
        const Address there = name_of(listener);
        if (connect(s, there.get(), there.length) != 0)
            refuse("connect");
        return s;
    }
    void expect_addresses(DWORD data_size, SOCKET caller) {
        sockaddr* local = nullptr;
        sockaddr* peer = nullptr;
        int local_size = 0;
        int peer_size = 0;
        GetAcceptExSockaddrs(room.data(), data_size, area, area, &local, &local_size, &peer,
                             &peer_size);
        Address here{{}, local_size};
        Address there{{}, peer_size};
        memcpy(&here.storage, local, static_cast<std::size_t>(local_size));
        memcpy(&there.storage, peer, static_cast<std::size_t>(peer_size));
        EXPECT_EQ(here, name_of(listener));
        EXPECT_EQ(there, name_of(caller));
    }

    int update_context(SOCKET s) const {
        const SOCKET from = listener;
        return setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT,
                          reinterpret_cast<const char*>(&from), sizeof from);
    }

    Operation operation; // outlives the sockets, whose close ends it
    std::array<char, 64 + 2 * area> room{};
    DWORD received = 0;
    Socket listener = listening_overlapped(entry());
    Socket accepting = create_overlapped(entry());
};
WS2_OVER(AcceptExtension, overlapped_connection);

TEST_P(AcceptExtension, WithoutFirstDataItEndsWithTheConnection) {
    ASSERT_EQ(begin(0), failed(ERROR_IO_PENDING));
    Pair pair{call(), {}};
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(listener), returned(0));
    expect_addresses(0, pair.a);
    if (entry().byte_stream()) { // no connection for these calls yet
        Address peer;
        peer.length = sizeof peer.storage;
        EXPECT_EQ(outcome_of([&] { return getpeername(accepting, peer.get(), &peer.length); }),
                  failed(WSAENOTCONN));
        EXPECT_EQ(outcome_of([&] { return shutdown(accepting, SD_SEND); }), failed(WSAENOTCONN));
    }
    EXPECT_EQ(update_context(accepting), 0);
    EXPECT_EQ(peer_of(accepting), name_of(pair.a));
    pair.b = std::move(accepting);
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(AcceptExtension, WithFirstDataItEndsWithTheData) {
    ASSERT_EQ(begin(64), failed(ERROR_IO_PENDING));
    const Socket caller = call();
    EXPECT_FALSE(operation.signalled());
    send_all(caller, "first");
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(listener), returned(5));
    EXPECT_EQ(std::string(room.data(), 5), "first");
    expect_addresses(64, caller);
    send_all(caller, "second");
    EXPECT_EQ(receive(accepting, 6), "second");
}

TEST_P(AcceptExtension, TheListenersPortHearsOfIt) {
    CompletionPort port;
    port.take(listener, 5);
    for (const DWORD data_size : {DWORD{0}, DWORD{64}}) {
        accepting = create_overlapped(entry());
        ASSERT_EQ(begin(data_size), failed(ERROR_IO_PENDING));
        const Socket caller = call();
        send_all(caller, "x");
        const auto packet = port.next();
        EXPECT_TRUE(packet.good);
        EXPECT_EQ(packet.key, 5U);
        EXPECT_EQ(packet.count, data_size == 0 ? 0U : 1U);
        EXPECT_EQ(packet.overlapped, &operation.overlapped);
    }
}

// AcceptEx: nobody's code has met TRUE on Windows; some takes it for "over, and no packet".
TEST_P(AcceptExtension, IsPendingAlsoWhileConnectionsWait) {
    if (!entry().byte_stream())
        GTEST_SKIP() << "a message transport's connect waits for the accept";
    CompletionPort port;
    port.take(listener, 5);
    const Socket first = call();
    const Socket second = call();
    for (int i = 0; i < 2; ++i) {
        accepting = create_overlapped(entry());
        ASSERT_EQ(begin(0), failed(ERROR_IO_PENDING));
        const auto packet = port.next();
        EXPECT_TRUE(packet.good);
        EXPECT_EQ(packet.overlapped, &operation.overlapped);
    }
}

TEST_P(AcceptExtension, ManyAreServedInTheOrderOfPosting) {
    struct One {
        Socket socket;
        Operation operation;
        std::array<char, 2 * area> room{};
    };
    std::array<One, 8> all;
    for (One& one : all) {
        one.socket = create_overlapped(entry());
        ASSERT_EQ(truth_of([&] {
                      return AcceptEx(listener, one.socket, one.room.data(), 0, area, area,
                                      &received, &one.operation.overlapped);
                  }),
                  failed(ERROR_IO_PENDING));
    }
    for (One& one : all) {
        const Socket caller = call();
        ASSERT_TRUE(one.operation.ends());
        ASSERT_EQ(update_context(one.socket), 0);
        EXPECT_EQ(peer_of(one.socket), name_of(caller));
    }
}

TEST_P(AcceptExtension, ClosingTheListenerAborts) {
    for (const DWORD data_size : {DWORD{0}, DWORD{64}}) {
        listener = listening_overlapped(entry());
        accepting = create_overlapped(entry());
        ASSERT_EQ(begin(data_size), failed(ERROR_IO_PENDING));
        listener.close();
        ASSERT_TRUE(operation.ends());
        DWORD count = 0;
        EXPECT_FALSE(GetOverlappedResult(nullptr, &operation.overlapped, &count, FALSE));
        EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_OPERATION_ABORTED));
    }
}

TEST_P(AcceptExtension, WaitingForFirstDataItCanBeCancelled) {
    ASSERT_EQ(begin(64), failed(ERROR_IO_PENDING));
    const Socket caller = call();
    while (!CancelIoEx(handle_of(listener), &operation.overlapped)) {
    }
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(listener), failed(WSA_OPERATION_ABORTED));
}

TEST_P(AcceptExtension, WrongArgumentsAreRefused) {
    const auto call_it = [&](SOCKET from, SOCKET onto, PVOID to, DWORD size, OVERLAPPED* how) {
        return truth_of([&] { return AcceptEx(from, onto, to, 0, size, size, &received, how); });
    };
    OVERLAPPED* how = &operation.overlapped;
    const Socket unused = create_overlapped(entry());
    const Socket taken = bound_overlapped(entry());
    EXPECT_EQ(call_it(listener, accepting, room.data(), area, nullptr),
              failed(WSA_INVALID_PARAMETER));
    EXPECT_EQ(call_it(listener, accepting, nullptr, area, how), failed(WSAEFAULT));
    EXPECT_EQ(call_it(listener, accepting, room.data(), 16, how), failed(WSAEINVAL));
    EXPECT_EQ(call_it(listener, INVALID_SOCKET, room.data(), area, how), failed(WSAENOTSOCK));
    EXPECT_EQ(call_it(unused, accepting, room.data(), area, how), failed(WSAEINVAL));
    EXPECT_EQ(call_it(listener, taken, room.data(), area, how), failed(WSAEINVAL));
    EXPECT_EQ(call_it(INVALID_SOCKET, accepting, room.data(), area, how), failed(WSAENOTSOCK));
}

} // namespace
} // namespace ws2::conformance
