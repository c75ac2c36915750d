// Room kernel: a set of descriptors that one thread waits for (epoll), and a signal that any thread
// can raise and any set or poll can wait for (eventfd).
#pragma once

#include "base/result.hpp"
#include "kernel/descriptor.hpp"

#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

class Signal {
public:
    // Not valid (see descriptor()) if the process is out of descriptors.
    Signal() noexcept;
    // Readable from the first raise until clear.
    void raise() const noexcept;
    void clear() const noexcept;
    [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }

private:
    Descriptor descriptor_;
};

class ReadinessSet {
public:
    ReadinessSet() noexcept;
    explicit operator bool() const noexcept { return static_cast<bool>(descriptor_); }

    // Reports `descriptor` with `key` each time it becomes readable, or writable (edges).
    base::Result<void> add_readable(int descriptor, std::uint64_t key) const noexcept;
    base::Result<void> add_writable(int descriptor, std::uint64_t key) const noexcept;
    void remove(int descriptor) const noexcept;

    // Waits without limit; the number of keys written.
    std::size_t wait(std::uint64_t* keys, std::size_t room) const noexcept;
    [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }

private:
    Descriptor descriptor_;
};

} // namespace ws2::kernel
