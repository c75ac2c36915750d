// Room nt: mutexes and semaphores.
#include "nt/mutex.hpp"

#include "nt/thread.hpp"

#include <mutex>
#include <new>
#include <winbase.h>

namespace ws2::nt {

void Mutex::take(Thread& thread) noexcept {
    abandoned_ = false;
    if (depth_++ == 0) {
        owner_ = &thread;
        retain(); // the owner's list; its handles may all be closed while it is owned
        thread.owns(*this);
    }
}

void Mutex::become_free(WakeList& wakes) noexcept {
    owner_->disowns(*this);
    owner_ = nullptr;
    depth_ = 0;
    satisfy(wakes);
}

int Mutex::release_ownership() noexcept {
    WakeList wakes;
    {
        std::lock_guard hold(lock());
        if (owner_ != Thread::current_if_known() || owner_ == nullptr)
            return ERROR_NOT_OWNER;
        if (--depth_ != 0)
            return 0;
        become_free(wakes);
    }
    release(); // the caller holds it pinned
    return 0;
}

void Mutex::abandon() noexcept {
    WakeList wakes;
    {
        std::lock_guard hold(lock());
        abandoned_ = true;
        become_free(wakes);
    }
    release();
}

int Semaphore::post(std::int32_t count, std::int32_t* previous) noexcept {
    WakeList wakes;
    std::lock_guard hold(lock());
    if (count > most_ - count_)
        return ERROR_TOO_MANY_POSTS;
    if (previous)
        *previous = count_;
    count_ += count;
    satisfy(wakes);
    return 0;
}

Handle create_mutex(bool owned) noexcept {
    auto mutex = Ref<Mutex>::adopt(new (std::nothrow) Mutex);
    Handle handle = mutex ? open_handle(*mutex) : nullptr;
    if (handle && owned) {
        std::lock_guard hold(mutex->lock());
        mutex->take(Thread::current());
    }
    return handle;
}

int release_mutex(Handle handle) noexcept {
    Pinned<Mutex> mutex(handle);
    return mutex ? mutex->release_ownership() : ERROR_INVALID_HANDLE;
}

Handle create_semaphore(std::int32_t count, std::int32_t most) noexcept {
    auto semaphore = Ref<Semaphore>::adopt(new (std::nothrow) Semaphore(count, most));
    return semaphore ? open_handle(*semaphore) : nullptr;
}

int release_semaphore(Handle handle, std::int32_t count, std::int32_t* previous) noexcept {
    Pinned<Semaphore> semaphore(handle);
    return semaphore ? semaphore->post(count, previous) : ERROR_INVALID_HANDLE;
}

} // namespace ws2::nt
