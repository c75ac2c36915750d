// Locks in the program's memory, named objects and timers, after "Synchronization Functions".
#include <array>
#include <atomic>
#include <barrier>
#include <gtest/gtest.h>
#include <thread>
#include <vector>
#include <windows.h>

namespace {

// Runs the same in several threads at once.
template<typename Body>
void in_threads(int count, Body body) {
    std::barrier start(count);
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            body(i);
        });
}

constexpr int kThreads = 4;
constexpr int kRounds = 2000;

TEST(Locks, HaveWindowsSizes) {
    EXPECT_EQ(sizeof(CRITICAL_SECTION), 40U);
    EXPECT_EQ(sizeof(SRWLOCK), 8U);
    EXPECT_EQ(sizeof(CONDITION_VARIABLE), 8U);
    EXPECT_EQ(sizeof(INIT_ONCE), 8U);
    EXPECT_EQ(sizeof(SLIST_HEADER), 16U);
    EXPECT_EQ(sizeof(TP_CALLBACK_ENVIRON), 72U);
}

TEST(CriticalSection, KeepsOthersOutAndLetsItsOwnerInAgain) {
    CRITICAL_SECTION section;
    InitializeCriticalSection(&section);
    long counter = 0; // not atomic: the section is what guards it
    in_threads(kThreads, [&](int) {
        for (int i = 0; i < kRounds; ++i) {
            EnterCriticalSection(&section);
            EnterCriticalSection(&section);
            ++counter;
            LeaveCriticalSection(&section);
            ++counter;
            LeaveCriticalSection(&section);
        }
    });
    EXPECT_EQ(counter, 2L * kThreads * kRounds);
    EnterCriticalSection(&section);
    EXPECT_EQ(section.OwningThread, ULongToHandle(GetCurrentThreadId()));
    EXPECT_TRUE(TryEnterCriticalSection(&section)) << "recursive";
    std::jthread([&] { EXPECT_FALSE(TryEnterCriticalSection(&section)); }).join();
    LeaveCriticalSection(&section);
    std::jthread([&] {
        EXPECT_FALSE(TryEnterCriticalSection(&section)) << "one level is left";
    }).join();
    LeaveCriticalSection(&section);
    std::jthread([&] {
        EXPECT_TRUE(TryEnterCriticalSection(&section));
        LeaveCriticalSection(&section);
    }).join();
    DeleteCriticalSection(&section);
}

TEST(SlimLock, WritersExcludeAllReadersShare) {
    SRWLOCK lock = SRWLOCK_INIT;
    std::array<long, 2> pair{};
    in_threads(kThreads, [&](int number) {
        for (int i = 0; i < kRounds; ++i) {
            if (number % 2 == 0) {
                AcquireSRWLockExclusive(&lock);
                ++pair[0];
                ++pair[1];
                ReleaseSRWLockExclusive(&lock);
            } else {
                AcquireSRWLockShared(&lock);
                EXPECT_EQ(pair[0], pair[1]);
                ReleaseSRWLockShared(&lock);
            }
        }
    });
    EXPECT_EQ(pair[0], long{kThreads} / 2 * kRounds);
    ASSERT_TRUE(TryAcquireSRWLockShared(&lock));
    EXPECT_TRUE(TryAcquireSRWLockShared(&lock));
    EXPECT_FALSE(TryAcquireSRWLockExclusive(&lock));
    ReleaseSRWLockShared(&lock);
    ReleaseSRWLockShared(&lock);
    EXPECT_TRUE(TryAcquireSRWLockExclusive(&lock));
    EXPECT_FALSE(TryAcquireSRWLockShared(&lock));
    ReleaseSRWLockExclusive(&lock);
    EXPECT_EQ(lock.Ptr, nullptr);
}

// A bounded queue: no put or take is lost whichever lock it stands on.
template<typename Enter, typename Leave, typename Doze>
void pass_numbers(CONDITION_VARIABLE& condition, Enter enter, Leave leave, Doze doze) {
    int waiting = 0; // 0 empty, else the number in it
    long sum = 0;
    std::jthread taker([&] {
        for (int i = 0; i < kRounds; ++i) {
            enter();
            while (waiting == 0)
                doze();
            sum += std::exchange(waiting, 0);
            leave();
            WakeAllConditionVariable(&condition);
        }
    });
    for (int i = 1; i <= kRounds; ++i) {
        enter();
        while (waiting != 0)
            doze();
        waiting = i;
        leave();
        WakeConditionVariable(&condition);
    }
    taker.join();
    EXPECT_EQ(sum, long{kRounds} * (kRounds + 1) / 2);
}

