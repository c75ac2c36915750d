#include "kernel/process_end.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constinit std::array<std::atomic<void (*)() noexcept>, 4> hooks{};
constinit std::atomic<pid_t> process{0}; // that the hooks are of

} // namespace

void at_process_end(void (*hook)() noexcept) noexcept {
    pid_t none = 0;
    if (process.compare_exchange_strong(none, getpid()))
        std::atexit(end_process);
    for (auto& place : hooks) {
        void (*empty)() noexcept = nullptr;
        if (place.compare_exchange_strong(empty, hook) || empty == hook)
            return;
    }
}

void end_process() noexcept {
    if (process != getpid())
        return;
    for (std::size_t i = hooks.size(); i-- > 0;)
        if (void (*const hook)() noexcept = hooks[i].exchange(nullptr))
            hook();
    process = 0; // static objects that are destroyed behind this may tell hooks anew
}

} // namespace ws2::kernel
