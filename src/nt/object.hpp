// Room nt: what a HANDLE stands for. Objects are counted; handles, waits and rooms hold references.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace ws2::nt {

enum class Kind : std::uint8_t { event, mutex, semaphore, timer, thread, process, port, other };

class Object {
public:
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;

    Kind kind() const noexcept { return kind_; }
    void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

    // The handle table's count of handles; `handle_closed` tells whether the last one went.
    void handle_opened() noexcept { handles_.fetch_add(1, std::memory_order_relaxed); }
    void handle_closed() noexcept {
        if (handles_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            last_handle_closed();
    }

    bool has_handles() const noexcept { return handles_.load(std::memory_order_acquire) != 0; }

protected:
    explicit Object(Kind kind) noexcept : kind_(kind) {}
    virtual ~Object() = default;
    // Runs once, in the closing thread, while the object is still alive.
    virtual void last_handle_closed() noexcept {}

private:
    std::atomic<std::uint32_t> references_{1};
    std::atomic<std::uint32_t> handles_{0};
    const Kind kind_;
};

// One reference.
template<typename T>
class Ref {
public:
    constexpr Ref() noexcept = default;
    // Takes over a reference that the caller owned (`adopt`), or makes one more (`share`).
    static Ref adopt(T* object) noexcept { return Ref(object); }
    static Ref share(T* object) noexcept {
        if (object)
            object->retain();
        return Ref(object);
    }
    Ref(const Ref& other) noexcept : object_(other.object_) {
        if (object_)
            object_->retain();
    }
    Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Ref() {
        if (object_)
            object_->release();
    }

    T* get() const noexcept { return object_; }
    T* operator->() const noexcept { return object_; }
    T& operator*() const noexcept { return *object_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }
    T* give_up() noexcept { return std::exchange(object_, nullptr); }

private:
    explicit Ref(T* object) noexcept : object_(object) {}
    T* object_ = nullptr;
};

} // namespace ws2::nt
