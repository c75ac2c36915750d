// Room kernel: whether a caller's memory can be written.
#include "kernel/user_probe.hpp"

#include "kernel/user_memory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/uio.h>

namespace ws2::kernel {
namespace {

constexpr std::size_t page_size = 4096; // or a part of one
constexpr std::size_t pages_a_call = 32;

// A source of zeros, opened once; -1 where there is none.
int zeros() noexcept {
    static const int descriptor = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    return descriptor;
}

bool touch(iovec* pages, std::size_t count) noexcept {
    if (zeros() < 0) {
        const char zero = 0;
        return std::all_of(pages, pages + count, [&](const iovec& page) {
            return static_cast<bool>(copy_to_user(page.iov_base, &zero, 1));
        });
    }
    while (true) {
        const ssize_t touched = ::readv(zeros(), pages, static_cast<int>(count));
        if (touched >= 0 || errno != EINTR)
            return touched == static_cast<ssize_t>(count);
    }
}

} // namespace

bool is_user_writable(void* start, std::size_t size) noexcept {
    std::array<iovec, pages_a_call> pages;
    std::size_t count = 0;
    auto* at = static_cast<std::uint8_t*>(start);
    while (size != 0) {
        pages[count++] = {at, 1};
        const std::size_t inside = reinterpret_cast<std::uintptr_t>(at) % page_size;
        const std::size_t step = std::min(size, page_size - inside);
        at += step;
        size -= step;
        if (count == pages.size() || size == 0) {
            if (!touch(pages.data(), count))
                return false;
            count = 0;
        }
    }
    return true;
}

} // namespace ws2::kernel
