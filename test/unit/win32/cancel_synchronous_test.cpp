// Suite win32: CancelSynchronousIo ends a call that waits, in another thread, and no other.
#include <afunix.h>
#include <atomic>
#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>
#include <winsock2.h>
#include <ws2tcpip.h>
#include <wshisotp.h>

#include <windows.h>

namespace {

// A thread in a call of the program, and the error that the call ends with: 0 if it does not fail.
class Caller {
public:
    explicit Caller(std::function<DWORD()> call) : call_(std::move(call)) {
        thread_ = CreateThread(nullptr, 0, run, this, 0, nullptr);
    }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;
    ~Caller() {
        end();
        CloseHandle(thread_);
    }

    HANDLE thread() const { return thread_; }
    // As the documents have it: the thread may not be in its call yet, then there is nothing found.
    void cancel() const {
        while (!CancelSynchronousIo(thread_)) {
            ASSERT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
            std::this_thread::yield();
        }
    }
    DWORD end() const {
        WaitForSingleObject(thread_, INFINITE);
        return error_;
    }

private:
    static DWORD WINAPI run(void* self) {
        auto* caller = static_cast<Caller*>(self);
        caller->error_ = caller->call_();
        return 0;
    }

    std::function<DWORD()> call_;
    HANDLE thread_ = nullptr;
    DWORD error_ = 0;
};

DWORD code(int result) {
    return result == SOCKET_ERROR ? static_cast<DWORD>(WSAGetLastError()) : 0;
}

class CancelSynchronous : public testing::Test {
protected:
    CancelSynchronous() {
        setenv("WS2_PERSONALITY", "nt", 1);
        WSADATA data{};
        EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        listener_ = bound(SOCK_STREAM);
        EXPECT_EQ(listen(listener_, 1), 0);
        ours_ = opened(SOCK_STREAM);
        int size = sizeof address_;
        EXPECT_EQ(getsockname(listener_, address(), &size), 0);
        EXPECT_EQ(connect(ours_, address(), sizeof address_), 0);
        theirs_ = accept(listener_, nullptr, nullptr);
    }
    ~CancelSynchronous() override {
        closesocket(theirs_);
        for (const SOCKET s : all_)
            closesocket(s);
        WSACleanup();
    }

    sockaddr* address() { return reinterpret_cast<sockaddr*>(&address_); }
    SOCKET opened(int type) { return all_.emplace_back(socket(AF_INET, type, 0)); }
    SOCKET bound(int type) {
        const SOCKET s = opened(type);
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(s, reinterpret_cast<sockaddr*>(&any), sizeof any), 0);
        return s;
    }
    // The call of another thread ends with ERROR_OPERATION_ABORTED.
    static void expect_cancelled(std::function<DWORD()> call) {
        const Caller caller(std::move(call));
        caller.cancel();
        EXPECT_EQ(caller.end(), DWORD{ERROR_OPERATION_ABORTED});
    }

    std::vector<SOCKET> all_;
    sockaddr_in address_{};
    SOCKET listener_ = INVALID_SOCKET;
    SOCKET ours_ = INVALID_SOCKET;
    SOCKET theirs_ = INVALID_SOCKET;
    char octet_ = 0;
};

TEST_F(CancelSynchronous, EndsAReceiveAndTheConnectionStaysUsable) {
    expect_cancelled([&] { return code(recv(ours_, &octet_, 1, 0)); });
    WSABUF two[2] = {{1, &octet_}, {1, &octet_}};
    expect_cancelled([&] {
        DWORD count = 0;
        DWORD flags = 0;
        return code(WSARecv(ours_, two, 2, &count, &flags, nullptr, nullptr));
    });
    ASSERT_EQ(send(theirs_, "x", 1, 0), 1);
    ASSERT_EQ(recv(ours_, &octet_, 1, 0), 1);
    EXPECT_EQ(octet_, 'x');
}

TEST_F(CancelSynchronous, EndsAReceiveOfADatagramAndOneWithATimeLimit) {
    const SOCKET datagrams = bound(SOCK_DGRAM);
    expect_cancelled([&] { return code(recvfrom(datagrams, &octet_, 1, 0, nullptr, nullptr)); });
    const DWORD limit_ms = 1'000'000;
    ASSERT_EQ(setsockopt(datagrams, SOL_SOCKET, SO_RCVTIMEO,
                         reinterpret_cast<const char*>(&limit_ms), sizeof limit_ms),
              0);
    expect_cancelled([&] { return code(recv(datagrams, &octet_, 1, 0)); });
}