TEST(ConditionVariable, PassesNumbersUnderEitherLock) {
    CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
    CRITICAL_SECTION section;
    InitializeCriticalSectionAndSpinCount(&section, 100);
    pass_numbers(
        condition, [&] { EnterCriticalSection(&section); }, [&] { LeaveCriticalSection(&section); },
        [&] { EXPECT_TRUE(SleepConditionVariableCS(&condition, &section, INFINITE)); });
    SRWLOCK lock = SRWLOCK_INIT;
    pass_numbers(
        condition, [&] { AcquireSRWLockExclusive(&lock); }, [&] { ReleaseSRWLockExclusive(&lock); },
        [&] { EXPECT_TRUE(SleepConditionVariableSRW(&condition, &lock, INFINITE, 0)); });
}

TEST(ConditionVariable, ATimeThatIsOverIsERROR_TIMEOUTWithTheLockHeld) {
    CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
    CRITICAL_SECTION section;
    InitializeCriticalSection(&section);
    EnterCriticalSection(&section);
    EXPECT_FALSE(SleepConditionVariableCS(&condition, &section, 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_TIMEOUT});
    std::jthread([&] { EXPECT_FALSE(TryEnterCriticalSection(&section)); }).join();
    LeaveCriticalSection(&section);
}

std::atomic<int> initialised{0};
BOOL CALLBACK initialise(PINIT_ONCE, PVOID parameter, PVOID* context) {
    ++initialised;
    *context = parameter;
    return TRUE;
}

TEST(InitOnce, RunsOnceAndHandsOutItsContext) {
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    initialised = 0;
    alignas(8) static int value;
    in_threads(kThreads, [&](int) {
        PVOID context = nullptr;
        EXPECT_TRUE(InitOnceExecuteOnce(&once, initialise, &value, &context));
        EXPECT_EQ(context, &value);
    });
    EXPECT_EQ(initialised, 1);
    BOOL pending = TRUE;
    EXPECT_TRUE(InitOnceBeginInitialize(&once, INIT_ONCE_CHECK_ONLY, &pending, nullptr));
    EXPECT_FALSE(pending);
}

TEST(InitOnce, AFailureLetsTheNextOneTry) {
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    BOOL pending = FALSE;
    ASSERT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, nullptr));
    EXPECT_TRUE(pending);
    EXPECT_TRUE(InitOnceComplete(&once, INIT_ONCE_INIT_FAILED, nullptr));
    EXPECT_TRUE(InitOnceBeginInitialize(&once, 0, &pending, nullptr));
    EXPECT_TRUE(pending);
    EXPECT_TRUE(InitOnceComplete(&once, 0, nullptr));
    EXPECT_FALSE(InitOnceComplete(&once, 0, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_GEN_FAILURE});
}

