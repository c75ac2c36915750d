#include "kernel/cancellation.hpp"

#include "kernel/futex.hpp"
#include "kernel/thread.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <sched.h>
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
constexpr int kTries = 64; // for a call that goes on waiting, because something had moved

constinit thread_local unsigned depth = 0;
constinit thread_local bool cancelled = false;

// kMoved: the thread has just left such a call with something moved, and may come back to wait for
// the rest.
enum Answer : std::uint32_t { kNobody, kAsked, kDone, kMoved, kNothing };

// One cancel at a time: an answer, above it the number of the thread (22 bits at most), so that a
// late handler answers nobody else's.
constinit std::mutex order_mutex;
constinit std::atomic<std::uint32_t> order{kNobody};
constexpr unsigned kThreadShift = 8;

std::uint32_t order_for(std::uint32_t thread, Answer answer) noexcept {
    return (thread << kThreadShift) | answer;
}

std::uint32_t own_number() noexcept {
    return static_cast<std::uint32_t>(syscall(SYS_gettid));
}

struct Place {
    std::uintptr_t next = 0; // behind a system call; 0 if the thread was elsewhere
    long long result = 0;
};

Place place_of(const ucontext_t& context) noexcept {
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
    if (result < 0 && result != -EINTR)
        return {};
    const void* before = reinterpret_cast<const void*>(next - sizeof instruction);
    if (std::memcmp(before, instruction, sizeof instruction) != 0)
        return {};
    return {next, result};
}

bool is_noted(std::uintptr_t place) noexcept {
    for (const std::int32_t* each = ws2_cancellable_begin; each != ws2_cancellable_end; ++each)
        if (reinterpret_cast<std::uintptr_t>(each) + static_cast<std::uintptr_t>(*each) == place)
            return true;
    return false;
}

Answer answer_of(const ucontext_t& context) noexcept {
    // A thread that was cancelled and has not gone on yet waits no more.
    if (cancelled)
        return kNothing;
    const Place place = place_of(context);
    if (place.next == 0 || (depth == 0 && !is_noted(place.next)))
        return kNothing;
    return place.result == -EINTR ? kDone : kMoved;
}

void on_signal(int, siginfo_t*, void* context) noexcept {
    const int saved = errno;
    const std::uint32_t own = own_number();
    std::uint32_t asked = order_for(own, kAsked);
    if (order.load(std::memory_order_acquire) == asked) {
        const Answer answer = answer_of(*static_cast<const ucontext_t*>(context));
        if (order.compare_exchange_strong(asked, order_for(own, answer),
                                          std::memory_order_acq_rel)) {
            cancelled = cancelled || answer == kDone;
            futex_wake(&order, 1);
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

// kAsked if no answer came: the thread is stopped, or has blocked the signal.
Answer ask(std::uint32_t thread) noexcept {
    const std::uint32_t asked = order_for(thread, kAsked);
    order.store(asked, std::memory_order_release);
    if (syscall(SYS_tgkill, getpid(), thread, kSignal) != 0)
        return kNothing;
    const std::int64_t deadline_ns = monotonic_ns() + kPatience_ns;
    bool in_time = true;
    while (in_time && order.load(std::memory_order_acquire) == asked)
        in_time = futex_wait(order, asked, deadline_ns);
    const std::uint32_t answer = order.exchange(kNobody, std::memory_order_acq_rel);
    return static_cast<Answer>(answer & ((1U << kThreadShift) - 1));
}

void let_children_ask() noexcept {
    static const bool once = [] {
        at_fork([] { order_mutex.lock(); }, [] { order_mutex.unlock(); },
                [] { order_mutex.unlock(); });
        return true;
    }();
    static_cast<void>(once);
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
    let_children_ask();
    const std::lock_guard guard(order_mutex);
    if (!has_handler())
        return Cancel::unsupported;
    bool moved = false;
    for (int i = 0; i < kTries; ++i) {
        const Answer answer = ask(thread);
        if (answer == kDone)
            return Cancel::done;
        if (answer == kAsked)
            return Cancel::unsupported;
        moved = moved || answer == kMoved;
        if (!moved)
            break;
        sched_yield();
    }
    return Cancel::nothing;
}

} // namespace ws2::kernel
