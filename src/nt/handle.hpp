// Room nt: the handle table. Finding an object and holding it is one step, so that a CloseHandle in
// another thread can never pull the object away from under a call.
//
// Values are multiples of 4 from kFirstHandle on; below that a HANDLE is a file descriptor.
#pragma once

#include "nt/object.hpp"

#include <cstdint>

namespace ws2::nt {

using Handle = void*; // Windows' HANDLE

inline constexpr std::uintptr_t kFirstHandle = 0x40000000;
inline constexpr std::uintptr_t kHandleStep = 4;

// True for handles of this table, open or not; false for descriptors, pseudo-handles and rubbish.
bool is_table_handle(Handle handle) noexcept;

// A new handle for the object, which the table then holds a reference to. Null if memory or the
// table is full (ERROR_NO_SYSTEM_RESOURCES).
Handle open_handle(Object& object) noexcept;

// 0, or ERROR_INVALID_HANDLE. Calls that already found the object go on with it; the value is not
// given out again while one of them holds a Pin.
int close_handle(Handle handle) noexcept;

// How many are open. Looks at every one.
std::size_t open_handles() noexcept;

// Whether the handle is open now and stands for this object. Holds nothing: for a caller that keeps
// the object alive by other means.
bool stands_for(Handle handle, const Object& object) noexcept;

struct HandleSlot;

// An object held through its handle; lets go when it goes out of scope.
class Pin {
public:
    constexpr Pin() noexcept = default;
    explicit Pin(Handle handle) noexcept;
    Pin(Pin&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    Pin& operator=(Pin&& other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~Pin() {
        if (slot_)
            unpin();
    }

    explicit operator bool() const noexcept { return slot_ != nullptr; }
    Object* object() const noexcept;

private:
    void unpin() noexcept;
    HandleSlot* slot_ = nullptr;
};

// A pinned object of the kind T::kKind; empty if the handle is closed or of another kind.
template<typename T>
class Pinned {
public:
    explicit Pinned(Handle handle) noexcept : pin_(handle) {
        if (pin_ && pin_.object()->kind() == T::kKind)
            object_ = static_cast<T*>(pin_.object());
    }
    explicit operator bool() const noexcept { return object_ != nullptr; }
    T* operator->() const noexcept { return object_; }
    T& operator*() const noexcept { return *object_; }

private:
    Pin pin_;
    T* object_ = nullptr;
};

} // namespace ws2::nt
