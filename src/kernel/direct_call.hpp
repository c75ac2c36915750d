// Room kernel: send(2) and recv(2) without libc in between.
//
// libc's are points of cancellation: with a second thread in the process each notes its beginning
// and its end by an interlocked operation, 4 % of a short exchange. No thread that runs in a
// provider may be cancelled anyway: the provider's function would be unwound in the middle.
// Sanitizers watch libc's functions and would not see these.
#pragma once

#include <cerrno>
#include <cstddef>
#include <sys/syscall.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WS2_DIRECT_CALLS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define WS2_DIRECT_CALLS 0
#endif
#endif
#if !defined(WS2_DIRECT_CALLS) && defined(__x86_64__)
#define WS2_DIRECT_CALLS 1
#endif

namespace ws2::kernel {

#if WS2_DIRECT_CALLS

// sendto and recvfrom without an address.
inline long transfer(long number, int descriptor, const void* data, std::size_t size,
                     int flags) noexcept {
    register long fourth __asm__("r10") = flags;
    register long fifth __asm__("r8") = 0;
    register long sixth __asm__("r9") = 0;
    __asm__ volatile("syscall"
                     : "+a"(number)
                     : "D"(static_cast<long>(descriptor)), "S"(data), "d"(size), "r"(fourth),
                       "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return number;
}

// The octets that were taken or given, or the negative of an errno.
inline long direct_send(int descriptor, const void* data, std::size_t size, int flags) noexcept {
    return transfer(SYS_sendto, descriptor, data, size, flags);
}
inline long direct_receive(int descriptor, void* data, std::size_t size, int flags) noexcept {
    return transfer(SYS_recvfrom, descriptor, data, size, flags);
}

#else

// libc's send and recv under names that winsock2.h does not have.
extern "C" long native_send(int descriptor, const void* data, std::size_t size,
                            int flags) __asm__("send");
extern "C" long native_receive(int descriptor, void* data, std::size_t size,
                               int flags) __asm__("recv");

inline long direct_send(int descriptor, const void* data, std::size_t size, int flags) noexcept {
    const long sent = native_send(descriptor, data, size, flags);
    return sent < 0 ? -errno : sent;
}
inline long direct_receive(int descriptor, void* data, std::size_t size, int flags) noexcept {
    const long got = native_receive(descriptor, data, size, flags);
    return got < 0 ? -errno : got;
}

#endif

} // namespace ws2::kernel
