// Room kernel: writes that have no MSG_NOSIGNAL.
#pragma once

#include <cerrno>
#include <csignal>
#include <ctime>

namespace ws2::kernel {

// While it lives, a write that nobody can read any more raises no signal in this thread. errno is
// kept.
class NoPipeSignal {
public:
    NoPipeSignal() noexcept {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;
    ~NoPipeSignal() {
        const int saved_errno = errno;
        const timespec at_once{};
        while (!was_pending_ && sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        errno = saved_errno;
    }

private:
    sigset_t pipe_;
    sigset_t before_;
    bool was_pending_ = false;
};

} // namespace ws2::kernel
