// Room kernel: the owner of one file descriptor.
#pragma once

#include <utility>

namespace ws2::kernel {

// close(2), except that errno stays as it was.
void close_descriptor(int descriptor) noexcept;

class Descriptor {
public:
    constexpr Descriptor() noexcept = default;
    explicit constexpr Descriptor(int descriptor) noexcept : descriptor_(descriptor) {}
    Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        reset(other.release());
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }

    [[nodiscard]] int get() const noexcept { return descriptor_; }
    [[nodiscard]] int release() noexcept { return std::exchange(descriptor_, -1); }
    explicit operator bool() const noexcept { return descriptor_ >= 0; }

    void reset(int descriptor = -1) noexcept {
        const int old = std::exchange(descriptor_, descriptor);
        if (old >= 0)
            close_descriptor(old);
    }

private:
    int descriptor_ = -1;
};

} // namespace ws2::kernel
