// Room win32: fibers, over contexts of the C library. A fiber takes its fiber-local values and its
// C++ exceptions with it from thread to thread.
#include "nt/thread.hpp"
#include "win32/call.hpp"
#include "win32/thread_storage.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#include <utility>
#include <winbase.h>

#if defined(__SANITIZE_THREAD__)
#define WS2_TSAN_FIBERS
#elif defined(__SANITIZE_ADDRESS__)
#define WS2_ASAN_FIBERS
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WS2_TSAN_FIBERS
#elif __has_feature(address_sanitizer)
#define WS2_ASAN_FIBERS
#endif
#endif
#ifdef WS2_ASAN_FIBERS
#include <sanitizer/common_interface_defs.h>
#endif
#ifdef WS2_TSAN_FIBERS
#include <sanitizer/tsan_interface.h>
#endif

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

constexpr std::size_t kDefaultStack = std::size_t{1} << 20;
constexpr std::size_t kLibraryShare = std::size_t{256} << 10; // beside what the program asks for

// What the C++ library keeps for a thread: the caught exceptions and the count of the others.
using Exceptions = std::array<unsigned char, 2 * sizeof(void*)>;

Exceptions exchange_exceptions(const Exceptions& other) noexcept {
    Exceptions before;
    void* const here = abi::__cxa_get_globals();
    std::memcpy(before.data(), here, before.size());
    std::memcpy(here, other.data(), other.size());
    return before;
}

class Stack {
public:
    Stack() = default;
    explicit Stack(std::size_t size) {
        if (size > SIZE_MAX / 2)
            throw std::bad_alloc();
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        size_ = (std::max(size, kDefaultStack) + kLibraryShare + page) / page * page + page;
        void* const made = mmap(nullptr, size_, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
        if (made == MAP_FAILED || mprotect(made, page, PROT_NONE) != 0) { // a guard at the end
            if (made != MAP_FAILED)
                munmap(made, size_);
            throw std::bad_alloc();
        }
        start_ = made;
    }
    Stack(const Stack&) = delete;
    Stack& operator=(const Stack&) = delete;
    ~Stack() {
        if (start_ != nullptr)
            munmap(start_, size_);
    }
    stack_t area() const noexcept { return {start_, 0, size_}; }

private:
    void* start_ = nullptr;
    std::size_t size_ = 0;
};

struct Fiber {
    explicit Fiber(void* given) noexcept : parameter(given) {}        // of a thread
    Fiber(void* given, LPFIBER_START_ROUTINE first, std::size_t room) // of its own
        : parameter(given), start(first), stack(room) {}

    void* const parameter;
    const LPFIBER_START_ROUTINE start = nullptr;
    Stack stack;
    ucontext_t context{};
    StorageBlock* storage = nullptr;
    Exceptions exceptions{};
    void* sanitizer = nullptr;         // TSan's fiber, or ASan's copy of its stack
    const void* stack_start = nullptr; // for ASan
    std::size_t stack_size = 0;
};

constinit thread_local Fiber* running = nullptr;
constinit thread_local Fiber* of_thread = nullptr;

// Not inlined: a fiber may go on in another thread, whose variables have other addresses.
[[gnu::noinline]] Fiber*& running_here() noexcept {
    asm volatile("" ::: "memory"); // nor is its answer kept
    return running;
}

void end_thread(nt::Thread&) {
    Fiber* const last = std::exchange(running, nullptr);
    Fiber* const own = std::exchange(of_thread, nullptr);
    if (own != nullptr && last != own)
        end_fiber_storage(std::exchange(own->storage, nullptr)); // `last`'s are the thread's now
    delete own;
}

#ifdef WS2_ASAN_FIBERS
constinit thread_local Fiber* left = nullptr; // by the switch that is under way
[[gnu::noinline]] Fiber*& left_here() noexcept {
    asm volatile("" ::: "memory");
    return left;
}
void leave(Fiber* from, Fiber* to) noexcept {
    left_here() = from;
    __sanitizer_start_switch_fiber(&from->sanitizer, to->stack_start, to->stack_size);
}
void arrive(Fiber* here) noexcept {
    Fiber* const before = left_here();
    __sanitizer_finish_switch_fiber(here->sanitizer, &before->stack_start, &before->stack_size);
}
#elif defined(WS2_TSAN_FIBERS)
void leave(Fiber* from, Fiber* to) noexcept {
    from->sanitizer = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(to->sanitizer, 0);
}
void arrive(Fiber*) noexcept {}
#else
void leave(Fiber*, Fiber*) noexcept {}
void arrive(Fiber*) noexcept {}
#endif

[[noreturn]] void begin() {
    arrive(running_here());
    const Fiber* const self = running_here();
    self->start(self->parameter);
    ExitThread(1);
}

void enter(Fiber* from, Fiber* to) noexcept {
    running_here() = to;
    from->storage = exchange_fiber_storage(std::exchange(to->storage, nullptr));
    from->exceptions = exchange_exceptions(to->exceptions);
    leave(from, to);
    swapcontext(&from->context, &to->context);
    arrive(from);
}

Fiber* convert(void* parameter) {
    if (running_here() != nullptr)
        return failure<Fiber*>(ERROR_ALREADY_FIBER, nullptr);
    nt::at_thread_end(end_thread);
    nt::Thread::current(); // its end is noticed
    of_thread = new Fiber(parameter);
    return running_here() = of_thread;
}

} // namespace

