// Room nt: the life of a thread object, from its start or first call to its end.
#include "nt/thread.hpp"

#include "kernel/thread.hpp"
#include "nt/mutex.hpp"
#include "nt/port.hpp"

#include <array>
#include <cstdlib>
#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {
namespace {

constinit std::atomic<std::uintptr_t> last_serial{0};
constinit std::array<std::atomic<void (*)(Thread&)>, 4> end_hooks{};

struct Launch {
    Ref<Thread> thread;
    ThreadStart start;
};

} // namespace

constinit thread_local Thread* Thread::current_ = nullptr;

Thread::Thread() noexcept
    : Waitable(kKind), serial_(last_serial.fetch_add(1, std::memory_order_relaxed) + 1) {}

Thread& Thread::adopt_current() {
    auto* thread = new Thread;
    thread->id_.store(kernel::thread_id(), std::memory_order_release);
    current_ = thread;
    kernel::at_thread_exit(leave, thread);
    return *thread;
}

std::uint32_t Thread::await_id() const noexcept {
    for (;;) {
        const std::uint32_t id = id_.load(std::memory_order_acquire);
        if (id != 0)
            return id;
        kernel::futex_wait(id_, 0, kernel::kNoDeadline_ns);
    }
}

void Thread::run_started(void* given) {
    auto* const launch = static_cast<Launch*>(given);
    const ThreadStart start = launch->start;
    Thread& self = *launch->thread;
    // Not this function's: the thread may end on another stack, a fiber's.
    current_ = launch->thread.give_up();
    delete launch;
    kernel::at_thread_exit(leave, &self);
    self.id_.store(kernel::thread_id(), std::memory_order_release);
    kernel::futex_wake(&self.id_, INT32_MAX);
    if (self.stay_suspended())
        self.set_exit_code(start.run(start.argument));
}

// False if somebody ended the thread meanwhile.
bool Thread::stay_suspended() noexcept {
    while (const std::uint32_t count = suspended_.load(std::memory_order_acquire)) {
        if (count == kDoomed)
            return false;
        kernel::futex_wait(suspended_, count, kernel::kNoDeadline_ns);
    }
    return true;
}

void Thread::describe(std::u16string text) {
    std::lock_guard hold(apc_lock_);
    description_.swap(text);
}

std::u16string Thread::description() {
    std::lock_guard hold(apc_lock_);
    return description_;
}

void Thread::leave(void* given) {
    auto* thread = static_cast<Thread*>(given);
    thread->end();
    current_ = nullptr;
    thread->release();
}

void Thread::end() noexcept {
    for (const auto& slot : end_hooks) {
        if (void (*hook)(Thread&) = slot.load(std::memory_order_acquire))
            hook(*this);
    }
    serve(nullptr);
    Apc* apcs = nullptr;
    {
        std::lock_guard hold(apc_lock_);
        deaf_ = true;
        apcs = std::exchange(first_apc_, nullptr);
    }
    while (apcs) {
        Apc* apc = apcs;
        apcs = apc->next;
        apc->drop(apc);
    }
    while (mutexes_) // no other thread gives this one a mutex: it waits for nothing any more
        mutexes_->abandon();
    if (Handle handle = standing_handle_.exchange(nullptr, std::memory_order_acq_rel))
        close_handle(handle);
    WakeList wakes;
    std::lock_guard hold(lock());
    exit_code_.store(pending_exit_code_.load(std::memory_order_relaxed), std::memory_order_release);
    ended_ = true;
    satisfy(wakes);
}

void Thread::change_port(Port* port) noexcept {
    if (Port* old = std::exchange(port_, nullptr)) {
        if (std::exchange(running_, false))
            old->step_out();
        old->release();
    }
    if (port) {
        port->retain();
        port_ = port;
    }
}

void Thread::step_out() noexcept {
    running_ = false;
    away_ = true;
    port_->step_out();
}

void Thread::step_in() noexcept {
    away_ = false;
    running_ = true;
    port_->step_in();
}

void Thread::owns(Mutex& mutex) noexcept {
    std::lock_guard hold(apc_lock_);
    mutex.next_owned_ = mutexes_;
    mutex.previous_owned_ = nullptr;
    if (mutexes_)
        mutexes_->previous_owned_ = &mutex;
    mutexes_ = &mutex;
}

