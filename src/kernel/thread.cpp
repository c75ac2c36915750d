// Room kernel: threads over pthread.
#include "kernel/thread.hpp"

#include <cerrno>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <new>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr int kNotEnoughMemory = 8; // ERROR_NOT_ENOUGH_MEMORY

struct Start {
    void (*run)(void*);
    void* argument;
};

void* enter(void* given) {
    const Start start = *static_cast<Start*>(given);
    delete static_cast<Start*>(given);
    start.run(start.argument);
    return nullptr;
}

// What Windows does on a stack of its kernel, libc and this library do on the thread's: a look-up
// of a name takes 30 KB.
constexpr std::size_t kSystemStack = 256 * 1024;

} // namespace

std::uint32_t thread_id() noexcept {
    return static_cast<std::uint32_t>(gettid());
}
std::uint32_t process_id() noexcept {
    return static_cast<std::uint32_t>(getpid());
}

int start_thread(std::size_t stack_bytes, void (*run)(void*), void* argument) noexcept {
    if (stack_bytes > SIZE_MAX / 2)
        return kNotEnoughMemory;
    auto start = std::unique_ptr<Start>(new (std::nothrow) Start{run, argument});
    pthread_attr_t attributes;
    if (!start || pthread_attr_init(&attributes) != 0)
        return kNotEnoughMemory;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int failed = 0;
    if (stack_bytes != 0) {
        const std::size_t page = 4096;
        const std::size_t wanted = stack_bytes + kSystemStack;
        failed = pthread_attr_setstacksize(&attributes, (wanted + page - 1) / page * page);
    }
    pthread_t thread;
    if (failed == 0)
        failed = pthread_create(&thread, &attributes, enter, start.get());
    pthread_attr_destroy(&attributes);
    if (failed)
        return kNotEnoughMemory;
    start.release();
    return 0;
}

void block_signals() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

void exit_thread() {
    pthread_exit(nullptr);
}

void at_thread_exit(void (*run)(void*), void* value) noexcept {
    static const pthread_key_t key = [run] {
        pthread_key_t made{};
        pthread_key_create(&made, run);
        return made;
    }();
    pthread_setspecific(key, value);
}

void at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept {
    static_cast<void>(pthread_atfork(before, in_parent, in_child));
}

void yield_thread() noexcept {
    sched_yield();
}

bool descriptor_is_open(int descriptor) noexcept {
    const int saved = errno;
    const bool open = fcntl(descriptor, F_GETFD) >= 0;
    errno = saved;
    return open;
}

std::uint32_t processors() noexcept {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    const int count = CPU_COUNT(&set);
    return count > 0 ? static_cast<std::uint32_t>(count) : 1;
}

} // namespace ws2::kernel
