// Suite conformance: blocking hooks of 1.1 programs: run while a call blocks, refused inside, and
// cancelling ends the call with WSAEINTR.
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <winsock2.h>
#include <ws2tcpip.h>
#include <wshisotp.h>

namespace {

// What the hook does and sees; hooks are of one thread, and so is this.
int runs = 0;
int runs_until_cancel = 0; // 0: never cancels
int code_inside = 0;
bool was_blocking = false;
SOCKET sent_from = INVALID_SOCKET; // its peer gets an octet, from another thread

INT_PTR WINAPI hook() {
    ++runs;
    was_blocking = WSAIsBlocking() != FALSE;
    char octet = 0;
    code_inside = recv(sent_from, &octet, 1, 0) == SOCKET_ERROR ? WSAGetLastError() : 0;
    if (runs_until_cancel != 0 && runs >= runs_until_cancel) {
        EXPECT_EQ(WSACancelBlockingCall(), 0) << WSAGetLastError();
    }
    if (sent_from != INVALID_SOCKET && runs == 3)
        std::thread([] { send(sent_from, "x", 1, 0); }).join();
    return 0;
}

// A connection-oriented transport of the catalog.
struct Transport {
    int family;
    int type;
    int protocol;
    const char* address; // to listen on, with a port of the provider's choice
};

class Hook : public testing::TestWithParam<Transport> {
protected:
    Hook() {
        setenv("WS2_PERSONALITY", "nt", 1);
        WSADATA data{};
        EXPECT_EQ(WSAStartup(MAKEWORD(1, 1), &data), 0);
        runs = runs_until_cancel = code_inside = 0;
        was_blocking = false;
        sent_from = INVALID_SOCKET;
        listener_ = bound(GetParam());
        EXPECT_EQ(listen(listener_, 1), 0);
        read_address(listener_);
        ours_ = open(GetParam());
        std::thread caller([this] { EXPECT_EQ(connect(ours_, address(), length_), 0); });
        theirs_ = accept(listener_, nullptr, nullptr);
        caller.join();
        EXPECT_NE(theirs_, INVALID_SOCKET);
        EXPECT_EQ(WSASetBlockingHook(reinterpret_cast<FARPROC>(hook)), nullptr);
    }
    ~Hook() override {
        WSAUnhookBlockingHook();
        WSACleanup();
    }

    static SOCKET open(const Transport& over) {
        return socket(over.family, over.type, over.protocol);
    }
    static SOCKET bound(const Transport& over) {
        const SOCKET s = open(over);
        SOCKADDR_STORAGE any{};
        int size = sizeof any;
        std::string text = over.address;
        EXPECT_EQ(WSAStringToAddressA(text.data(), over.family, nullptr,
                                      reinterpret_cast<sockaddr*>(&any), &size),
                  0);
        EXPECT_EQ(bind(s, reinterpret_cast<sockaddr*>(&any), size), 0);
        return s;
    }
    void read_address(SOCKET s) {
        length_ = sizeof address_;
        EXPECT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&address_), &length_), 0);
    }
    const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&address_); }
    static int code(int result) { return result == SOCKET_ERROR ? WSAGetLastError() : 0; }

    SOCKADDR_STORAGE address_{};
    int length_ = 0;
    SOCKET listener_ = INVALID_SOCKET;
    SOCKET ours_ = INVALID_SOCKET;
    SOCKET theirs_ = INVALID_SOCKET;
    char octet_ = 0;
};
INSTANTIATE_TEST_SUITE_P(
    Catalog, Hook,
    testing::Values(Transport{AF_INET, SOCK_STREAM, IPPROTO_TCP, "127.0.0.1:0"},
                    Transport{AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2, "SERVER@127.0.0.1:0"}),
    [](const auto& over) { return over.param.family == AF_INET ? "tcp" : "itot"; });

TEST_P(Hook, RunsWhileAReceiveBlocksAndOtherCallsAreRefusedInside) {
    sent_from = theirs_;
    EXPECT_EQ(recv(ours_, &octet_, 1, 0), 1);
    EXPECT_EQ(octet_, 'x');
    EXPECT_GE(runs, 3);
    EXPECT_TRUE(was_blocking);
    EXPECT_EQ(code_inside, WSAEINPROGRESS);
    EXPECT_FALSE(WSAIsBlocking());
}

TEST_P(Hook, IsNotRunWhereNothingBlocks) {
    ASSERT_EQ(send(theirs_, "y", 1, 0), 1);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ours_, &set);
    timeval none{};
    while (select(0, &set, nullptr, nullptr, &none) == 0)
        FD_SET(ours_, &set);
    EXPECT_EQ(recv(ours_, &octet_, 1, 0), 1);
    u_long on = 1;
    ASSERT_EQ(ioctlsocket(ours_, static_cast<LONG>(FIONBIO), &on), 0);
    EXPECT_EQ(code(recv(ours_, &octet_, 1, 0)), WSAEWOULDBLOCK);
    EXPECT_EQ(runs, 0);
}