TEST(WaitOnAddress, SleepsUntilTheValueChanges) {
    LONG value = 0;
    std::jthread waker([&] {
        WriteRelease(&value, 1);
        WakeByAddressSingle(&value);
    });
    LONG undesired = 0;
    while (ReadAcquire(&value) == 0)
        EXPECT_TRUE(WaitOnAddress(&value, &undesired, sizeof value, INFINITE));
    waker.join();
    undesired = 1;
    EXPECT_FALSE(WaitOnAddress(&value, &undesired, sizeof value, 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_TIMEOUT});
    EXPECT_FALSE(WaitOnAddress(&value, &undesired, 3, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(Barrier, LetsGoWhenAllAreThereAndTellsOneOfThem) {
    SYNCHRONIZATION_BARRIER barrier;
    EXPECT_FALSE(InitializeSynchronizationBarrier(&barrier, 0, -1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    ASSERT_TRUE(InitializeSynchronizationBarrier(&barrier, kThreads, -1));
    std::atomic<int> came{0};
    std::atomic<int> told{0};
    constexpr int rounds = kRounds / 10;
    in_threads(kThreads, [&](int) {
        for (int i = 1; i <= rounds; ++i) {
            ++came;
            told += EnterSynchronizationBarrier(&barrier, 0);
            EXPECT_GE(came, i * kThreads);
            EnterSynchronizationBarrier(&barrier, SYNCHRONIZATION_BARRIER_FLAGS_BLOCK_ONLY);
        }
    });
    EXPECT_EQ(told, rounds);
    EXPECT_TRUE(DeleteSynchronizationBarrier(&barrier));
}

TEST(Interlocked, ReturnWhatTheirPagesSay) {
    LONG value = 5;
    EXPECT_EQ(InterlockedIncrement(&value), 6);
    EXPECT_EQ(InterlockedDecrement(&value), 5);
    EXPECT_EQ(InterlockedExchange(&value, 7), 5);
    EXPECT_EQ(InterlockedExchangeAdd(&value, 3), 7);
    LONGLONG large = 1LL << 40;
    EXPECT_EQ(InterlockedAddNoFence64(&large, 2), (1LL << 40) + 2);
    EXPECT_EQ(InterlockedIncrementAcquire64(&large), (1LL << 40) + 3);
    EXPECT_EQ(InterlockedDecrementRelease64(&large), (1LL << 40) + 2);
    EXPECT_EQ(InterlockedExchangeAcquire64(&large, 1), (1LL << 40) + 2);
    EXPECT_EQ(InterlockedOr64NoFence(&large, 4), 1);
    EXPECT_EQ(InterlockedAdd(&value, 2), 12);
    EXPECT_EQ(InterlockedCompareExchange(&value, 1, 12), 12);
    EXPECT_EQ(InterlockedCompareExchange(&value, 9, 12), 1);
    EXPECT_EQ(InterlockedOr(&value, 6), 1);
    EXPECT_EQ(InterlockedAnd(&value, 3), 7);
    EXPECT_EQ(InterlockedXor(&value, 1), 3);
    EXPECT_EQ(value, 2);
    EXPECT_TRUE(InterlockedBitTestAndSet(&value, 1));
    EXPECT_TRUE(InterlockedBitTestAndReset(&value, 1));
    EXPECT_EQ(value, 0);
    LONGLONG wide = 1LL << 40;
    EXPECT_EQ(InterlockedIncrement64(&wide), (1LL << 40) + 1);
    PVOID pointer = &value;
    EXPECT_EQ(InterlockedExchangePointer(&pointer, &wide), &value);
    EXPECT_EQ(InterlockedCompareExchangePointer(&pointer, nullptr, &wide), &wide);
    EXPECT_EQ(pointer, nullptr);
}

TEST(InterlockedList, LosesNothingBetweenThreads) {
    struct Entry : SLIST_ENTRY {
        int number;
    };
    SLIST_HEADER head;
    InitializeSListHead(&head);
    EXPECT_EQ(InterlockedPopEntrySList(&head), nullptr);
    std::vector<Entry> entries(kThreads * 100);
    std::atomic<int> taken{0};
    in_threads(kThreads, [&](int number) {
        for (int i = 0; i < 100; ++i) {
            InterlockedPushEntrySList(&head, &entries[static_cast<std::size_t>(number * 100 + i)]);
            if (i % 2 == 0 && InterlockedPopEntrySList(&head))
                ++taken;
        }
    });
    EXPECT_EQ(QueryDepthSList(&head) + taken, kThreads * 100);
    int rest = 0;
    for (PSLIST_ENTRY each = InterlockedFlushSList(&head); each; each = each->Next)
        ++rest;
    EXPECT_EQ(rest + taken, kThreads * 100);
    EXPECT_EQ(QueryDepthSList(&head), 0);
}

TEST(NamedObject, IsTheSameObjectWhileAHandleIsOpen) {
    HANDLE first = CreateMutexA(nullptr, FALSE, "Local\\ws2 one");
    EXPECT_EQ(GetLastError(), DWORD{ERROR_SUCCESS});
    HANDLE second = CreateMutexW(nullptr, FALSE, reinterpret_cast<LPCWSTR>(u"Local\\ws2 one"));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_EXISTS});
    EXPECT_EQ(CreateEventA(nullptr, FALSE, FALSE, "Local\\ws2 one"), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE}) << "a name of another kind";
    ASSERT_EQ(WaitForSingleObject(first, 0), WAIT_OBJECT_0);
    std::jthread([&] { EXPECT_EQ(WaitForSingleObject(second, 0), DWORD{WAIT_TIMEOUT}); }).join();
    EXPECT_TRUE(ReleaseMutex(second));
    EXPECT_FALSE(ReleaseMutex(second));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_OWNER});
    CloseHandle(first);
    HANDLE third = OpenMutexA(SYNCHRONIZE, FALSE, "Local\\ws2 one");
    EXPECT_NE(third, nullptr);
    CloseHandle(second);
    CloseHandle(third);
    EXPECT_EQ(OpenMutexA(SYNCHRONIZE, FALSE, "Local\\ws2 one"), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FILE_NOT_FOUND});
}

