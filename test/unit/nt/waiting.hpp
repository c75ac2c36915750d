// What the tests of the nt room share: threads that are known to wait before the test goes on.
#pragma once

#include "nt/handle.hpp"
#include "nt/wait.hpp"

#include <cstddef>
#include <thread>

namespace ws2::nt {

inline constexpr std::int64_t kForever = kernel::kNoDeadline_ns;

// Returns once `count` waits stand at the object.
template<typename T>
void await_waiting(T& object, std::size_t count) {
    while (object.waiting() != count)
        std::this_thread::yield();
}

// Closes a handle at the end of a test.
class Owned {
public:
    explicit Owned(Handle handle) : handle_(handle) {}
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    ~Owned() { close_handle(handle_); }
    Handle get() const { return handle_; }

private:
    Handle handle_;
};

} // namespace ws2::nt
