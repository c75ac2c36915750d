// Room win32: the unhandled-exception filter over signals, the debugger, the error mode.
#include "base/log.hpp"
#include "win32/text.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <errhandlingapi.h>
#include <mutex>
#include <new>
#include <pthread.h>
#include <string_view>

using namespace ws2::win32;

namespace {

constexpr DWORD kThreadName = 0x406D1388; // the code by which a thread tells a debugger its name
constexpr std::array kSignals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};

std::atomic<LPTOP_LEVEL_EXCEPTION_FILTER> filter{nullptr};
std::atomic<UINT> error_mode{0};

DWORD code_of(int signal) noexcept {
    switch (signal) {
    case SIGILL: return EXCEPTION_ILLEGAL_INSTRUCTION;
    case SIGFPE: return EXCEPTION_INT_DIVIDE_BY_ZERO;
    case SIGTRAP: return EXCEPTION_BREAKPOINT;
    default: return EXCEPTION_ACCESS_VIOLATION;
    }
}

// A vectored handler. Nodes stay for ever, since a signal may come while one is in use; a removed
// one is empty and is taken again.
struct VectoredHandler {
    std::atomic<PVECTORED_EXCEPTION_HANDLER> routine{nullptr};
    std::atomic<VectoredHandler*> next{nullptr};
};
std::atomic<VectoredHandler*> first_handler{nullptr};
std::mutex handlers; // guards changes of the list