TEST_F(CancelSynchronous, EndsASendThatThePeerDoesNotTake) {
    const std::string much(std::size_t{64} << 20, 'm');
    expect_cancelled(
        [&] { return code(send(ours_, much.data(), static_cast<int>(much.size()), 0)); });
}

TEST_F(CancelSynchronous, EndsAnAcceptAndTheListenerStaysUsable) {
    expect_cancelled([&] {
        return accept(listener_, nullptr, nullptr) == INVALID_SOCKET
                   ? static_cast<DWORD>(WSAGetLastError())
                   : 0;
    });
    const SOCKET caller = opened(SOCK_STREAM);
    ASSERT_EQ(connect(caller, address(), sizeof address_), 0);
    EXPECT_NE(all_.emplace_back(accept(listener_, nullptr, nullptr)), INVALID_SOCKET);
}

TEST_F(CancelSynchronous, EndsAConnectWhoseAttemptGoesOn) {
    // Calls that nobody accepts: the kernel answers none when the backlog is full.
    u_long on = 1;
    for (int i = 0; i < 4; ++i) {
        const SOCKET s = opened(SOCK_STREAM);
        ASSERT_EQ(ioctlsocket(s, static_cast<LONG>(FIONBIO), &on), 0);
        ASSERT_EQ(code(connect(s, address(), sizeof address_)), DWORD{WSAEWOULDBLOCK});
    }
    const SOCKET caller = opened(SOCK_STREAM);
    expect_cancelled([&] { return code(connect(caller, address(), sizeof address_)); });
    EXPECT_EQ(code(connect(caller, address(), sizeof address_)), DWORD{WSAEALREADY});
}

// The state of a message transport is the provider's own, its waits are the kernel's.
TEST_F(CancelSynchronous, EndsAcceptAndReceiveOverISOTransport) {
    const auto open = [&] {
        return all_.emplace_back(socket(AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2));
    };
    const SOCKET listener = open();
    SOCKADDR_TP any{};
    int size = sizeof any;
    std::string text = "CANCEL@127.0.0.1:0";
    ASSERT_EQ(
        WSAStringToAddressA(text.data(), AF_ISO, nullptr, reinterpret_cast<sockaddr*>(&any), &size),
        0);
    ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&any), size), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    expect_cancelled([&] {
        return accept(listener, nullptr, nullptr) == INVALID_SOCKET
                   ? static_cast<DWORD>(WSAGetLastError())
                   : 0;
    });
    SOCKADDR_TP to{};
    size = sizeof to;
    ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&to), &size), 0);
    const SOCKET caller = open();
    SOCKET accepted = INVALID_SOCKET;
    std::thread server([&] { accepted = accept(listener, nullptr, nullptr); });
    EXPECT_EQ(connect(caller, reinterpret_cast<sockaddr*>(&to), size), 0);
    server.join();
    all_.push_back(accepted);
    expect_cancelled([&] { return code(recv(caller, &octet_, 1, 0)); });
    ASSERT_EQ(send(accepted, "x", 1, 0), 1);
    EXPECT_EQ(recv(caller, &octet_, 1, 0), 1);
}

// A call that has moved something goes on to wait for the rest: one cancel is enough all the same.
TEST_F(CancelSynchronous, EndsASendThatHasSentPartByOneCancel) {
    DWORD code_of_send = 0;
    const std::string much(std::size_t{64} << 20, 'm');
    const Caller caller(
        [&] { return code(send(ours_, much.data(), static_cast<int>(much.size()), 0)); });
    // Something is there, and no more comes: the send waits.
    u_long before = 0;
    u_long now = 0;
    for (int alike = 0; alike < 1000; alike = now == before && now != 0 ? alike + 1 : 0) {
        before = now;
        ASSERT_EQ(ioctlsocket(theirs_, static_cast<LONG>(FIONREAD), &now), 0);
        std::this_thread::yield();
    }
    EXPECT_TRUE(CancelSynchronousIo(caller.thread())) << GetLastError();
    code_of_send = caller.end();
    EXPECT_EQ(code_of_send, DWORD{ERROR_OPERATION_ABORTED});
}

