// Room nt: the APC queue of a thread, and the ways to name the thread it is to go to.
#include "nt/thread.hpp"

#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {
namespace {

struct UserApc : Apc {
    void (*function)(std::uintptr_t context);
    std::uintptr_t context;
};

void run_user_apc(Apc* apc) {
    auto* user = static_cast<UserApc*>(apc);
    const auto function = user->function;
    const std::uintptr_t context = user->context;
    delete user;
    function(context);
}

void drop_user_apc(Apc* apc) noexcept {
    delete static_cast<UserApc*>(apc);
}

} // namespace

bool Thread::queue_apc(Apc& apc) noexcept {
    WakeList wakes; // wakes after the lock is released
    std::lock_guard hold(apc_lock_);
    if (deaf_)
        return false;
    apc.next = nullptr;
    (first_apc_ ? last_apc_->next : first_apc_) = &apc;
    last_apc_ = &apc;
    if (alert_)
        alert_->finish(Wait::kApc, wakes);
    return true;
}

bool Thread::has_apcs() noexcept {
    std::lock_guard hold(apc_lock_);
    return first_apc_ != nullptr;
}

void Thread::run_apcs() {
    for (;;) {
        Apc* apc = nullptr;
        {
            std::lock_guard hold(apc_lock_);
            apc = first_apc_;
            if (!apc)
                return;
            first_apc_ = apc->next;
        }
        apc->run(apc);
    }
}

[[gnu::hot]] Thread::Alert::Alert(Thread& thread, Wait& wait, bool alertable) noexcept
    : thread_(thread), alertable_(alertable) {
    if (!alertable)
        return;
    WakeList nobody;
    std::lock_guard hold(thread_.apc_lock_);
    if (thread_.first_apc_)
        wait.finish(Wait::kApc, nobody);
    outer_ = std::exchange(thread_.alert_, &wait);
}

[[gnu::hot]] Thread::Alert::~Alert() {
    if (!alertable_)
        return;
    std::lock_guard hold(thread_.apc_lock_);
    thread_.alert_ = outer_;
}

ThreadKey current_thread_key() noexcept {
    Thread& thread = Thread::current();
    return {thread.standing_handle(), thread.serial()};
}

ThreadKey open_current_thread() noexcept {
    Thread& thread = Thread::current();
    return {open_handle(thread), thread.serial()};
}

Ref<Thread> thread_of(const ThreadKey& key) noexcept {
    Pinned<Thread> thread(key.handle);
    if (!thread || thread->serial() != key.serial)
        return {};
    return Ref<Thread>::share(&*thread);
}

int queue_user_apc(Thread& thread, void (*function)(std::uintptr_t context),
                   std::uintptr_t context) noexcept {
    auto* apc = new (std::nothrow) UserApc;
    if (!apc)
        return ERROR_NOT_ENOUGH_MEMORY;
    apc->run = run_user_apc;
    apc->drop = drop_user_apc;
    apc->function = function;
    apc->context = context;
    if (thread.queue_apc(*apc))
        return 0;
    delete apc;
    return ERROR_GEN_FAILURE;
}

int queue_user_apc(const ThreadKey& key, void (*function)(std::uintptr_t context),
                   std::uintptr_t context) noexcept {
    const Ref<Thread> thread = thread_of(key);
    return thread ? queue_user_apc(*thread, function, context) : ERROR_INVALID_HANDLE;
}

} // namespace ws2::nt
