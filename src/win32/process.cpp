// Room win32: processes. A process is an object that every wait knows; a thread of the library's
// waits for its end.
#include "kernel/process_end.hpp"
#include "kernel/service_thread.hpp"
#include "nt/handle.hpp"
#include "nt/thread.hpp"
#include "nt/wait.hpp"
#include "win32/command_line.hpp"
#include "win32/command_shell.hpp"
#include "win32/file.hpp"
#include "win32/heirs.hpp"
#include "win32/process_id.hpp"
#include "win32/program_file.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <poll.h>
#include <processenv.h>
#include <processthreadsapi.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <ws2/process_calls.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

constexpr DWORD kStillActive = 259;

class Process final : public nt::Waitable {
public:
    static constexpr nt::Kind kKind = nt::Kind::process;
    // `child`: its exit code can be had.
    Process(pid_t id, bool child) noexcept
        : Waitable(kKind), id_(id), child_(child),
          descriptor_(static_cast<int>(syscall(SYS_pidfd_open, id, 0))) {}

    pid_t id() const noexcept { return id_; }
    bool child() const noexcept { return child_; }
    DWORD exit_code() const noexcept { return exit_code_.load(); }

    int terminate(DWORD code) noexcept {
        asked_.store(code);
        terminated_.store(true);
        return signal(SIGKILL) == 0 ? 0 : windows_error(errno);
    }

    // Whether the id is still this process's: the kernel gives it to another one later.
    bool has_id() noexcept { return signal(0) == 0 || errno == EPERM; }

    // Blocks until the process has ended.
    void await() noexcept {
        int status = 0;
        if (child_) {
            while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
            }
        } else {
            pollfd end{descriptor_, POLLIN, 0};
            while (end.fd >= 0 && poll(&end, 1, -1) < 0 && errno == EINTR) {
            }
        }
        ended(status);
    }

    bool ready_for(const nt::Thread&) const noexcept override { return ended_; }
    void take(nt::Thread&) noexcept override {}

private:
    ~Process() override {
        if (descriptor_ >= 0)
            close(descriptor_);
    }

    int signal(int number) noexcept {
        return descriptor_ >= 0 ? static_cast<int>(syscall(SYS_pidfd_send_signal, descriptor_,
                                                           number, nullptr, 0))
                                : kill(id_, number);
    }

    static DWORD code_of(int status) noexcept {
        if (WIFEXITED(status))
            return static_cast<DWORD>(WEXITSTATUS(status));
        switch (WTERMSIG(status)) {
        case SIGINT: return 0xC000013A; // STATUS_CONTROL_C_EXIT
        case SIGABRT: return 3;         // what abort() of Microsoft's library exits with
        case SIGSEGV:
        case SIGBUS: return 0xC0000005;
        default: return 0x80 + static_cast<DWORD>(WTERMSIG(status));
        }
    }

    void ended(int status) noexcept {
        nt::WakeList wakes;
        std::lock_guard hold(lock());
        exit_code_.store(terminated_.load() ? asked_.load() : code_of(status));
        ended_ = true;
        satisfy(wakes);
    }

    const pid_t id_;
    const bool child_;
    const int descriptor_; // a pidfd, or -1
    std::atomic<DWORD> exit_code_{kStillActive};
    std::atomic<DWORD> asked_{0};
    std::atomic<bool> terminated_{false};
    bool ended_ = false; // guarded by lock()
};

bool is_this_process(HANDLE handle) noexcept {
    return handle == handle_of(-1);
}

void watch(void* given) {
    auto process = nt::Ref<Process>::adopt(static_cast<Process*>(given));
    process->await();
}

// A handle to the process, whose end is watched from now on; null without memory or a thread.
nt::Ref<Process> watched(pid_t id, bool child) {
    auto process = nt::Ref<Process>::adopt(new Process(id, child));
    nt::Ref<Process> watcher = process;
    if (!ws2::kernel::start_service_thread(watch, watcher.get()))
        return {};
    watcher.give_up();
    return process;
}

// Strings for execve.
class Strings {
public:
    void add(std::string text) { texts_.push_back(std::move(text)); }
    char** data() {
        pointers_.clear();
        for (std::string& text : texts_)
            pointers_.push_back(text.data());
        pointers_.push_back(nullptr);
        return pointers_.data();
    }
    const std::string& first() const { return texts_.front(); }
    bool empty() const { return texts_.empty(); }

private:
    std::vector<std::string> texts_;
    std::vector<char*> pointers_;
};