LONG ask_handlers(EXCEPTION_POINTERS& pointers) {
    for (VectoredHandler* each = first_handler.load(); each != nullptr; each = each->next.load()) {
        const PVECTORED_EXCEPTION_HANDLER routine = each->routine.load();
        if (routine != nullptr && routine(&pointers) == EXCEPTION_CONTINUE_EXECUTION)
            return EXCEPTION_CONTINUE_EXECUTION;
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

LONG ask_filter(EXCEPTION_RECORD& record) {
    EXCEPTION_POINTERS asked{&record, nullptr};
    if (ask_handlers(asked) == EXCEPTION_CONTINUE_EXECUTION)
        return EXCEPTION_CONTINUE_EXECUTION;
    LPTOP_LEVEL_EXCEPTION_FILTER ask = filter.load();
    return ask ? ask(&asked) : EXCEPTION_CONTINUE_SEARCH;
}

void on_signal(int signal, siginfo_t* info, void*) {
    EXCEPTION_RECORD record{};
    record.ExceptionCode = code_of(signal);
    record.ExceptionAddress = info->si_addr;
    if (record.ExceptionCode == EXCEPTION_ACCESS_VIOLATION) {
        record.NumberParameters = 2;
        record.ExceptionInformation[1] = reinterpret_cast<ULONG_PTR>(info->si_addr);
    }
    if (ask_filter(record) == EXCEPTION_CONTINUE_EXECUTION)
        return;                   // the instruction is tried again
    std::signal(signal, SIG_DFL); // and this time it ends the process
    if (info->si_code <= 0)       // sent by raise: it would not come again by itself
        std::raise(signal);
}

// Whether somebody wants to hear of signals: the filter counts as one, each handler too.
std::mutex listening; // guards what follows
int listeners = 0;

void listen_by(int change) {
    const std::lock_guard lock(listening);
    const int before = listeners;
    listeners += change;
    if ((before == 0) == (listeners == 0))
        return;
    for (const int signal : kSignals) {
        struct sigaction action {};
        if (listeners != 0) {
            action.sa_sigaction = on_signal;
            action.sa_flags = SA_SIGINFO | SA_NODEFER;
        } else {
            action.sa_handler = SIG_DFL;
        }
        sigaction(signal, &action, nullptr);
    }
}

// A node that is in the list and empty, at the front or the back. Only the last of removed ones can
// serve the back, only the first the front.
VectoredHandler* place_for(bool front) {
    VectoredHandler* const first = first_handler.load();
    if (front && first != nullptr && first->routine.load() == nullptr)
        return first;
    VectoredHandler* last = first;
    while (last != nullptr && last->next.load() != nullptr)
        last = last->next.load();
    if (!front && last != nullptr && last->routine.load() == nullptr)
        return last;
    auto* const made = new (std::nothrow) VectoredHandler;
    if (made == nullptr)
        return nullptr;
    if (front || last == nullptr) {
        made->next.store(first);
        first_handler.store(made);
    } else {
        last->next.store(made);
    }
    return made;
}

} // namespace

extern "C" {

LPTOP_LEVEL_EXCEPTION_FILTER WINAPI
SetUnhandledExceptionFilter(LPTOP_LEVEL_EXCEPTION_FILTER lpTopLevelExceptionFilter) {
    const LPTOP_LEVEL_EXCEPTION_FILTER before = filter.exchange(lpTopLevelExceptionFilter);
    if ((before == nullptr) != (lpTopLevelExceptionFilter == nullptr))
        listen_by(before == nullptr ? 1 : -1);
    return before;
}

PVOID WINAPI AddVectoredExceptionHandler(ULONG First, PVECTORED_EXCEPTION_HANDLER Handler) {
    if (Handler == nullptr)
        return failure<PVOID>(ERROR_INVALID_PARAMETER, nullptr);
    const std::lock_guard lock(handlers);
    auto* const place = place_for(First != 0);
    if (place == nullptr)
        return failure<PVOID>(ERROR_NOT_ENOUGH_MEMORY, nullptr);
    place->routine.store(Handler);
    listen_by(1);
    return place;
}

ULONG WINAPI RemoveVectoredExceptionHandler(PVOID Handle) {
    const std::lock_guard lock(handlers);
    for (auto* each = first_handler.load(); each != nullptr; each = each->next.load())
        if (each == Handle && each->routine.exchange(nullptr) != nullptr) {
            listen_by(-1);
            return 1;
        }
    return failure(ERROR_INVALID_PARAMETER, ULONG{0});
}

VOID WINAPI RaiseException(DWORD dwExceptionCode, DWORD dwExceptionFlags, DWORD nNumberOfArguments,
                           const ULONG_PTR* lpArguments) {
    EXCEPTION_RECORD record{};
    record.ExceptionCode = dwExceptionCode & ~DWORD{0x10000000};
    record.ExceptionFlags = dwExceptionFlags & EXCEPTION_NONCONTINUABLE;
    record.ExceptionAddress = __builtin_return_address(0);
    for (DWORD i = 0; lpArguments != nullptr && i < nNumberOfArguments && i < 15; ++i)
        record.ExceptionInformation[record.NumberParameters++] = lpArguments[i];
    if (dwExceptionCode == kThreadName) {
        // type 0x1000, name, thread: only the calling thread (-1) has a name to set here.
        if (record.NumberParameters >= 3 && record.ExceptionInformation[0] == 0x1000 &&
            static_cast<DWORD>(record.ExceptionInformation[2]) == ~DWORD{0}) {
            char name[16] = {}; // what Linux keeps of it
            std::string_view(reinterpret_cast<const char*>(record.ExceptionInformation[1]))
                .copy(name, sizeof name - 1);
            pthread_setname_np(pthread_self(), name);
        }
        return;
    }
    if (ask_filter(record) == EXCEPTION_CONTINUE_EXECUTION && record.ExceptionFlags == 0)
        return;
    ws2::base::log(ws2::base::LogLevel::error, "unhandled exception {:#010x}", dwExceptionCode);
    std::abort();
}

UINT WINAPI SetErrorMode(UINT uMode) {
    return error_mode.exchange(uMode);
}

UINT WINAPI GetErrorMode(VOID) {
    return error_mode.load();
}

VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString) {
    std::string_view text = lpOutputString ? lpOutputString : "";
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    if (ws2::base::log_level() >= ws2::base::LogLevel::debug)
        ws2::base::log_line(ws2::base::LogLevel::debug, text);
}

VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString) {
    contained(0, [&] {
        OutputDebugStringA(narrow(lpOutputString).c_str());
        return 0;
    });
}

BOOL WINAPI IsDebuggerPresent(VOID) {
    std::FILE* file = std::fopen("/proc/self/status", "re");
    char line[256];
    int tracer = 0;
    while (file != nullptr && std::fgets(line, sizeof(line), file) != nullptr) {
        if (std::sscanf(line, "TracerPid: %d", &tracer) == 1)
            break;
    }
    if (file != nullptr)
        std::fclose(file);
    return tracer != 0;
}

VOID WINAPI DebugBreak(VOID) {
    std::raise(SIGTRAP);
}
}