void Thread::disowns(Mutex& mutex) noexcept {
    std::lock_guard hold(apc_lock_);
    (mutex.previous_owned_ ? mutex.previous_owned_->next_owned_ : mutexes_) = mutex.next_owned_;
    if (mutex.next_owned_)
        mutex.next_owned_->previous_owned_ = mutex.previous_owned_;
}

Handle Thread::standing_handle() noexcept {
    Handle handle = standing_handle_.load(std::memory_order_acquire);
    if (!handle) {
        handle = open_handle(*this);
        standing_handle_.store(handle, std::memory_order_release);
    }
    return handle;
}

Handle start_thread(const ThreadStart& start, std::uint32_t* id, int* error) {
    auto thread = Ref<Thread>::adopt(new (std::nothrow) Thread);
    Handle handle = nullptr;
    if (thread)
        handle = start.self_closing ? thread->standing_handle() : open_handle(*thread);
    auto* launch = handle ? new (std::nothrow) Launch{thread, start} : nullptr;
    *error = launch ? 0 : ERROR_NOT_ENOUGH_MEMORY;
    if (launch) {
        if (start.suspended)
            thread->suspended_.store(1, std::memory_order_relaxed);
        *error = kernel::start_thread(start.stack_bytes, Thread::run_started, launch);
    }
    if (*error != 0) {
        delete launch;
        if (handle)
            close_handle(handle);
        return nullptr;
    }
    if (id)
        *id = thread->id();
    return handle;
}

std::uint32_t process_id() noexcept {
    return kernel::process_id();
}

int resume_thread(Handle handle, std::uint32_t* previous) noexcept {
    Pinned<Thread> thread(handle);
    if (!thread)
        return ERROR_INVALID_HANDLE;
    std::uint32_t count = thread->suspended_.load(std::memory_order_relaxed);
    while (count != 0 && count != Thread::kDoomed &&
           !thread->suspended_.compare_exchange_weak(count, count - 1, std::memory_order_acq_rel))
        ;
    *previous = count & ~Thread::kDoomed;
    kernel::futex_wake(&thread->suspended_, INT32_MAX);
    return 0;
}

// A count that is not 0 belongs to a thread that stays where it is until it is.
int suspend_thread(Thread& thread, std::uint32_t* previous) {
    const bool own = &thread == Thread::current_if_known();
    if (thread.exit_code() != Thread::kStillActive)
        return ERROR_ACCESS_DENIED;
    std::uint32_t count = thread.suspended_.load(std::memory_order_relaxed);
    do {
        if (count == 0 && !own)
            return ERROR_NOT_SUPPORTED;
        if (count == Thread::kDoomed)
            return ERROR_ACCESS_DENIED;
        if (count >= MAXIMUM_SUSPEND_COUNT)
            return ERROR_SIGNAL_REFUSED;
    } while (!thread.suspended_.compare_exchange_weak(count, count + 1, std::memory_order_acq_rel));
    *previous = count;
    if (own && !thread.stay_suspended())
        kernel::exit_thread();
    return 0;
}

int terminate_thread(Thread& thread, std::uint32_t code) {
    if (&thread == Thread::current_if_known())
        exit_thread(code);
    if (thread.exit_code() != Thread::kStillActive)
        return ERROR_ACCESS_DENIED;
    std::uint32_t count = thread.suspended_.load(std::memory_order_relaxed);
    do {
        if (count == 0)
            return ERROR_NOT_SUPPORTED;
        if (count == Thread::kDoomed)
            return ERROR_ACCESS_DENIED;
        thread.set_exit_code(code);
    } while (!thread.suspended_.compare_exchange_weak(count, Thread::kDoomed,
                                                      std::memory_order_acq_rel));
    kernel::futex_wake(&thread.suspended_, INT32_MAX);
    return 0;
}

void exit_thread(std::uint32_t code) {
    Thread::current().set_exit_code(code);
    kernel::exit_thread();
}

void at_thread_end(void (*hook)(Thread& thread)) noexcept {
    for (auto& slot : end_hooks) {
        void (*none)(Thread&) = nullptr;
        if (slot.compare_exchange_strong(none, hook, std::memory_order_acq_rel) || none == hook)
            return;
    }
}

} // namespace ws2::nt
