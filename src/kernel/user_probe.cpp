// Room kernel: a caller's memory without a system call where that is safe.
#include "kernel/user_probe.hpp"

#include "kernel/user_memory.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <sys/uio.h>
#include <unistd.h>

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

// Where malloc's main arena lives: from the program break at the start of the process (field 47 of
// /proc/self/stat) to the present one. All of it is mapped for writing.
std::uintptr_t heap_begin() noexcept {
    static const std::uintptr_t begin = [] {
        const int descriptor = ::open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return UINTPTR_MAX;
        char text[2048];
        const ssize_t size = ::read(descriptor, text, sizeof text - 1);
        ::close(descriptor);
        if (size <= 0)
            return UINTPTR_MAX;
        text[size] = 0;
        // The name, field 2, may hold anything; the last parenthesis ends it.
        const char* at = std::strrchr(text, ')');
        for (int field = 2; at != nullptr && field < 47; ++field)
            at = std::strchr(at + 1, ' ');
        const std::uintptr_t value = at == nullptr ? 0 : std::strtoull(at, nullptr, 10);
        return value == 0 ? UINTPTR_MAX : value;
    }();
    return begin;
}

bool is_in_heap(std::uintptr_t start, std::size_t size) noexcept {
    const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0));
    return start >= heap_begin() && start < end && size <= end - start;
}

// The part of this thread's stack that is in use, which is all that lies above our own frame.
bool is_near_on_stack(std::uintptr_t start, std::size_t size) noexcept {
    thread_local constinit std::uintptr_t stack_begin = 0;
    thread_local constinit std::uintptr_t stack_end = 0;
    if (stack_end == 0) {
        pthread_attr_t attributes;
        void* lowest = nullptr;
        std::size_t whole = 0;
        if (::pthread_getattr_np(::pthread_self(), &attributes) != 0)
            return false;
        if (::pthread_attr_getstack(&attributes, &lowest, &whole) == 0) {
            stack_begin = reinterpret_cast<std::uintptr_t>(lowest);
            stack_end = stack_begin + whole;
        }
        ::pthread_attr_destroy(&attributes);
    }
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    // A fibre's stack is another mapping.
    return here >= stack_begin && start > here && start < stack_end && size <= stack_end - start;
}

// The program's own variables: what of its image is writable and stays so after relocation.
struct Variables {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};

int find_variables(dl_phdr_info* image, std::size_t, void* found) {
    std::uintptr_t sealed = 0; // the end of what becomes read only
    Variables& variables = *static_cast<Variables*>(found);
    for (int i = 0; i < image->dlpi_phnum; ++i) {
        const auto& part = image->dlpi_phdr[i];
        const std::uintptr_t begin = image->dlpi_addr + part.p_vaddr;
        if (part.p_type == PT_GNU_RELRO)
            sealed = (begin + part.p_memsz + page_size - 1) / page_size * page_size;
        else if (part.p_type == PT_LOAD && (part.p_flags & PF_W) != 0)
            variables = {begin, begin + part.p_memsz};
    }
    variables.begin = std::max(variables.begin, sealed);
    return 1; // the first image is the program's
}

bool is_variable(std::uintptr_t start, std::size_t size) noexcept {
    static const Variables variables = [] {
        Variables found;
        ::dl_iterate_phdr(find_variables, &found);
        return found;
    }();
    return start >= variables.begin && start < variables.end && size <= variables.end - start;
}

} // namespace

bool is_surely_there(const void* start, std::size_t size) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(start);
    return is_near_on_stack(address, size) || is_in_heap(address, size) ||
           is_variable(address, size);
}

void prepare_user_probe() noexcept {
    static_cast<void>(zeros());
}

base::Result<void> read_user(void* to, const void* user, std::size_t size) noexcept {
    if (!is_surely_there(user, size))
        return copy_from_user(to, user, size);
    std::memcpy(to, user, size);
    return base::Result<void>::ok();
}

base::Result<void> write_user(void* user, const void* from, std::size_t size) noexcept {
    if (!is_surely_there(user, size))
        return copy_to_user(user, from, size);
    std::memcpy(user, from, size);
    return base::Result<void>::ok();
}

bool is_user_writable(void* start, std::size_t size) noexcept {
    if (is_surely_there(start, size))
        return true;
    std::array<iovec, pages_a_call> pages;
    std::size_t count = 0;
    auto at = reinterpret_cast<std::uintptr_t>(start); // may be null: a number, not a place
    while (size != 0) {
        pages[count++] = {reinterpret_cast<void*>(at), 1};
        const std::size_t step = std::min(size, page_size - at % page_size);
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
