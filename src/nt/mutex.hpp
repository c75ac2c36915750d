// Room nt: mutexes (owned by a thread, recursive, abandoned when it ends) and semaphores.
#pragma once

#include "nt/handle.hpp"
#include "nt/wait.hpp"

namespace ws2::nt {

class Mutex final : public Waitable {
public:
    static constexpr Kind kKind = Kind::mutex;

    Mutex() noexcept : Waitable(kKind) {}

    // 0, or ERROR_NOT_OWNER if the calling thread does not own it.
    int release_ownership() noexcept;
    // The owner ends.
    void abandon() noexcept;

    bool ready_for(const Thread& thread) const noexcept override {
        return owner_ == nullptr || owner_ == &thread;
    }
    bool abandoned() const noexcept override { return abandoned_; }
    void take(Thread& thread) noexcept override;

private:
    friend class Thread;
    ~Mutex() override = default;
    void become_free(WakeList& wakes) noexcept;

    Thread* owner_ = nullptr; // this and the next two: guarded by lock()
    std::uint32_t depth_ = 0;
    bool abandoned_ = false;
    Mutex* next_owned_ = nullptr; // the owner's list: guarded by the owner
    Mutex* previous_owned_ = nullptr;
};

class Semaphore final : public Waitable {
public:
    static constexpr Kind kKind = Kind::semaphore;

    Semaphore(std::int32_t count, std::int32_t most) noexcept
        : Waitable(kKind), count_(count), most_(most) {}

    // 0, or ERROR_TOO_MANY_POSTS and no change if the count would pass its maximum.
    int post(std::int32_t count, std::int32_t* previous) noexcept;

    bool ready_for(const Thread&) const noexcept override { return count_ > 0; }
    void take(Thread&) noexcept override { --count_; }

private:
    ~Semaphore() override = default;
    std::int32_t count_; // guarded by lock()
    const std::int32_t most_;
};

Handle create_mutex(bool owned) noexcept;
int release_mutex(Handle handle) noexcept;
// The caller checked 0 <= count <= most, most > 0.
Handle create_semaphore(std::int32_t count, std::int32_t most) noexcept;
int release_semaphore(Handle handle, std::int32_t count, std::int32_t* previous) noexcept;

} // namespace ws2::nt