TEST_P(Hook, CancellingEndsReceiveAcceptAndSelectWithWSAEINTR) {
    runs_until_cancel = 2;
    EXPECT_EQ(code(recv(ours_, &octet_, 1, 0)), WSAEINTR);
    runs = 0;
    EXPECT_EQ(accept(listener_, nullptr, nullptr), INVALID_SOCKET);
    EXPECT_EQ(WSAGetLastError(), WSAEINTR);
    runs = 0;
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ours_, &set);
    EXPECT_EQ(code(select(0, &set, nullptr, nullptr, nullptr)), WSAEINTR);
    runs = 0;
    const SOCKET datagrams = bound({AF_INET, SOCK_DGRAM, IPPROTO_UDP, "127.0.0.1:0"});
    EXPECT_EQ(code(recvfrom(datagrams, &octet_, 1, 0, nullptr, nullptr)), WSAEINTR);
    EXPECT_EQ(code(WSACancelBlockingCall()), WSAEINVAL) << "nothing blocks now";
}

TEST_P(Hook, TheTimeOfSelectStillEndsIt) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ours_, &set);
    timeval soon{0, 30'000};
    EXPECT_EQ(select(0, &set, nullptr, nullptr, &soon), 0);
    EXPECT_GE(runs, 1);
}

TEST_P(Hook, AConnectThatWaitsRunsItToo) {
    const SOCKET full = bound(GetParam());
    ASSERT_EQ(listen(full, 1), 0);
    read_address(full);
    // The queue of a listener that does not accept fills up; then a connect waits, if the first
    // one did not.
    SOCKET last = INVALID_SOCKET;
    int ended = 0;
    runs_until_cancel = 5;
    for (int i = 0; i < 300 && ended == 0; ++i) {
        runs = 0;
        last = open(GetParam());
        ended = code(connect(last, address(), length_));
    }
    EXPECT_EQ(ended, WSAEINTR);
    EXPECT_EQ(closesocket(last), 0);
}

TEST_P(Hook, ASendThatWaitsRunsItToo) {
    const std::string much(1 << 16, 'm');
    runs_until_cancel = 3;
    int ended = 0;
    for (int i = 0; i < 100000 && ended == 0; ++i)
        ended = code(send(ours_, much.data(), static_cast<int>(much.size()), 0));
    EXPECT_EQ(ended, WSAEINTR);
    EXPECT_GE(runs, 3);
}

TEST_P(Hook, OtherThreadsHaveNone) {
    std::thread([&] {
        std::thread sender([&] { send(theirs_, "z", 1, 0); });
        char octet = 0;
        EXPECT_EQ(recv(ours_, &octet, 1, 0), 1);
        sender.join();
    }).join();
    EXPECT_EQ(runs, 0);
}

class HookLookup : public Hook {};
INSTANTIATE_TEST_SUITE_P(Catalog, HookLookup,
                         testing::Values(Transport{AF_INET, SOCK_STREAM, IPPROTO_TCP,
                                                   "127.0.0.1:0"}));

TEST_P(HookLookup, RunsWhileAHostIsLookedUp) {
    sent_from = theirs_;
    const hostent* found = gethostbyname("localhost");
    ASSERT_NE(found, nullptr) << WSAGetLastError();
    ASSERT_EQ(found->h_addrtype, AF_INET);
    in_addr first{};
    std::memcpy(&first, found->h_addr_list[0], sizeof first);
    EXPECT_EQ(first.s_addr, htonl(INADDR_LOOPBACK));
    EXPECT_GE(runs, 1);
    EXPECT_TRUE(was_blocking);
    EXPECT_EQ(code_inside, WSAEINPROGRESS);
    runs = 0;
    const hostent* named = gethostbyaddr(reinterpret_cast<const char*>(&first), 4, AF_INET);
    ASSERT_NE(named, nullptr) << WSAGetLastError();
    EXPECT_STRNE(named->h_name, "");
    EXPECT_GE(runs, 1);
}

TEST_P(HookLookup, CancellingEndsItWithWSAEINTR) {
    runs_until_cancel = 1;
    EXPECT_EQ(gethostbyname("localhost"), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEINTR);
    runs = 0;
    const u_long loopback = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(gethostbyaddr(reinterpret_cast<const char*>(&loopback), 4, AF_INET), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEINTR);
}

TEST_P(HookLookup, IsNotRunWhereNobodyIsAsked) {
    EXPECT_NE(gethostbyname("127.0.0.1"), nullptr);
    EXPECT_NE(gethostbyname(""), nullptr);
    EXPECT_EQ(runs, 0);
}

} // namespace
