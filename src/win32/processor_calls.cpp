// Room win32: processors of a process and of its threads, groups, memory nodes.
#include "win32/call.hpp"
#include "win32/processor_groups.hpp"
#include "win32/thread_handle.hpp"

#include <algorithm>
#include <atomic>
#include <sched.h>

using namespace ws2::win32;
namespace kernel = ws2::kernel;
namespace nt = ws2::nt;

namespace {

// What SetProcessAffinityMask was told of this process; 0: nothing.
std::atomic<KAFFINITY> process_mask{0};

bool is_own(HANDLE process) noexcept {
    return process == GetCurrentProcess() || GetProcessId(process) == GetCurrentProcessId();
}

int read_mask(HANDLE process, KAFFINITY& mask) {
    const KAFFINITY system = mask_of(kernel::system_processors(), 0);
    const DWORD id = GetProcessId(process);
    if (id == 0)
        return ERROR_INVALID_HANDLE;
    if (is_own(process)) {
        mask = process_mask.load();
        if (mask == 0)
            mask = system;
        return 0;
    }
    kernel::Processors set;
    const int error = kernel::thread_processors(id, set);
    mask = mask_of(set, 0);
    return error;
}

int change_mask(HANDLE process, KAFFINITY mask) {
    const DWORD id = GetProcessId(process);
    if (id == 0)
        return ERROR_INVALID_HANDLE;
    if (mask == 0 || (mask & ~mask_of(kernel::system_processors(), 0)) != 0)
        return ERROR_INVALID_PARAMETER;
    const int error = kernel::move_process(id, set_of(mask, 0));
    if (error == 0 && is_own(process))
        process_mask.store(mask);
    return error;
}

int read_group(const nt::Thread& thread, GROUP_AFFINITY& out) {
    kernel::Processors set;
    if (const int error = kernel::thread_processors(thread.id(), set))
        return error;
    std::uint32_t group = 0;
    while (group + 1 < group_count() && mask_of(set, group) == 0)
        ++group;
    out = {mask_of(set, group), static_cast<WORD>(group), {}};
    return 0;
}

bool exists(std::uint32_t group, std::uint32_t number) {
    return number < kGroupSize && group < group_count() &&
           group * kGroupSize + number < kernel::system_processors().size();
}

// Where Windows deals them out to its threads in turn, each thread begins with one by its id.
std::uint32_t ideal_of(const nt::Thread& thread) {
    const std::uint32_t told = thread.ideal_processor.load();
    const auto count = static_cast<std::uint32_t>(kernel::system_processors().size());
    return told != ~0U ? told : thread.id() % count;
}

PROCESSOR_NUMBER number_of(std::uint32_t processor) noexcept {
    return {static_cast<WORD>(processor / kGroupSize), static_cast<BYTE>(processor % kGroupSize),
            0};
}

// 0 for one that is none of the system's.
std::uint32_t current_processor() {
    return contained(0U, [] {
        const int processor = sched_getcpu();
        const std::uint32_t number =
            processor < 0 ? ~0U : number_of_processor(static_cast<std::uint32_t>(processor));
        return number == ~0U ? 0U : number;
    });
}

// 0: there is no such group.
std::uint32_t processors_in(WORD group) {
    const auto& all = kernel::system_processors();
    return group == ALL_PROCESSOR_GROUPS ? static_cast<std::uint32_t>(all.size())
                                         : count_in(mask_of(all, group));
}

// Runs `use` on the first node that fits.
template<typename Fits, typename Use>
BOOL with_node(Fits fits, Use use) {
    return contained(FALSE, [&] {
        for (const kernel::MemoryNode& each : kernel::topology().nodes)
            if (fits(each)) {
                use(each);
                return TRUE;
            }
        return outcome(ERROR_INVALID_PARAMETER);
    });
}

// Whether the node holds the processor of Windows' number.
bool holds(const kernel::MemoryNode& node, std::uint32_t number) {
    return std::any_of(node.processors.begin(), node.processors.end(),
                       [=](std::uint32_t each) { return number_of_processor(each) == number; });
}

} // namespace

