#include "provider_world.hpp"

#include <fcntl.h>

namespace {

using namespace ws2::test;

struct Asked {
    int answer = CF_ACCEPT;
    int calls = 0;
    sockaddr_in caller{};
    sockaddr_in callee{};
    bool caller_data = true;
};

int CALLBACK ask(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS, LPQOS, LPWSABUF callee_id,
                 LPWSABUF callee_data, GROUP*, DWORD_PTR data) {
    auto& asked = *reinterpret_cast<Asked*>(data);
    ++asked.calls;
    std::memcpy(&asked.caller, caller_id->buf, caller_id->len);
    std::memcpy(&asked.callee, callee_id->buf, callee_id->len);
    asked.caller_data = caller_data != nullptr;
    EXPECT_EQ(callee_data->len, 0U);
    return asked.answer;
}

class Accept : public ProviderTest {
protected:
    SOCKET caller(SOCKET listener) {
        const SOCKET s = p.open(SOCK_STREAM);
        EXPECT_EQ(p.connect(s, p.name(listener)), 0) << p.error;
        return s;
    }
    SOCKET accept(SOCKET listener) {
        return p.accept(listener, ask, reinterpret_cast<DWORD_PTR>(&asked));
    }
    Asked asked;
};

TEST_P(Accept, ListenNeedsAnAddressAndAcceptAListener) {
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(p.table.lpWSPListen(s, 1, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
    EXPECT_EQ(p.accept(p.bound(SOCK_STREAM)), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEINVAL);
    const Pair pair = connected();
    EXPECT_EQ(p.table.lpWSPListen(pair.client, 1, &p.error), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEISCONN);
    const SOCKET listener = p.listener();
    EXPECT_EQ(p.connect(listener, p.name(p.listener())), SOCKET_ERROR);
    EXPECT_EQ(p.error, WSAEINVAL);
    EXPECT_EQ(p.get(listener, SO_ACCEPTCONN), 1U);
    EXPECT_EQ(p.table.lpWSPListen(listener, SOMAXCONN, &p.error), 0) << "again, with more room";
}

TEST_P(Accept, ANonBlockingListenerWouldBlockAndItsChildInheritsTheMode) {
    const SOCKET listener = p.listener();
    ASSERT_EQ(p.set_non_blocking(listener), 0);
    EXPECT_EQ(p.accept(listener), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    ASSERT_EQ(p.set(listener, SO_RCVTIMEO, 1234), 0);
    ASSERT_EQ(p.set(listener, TCP_NODELAY, 1, IPPROTO_TCP), 0);
    const SOCKET client = caller(listener);
    ASSERT_TRUE(readable(listener));
    const SOCKET server = p.accept(listener);
    ASSERT_NE(server, INVALID_SOCKET) << p.error;
    p.receive(server);
    EXPECT_EQ(p.error, WSAEWOULDBLOCK);
    EXPECT_EQ(p.get(server, SO_RCVTIMEO), 1234U);
    EXPECT_EQ(p.get(server, TCP_NODELAY, IPPROTO_TCP), 1U);
    EXPECT_EQ(p.get(server, SO_ACCEPTCONN), 0U);
    EXPECT_LT(p.get(server, SO_CONNECT_TIME), 60U);
    p.close(client);
}

TEST_P(Accept, TheChildOfABlockingListenerBlocks) {
    const SOCKET listener = p.listener();
    caller(listener);
    const SOCKET server = p.accept(listener);
    EXPECT_EQ(::fcntl(static_cast<int>(server), F_GETFL) & O_NONBLOCK, 0);
    EXPECT_NE(::fcntl(static_cast<int>(listener), F_GETFL) & O_NONBLOCK, 0)
        << "a listener's descriptor never waits in the kernel";
}

TEST_P(Accept, AShortAddressIsAFaultAndCostsNoConnection) {
    const SOCKET listener = p.listener();
    const SOCKET client = caller(listener);
    sockaddr_in peer{};
    auto* name = reinterpret_cast<sockaddr*>(&peer);
    int size = 15;
    EXPECT_EQ(p.table.lpWSPAccept(listener, name, &size, nullptr, 0, &p.error), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEFAULT);
    size = sizeof peer;
    EXPECT_NE(p.table.lpWSPAccept(listener, name, &size, nullptr, 0, &p.error), INVALID_SOCKET);
    EXPECT_EQ(peer.sin_port, p.name(client).sin_port);
}

TEST_P(Accept, TheConditionSeesBothAddresses) {
    const SOCKET listener = p.listener();
    const SOCKET client = caller(listener);
    EXPECT_NE(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(asked.calls, 1);
    EXPECT_EQ(asked.caller.sin_port, p.name(client).sin_port);
    EXPECT_EQ(asked.callee.sin_port, p.name(listener).sin_port);
    EXPECT_FALSE(asked.caller_data);
}

TEST_P(Accept, ARejectedCallerIsReset) {
    const SOCKET listener = p.listener();
    const SOCKET client = caller(listener);
    asked.answer = CF_REJECT;
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAECONNREFUSED);
    p.receive(client);
    EXPECT_EQ(p.error, WSAECONNRESET);
}

TEST_P(Accept, ADeferredCallerStaysAtTheHead) {
    const SOCKET listener = p.listener();
    const SOCKET first = caller(listener);
    const SOCKET second = caller(listener);
    asked.answer = CF_DEFER;
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSATRY_AGAIN);
    EXPECT_TRUE(readable(listener));
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(asked.caller.sin_port, p.name(first).sin_port);
    asked.answer = CF_ACCEPT;
    EXPECT_NE(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(asked.caller.sin_port, p.name(first).sin_port);
    EXPECT_NE(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(asked.caller.sin_port, p.name(second).sin_port);
}

TEST_P(Accept, ADeferredCallerThatLeavesIsAnAccessError) {
    const SOCKET listener = p.listener();
    const SOCKET client = caller(listener);
    asked.answer = CF_DEFER;
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    ASSERT_EQ(p.set_linger(client, true, 0), 0);
    ASSERT_EQ(p.close(client), 0);
    asked.answer = CF_ACCEPT;
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEACCES);
}

TEST_P(Accept, AnAnswerThatIsNoneIsInvalid) {
    const SOCKET listener = p.listener();
    caller(listener);
    asked.answer = 77;
    EXPECT_EQ(accept(listener), INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEINVAL);
}

WS2_BOTH_FAMILIES(Accept);

} // namespace
