// Room win32: the sockets that a program gets which CreateProcess starts, by the numbers that they
// have here. Sockets are closed on exec; the child gets them anew from copies, which cannot be
// closed by another thread meanwhile.
#pragma once

#include "kernel/descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <vector>

namespace ws2::win32 {

class Heirs {
public:
    struct One {
        int number;
        int copy;
    };
    Heirs() = default;
    Heirs(Heirs&& other) noexcept : all_(std::move(other.all_)) {}
    Heirs(const Heirs&) = delete;
    Heirs& operator=(const Heirs&) = delete;
    Heirs& operator=(Heirs&&) = delete;
    ~Heirs() {
        for (const One& one : all_)
            kernel::close_descriptor(one.copy);
    }

    // Nothing if it is closed by now, or if still_it() denies, once it is copied, that the number
    // is the socket's. Numbers come in ascending order; a copy lies beyond its own, so it has no
    // number that was added before.
    template<typename StillIt>
    void add(int number, StillIt still_it) {
        One& one = all_.emplace_back(One{number, -1});
        const int saved_errno = errno;
        one.copy = fcntl(number, F_DUPFD_CLOEXEC, number + 1);
        errno = saved_errno;
        if (one.copy >= 0 && still_it())
            return;
        if (one.copy >= 0)
            kernel::close_descriptor(one.copy);
        all_.pop_back();
    }
    [[nodiscard]] const std::vector<One>& all() const noexcept { return all_; }

private:
    std::vector<One> all_;
};

// `list` is asked whenever a program is to inherit. It may throw std::bad_alloc.
void pass_on(Heirs (*list)()) noexcept;

} // namespace ws2::win32