template<typename Char>
Strings block_of(const Char* block) {
    Strings out;
    for (; *block != 0; block += std::char_traits<Char>::length(block) + 1)
        out.add(utf8_of(block));
    return out;
}

struct Start {
    std::string application;
    std::string command_line;
    std::string folder;
    Strings environment; // if own_environment, else this process's
    bool own_environment = false;
    bool shell = false;        // Windows' interpreter is asked for,
    std::string shell_command; // to run this, or to read
    DWORD flags = 0;
    std::array<HANDLE, 3> standard{}; // null: this process's
    bool inherits = false;            // descriptors beyond those
};

struct Actions {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    Actions() {
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
    }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
};

// Windows' interpreter is the system's shell, unless there is a program of that name.
void find_shell(Start& start) {
    std::string& command = start.shell_command;
    const bool named = !start.application.empty();
    if (!starts_interpreter(named ? "\"" + start.application + "\"" : start.command_line, command))
        return;
    if (access(program_file(named ? start.application : "cmd.exe", !named).c_str(), X_OK) == 0)
        return;
    start.shell = true;
    if (named && !starts_interpreter(start.command_line, command))
        starts_interpreter("cmd " + start.command_line, command);
}

Strings arguments_for(const Start& start) {
    Strings out;
    if (start.shell) {
        out.add("sh");
        if (!start.shell_command.empty()) {
            out.add("-c");
            out.add(start.shell_command);
        }
        return out;
    }
    const std::u16string line = ws2::base::text_as<char16_t>(start.command_line);
    for (const auto& argument : arguments_of(line.c_str()))
        out.add(ws2::base::to_utf8(argument));
    return out;
}

std::atomic<Heirs (*)()> sockets_to_pass_on{nullptr};

// What the child has beyond its standard handles: nothing; or all that is not closed on exec, and
// the sockets.
Heirs add_heirs(posix_spawn_file_actions_t& actions, bool inherits) {
    if (!inherits) {
        posix_spawn_file_actions_addclosefrom_np(&actions, 3);
        return {};
    }
    Heirs (*const list)() = sockets_to_pass_on.load();
    Heirs heirs = list != nullptr ? list() : Heirs{};
    for (const Heirs::One& heir : heirs.all())
        posix_spawn_file_actions_adddup2(&actions, heir.copy, heir.number);
    return heirs;
}

// 0 or an error.
int spawn(Start& start, pid_t& id) {
    find_shell(start);
    Strings arguments = arguments_for(start);
    const bool named = !start.application.empty();
    const std::string file =
        start.shell ? "/bin/sh"
                    : program_file(named ? start.application : arguments.first(), !named);
    Actions actions;
    if (!start.folder.empty())
        posix_spawn_file_actions_addchdir_np(&actions.files, linux_path(start.folder).c_str());
    for (int i = 0; i < 3; ++i) {
        const int from = descriptor_of(start.standard[static_cast<std::size_t>(i)]);
        if (from >= 0)
            posix_spawn_file_actions_adddup2(&actions.files, from, i);
    }
    const Heirs heirs = add_heirs(actions.files, start.inherits);
    // Signals as a fresh process has them: the library's threads block all.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&actions.attributes, &none);
    short flags = POSIX_SPAWN_SETSIGMASK;
    if (start.flags & CREATE_NEW_PROCESS_GROUP)
        flags |= POSIX_SPAWN_SETPGROUP;
    if (start.flags & (DETACHED_PROCESS | CREATE_NEW_CONSOLE))
        flags |= POSIX_SPAWN_SETSID;
    posix_spawnattr_setflags(&actions.attributes, flags);
    char** environment = start.own_environment ? start.environment.data() : environ;
    const int error = posix_spawn(&id, file.c_str(), &actions.files, &actions.attributes,
                                  arguments.data(), environment);
    return error == 0 ? 0 : windows_error(error);
}

