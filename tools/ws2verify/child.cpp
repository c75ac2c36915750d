#include "ws2verify/child.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ws2verify {
namespace {

struct Head {
    std::uint32_t octets;
    char kind;
};

[[noreturn]] void give_up(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

// One write a record, so that records of several threads do not mix; a pipe takes this much whole.
void Voice::tell(char kind, std::string_view text) const {
    constexpr std::size_t atomic_octets = 4096;
    char record[atomic_octets];
    const auto octets = std::min(text.size(), sizeof record - sizeof(Head));
    const Head head{static_cast<std::uint32_t>(octets), kind};
    std::memcpy(record, &head, sizeof head);
    std::memcpy(record + sizeof head, text.data(), octets);
    while (write(descriptor_, record, sizeof head + octets) < 0 && errno == EINTR) {
    }
}

Child::Child(const std::function<void(const Voice&)>& work) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        give_up("pipe2");
    process_ = fork();
    if (process_ < 0)
        give_up("fork");
    if (process_ == 0) {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        dup2(STDERR_FILENO, STDOUT_FILENO);
        int status = 0;
        try {
            work(Voice(ends[1]));
        } catch (...) {
            status = 1;
        }
        _exit(status);
    }
    setpgid(process_, process_); // whoever comes first
    close(ends[1]);
    descriptor_ = ends[0];
}

Child::~Child() {
    close(descriptor_);
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0); // fails if how_it_ended() was called
}

bool Child::read_some() {
    char some[4096];
    ssize_t octets = 0;
    do {
        octets = read(descriptor_, some, sizeof some);
    } while (octets < 0 && errno == EINTR);
    if (octets > 0)
        read_.append(some, static_cast<std::size_t>(octets));
    return octets > 0;
}

Child::Next Child::next(Record& record, Clock::time_point limit) {
    for (;;) {
        Head head{};
        if (read_.size() >= sizeof head) {
            std::memcpy(&head, read_.data(), sizeof head);
            if (read_.size() >= sizeof head + head.octets) {
                record = {head.kind, read_.substr(sizeof head, head.octets)};
                read_.erase(0, sizeof head + head.octets);
                return Next::record;
            }
        }
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(limit - Clock::now()).count();
        pollfd watch{descriptor_, POLLIN, 0};
        const int ready = poll(&watch, 1, static_cast<int>(std::clamp<long>(left, 0, 1 << 30)));
        if (ready == 0 && left <= 0)
            return Next::late;
        if (ready > 0 && !read_some())
            return Next::end;
    }
}

std::string Child::how_it_ended() {
    int status = 0;
    if (waitpid(process_, &status, 0) != process_)
        return "it was lost";
    if (WIFSIGNALED(status))
        return fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return status == 0 ? "" : fmt::format("exit status {}", WEXITSTATUS(status));
}

} // namespace ws2verify