TEST_F(CancelSynchronous, EndsAConnectOverAFUNIXWhichIsNoneThen) {
    const SOCKET listener = all_.emplace_back(socket(AF_UNIX, SOCK_STREAM, 0));
    SOCKADDR_UN name{AF_UNIX, "ws2_cancel_XXXXXX"};
    const std::string path = testing::TempDir() + "ws2_cancel_" + std::to_string(getpid());
    path.copy(name.sun_path, sizeof name.sun_path - 1);
    auto* const to = reinterpret_cast<sockaddr*>(&name);
    ASSERT_EQ(bind(listener, to, sizeof name), 0);
    ASSERT_EQ(listen(listener, 1), 0);
    u_long on = 1;
    for (int i = 0; i < 4; ++i) { // until the queue is full
        const SOCKET s = all_.emplace_back(socket(AF_UNIX, SOCK_STREAM, 0));
        ASSERT_EQ(ioctlsocket(s, static_cast<LONG>(FIONBIO), &on), 0);
        (void)connect(s, to, sizeof name);
    }
    const SOCKET caller = all_.emplace_back(socket(AF_UNIX, SOCK_STREAM, 0));
    expect_cancelled([&] { return code(connect(caller, to, sizeof name)); });
    EXPECT_EQ(code(send(caller, "x", 1, 0)), DWORD{WSAENOTCONN});
    DeleteFileA(path.c_str());
}

TEST_F(CancelSynchronous, EndsAReadAndAWriteOfAPipe) {
    HANDLE from = nullptr;
    HANDLE to = nullptr;
    ASSERT_TRUE(CreatePipe(&from, &to, nullptr, 0));
    DWORD count = 0;
    expect_cancelled(
        [&] { return ReadFile(from, &octet_, 1, &count, nullptr) ? 0 : GetLastError(); });
    const std::string much(std::size_t{1} << 20, 'm');
    expect_cancelled([&] {
        const auto size = static_cast<DWORD>(much.size());
        return WriteFile(to, much.data(), size, &count, nullptr) ? 0 : GetLastError();
    });
    EXPECT_GT(count, 0U) << "what has gone is told";
    EXPECT_LT(count, much.size());
    CloseHandle(from);
    CloseHandle(to);
}

// "If this function cannot find a request to cancel [...] ERROR_NOT_FOUND."
TEST_F(CancelSynchronous, FindsNothingInAThreadThatWaitsForSomethingElseIsHereOrHasEnded) {
    EXPECT_FALSE(CancelSynchronousIo(GetCurrentThread()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
    HANDLE event = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    Caller waiting([&] { return WaitForSingleObject(event, INFINITE); });
    Caller selecting([&] {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(ours_, &set);
        return code(select(0, &set, nullptr, nullptr, nullptr));
    });
    for (int i = 0; i < 1000; ++i) {
        EXPECT_FALSE(CancelSynchronousIo(waiting.thread()));
        EXPECT_FALSE(CancelSynchronousIo(selecting.thread()));
        EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
    }
    SetEvent(event);
    EXPECT_EQ(waiting.end(), DWORD{WAIT_OBJECT_0});
    ASSERT_EQ(send(theirs_, "x", 1, 0), 1);
    EXPECT_EQ(selecting.end(), 0U);
    EXPECT_FALSE(CancelSynchronousIo(waiting.thread()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_FOUND});
    EXPECT_FALSE(CancelSynchronousIo(event));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_FALSE(CancelSynchronousIo(nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    CloseHandle(event);
}

// Each cancel that found something ends one call, each other one none.
TEST_F(CancelSynchronous, ThatComesAnywhereInTheWayOfACallEndsThatCallOrNone) {
    std::atomic<bool> enough = false;
    std::atomic<int> ended = 0;
    int strange = 0;
    const Caller caller([&] {
        std::string got;
        for (;;) {
            char room[16];
            const int count = recv(ours_, room, sizeof room, 0);
            if (count == SOCKET_ERROR)
                WSAGetLastError() == ERROR_OPERATION_ABORTED ? ++ended : ++strange;
            else if (count == 0)
                return DWORD{0};
        }
    });
    std::thread peer([&] {
        while (!enough)
            if (send(theirs_, "x", 1, 0) != 1)
                break;
        shutdown(theirs_, SD_SEND);
    });
    int found = 0;
    for (int i = 0; i < 2000 || found == 0; ++i)
        found += CancelSynchronousIo(caller.thread()) ? 1 : 0;
    enough = true;
    peer.join();
    EXPECT_EQ(caller.end(), 0U);
    EXPECT_EQ(ended, found);
    EXPECT_EQ(strange, 0);
}

TEST_F(CancelSynchronous, LeavesItsSignalToAProgramThatHasAHandlerForIt) {
    std::signal(SIGURG, [](int) {});
    const Caller caller([&] { return code(recv(ours_, &octet_, 1, 0)); });
    EXPECT_FALSE(CancelSynchronousIo(caller.thread()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    std::signal(SIGURG, SIG_DFL);
    caller.cancel();
    EXPECT_EQ(caller.end(), DWORD{ERROR_OPERATION_ABORTED});
}

} // namespace
