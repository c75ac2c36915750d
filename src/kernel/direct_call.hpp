// Room kernel: send(2), sendmsg(2), recv(2) and epoll_wait(2) without libc in between.
//
// libc's are points of cancellation: with a second thread in the process each notes its beginning
// and its end by an interlocked operation, 4 % of a short exchange. No thread that runs in a
// provider may be cancelled anyway: the provider's function would be unwound in the middle, perhaps
// with a connection's lock.
// Sanitizers watch libc's functions and would not see these. Each answers what the system call
// does: the negative of an errno where it failed.
#pragma once

#include "kernel/cancellation.hpp"

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

// One that may be cancelled notes where it returns to, for cancellation.hpp.
#define WS2_SYSTEM_CALL(note)                                                                      \
    __asm__ volatile("syscall\n" note                                                              \
                     : "+a"(number)                                                                \
                     : "D"(first), "S"(second), "d"(third), "r"(in_r10), "r"(in_r8), "r"(in_r9)    \
                     : "rcx", "r11", "memory")

template<bool kCancellable = true>
inline long direct_call(long number, long first, const void* second, std::size_t third,
                        long fourth) noexcept {
    register long in_r10 __asm__("r10") = fourth;
    register long in_r8 __asm__("r8") = 0;
    register long in_r9 __asm__("r9") = 0;
    if constexpr (kCancellable)
        WS2_SYSTEM_CALL("1: .pushsection ws2_cancellable, \"a?\", @progbits\n"
                        ".balign 4\n"
                        ".long 1b - .\n"
                        ".popsection");
    else
        WS2_SYSTEM_CALL("");
    return number;
}
#undef WS2_SYSTEM_CALL

inline long direct_send(int descriptor, const void* data, std::size_t size, int flags) noexcept {
    return direct_call(SYS_sendto, descriptor, data, size, flags);
}
inline long direct_receive(int descriptor, void* data, std::size_t size, int flags) noexcept {
    return direct_call(SYS_recvfrom, descriptor, data, size, flags);
}
inline long direct_send_message(int descriptor, const void* message, int flags) noexcept {
    return direct_call(SYS_sendmsg, descriptor, message, static_cast<std::size_t>(flags), 0);
}
inline long direct_wait(int set, void* events, std::size_t room, int timeout_ms) noexcept {
    return direct_call<false>(SYS_epoll_wait, set, events, room, timeout_ms);
}

#else

// libc's functions under names that winsock2.h does not have.
extern "C" long native_send(int descriptor, const void* data, std::size_t size,
                            int flags) __asm__("send");
extern "C" long native_receive(int descriptor, void* data, std::size_t size,
                               int flags) __asm__("recv");
extern "C" long native_send_message(int descriptor, const void* message,
                                    int flags) __asm__("sendmsg");
extern "C" int native_wait(int set, void* events, int room, int timeout_ms) __asm__("epoll_wait");

inline long direct_send(int descriptor, const void* data, std::size_t size, int flags) noexcept {
    const MayCancel mark;
    const long sent = native_send(descriptor, data, size, flags);
    return sent < 0 ? -errno : sent;
}
inline long direct_receive(int descriptor, void* data, std::size_t size, int flags) noexcept {
    const MayCancel mark;
    const long got = native_receive(descriptor, data, size, flags);
    return got < 0 ? -errno : got;
}
inline long direct_send_message(int descriptor, const void* message, int flags) noexcept {
    const MayCancel mark;
    const long sent = native_send_message(descriptor, message, flags);
    return sent < 0 ? -errno : sent;
}
inline long direct_wait(int set, void* events, std::size_t room, int timeout_ms) noexcept {
    const int count = native_wait(set, events, static_cast<int>(room), timeout_ms);
    return count < 0 ? -errno : count;
}

#endif

} // namespace ws2::kernel
