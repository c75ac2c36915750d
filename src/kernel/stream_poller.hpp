// Room kernel: what the ISO transport's threads sleep on: one epoll set for its reactor, and
// poll(2) plus an eventfd for a thread of the program that waits in a call.
#pragma once

#include "base/result.hpp"
#include "kernel/descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ws2::kernel {

// Milliseconds of CLOCK_MONOTONIC.
std::int64_t monotonic_ms() noexcept;
// The same, cheaper, a few milliseconds late: for the start of a time that nobody measures so
// finely.
std::int64_t coarse_monotonic_ms() noexcept;

// Readable from the first raise() until clear(). Any thread may raise.
class StreamSignal {
public:
    StreamSignal() noexcept;
    void raise() const noexcept;
    void clear() const noexcept;
    int descriptor() const noexcept { return descriptor_.get(); }

private:
    Descriptor descriptor_;
};

// Every interest is for one event: after it was reported the descriptor is quiet until want().
class StreamPoller {
public:
    StreamPoller() noexcept;
    explicit operator bool() const noexcept {
        return static_cast<bool>(set_) && wake_.descriptor() >= 0;
    }

    base::Result<void> add(int descriptor, std::uint64_t key, bool read, bool write) const noexcept;
    void want(int descriptor, std::uint64_t key, bool read, bool write) const noexcept;

    struct Ready {
        std::uint64_t key;
        bool read;  // or the end, or an error
        bool write; // or an error
    };
    // Waits at most timeout_ms (negative: for ever); wake() ends the wait early. Keys are not 0.
    std::size_t wait(std::span<Ready> ready, std::int64_t timeout_ms) const noexcept;
    void wake() const noexcept { wake_.raise(); }

private:
    Descriptor set_;
    StreamSignal wake_;
};

// Laid out as struct pollfd; a negative descriptor is skipped.
struct StreamWait {
    int descriptor = -1;
    short wanted = 0;
    short happened = 0;
};
inline constexpr short stream_readable = 0x001;
inline constexpr short stream_writable = 0x004;

// The number of descriptors that something happened to; 0 after timeout_ms (negative: never).
// WSA_OPERATION_ABORTED if another thread cancelled it (cancellation.hpp).
base::Result<std::size_t> stream_wait(std::span<StreamWait> waits,
                                      std::int64_t timeout_ms) noexcept;

} // namespace ws2::kernel