TEST(Semaphore, CountsUpToItsMaximum) {
    EXPECT_EQ(CreateSemaphoreA(nullptr, 3, 2, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    HANDLE semaphore = CreateSemaphoreA(nullptr, 1, 2, nullptr);
    LONG before = -1;
    EXPECT_TRUE(ReleaseSemaphore(semaphore, 1, &before));
    EXPECT_EQ(before, 1);
    EXPECT_FALSE(ReleaseSemaphore(semaphore, 1, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_TOO_MANY_POSTS});
    EXPECT_EQ(WaitForSingleObject(semaphore, 0), WAIT_OBJECT_0);
    EXPECT_EQ(WaitForSingleObject(semaphore, 0), WAIT_OBJECT_0);
    EXPECT_EQ(WaitForSingleObject(semaphore, 0), DWORD{WAIT_TIMEOUT});
    CloseHandle(semaphore);
}

LARGE_INTEGER soon() {
    LARGE_INTEGER due;
    due.QuadPart = -10'000; // one millisecond from now
    return due;
}

TEST(WaitableTimer, SignalsOnceOrAtEachPeriod) {
    HANDLE once = CreateWaitableTimerA(nullptr, TRUE, nullptr);
    const LARGE_INTEGER due = soon();
    EXPECT_EQ(WaitForSingleObject(once, 0), DWORD{WAIT_TIMEOUT});
    ASSERT_TRUE(SetWaitableTimer(once, &due, 0, nullptr, nullptr, FALSE));
    EXPECT_EQ(WaitForSingleObject(once, INFINITE), WAIT_OBJECT_0);
    EXPECT_EQ(WaitForSingleObject(once, 0), WAIT_OBJECT_0) << "a manual-reset one stays signalled";
    HANDLE again = CreateWaitableTimerA(nullptr, FALSE, nullptr);
    ASSERT_TRUE(SetWaitableTimer(again, &due, 1, nullptr, nullptr, FALSE));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(WaitForSingleObject(again, INFINITE), WAIT_OBJECT_0);
    EXPECT_TRUE(CancelWaitableTimer(again));
    WaitForSingleObject(again, 0);
    EXPECT_EQ(WaitForSingleObject(again, 5), DWORD{WAIT_TIMEOUT});
    EXPECT_FALSE(SetWaitableTimer(again, &due, -1, nullptr, nullptr, FALSE));
    CloseHandle(once);
    CloseHandle(again);
}

VOID CALLBACK count_fires(LPVOID counter, DWORD, DWORD) {
    ++*static_cast<int*>(counter);
}

TEST(WaitableTimer, CallsItsRoutineInAnAlertableWaitOfTheThreadThatSetIt) {
    HANDLE timer = CreateWaitableTimerA(nullptr, TRUE, nullptr);
    int fires = 0;
    const LARGE_INTEGER due = soon();
    ASSERT_TRUE(SetWaitableTimer(timer, &due, 0, count_fires, &fires, FALSE));
    EXPECT_EQ(SleepEx(INFINITE, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(fires, 1);
    ASSERT_TRUE(SetWaitableTimer(timer, &due, 0, count_fires, &fires, FALSE));
    WaitForSingleObject(timer, INFINITE);
    CancelWaitableTimer(timer);
    SleepEx(0, TRUE);
    EXPECT_EQ(fires, 1) << "cancelled before it ran";
    CloseHandle(timer);
}

} // namespace