extern "C" {

BOOL WINAPI GetProcessAffinityMask(HANDLE hProcess, PDWORD_PTR lpProcessAffinityMask,
                                   PDWORD_PTR lpSystemAffinityMask) {
    return contained(FALSE, [&] {
        if (lpProcessAffinityMask == nullptr || lpSystemAffinityMask == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const int error = read_mask(hProcess, *lpProcessAffinityMask);
        *lpSystemAffinityMask = error == 0 ? mask_of(kernel::system_processors(), 0) : 0;
        return outcome(error);
    });
}

BOOL WINAPI SetProcessAffinityMask(HANDLE hProcess, DWORD_PTR dwProcessAffinityMask) {
    return contained(FALSE, [&] { return outcome(change_mask(hProcess, dwProcessAffinityMask)); });
}

BOOL WINAPI SetThreadGroupAffinity(HANDLE hThread, const GROUP_AFFINITY* GroupAffinity,
                                   PGROUP_AFFINITY PreviousGroupAffinity) {
    return contained(FALSE, [&] {
        const auto thread = thread_of(hThread);
        if (!thread)
            return outcome(ERROR_INVALID_HANDLE);
        if (GroupAffinity == nullptr || GroupAffinity->Mask == 0 ||
            (GroupAffinity->Mask & ~mask_of(kernel::system_processors(), GroupAffinity->Group)) !=
                0)
            return outcome(ERROR_INVALID_PARAMETER);
        const GROUP_AFFINITY wanted = *GroupAffinity; // both may be one structure
        GROUP_AFFINITY before{};
        if (const int error = read_group(*thread, before))
            return outcome(error);
        if (const int error = kernel::move_thread(thread->id(), set_of(wanted.Mask, wanted.Group)))
            return outcome(error);
        if (PreviousGroupAffinity != nullptr)
            *PreviousGroupAffinity = before;
        return TRUE;
    });
}

BOOL WINAPI GetThreadGroupAffinity(HANDLE hThread, PGROUP_AFFINITY GroupAffinity) {
    return contained(FALSE, [&] {
        const auto thread = thread_of(hThread);
        if (!thread || GroupAffinity == nullptr)
            return outcome(thread ? ERROR_INVALID_PARAMETER : ERROR_INVALID_HANDLE);
        return outcome(read_group(*thread, *GroupAffinity));
    });
}

DWORD WINAPI SetThreadIdealProcessor(HANDLE hThread, DWORD dwIdealProcessor) {
    return contained(~DWORD{0}, [&] {
        const auto thread = thread_of(hThread);
        if (!thread)
            return failure(ERROR_INVALID_HANDLE, ~DWORD{0});
        const std::uint32_t before = ideal_of(*thread);
        if (dwIdealProcessor != MAXIMUM_PROCESSORS) {
            if (!exists(before / kGroupSize, dwIdealProcessor))
                return failure(ERROR_INVALID_PARAMETER, ~DWORD{0});
            thread->ideal_processor.store(before / kGroupSize * kGroupSize + dwIdealProcessor);
        }
        return DWORD{before % kGroupSize};
    });
}

BOOL WINAPI SetThreadIdealProcessorEx(HANDLE hThread, PPROCESSOR_NUMBER lpIdealProcessor,
                                      PPROCESSOR_NUMBER lpPreviousIdealProcessor) {
    return contained(FALSE, [&] {
        const auto thread = thread_of(hThread);
        if (!thread)
            return outcome(ERROR_INVALID_HANDLE);
        if (lpIdealProcessor == nullptr || lpIdealProcessor->Reserved != 0 ||
            !exists(lpIdealProcessor->Group, lpIdealProcessor->Number))
            return outcome(ERROR_INVALID_PARAMETER);
        const std::uint32_t wanted =
            lpIdealProcessor->Group * kGroupSize + lpIdealProcessor->Number;
        if (lpPreviousIdealProcessor != nullptr)
            *lpPreviousIdealProcessor = number_of(ideal_of(*thread));
        thread->ideal_processor.store(wanted);
        return TRUE;
    });
}

BOOL WINAPI GetThreadIdealProcessorEx(HANDLE hThread, PPROCESSOR_NUMBER lpIdealProcessor) {
    return contained(FALSE, [&] {
        const auto thread = thread_of(hThread);
        if (!thread || lpIdealProcessor == nullptr)
            return outcome(thread ? ERROR_INVALID_PARAMETER : ERROR_INVALID_HANDLE);
        *lpIdealProcessor = number_of(ideal_of(*thread));
        return TRUE;
    });
}

DWORD WINAPI GetCurrentProcessorNumber(VOID) {
    return current_processor() % kGroupSize;
}

VOID WINAPI GetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber) {
    *ProcNumber = number_of(current_processor());
}

DWORD WINAPI GetActiveProcessorCount(WORD GroupNumber) {
    return contained(DWORD{0}, [&] {
        const DWORD count = processors_in(GroupNumber);
        return count != 0 ? count : failure(ERROR_INVALID_PARAMETER, DWORD{0});
    });
}

DWORD WINAPI GetMaximumProcessorCount(WORD GroupNumber) {
    return GetActiveProcessorCount(GroupNumber);
}

WORD WINAPI GetActiveProcessorGroupCount(VOID) {
    return contained(WORD{0}, [] { return static_cast<WORD>(group_count()); });
}

WORD WINAPI GetMaximumProcessorGroupCount(VOID) {
    return GetActiveProcessorGroupCount();
}

BOOL WINAPI GetNumaHighestNodeNumber(PULONG HighestNodeNumber) {
    return contained(FALSE, [&] {
        if (HighestNodeNumber == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        *HighestNodeNumber = kernel::topology().nodes.back().number;
        return TRUE;
    });
}

BOOL WINAPI GetNumaNodeProcessorMask(UCHAR Node, PULONGLONG ProcessorMask) {
    return with_node([=](const auto& node) { return node.number == Node; },
                     [=](const auto& node) { *ProcessorMask = mask_of(node.processors, 0); });
}

BOOL WINAPI GetNumaNodeProcessorMaskEx(USHORT Node, PGROUP_AFFINITY ProcessorMask) {
    return with_node(
        [=](const auto& node) { return node.number == Node; },
        [=](const auto& node) {
            const std::uint32_t group = number_of_processor(node.processors.front()) / kGroupSize;
            *ProcessorMask = {mask_of(node.processors, group), static_cast<WORD>(group), {}};
        });
}

BOOL WINAPI GetNumaProcessorNode(UCHAR Processor, PUCHAR NodeNumber) {
    *NodeNumber = 0xFF;
    return with_node([=](const auto& node) { return holds(node, Processor); },
                     [=](const auto& node) { *NodeNumber = static_cast<UCHAR>(node.number); });
}

BOOL WINAPI GetNumaProcessorNodeEx(PPROCESSOR_NUMBER Processor, PUSHORT NodeNumber) {
    const std::uint32_t wanted = Processor->Group * kGroupSize + Processor->Number;
    *NodeNumber = 0xFFFF;
    return with_node([=](const auto& node) { return holds(node, wanted); },
                     [=](const auto& node) { *NodeNumber = static_cast<USHORT>(node.number); });
}
}