BOOL run(Start start, PROCESS_INFORMATION* out) {
    if (start.flags & (CREATE_SUSPENDED | DEBUG_PROCESS))
        return outcome(ERROR_NOT_SUPPORTED);
    if (start.command_line.empty() && !start.application.empty())
        start.command_line = "\"" + start.application + "\"";
    if (start.command_line.empty())
        return outcome(ERROR_PATH_NOT_FOUND);
    std::fflush(stdout); // what was printed before the child comes before its own
    pid_t id = 0;
    if (const int error = spawn(start, id))
        return outcome(error);
    const nt::Ref<Process> process = watched(id, true);
    HANDLE handle = process ? nt::open_handle(*process) : nullptr;
    HANDLE thread = handle ? nt::open_handle(*process) : nullptr;
    if (thread == nullptr) {
        kill(id, SIGKILL);
        if (handle != nullptr)
            nt::close_handle(handle);
        return outcome(ERROR_NO_SYSTEM_RESOURCES);
    }
    *out = {handle, thread, static_cast<DWORD>(id), static_cast<DWORD>(id)};
    return TRUE;
}

template<typename Char, typename Info>
BOOL create(const Char* application, const Char* command_line, bool inherits, DWORD flags,
            const void* environment, const Char* folder, const Info* info,
            PROCESS_INFORMATION* out) {
    return contained(FALSE, [&] {
        Start start;
        start.application = utf8_of(application);
        start.command_line = utf8_of(command_line);
        start.folder = utf8_of(folder);
        start.flags = flags;
        start.inherits = inherits;
        start.own_environment = environment != nullptr;
        if (environment != nullptr)
            start.environment = flags & CREATE_UNICODE_ENVIRONMENT
                                    ? block_of(static_cast<const char16_t*>(environment))
                                    : block_of(static_cast<const char*>(environment));
        if (info != nullptr && info->dwFlags & STARTF_USESTDHANDLES) {
            start.standard = {info->hStdInput, info->hStdOutput, info->hStdError};
        } else { // what SetStdHandle set
            start.standard = {GetStdHandle(STD_INPUT_HANDLE), GetStdHandle(STD_OUTPUT_HANDLE),
                              GetStdHandle(STD_ERROR_HANDLE)};
        }
        return run(std::move(start), out);
    });
}

} // namespace

void ws2::win32::pass_on(Heirs (*list)()) noexcept {
    sockets_to_pass_on.store(list);
}

bool ws2::win32::process_has_id(HANDLE handle) noexcept {
    nt::Pinned<Process> process(handle);
    return is_this_process(handle) || (process && process->has_id());
}

