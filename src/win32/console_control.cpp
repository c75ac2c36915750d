// Room win32: SetConsoleCtrlHandler. Signals go through a pipe to a thread that calls the handlers,
// as Windows calls them in a thread of its own.
#include "win32/call.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>
#include <wincon.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

struct Event {
    int signal;
    DWORD code;
};
constexpr std::array kEvents = {Event{SIGINT, CTRL_C_EVENT}, Event{SIGQUIT, CTRL_BREAK_EVENT},
                                Event{SIGHUP, CTRL_CLOSE_EVENT},
                                Event{SIGTERM, CTRL_SHUTDOWN_EVENT}};

int event_pipe[2] = {-1, -1}; // written by the signal handler

void on_signal(int signal) {
    const int saved = errno;
    const auto octet = static_cast<unsigned char>(signal);
    (void)!write(event_pipe[1], &octet, 1);
    errno = saved;
}

// Never destroyed: the thread outlives static objects.
struct Control {
    std::mutex mutex;
    std::vector<PHANDLER_ROUTINE> handlers;
    bool ignore_interrupt = false;
    bool started = false;
};
Control& control() {
    static auto* one = new Control;
    return *one;
}

[[noreturn]] void end_by(int signal) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    _exit(128 + signal);
}

// The latest handler first, until one has dealt with it.
bool handled(DWORD code) {
    std::vector<PHANDLER_ROUTINE> handlers;
    {
        std::lock_guard lock(control().mutex);
        if (code == CTRL_C_EVENT && control().ignore_interrupt)
            return true;
        handlers = control().handlers;
    }
    return std::any_of(handlers.rbegin(), handlers.rend(),
                       [&](PHANDLER_ROUTINE handler) { return handler(code) != FALSE; });
}

void serve() {
    for (;;) {
        unsigned char signal = 0;
        const ssize_t got = read(event_pipe[0], &signal, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got != 1)
            return;
        const auto* event = std::find_if(kEvents.begin(), kEvents.end(),
                                         [&](const Event& e) { return e.signal == signal; });
        if (event == kEvents.end())
            continue;
        const bool done = handled(event->code);
        if (!done || event->code >= CTRL_CLOSE_EVENT)
            end_by(signal);
    }
}

// With the lock held. 0 or an error.
int start() {
    Control& c = control();
    if (c.started)
        return 0;
    if (pipe2(event_pipe, O_CLOEXEC) != 0)
        return windows_error(errno);
    // Signals go to the program's threads, not to this one.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread(serve).detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    for (const Event& event : kEvents) {
        struct sigaction action {};
        action.sa_handler = on_signal;
        action.sa_flags = SA_RESTART;
        sigaction(event.signal, &action, nullptr);
    }
    c.started = true;
    return 0;
}

} // namespace

extern "C" {

BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add) {
    return contained(FALSE, [&] {
        Control& c = control();
        std::lock_guard lock(c.mutex);
        if (HandlerRoutine == nullptr) {
            c.ignore_interrupt = Add != FALSE;
            return Add ? outcome(start()) : TRUE;
        }
        if (Add) {
            if (const int error = start())
                return outcome(error);
            c.handlers.push_back(HandlerRoutine);
            return TRUE;
        }
        const auto at = std::find(c.handlers.rbegin(), c.handlers.rend(), HandlerRoutine);
        if (at == c.handlers.rend())
            return outcome(ERROR_INVALID_PARAMETER);
        c.handlers.erase(std::next(at).base());
        return TRUE;
    });
}

// To this process's group, or (a process id) to the group that the process leads.
BOOL WINAPI GenerateConsoleCtrlEvent(DWORD dwCtrlEvent, DWORD dwProcessGroupId) {
    if (dwCtrlEvent != CTRL_C_EVENT && dwCtrlEvent != CTRL_BREAK_EVENT)
        return outcome(ERROR_INVALID_PARAMETER);
    const int signal = dwCtrlEvent == CTRL_C_EVENT ? SIGINT : SIGQUIT;
    const pid_t group = dwProcessGroupId == 0 ? 0 : -static_cast<pid_t>(dwProcessGroupId);
    return kill(group, signal) == 0 ? TRUE : (fail_errno(), FALSE);
}
}