extern "C" {

LPVOID WINAPI ConvertThreadToFiber(LPVOID lpParameter) {
    return ConvertThreadToFiberEx(lpParameter, 0);
}

LPVOID WINAPI ConvertThreadToFiberEx(LPVOID lpParameter, DWORD dwFlags) {
    if ((dwFlags & ~DWORD{FIBER_FLAG_FLOAT_SWITCH}) != 0)
        return failure<LPVOID>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<LPVOID>(nullptr, [&] { return convert(lpParameter); });
}

BOOL WINAPI ConvertFiberToThread(VOID) {
    Fiber*& here = running_here();
    if (here == nullptr)
        return outcome(ERROR_ALREADY_THREAD);
    if (here != of_thread)
        return outcome(ERROR_INVALID_PARAMETER); // its stack is not the thread's
    delete std::exchange(of_thread, nullptr);
    here = nullptr;
    return TRUE;
}

LPVOID WINAPI CreateFiber(SIZE_T dwStackSize, LPFIBER_START_ROUTINE lpStartAddress,
                          LPVOID lpParameter) {
    return CreateFiberEx(0, dwStackSize, 0, lpStartAddress, lpParameter);
}

LPVOID WINAPI CreateFiberEx(SIZE_T dwStackCommitSize, SIZE_T dwStackReserveSize, DWORD dwFlags,
                            LPFIBER_START_ROUTINE lpStartAddress, LPVOID lpParameter) {
    if ((dwFlags & ~DWORD{FIBER_FLAG_FLOAT_SWITCH}) != 0 || lpStartAddress == nullptr)
        return failure<LPVOID>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<LPVOID>(nullptr, [&] {
        auto fiber = std::make_unique<Fiber>(lpParameter, lpStartAddress,
                                             std::max(dwStackCommitSize, dwStackReserveSize));
        getcontext(&fiber->context);
        fiber->context.uc_stack = fiber->stack.area();
        fiber->context.uc_link = nullptr;
        fiber->stack_start = fiber->context.uc_stack.ss_sp;
        fiber->stack_size = fiber->context.uc_stack.ss_size;
        makecontext(&fiber->context, begin, 0);
#ifdef WS2_TSAN_FIBERS
        fiber->sanitizer = __tsan_create_fiber(0);
#endif
        return fiber.release();
    });
}

VOID WINAPI DeleteFiber(LPVOID lpFiber) {
    auto* const fiber = static_cast<Fiber*>(lpFiber);
    if (fiber == nullptr)
        return;
    if (fiber == running_here())
        ExitThread(1); // the stack that this runs on stays
    contained(0, [&] {
        end_fiber_storage(std::exchange(fiber->storage, nullptr));
        return 0;
    });
    if (fiber->start == nullptr)
        return; // the thread frees it
#ifdef WS2_TSAN_FIBERS
    __tsan_destroy_fiber(fiber->sanitizer);
#endif
    delete fiber;
}

VOID WINAPI SwitchToFiber(LPVOID lpFiber) {
    Fiber* const from = running_here();
    if (from == nullptr || lpFiber == nullptr)
        std::abort(); // there is no answer to give, nor a way to go on
    if (from != lpFiber)
        enter(from, static_cast<Fiber*>(lpFiber));
}

BOOL WINAPI IsThreadAFiber(VOID) {
    return running_here() != nullptr;
}

PVOID WINAPI GetCurrentFiber(VOID) {
    return running_here();
}

PVOID WINAPI GetFiberData(VOID) {
    const Fiber* const here = running_here();
    return here != nullptr ? here->parameter : nullptr;
}
}
