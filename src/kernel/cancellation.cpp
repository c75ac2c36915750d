#include "kernel/cancellation.hpp"

#include "kernel/futex.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

// Where the direct calls that may be cancelled return to, each as its distance from its own place.
extern "C" [[gnu::weak, gnu::visibility("hidden")]] const std::int32_t
    ws2_cancellable_begin[] __asm__("__start_ws2_cancellable");
extern "C" [[gnu::weak, gnu::visibility("hidden")]] const std::int32_t
    ws2_cancellable_end[] __asm__("__stop_ws2_cancellable");

namespace ws2::kernel {
namespace {

constexpr int kSignal = SIGURG; // what Linux sends by itself under this name, a program has to ask
                                // for; without a handler it does nothing
constexpr std::int64_t kPatience_ns = 1'000'000'000; // for a thread that is stopped, or deaf

constinit thread_local unsigned depth = 0;
constinit thread_local bool cancelled = false;

enum Answer : std::uint32_t { kIdle, kAsked, kDone, kNothing };

// One cancel at a time.
struct Order {
    std::mutex mutex;
    std::atomic<std::uint32_t> thread{0};
    std::atomic<std::uint32_t> answer{kIdle};
};
constinit Order order;

std::uint32_t own_number() noexcept {
    return static_cast<std::uint32_t>(syscall(SYS_gettid));
}

// Where a system call that ended with EINTR returns to; 0 if the thread was elsewhere.
std::uintptr_t interrupted_at(const ucontext_t& context) noexcept {
#if defined(__x86_64__)
    constexpr unsigned char instruction[] = {0x0f, 0x05}; // syscall
    const auto next = static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RIP]);
    const long long result = context.uc_mcontext.gregs[REG_RAX];
#elif defined(__aarch64__)
    constexpr unsigned char instruction[] = {0x01, 0x00, 0x00, 0xd4}; // svc #0
    const auto next = static_cast<std::uintptr_t>(context.uc_mcontext.pc);
    const auto result = static_cast<long long>(context.uc_mcontext.regs[0]);
#else
    constexpr unsigned char instruction[] = {0};
    const std::uintptr_t next = 0;
    const long long result = 0;
    static_cast<void>(context);
#endif
    if (result != -EINTR)
        return 0;
    const void* before = reinterpret_cast<const void*>(next - sizeof instruction);
    return std::memcmp(before, instruction, sizeof instruction) == 0 ? next : 0;
}

bool is_noted(std::uintptr_t place) noexcept {
    for (const std::int32_t* each = ws2_cancellable_begin; each != ws2_cancellable_end; ++each)
        if (reinterpret_cast<std::uintptr_t>(each) + static_cast<std::uintptr_t>(*each) == place)
            return true;
    return false;
}

void on_signal(int, siginfo_t*, void* context) noexcept {
    const int saved = errno;
    if (order.answer.load(std::memory_order_acquire) == kAsked &&
        order.thread.load(std::memory_order_relaxed) == own_number()) {
        const std::uintptr_t place = interrupted_at(*static_cast<const ucontext_t*>(context));
        // A thread that was cancelled and has not gone on yet waits no more.
        const bool waits = place != 0 && !cancelled && (depth != 0 || is_noted(place));
        std::uint32_t asked = kAsked;
        if (order.answer.compare_exchange_strong(asked, waits ? kDone : kNothing,
                                                 std::memory_order_acq_rel)) {
            cancelled = cancelled || waits;
            futex_wake(&order.answer, 1);
        }
    }
    errno = saved;
}

// False if the program has the signal for itself.
bool has_handler() noexcept {
    struct sigaction now {};
    if (sigaction(kSignal, nullptr, &now) != 0)
        return false;
    if ((now.sa_flags & SA_SIGINFO) != 0)
        return now.sa_sigaction == on_signal;
    if (now.sa_handler != SIG_DFL && now.sa_handler != SIG_IGN)
        return false;
    struct sigaction ours {};
    ours.sa_sigaction = on_signal;
    ours.sa_flags = SA_SIGINFO | SA_ONSTACK; // and not SA_RESTART
    sigemptyset(&ours.sa_mask);
    return sigaction(kSignal, &ours, nullptr) == 0;
}

std::uint32_t await_answer() noexcept {
    const std::int64_t deadline_ns = monotonic_ns() + kPatience_ns;
    std::uint32_t answer = kAsked;
    while ((answer = order.answer.load(std::memory_order_acquire)) == kAsked)
        if (!futex_wait(order.answer, kAsked, deadline_ns)) {
            order.answer.compare_exchange_strong(answer, kIdle, std::memory_order_acq_rel);
            break; // `answer` is what came at the last moment, else kAsked
        }
    return answer;
}

} // namespace

MayCancel::MayCancel() noexcept {
    depth = depth + 1;
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

MayCancel::~MayCancel() {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    depth = depth - 1;
}

bool take_cancel() noexcept {
    const bool taken = cancelled;
    cancelled = false;
    return taken;
}

Cancel cancel_wait(std::uint32_t thread) noexcept {
#if !defined(__x86_64__) && !defined(__aarch64__)
    return Cancel::unsupported;
#endif
    const std::lock_guard guard(order.mutex);
    if (!has_handler())
        return Cancel::unsupported;
    order.thread.store(thread, std::memory_order_relaxed);
    order.answer.store(kAsked, std::memory_order_release);
    const bool sent = syscall(SYS_tgkill, getpid(), thread, kSignal) == 0;
    const bool found = sent && await_answer() == kDone;
    order.answer.store(kIdle, std::memory_order_release);
    return found ? Cancel::done : Cancel::nothing;
}

} // namespace ws2::kernel
