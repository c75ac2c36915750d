#include "kernel/service_thread.hpp"

#include <csignal>
#include <pthread.h>
#include <thread>

namespace ws2::kernel {

bool start_service_thread(void (*run)(void* context), void* context) noexcept {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // inherited by the new thread
    bool started = true;
    try {
        std::thread(run, context).detach();
    } catch (...) {
        started = false;
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return started;
}

} // namespace ws2::kernel
