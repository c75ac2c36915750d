// Room win32: pictures of processes and threads. A picture is a file in memory, and its handle the
// descriptor, as with every file: two cursors, then the entries.
#include "base/utf.hpp"
#include "kernel/descriptor.hpp"
#include "win32/call.hpp"
#include "win32/descriptor.hpp"
#include "win32/process_list.hpp"

#include <algorithm>
#include <cstring>
#include <sys/mman.h>
#include <tlhelp32.h>
#include <unistd.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

constexpr std::uint64_t kMark = 0x7773327069637475;
constexpr DWORD kNormalPriority = 8;

struct Head {
    std::uint64_t mark = kMark;
    std::uint32_t processes = 0;
    std::uint32_t threads = 0;
    std::uint32_t next_process = 0;
    std::uint32_t next_thread = 0;
};
struct StoredProcess {
    DWORD id;
    DWORD parent;
    DWORD threads;
    char name[MAX_PATH];
};
struct StoredThread {
    DWORD id;
    DWORD process;
};

bool write_all(int file, const void* from, std::size_t size) {
    const auto* at = static_cast<const char*>(from);
    while (size != 0) {
        const ssize_t done = write(file, at, size);
        if (done <= 0)
            return false;
        at += done;
        size -= static_cast<std::size_t>(done);
    }
    return true;
}

HANDLE store(const std::vector<StoredProcess>& processes,
             const std::vector<StoredThread>& threads) {
    ws2::kernel::Descriptor file(memfd_create("ws2-snapshot", MFD_CLOEXEC));
    if (file && file.get() < 3) // the standard streams' numbers
        file.reset(fcntl(file.get(), F_DUPFD_CLOEXEC, 3));
    Head head;
    head.processes = static_cast<std::uint32_t>(processes.size());
    head.threads = static_cast<std::uint32_t>(threads.size());
    if (!file || !write_all(file.get(), &head, sizeof head) ||
        !write_all(file.get(), processes.data(), processes.size() * sizeof(StoredProcess)) ||
        !write_all(file.get(), threads.data(), threads.size() * sizeof(StoredThread)))
        return failure(fail_errno(), handle_of(-1));
    return handle_of(file.release());
}

// The next entry: ERROR_NO_MORE_FILES if there is none, ERROR_INVALID_HANDLE for what is no
// picture.
template<typename Stored>
int take_next(HANDLE snapshot, bool first, std::uint32_t Head::*count, std::uint32_t Head::*next,
              Stored& stored) {
    const int file = descriptor_of(snapshot);
    Head head;
    if (file < 0 || pread(file, &head, sizeof head, 0) != sizeof head || head.mark != kMark)
        return ERROR_INVALID_HANDLE;
    if (first)
        head.*next = 0;
    if (head.*next >= head.*count)
        return ERROR_NO_MORE_FILES;
    std::size_t at = sizeof head + head.*next * sizeof stored;
    if (count == &Head::threads)
        at += head.processes * sizeof(StoredProcess);
    if (pread(file, &stored, sizeof stored, static_cast<off_t>(at)) != sizeof stored)
        return ERROR_NO_MORE_FILES;
    ++(head.*next);
    return pwrite(file, &head, sizeof head, 0) == sizeof head ? 0 : ERROR_INVALID_HANDLE;
}

void give_name(const char* from, char (&to)[MAX_PATH]) {
    std::memcpy(to, from, MAX_PATH);
}

void give_name(const char* from, WCHAR (&to)[MAX_PATH]) {
    const auto wide = ws2::base::to_utf16(from);
    const std::size_t length = std::min<std::size_t>(wide.size(), MAX_PATH - 1);
    std::memcpy(to, wide.data(), length * sizeof(WCHAR));
    to[length] = 0;
}

template<typename Entry>
BOOL give_process(HANDLE snapshot, Entry* entry, bool first) {
    return contained(FALSE, [&] {
        if (entry == nullptr || entry->dwSize < sizeof(Entry))
            return outcome(ERROR_BAD_LENGTH);
        StoredProcess stored;
        if (const int error =
                take_next(snapshot, first, &Head::processes, &Head::next_process, stored))
            return outcome(error);
        *entry = {};
        entry->dwSize = sizeof(Entry);
        entry->th32ProcessID = stored.id;
        entry->cntThreads = stored.threads;
        entry->th32ParentProcessID = stored.parent;
        entry->pcPriClassBase = kNormalPriority;
        give_name(stored.name, entry->szExeFile);
        return TRUE;
    });
}

BOOL give_thread(HANDLE snapshot, LPTHREADENTRY32 entry, bool first) {
    if (entry == nullptr || entry->dwSize < sizeof(*entry))
        return outcome(ERROR_BAD_LENGTH);
    StoredThread stored;
    if (const int error = take_next(snapshot, first, &Head::threads, &Head::next_thread, stored))
        return outcome(error);
    *entry = {};
    entry->dwSize = sizeof(*entry);
    entry->th32ThreadID = stored.id;
    entry->th32OwnerProcessID = stored.process;
    entry->tpBasePri = kNormalPriority;
    return TRUE;
}

} // namespace

extern "C" {

HANDLE WINAPI CreateToolhelp32Snapshot(DWORD dwFlags, DWORD) {
    return contained(handle_of(-1), [&] {
        if ((dwFlags & (TH32CS_SNAPPROCESS | TH32CS_SNAPTHREAD)) == 0)
            return failure(ERROR_NOT_SUPPORTED, handle_of(-1));
        std::vector<StoredProcess> processes;
        std::vector<StoredThread> threads;
        for (const DWORD id : process_ids()) {
            ProcessFacts facts;
            if ((dwFlags & TH32CS_SNAPPROCESS) != 0 && read_facts(id, facts)) {
                StoredProcess& each = processes.emplace_back();
                each = {facts.id, facts.parent, facts.threads, {}};
                facts.name.copy(each.name, MAX_PATH - 1);
            }
            if ((dwFlags & TH32CS_SNAPTHREAD) != 0)
                for (const DWORD thread : thread_ids(id))
                    threads.push_back({thread, id});
        }
        return store(processes, threads);
    });
}

BOOL WINAPI Process32First(HANDLE hSnapshot, LPPROCESSENTRY32 lppe) {
    return give_process(hSnapshot, lppe, true);
}
BOOL WINAPI Process32Next(HANDLE hSnapshot, LPPROCESSENTRY32 lppe) {
    return give_process(hSnapshot, lppe, false);
}
BOOL WINAPI Process32FirstW(HANDLE hSnapshot, LPPROCESSENTRY32W lppe) {
    return give_process(hSnapshot, lppe, true);
}
BOOL WINAPI Process32NextW(HANDLE hSnapshot, LPPROCESSENTRY32W lppe) {
    return give_process(hSnapshot, lppe, false);
}
BOOL WINAPI Thread32First(HANDLE hSnapshot, LPTHREADENTRY32 lpte) {
    return give_thread(hSnapshot, lpte, true);
}
BOOL WINAPI Thread32Next(HANDLE hSnapshot, LPTHREADENTRY32 lpte) {
    return give_thread(hSnapshot, lpte, false);
}
}
