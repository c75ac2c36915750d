// The thread pool, after "Thread Pool API" and "Thread Pooling".
#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace {

struct Gate {
    HANDLE entered = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    HANDLE open = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    std::atomic<int> calls{0};
    ~Gate() {
        CloseHandle(entered);
        CloseHandle(open);
    }
    void pass() {
        ++calls;
        SetEvent(entered);
        WaitForSingleObject(open, INFINITE);
    }
};

std::atomic<int> items_left{0};

DWORD WINAPI work_item(LPVOID gate) {
    static_cast<Gate*>(gate)->pass();
    ++items_left;
    return 0;
}

TEST(QueueUserWorkItem, RunsInAnotherThreadEvenWhileOthersWait) {
    Gate gate;
    constexpr int kItems = 6; // more than processors: tasks that wait must not hold up the rest
    for (int i = 0; i < kItems; ++i)
        ASSERT_TRUE(QueueUserWorkItem(work_item, &gate, WT_EXECUTEDEFAULT));
    for (int i = 0; i < 100'000 && gate.calls < kItems; ++i)
        WaitForSingleObject(gate.entered, 1);
    EXPECT_EQ(gate.calls, kItems);
    SetEvent(gate.open);
    while (items_left < kItems) // none may be within the gate when it goes
        std::this_thread::yield();
    EXPECT_FALSE(QueueUserWorkItem(nullptr, nullptr, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    PTP_WORK last =
        CreateThreadpoolWork([](PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK) {}, nullptr, nullptr);
    SubmitThreadpoolWork(last);
    WaitForThreadpoolWorkCallbacks(last, FALSE);
    CloseThreadpoolWork(last);
}

VOID CALLBACK work(PTP_CALLBACK_INSTANCE, PVOID gate, PTP_WORK) {
    static_cast<Gate*>(gate)->pass();
}

TEST(ThreadpoolWork, RunsAsOftenAsItWasSubmitted) {
    Gate gate;
    SetEvent(gate.open);
    PTP_WORK object = CreateThreadpoolWork(work, &gate, nullptr);
    for (int i = 0; i < 50; ++i)
        SubmitThreadpoolWork(object);
    WaitForThreadpoolWorkCallbacks(object, FALSE);
    EXPECT_EQ(gate.calls, 50);
    CloseThreadpoolWork(object);
}

TEST(ThreadpoolWork, WhatHasNotBegunCanBeTakenBack) {
    Gate gate;
    PTP_POOL pool = CreateThreadpool(nullptr);
    SetThreadpoolThreadMaximum(pool, 1);
    TP_CALLBACK_ENVIRON environment;
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackPool(&environment, pool);
    PTP_WORK object = CreateThreadpoolWork(work, &gate, &environment);
    for (int i = 0; i < 5; ++i)
        SubmitThreadpoolWork(object);
    WaitForSingleObject(gate.entered, INFINITE); // the pool's only thread is in the first
    std::jthread opener([&] { SetEvent(gate.open); });
    WaitForThreadpoolWorkCallbacks(object, TRUE);
    EXPECT_LT(gate.calls, 5 + 1);
    const int calls = gate.calls;
    SubmitThreadpoolWork(object);
    WaitForThreadpoolWorkCallbacks(object, FALSE);
    EXPECT_EQ(gate.calls, calls + 1) << "the object is of use again";
    CloseThreadpoolWork(object);
    CloseThreadpool(pool);
    DestroyThreadpoolEnvironment(&environment);
}

TEST(ThreadpoolCallback, KeepsItsPromisesWhenItReturns) {
    static HANDLE event;
    event = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    static HANDLE semaphore;
    semaphore = CreateSemaphoreA(nullptr, 0, 5, nullptr);
    const auto simple = [](PTP_CALLBACK_INSTANCE instance, PVOID) {
        SetEventWhenCallbackReturns(instance, event);
        ReleaseSemaphoreWhenCallbackReturns(instance, semaphore, 3);
        EXPECT_TRUE(CallbackMayRunLong(instance));
        EXPECT_EQ(WaitForSingleObject(event, 0), DWORD{WAIT_TIMEOUT});
    };
    ASSERT_TRUE(TrySubmitThreadpoolCallback(simple, nullptr, nullptr));
    EXPECT_EQ(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
    LONG before = 0;
    EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, &before));
    EXPECT_EQ(before, 3);
    CloseHandle(event);
    CloseHandle(semaphore);
}

TEST(ThreadpoolTimer, FiresOnceOrEachPeriodUntilItIsStopped) {
    Gate gate;
    SetEvent(gate.open);
    PTP_TIMER timer = CreateThreadpoolTimer(
        [](PTP_CALLBACK_INSTANCE, PVOID g, PTP_TIMER) { static_cast<Gate*>(g)->pass(); }, &gate,
        nullptr);
    EXPECT_FALSE(IsThreadpoolTimerSet(timer));
    FILETIME now{}; // zero: at once
    SetThreadpoolTimer(timer, &now, 1, 0);
    EXPECT_TRUE(IsThreadpoolTimerSet(timer));
    while (gate.calls < 3)
        WaitForSingleObject(gate.entered, 10);
    SetThreadpoolTimer(timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer, TRUE);
    const int calls = gate.calls;
    EXPECT_FALSE(IsThreadpoolTimerSet(timer));
    EXPECT_EQ(WaitForSingleObject(gate.entered, 0) == WAIT_OBJECT_0
                  ? WaitForSingleObject(gate.entered, 5)
                  : DWORD{WAIT_TIMEOUT},
              DWORD{WAIT_TIMEOUT});
    EXPECT_EQ(gate.calls, calls);
    CloseThreadpoolTimer(timer);
}

TEST(TimerQueue, ADeletedTimerHasRunItsLastCallback) {
    Gate gate;
    SetEvent(gate.open);
    HANDLE queue = CreateTimerQueue();
    HANDLE timer = nullptr;
    ASSERT_TRUE(CreateTimerQueueTimer(
        &timer, queue, [](PVOID g, BOOLEAN) { static_cast<Gate*>(g)->pass(); }, &gate, 0, 1, 0));
    while (gate.calls < 2)
        WaitForSingleObject(gate.entered, 10);
    EXPECT_TRUE(ChangeTimerQueueTimer(queue, timer, 0, 2));
    EXPECT_TRUE(DeleteTimerQueueTimer(queue, timer, INVALID_HANDLE_VALUE));
    const int calls = gate.calls;
    EXPECT_TRUE(DeleteTimerQueueEx(queue, INVALID_HANDLE_VALUE));
    EXPECT_EQ(gate.calls, calls);
}

TEST(RegisterWait, GoesOnUntilItIsUnregistered) {
    Gate gate;
    SetEvent(gate.open);
    HANDLE event = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    HANDLE wait = nullptr;
    ASSERT_TRUE(RegisterWaitForSingleObject(
        &wait, event,
        [](PVOID g, BOOLEAN timed_out) {
            EXPECT_FALSE(timed_out);
            static_cast<Gate*>(g)->pass();
        },
        &gate, INFINITE, WT_EXECUTEDEFAULT));
    for (int i = 0; i < 3; ++i) {
        SetEvent(event);
        EXPECT_EQ(WaitForSingleObject(gate.entered, INFINITE), WAIT_OBJECT_0);
    }
    EXPECT_TRUE(UnregisterWaitEx(wait, INVALID_HANDLE_VALUE));
    SetEvent(event);
    EXPECT_EQ(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0) << "nobody else took it";
    EXPECT_EQ(gate.calls, 3);
    EXPECT_FALSE(RegisterWaitForSingleObject(
        &wait, nullptr, [](PVOID, BOOLEAN) {}, nullptr, 0, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    CloseHandle(event);
}

TEST(ThreadpoolWait, TellsASignalFromATimeThatIsOver) {
    static std::atomic<DWORD> result;
    static HANDLE done;
    done = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    HANDLE event = CreateEventA(nullptr, FALSE, TRUE, nullptr);
    PTP_WAIT wait = CreateThreadpoolWait(
        [](PTP_CALLBACK_INSTANCE, PVOID, PTP_WAIT, TP_WAIT_RESULT outcome) {
            result = outcome;
            SetEvent(done);
        },
        nullptr, nullptr);
    SetThreadpoolWait(wait, event, nullptr);
    WaitForSingleObject(done, INFINITE);
    EXPECT_EQ(result, WAIT_OBJECT_0);
    FILETIME now{};
    SetThreadpoolWait(wait, event, &now);
    WaitForSingleObject(done, INFINITE);
    EXPECT_EQ(result, DWORD{WAIT_TIMEOUT});
    WaitForThreadpoolWaitCallbacks(wait, FALSE);
    CloseThreadpoolWait(wait);
    CloseHandle(done);
    CloseHandle(event);
}

TEST(CleanupGroup, ClosesItsMembers) {
    Gate gate;
    SetEvent(gate.open);
    PTP_CLEANUP_GROUP group = CreateThreadpoolCleanupGroup();
    TP_CALLBACK_ENVIRON environment;
    InitializeThreadpoolEnvironment(&environment);
    SetThreadpoolCallbackCleanupGroup(&environment, group, nullptr);
    PTP_WORK first = CreateThreadpoolWork(work, &gate, &environment);
    PTP_WORK second = CreateThreadpoolWork(work, &gate, &environment);
    SubmitThreadpoolWork(first);
    SubmitThreadpoolWork(second);
    CloseThreadpoolWork(first);
    CloseThreadpoolCleanupGroupMembers(group, FALSE, nullptr);
    CloseThreadpoolCleanupGroup(group);
    while (gate.calls < 2)
        WaitForSingleObject(gate.entered, 10);
    EXPECT_EQ(gate.calls, 2);
}

// Two UDP sockets: one's datagram completes the other's receive.
class PoolIo : public testing::Test {
protected:
    void SetUp() override {
        WSADATA data;
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        for (SOCKET* s : {&receiver_, &sender_}) {
            *s = WSASocketW(AF_INET, SOCK_DGRAM, IPPROTO_UDP, nullptr, 0, WSA_FLAG_OVERLAPPED);
            sockaddr_in any{};
            any.sin_family = AF_INET;
            any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            ASSERT_EQ(bind(*s, reinterpret_cast<sockaddr*>(&any), sizeof any), 0);
        }
        int length = sizeof address_;
        getsockname(receiver_, reinterpret_cast<sockaddr*>(&address_), &length);
    }
    void TearDown() override {
        closesocket(receiver_);
        closesocket(sender_);
        WSACleanup();
    }
    void receive() {
        DWORD flags = 0;
        ASSERT_TRUE(WSARecv(receiver_, &buffer_, 1, nullptr, &flags, &overlapped_, nullptr) == 0 ||
                    WSAGetLastError() == WSA_IO_PENDING);
    }
    void send() {
        ASSERT_EQ(sendto(sender_, "datagram", 8, 0, reinterpret_cast<sockaddr*>(&address_),
                         sizeof address_),
                  8);
    }
    HANDLE file() const { return reinterpret_cast<HANDLE>(receiver_); }

    SOCKET receiver_ = INVALID_SOCKET;
    SOCKET sender_ = INVALID_SOCKET;
    sockaddr_in address_{};
    char octets_[16] = {};
    WSABUF buffer_{sizeof octets_, octets_};
    OVERLAPPED overlapped_{};
};

TEST_F(PoolIo, CreateThreadpoolIoCallsForEachCompletion) {
    static HANDLE done;
    done = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    static std::atomic<ULONG_PTR> count;
    count = 0;
    PTP_IO io = CreateThreadpoolIo(
        file(),
        [](PTP_CALLBACK_INSTANCE, PVOID context, PVOID overlapped, ULONG result, ULONG_PTR octets,
           PTP_IO) {
            EXPECT_EQ(result, ULONG{NO_ERROR});
            EXPECT_EQ(context, overlapped);
            count += octets;
            SetEvent(done);
        },
        &overlapped_, nullptr);
    ASSERT_NE(io, nullptr);
    for (int i = 0; i < 3; ++i) {
        StartThreadpoolIo(io);
        receive();
        send();
        EXPECT_EQ(WaitForSingleObject(done, INFINITE), WAIT_OBJECT_0);
    }
    StartThreadpoolIo(io);
    CancelThreadpoolIo(io);
    WaitForThreadpoolIoCallbacks(io, FALSE);
    EXPECT_EQ(count, 24U);
    EXPECT_EQ(CreateThreadpoolIo(file(), nullptr, nullptr, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    CloseThreadpoolIo(io);
    CloseHandle(done);
}

TEST_F(PoolIo, BindIoCompletionCallbackCallsWithErrorAndCount) {
    static HANDLE done;
    done = CreateEventA(nullptr, FALSE, FALSE, nullptr);
    static std::atomic<DWORD> count;
    static std::atomic<DWORD> error;
    ASSERT_TRUE(BindIoCompletionCallback(
        file(),
        [](DWORD code, DWORD octets, LPOVERLAPPED) {
            error = code;
            count = octets;
            SetEvent(done);
        },
        0));
    receive();
    send();
    WaitForSingleObject(done, INFINITE);
    EXPECT_EQ(count, 8U);
    EXPECT_EQ(error, DWORD{NO_ERROR});
    receive();
    EXPECT_TRUE(CancelIoEx(file(), &overlapped_));
    WaitForSingleObject(done, INFINITE);
    EXPECT_EQ(error, DWORD{ERROR_OPERATION_ABORTED});
    CloseHandle(done);
}

} // namespace
