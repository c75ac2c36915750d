// Processors as programs ask for them, and what a process may have of the system.
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>
#include <windows.h>

namespace {

KAFFINITY system_mask() {
    DWORD_PTR process = 0;
    DWORD_PTR system = 0;
    EXPECT_TRUE(GetProcessAffinityMask(GetCurrentProcess(), &process, &system));
    EXPECT_EQ(process & ~system, 0U);
    return system;
}

unsigned count(KAFFINITY mask) {
    return static_cast<unsigned>(__builtin_popcountll(mask));
}

TEST(Processors, CoresPackagesAndNodesEachHoldEveryProcessorOnce) {
    DWORD length = 0;
    EXPECT_FALSE(GetLogicalProcessorInformation(nullptr, &length));
    ASSERT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    ASSERT_EQ(length % sizeof(SYSTEM_LOGICAL_PROCESSOR_INFORMATION), 0U);
    std::vector<SYSTEM_LOGICAL_PROCESSOR_INFORMATION> rows(
        length / sizeof(SYSTEM_LOGICAL_PROCESSOR_INFORMATION));
    ASSERT_TRUE(GetLogicalProcessorInformation(rows.data(), &length));
    KAFFINITY held[4] = {};
    for (const auto& row : rows) {
        ASSERT_NE(row.ProcessorMask, 0U);
        if (row.Relationship == RelationCache) {
            EXPECT_GE(row.Cache.Level, 1);
            EXPECT_GT(row.Cache.Size, 0U);
            continue;
        }
        ASSERT_LE(row.Relationship, RelationProcessorPackage);
        EXPECT_EQ(held[row.Relationship] & row.ProcessorMask, 0U);
        held[row.Relationship] |= row.ProcessorMask;
        if (row.Relationship == RelationProcessorCore) {
            EXPECT_EQ(row.ProcessorCore.Flags, count(row.ProcessorMask) > 1 ? LTP_PC_SMT : 0);
        }
    }
    const KAFFINITY system = system_mask();
    EXPECT_EQ(held[RelationProcessorCore], system);
    EXPECT_EQ(held[RelationProcessorPackage], system);
    EXPECT_EQ(held[RelationNumaNode], system);
}

TEST(Processors, ExtendedRecordsLieOneBehindTheOther) {
    DWORD length = 0;
    EXPECT_FALSE(GetLogicalProcessorInformationEx(RelationAll, nullptr, &length));
    ASSERT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    std::vector<ULONGLONG> room(length / sizeof(ULONGLONG) + 1);
    auto* const at = reinterpret_cast<char*>(room.data());
    ASSERT_TRUE(GetLogicalProcessorInformationEx(
        RelationAll, reinterpret_cast<PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX>(at), &length));
    unsigned cores = 0;
    unsigned groups = 0;
    DWORD seen = 0;
    while (seen < length) {
        const auto& record = *reinterpret_cast<SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX*>(at + seen);
        ASSERT_GE(record.Size, 48U);
        seen += record.Size;
        if (record.Relationship == RelationProcessorCore) {
            ASSERT_EQ(record.Processor.GroupCount, 1);
            cores += count(record.Processor.GroupMask[0].Mask);
        }
        if (record.Relationship == RelationGroup) {
            groups += record.Group.ActiveGroupCount;
            EXPECT_EQ(record.Group.GroupInfo[0].ActiveProcessorMask, system_mask());
        }
    }
    EXPECT_EQ(seen, length);
    EXPECT_EQ(cores, GetActiveProcessorCount(ALL_PROCESSOR_GROUPS));
    EXPECT_EQ(groups, GetActiveProcessorGroupCount());
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    EXPECT_EQ(info.dwNumberOfProcessors, GetActiveProcessorCount(0));
    EXPECT_EQ(info.dwActiveProcessorMask, system_mask());
    EXPECT_EQ(GetActiveProcessorCount(GetActiveProcessorGroupCount()), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_FALSE(GetLogicalProcessorInformationEx(RelationProcessorDie, nullptr, &length));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(Processors, AProcessMovesWithAllItsThreadsAndOnlyToProcessorsThatAreThere) {
    const KAFFINITY system = system_mask();
    const KAFFINITY lowest = system & (~system + 1);
    ASSERT_TRUE(SetProcessAffinityMask(GetCurrentProcess(), lowest));
    DWORD_PTR process = 0;
    DWORD_PTR all = 0;
    ASSERT_TRUE(GetProcessAffinityMask(GetCurrentProcess(), &process, &all));
    EXPECT_EQ(process, lowest);
    EXPECT_EQ(all, system) << "the system is still the whole one";
    GROUP_AFFINITY of_thread{};
    std::thread([&] { GetThreadGroupAffinity(GetCurrentThread(), &of_thread); }).join();
    EXPECT_EQ(of_thread.Mask, lowest);
    EXPECT_EQ(KAFFINITY{1} << GetCurrentProcessorNumber(), lowest);
    ASSERT_TRUE(SetProcessAffinityMask(GetCurrentProcess(), system));
    EXPECT_FALSE(SetProcessAffinityMask(GetCurrentProcess(), 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    if (~system != 0) {
        EXPECT_FALSE(
            SetProcessAffinityMask(GetCurrentProcess(), system | (~system & (system + 1))));
        EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    }
}

TEST(Processors, AThreadsGroupAffinityComesBackAndItsIdealProcessorIsKept) {
    const KAFFINITY system = system_mask();
    GROUP_AFFINITY wanted{system & (~system + 1), 0, {}};
    GROUP_AFFINITY before{};
    ASSERT_TRUE(SetThreadGroupAffinity(GetCurrentThread(), &wanted, &before));
    EXPECT_EQ(before.Mask, system);
    GROUP_AFFINITY now{};
    ASSERT_TRUE(GetThreadGroupAffinity(GetCurrentThread(), &now));
    EXPECT_EQ(now.Mask, wanted.Mask);
    ASSERT_TRUE(SetThreadGroupAffinity(GetCurrentThread(), &before, nullptr));
    wanted.Group = 4000;
    EXPECT_FALSE(SetThreadGroupAffinity(GetCurrentThread(), &wanted, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});

    const DWORD first = SetThreadIdealProcessor(GetCurrentThread(), MAXIMUM_PROCESSORS);
    EXPECT_NE(system >> first & 1, 0U);
    const auto lowest = static_cast<DWORD>(__builtin_ctzll(system));
    EXPECT_EQ(SetThreadIdealProcessor(GetCurrentThread(), lowest), first);
    EXPECT_EQ(SetThreadIdealProcessor(GetCurrentThread(), MAXIMUM_PROCESSORS), lowest);
    EXPECT_EQ(SetThreadIdealProcessor(GetCurrentThread(), 200), ~DWORD{0});
    PROCESSOR_NUMBER ideal{};
    ASSERT_TRUE(GetThreadIdealProcessorEx(GetCurrentThread(), &ideal));
    EXPECT_EQ(ideal.Number, lowest);
    EXPECT_FALSE(GetThreadIdealProcessorEx(nullptr, &ideal));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(Processors, EveryProcessorHasAMemoryNodeWhoseMaskHoldsIt) {
    ULONG highest = 0;
    ASSERT_TRUE(GetNumaHighestNodeNumber(&highest));
    KAFFINITY left = system_mask();
    for (ULONG node = 0; node <= highest; ++node) {
        ULONGLONG mask = 0;
        if (GetNumaNodeProcessorMask(static_cast<UCHAR>(node), &mask))
            left &= ~mask;
    }
    EXPECT_EQ(left, 0U);
    PROCESSOR_NUMBER here{};
    GetCurrentProcessorNumberEx(&here);
    USHORT node = 0;
    ASSERT_TRUE(GetNumaProcessorNodeEx(&here, &node));
    GROUP_AFFINITY around{};
    ASSERT_TRUE(GetNumaNodeProcessorMaskEx(node, &around));
    EXPECT_NE(around.Mask >> here.Number & 1, 0U);
    UCHAR none = 0;
    EXPECT_FALSE(GetNumaProcessorNode(255, &none));
    EXPECT_EQ(none, 0xFF);
}

TEST(ProcessLimits, TimesHandlesMemoryAndBoostAreTold) {
    FILETIME idle{};
    FILETIME kernel{};
    FILETIME user{};
    ASSERT_TRUE(GetSystemTimes(&idle, &kernel, &user));
    EXPECT_LE(CompareFileTime(&idle, &kernel), 0) << "the kernel's time holds the idle time";
    DWORD before = 0;
    DWORD after = 0;
    ASSERT_TRUE(GetProcessHandleCount(GetCurrentProcess(), &before));
    const HANDLE event = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    ASSERT_TRUE(GetProcessHandleCount(GetCurrentProcess(), &after));
    EXPECT_EQ(after, before + 1);
    CloseHandle(event);
    SIZE_T least = 0;
    SIZE_T most = 0;
    ASSERT_TRUE(GetProcessWorkingSetSize(GetCurrentProcess(), &least, &most));
    EXPECT_LT(least, most);
    EXPECT_FALSE(SetProcessWorkingSetSize(GetCurrentProcess(), 8192, 4096));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_TRUE(SetProcessWorkingSetSize(GetCurrentProcess(), ~SIZE_T{0}, ~SIZE_T{0}));
    ASSERT_TRUE(SetProcessWorkingSetSize(GetCurrentProcess(), 4096, 1 << 20));
    ASSERT_TRUE(GetProcessWorkingSetSize(GetCurrentProcess(), &least, &most));
    EXPECT_EQ(least, 4096U);
    EXPECT_EQ(most, SIZE_T{1} << 20);
    BOOL disabled = FALSE;
    EXPECT_TRUE(SetProcessPriorityBoost(GetCurrentProcess(), TRUE));
    EXPECT_FALSE(SetThreadPriorityBoost(GetCurrentThread(), FALSE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_TRUE(GetThreadPriorityBoost(GetCurrentThread(), &disabled));
    EXPECT_TRUE(disabled);
    EXPECT_EQ(GetLargePageMinimum(), 0U);
    EXPECT_FALSE(SetFileIoOverlappedRange(nullptr, nullptr, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_PRIVILEGE_NOT_HELD});
}

TEST(ProcessLimits, TheImageNameIsTheWholePathAndASessionIsTold) {
    char name[1024];
    DWORD size = sizeof name;
    ASSERT_TRUE(QueryFullProcessImageNameA(GetCurrentProcess(), 0, name, &size));
    EXPECT_EQ(size, std::strlen(name));
    EXPECT_NE(std::string(name).find("\\unit_win32"), std::string::npos);
    size = 3;
    EXPECT_FALSE(QueryFullProcessImageNameA(GetCurrentProcess(), 0, name, &size));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    DWORD session = 77;
    ASSERT_TRUE(ProcessIdToSessionId(GetCurrentProcessId(), &session));
    EXPECT_NE(session, ~DWORD{0});
    EXPECT_FALSE(ProcessIdToSessionId(0x7FFFFFFF, &session));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

} // namespace