extern "C" {

BOOL WINAPI CreateProcessA(LPCSTR lpApplicationName, LPSTR lpCommandLine, LPSECURITY_ATTRIBUTES,
                           LPSECURITY_ATTRIBUTES, BOOL bInheritHandles, DWORD dwCreationFlags,
                           LPVOID lpEnvironment, LPCSTR lpCurrentDirectory,
                           LPSTARTUPINFOA lpStartupInfo,
                           LPPROCESS_INFORMATION lpProcessInformation) {
    return create<char>(lpApplicationName, lpCommandLine, bInheritHandles != FALSE, dwCreationFlags,
                        lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation);
}

BOOL WINAPI CreateProcessW(LPCWSTR lpApplicationName, LPWSTR lpCommandLine, LPSECURITY_ATTRIBUTES,
                           LPSECURITY_ATTRIBUTES, BOOL bInheritHandles, DWORD dwCreationFlags,
                           LPVOID lpEnvironment, LPCWSTR lpCurrentDirectory,
                           LPSTARTUPINFOW lpStartupInfo,
                           LPPROCESS_INFORMATION lpProcessInformation) {
    return create<WCHAR>(lpApplicationName, lpCommandLine, bInheritHandles != FALSE,
                         dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo,
                         lpProcessInformation);
}

HANDLE WINAPI OpenProcess(DWORD, BOOL, DWORD dwProcessId) {
    return contained<HANDLE>(nullptr, [&] {
        const auto id = static_cast<pid_t>(dwProcessId);
        if (id <= 0 || (kill(id, 0) != 0 && errno == ESRCH))
            return failure<HANDLE>(ERROR_INVALID_PARAMETER, nullptr);
        if (kill(id, 0) != 0)
            return failure<HANDLE>(windows_error(errno), nullptr);
        const nt::Ref<Process> process = watched(id, false);
        HANDLE handle = process ? nt::open_handle(*process) : nullptr;
        return handle ? handle : failure<HANDLE>(ERROR_NO_SYSTEM_RESOURCES, nullptr);
    });
}

// Of a process that is no child of this one, the code cannot be known.
BOOL WINAPI GetExitCodeProcess(HANDLE hProcess, LPDWORD lpExitCode) {
    if (is_this_process(hProcess)) {
        *lpExitCode = kStillActive;
        return TRUE;
    }
    nt::Pinned<Process> process(hProcess);
    if (!process)
        return outcome(ERROR_INVALID_HANDLE);
    const DWORD code = process->exit_code();
    if (!process->child() && code != kStillActive)
        return outcome(ERROR_ACCESS_DENIED);
    *lpExitCode = code;
    return TRUE;
}

BOOL WINAPI TerminateProcess(HANDLE hProcess, UINT uExitCode) {
    if (is_this_process(hProcess))
        _exit(static_cast<int>(uExitCode));
    nt::Pinned<Process> process(hProcess);
    if (!process)
        return outcome(ERROR_INVALID_HANDLE);
    return outcome(process->exit_code() != kStillActive ? ERROR_ACCESS_DENIED
                                                        : process->terminate(uExitCode));
}

// As exit, but nothing of the program's own runs any more.
VOID WINAPI ExitProcess(UINT uExitCode) {
    ws2::kernel::end_process();
    std::fflush(stdout);
    std::fflush(stderr);
    _exit(static_cast<int>(uExitCode));
}

DWORD WINAPI GetProcessId(HANDLE hProcess) {
    if (is_this_process(hProcess))
        return static_cast<DWORD>(getpid());
    nt::Pinned<Process> process(hProcess);
    return process ? static_cast<DWORD>(process->id()) : failure(ERROR_INVALID_HANDLE, DWORD{0});
}

VOID WINAPI GetStartupInfoA(LPSTARTUPINFOA lpStartupInfo) {
    *lpStartupInfo = {};
    lpStartupInfo->cb = sizeof(*lpStartupInfo);
}

VOID WINAPI GetStartupInfoW(LPSTARTUPINFOW lpStartupInfo) {
    *lpStartupInfo = {};
    lpStartupInfo->cb = sizeof(*lpStartupInfo);
}

BOOL WINAPI IsWow64Process(HANDLE hProcess, PBOOL Wow64Process) {
    if (GetProcessId(hProcess) == 0)
        return FALSE;
    *Wow64Process = FALSE;
    return TRUE;
}

DWORD WINAPI GetPriorityClass(HANDLE hProcess) {
    nt::Pinned<Process> process(hProcess);
    if (!is_this_process(hProcess) && !process)
        return failure(ERROR_INVALID_HANDLE, DWORD{0});
    const int nice =
        getpriority(PRIO_PROCESS, process ? static_cast<id_t>(process->id()) : id_t{0});
    return nice >= 15   ? IDLE_PRIORITY_CLASS
           : nice >= 5  ? BELOW_NORMAL_PRIORITY_CLASS
           : nice > -5  ? NORMAL_PRIORITY_CLASS
           : nice > -10 ? ABOVE_NORMAL_PRIORITY_CLASS
                        : HIGH_PRIORITY_CLASS;
}

BOOL WINAPI SetPriorityClass(HANDLE hProcess, DWORD dwPriorityClass) {
    nt::Pinned<Process> process(hProcess);
    if (!is_this_process(hProcess) && !process)
        return outcome(ERROR_INVALID_HANDLE);
    int nice = 0;
    switch (dwPriorityClass) {
    case IDLE_PRIORITY_CLASS: nice = 19; break;
    case BELOW_NORMAL_PRIORITY_CLASS: nice = 10; break;
    case NORMAL_PRIORITY_CLASS: nice = 0; break;
    case ABOVE_NORMAL_PRIORITY_CLASS: nice = -5; break;
    case HIGH_PRIORITY_CLASS: nice = -10; break;
    case REALTIME_PRIORITY_CLASS: nice = -20; break;
    default: return outcome(ERROR_INVALID_PARAMETER);
    }
    const auto id = process ? static_cast<id_t>(process->id()) : id_t{0};
    return setpriority(PRIO_PROCESS, id, nice) == 0
               ? TRUE
               : outcome(errno == EACCES ? ERROR_PRIVILEGE_NOT_HELD : windows_error(errno));
}
}
