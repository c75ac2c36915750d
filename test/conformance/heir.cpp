#include "conformance/heir.hpp"

#include "conformance/world.hpp"

#include <array>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>

extern char** environ;

namespace ws2::conformance {

Child::Child(const char* task) {
    std::array<int, 2> there{};
    std::array<int, 2> back{};
    if (pipe2(there.data(), O_CLOEXEC) != 0 || pipe2(back.data(), O_CLOEXEC) != 0)
        refuse("pipe2");
    to_child_ = there[1];
    from_child_ = back[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, there[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, back[1], heir::answers);
    std::string name = "heir";
    std::string filter = std::string("--gtest_filter=Heir.DISABLED_") + task;
    std::string disabled = "--gtest_also_run_disabled_tests";
    char* arguments[] = {name.data(), filter.data(), disabled.data(), nullptr};
    const int code =
        posix_spawn(&process_, "/proc/self/exe", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(there[0]);
    close(back[1]);
    if (code != 0)
        refuse("posix_spawn");
}

Child::~Child() {
    close(to_child_);
    close(from_child_);
    waitpid(process_, nullptr, 0);
}

} // namespace ws2::conformance
