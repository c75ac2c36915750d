// Suite conformance: blocking hooks of 1.1 programs: run while a call blocks, refused inside, and
// cancelling ends the call with WSAEINTR.
#include <gtest/gtest.h>
#include <thread>
#include <winsock2.h>
#include <ws2tcpip.h>

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
    if (runs == runs_until_cancel) {
        EXPECT_EQ(WSACancelBlockingCall(), 0) << WSAGetLastError();
    }
    if (sent_from != INVALID_SOCKET && runs == 3)
        std::thread([] { send(sent_from, "x", 1, 0); }).join();
    return 0;
}

class Hook : public testing::Test {
protected:
    Hook() {
        setenv("WS2_PERSONALITY", "nt", 1);
        WSADATA data{};
        EXPECT_EQ(WSAStartup(MAKEWORD(1, 1), &data), 0);
        runs = runs_until_cancel = code_inside = 0;
        was_blocking = false;
        sent_from = INVALID_SOCKET;
        const SOCKET listener = bound(SOCK_STREAM);
        EXPECT_EQ(listen(listener, 1), 0);
        ours_ = socket(AF_INET, SOCK_STREAM, 0);
        EXPECT_EQ(connect(ours_, address_of(listener), sizeof address_), 0);
        theirs_ = accept(listener, nullptr, nullptr);
        EXPECT_NE(theirs_, INVALID_SOCKET);
        listener_ = listener;
        EXPECT_EQ(WSASetBlockingHook(reinterpret_cast<FARPROC>(hook)), nullptr);
    }
    ~Hook() override {
        WSAUnhookBlockingHook();
        WSACleanup();
    }

    SOCKET bound(int type) {
        const SOCKET s = socket(AF_INET, type, 0);
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(s, reinterpret_cast<sockaddr*>(&any), sizeof any), 0);
        return s;
    }
    const sockaddr* address_of(SOCKET s) {
        int size = sizeof address_;
        EXPECT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&address_), &size), 0);
        return reinterpret_cast<const sockaddr*>(&address_);
    }
    static int code(int result) { return result == SOCKET_ERROR ? WSAGetLastError() : 0; }

    sockaddr_in address_{};
    SOCKET listener_ = INVALID_SOCKET;
    SOCKET ours_ = INVALID_SOCKET;
    SOCKET theirs_ = INVALID_SOCKET;
    char octet_ = 0;
};

TEST_F(Hook, RunsWhileAReceiveBlocksAndOtherCallsAreRefusedInside) {
    sent_from = theirs_;
    EXPECT_EQ(recv(ours_, &octet_, 1, 0), 1);
    EXPECT_EQ(octet_, 'x');
    EXPECT_GE(runs, 3);
    EXPECT_TRUE(was_blocking);
    EXPECT_EQ(code_inside, WSAEINPROGRESS);
    EXPECT_FALSE(WSAIsBlocking());
}

TEST_F(Hook, IsNotRunWhereNothingBlocks) {
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

TEST_F(Hook, CancellingEndsReceiveAcceptAndSelectWithWSAEINTR) {
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
    const SOCKET datagrams = bound(SOCK_DGRAM);
    EXPECT_EQ(code(recvfrom(datagrams, &octet_, 1, 0, nullptr, nullptr)), WSAEINTR);
    EXPECT_EQ(code(WSACancelBlockingCall()), WSAEINVAL) << "nothing blocks now";
}

TEST_F(Hook, TheTimeOfSelectStillEndsIt) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ours_, &set);
    timeval soon{0, 30'000};
    EXPECT_EQ(select(0, &set, nullptr, nullptr, &soon), 0);
    EXPECT_GE(runs, 1);
}

TEST_F(Hook, AConnectThatWaitsRunsItToo) {
    const SOCKET full = bound(SOCK_STREAM);
    ASSERT_EQ(listen(full, 1), 0);
    // The queue of a listener that does not accept fills up; then a connect waits.
    SOCKET last = INVALID_SOCKET;
    int ended = 0;
    runs_until_cancel = 5;
    for (int i = 0; i < 300 && ended == 0; ++i) {
        runs = 0;
        last = socket(AF_INET, SOCK_STREAM, 0);
        ended = code(connect(last, address_of(full), sizeof address_));
    }
    EXPECT_EQ(ended, WSAEINTR);
    EXPECT_EQ(closesocket(last), 0);
}

TEST_F(Hook, OtherThreadsHaveNone) {
    std::thread([&] {
        std::thread sender([&] { send(theirs_, "z", 1, 0); });
        char octet = 0;
        EXPECT_EQ(recv(ours_, &octet, 1, 0), 1);
        sender.join();
    }).join();
    EXPECT_EQ(runs, 0);
}

} // namespace
