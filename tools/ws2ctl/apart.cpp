#include "ws2ctl/apart.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace ws2ctl {
namespace {

using Clock = std::chrono::steady_clock;

// A child in a process group of its own, and the reading end of its pipe.
class Child {
public:
    Child(const std::function<int()>& function, std::chrono::milliseconds limit) {
        int ends[2];
        if (pipe(ends) != 0)
            throw std::runtime_error(fmt::format("no pipe: {}", std::strerror(errno)));
        std::fflush(nullptr); // or what the child inherits of it is printed twice
        process_ = fork();
        if (process_ < 0) {
            close(ends[0]);
            close(ends[1]);
            throw std::runtime_error(fmt::format("no process: {}", std::strerror(errno)));
        }
        if (process_ == 0) {
            setpgid(0, 0);
            close(ends[0]);
            dup2(STDERR_FILENO, STDOUT_FILENO); // the report is not foreign code's to write
            alarm(static_cast<unsigned>(limit / std::chrono::seconds(1)) + 2); // if nobody waits
            try {
                const int answer = function();
                _exit(write(ends[1], &answer, sizeof answer) == sizeof answer ? 0 : 1);
            } catch (...) {
                _exit(1);
            }
        }
        setpgid(process_, process_); // whoever comes first
        close(ends[1]);
        descriptor_ = ends[0];
    }
    ~Child() {
        close(descriptor_);
        end();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    enum class Answer { full, none, late };

    Answer wait(int& answer, std::chrono::milliseconds limit) const {
        const auto end = Clock::now() + limit;
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
            pollfd watch{descriptor_, POLLIN, 0};
            const int ready = poll(&watch, 1, static_cast<int>(std::max<long>(left.count(), 0)));
            if (ready > 0)
                return read(descriptor_, &answer, sizeof answer) == sizeof answer ? Answer::full
                                                                                  : Answer::none;
            if (left.count() <= 0)
                return Answer::late;
        }
    }

    // What waitpid gives; kills it with all that it started, unless it has ended.
    int end() {
        if (process_ > 0) {
            kill(-process_, SIGKILL);
            kill(process_, SIGKILL);
            while (waitpid(process_, &status_, 0) < 0 && errno == EINTR) {
            }
            process_ = 0;
        }
        return status_;
    }

private:
    pid_t process_ = 0;
    int descriptor_ = -1;
    int status_ = 0;
};

} // namespace

Ending run_apart(const std::function<int()>& function, std::chrono::milliseconds limit) {
    Child child(function, limit);
    int answer = 0;
    switch (child.wait(answer, limit)) {
    case Child::Answer::full: return {Ending::Kind::answered, answer};
    case Child::Answer::late: return {Ending::Kind::late, 0};
    case Child::Answer::none: break;
    }
    const int status = child.end();
    return WIFSIGNALED(status) ? Ending{Ending::Kind::killed, WTERMSIG(status)}
                               : Ending{Ending::Kind::exited, WEXITSTATUS(status)};
}

} // namespace ws2ctl
