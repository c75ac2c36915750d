// Room win32: one-time initialisation. The lowest two bits are the state, the rest the context; the
// low half is what threads sleep on.
#include "win32/call.hpp"
#include "win32/word.hpp"

#include <climits>
#include <synchapi.h>

using namespace ws2::win32;

namespace {

constexpr std::uint64_t kUntouched = 0;
constexpr std::uint64_t kRunning = 1; // one thread initialises, others wait
constexpr std::uint64_t kOpen = 3;    // INIT_ONCE_ASYNC: several may, the first to finish wins
constexpr std::uint64_t kDone = 2;
constexpr std::uint64_t kState = 3;

std::atomic<std::uint64_t>& state_of(PINIT_ONCE once) noexcept {
    return *static_cast<std::atomic<std::uint64_t>*>(static_cast<void*>(once));
}

void wake_waiters(PINIT_ONCE once) noexcept {
    ws2::kernel::futex_wake(&word_of(once), INT_MAX);
}

BOOL done(std::uint64_t state, PBOOL pending, LPVOID* context) noexcept {
    *pending = FALSE;
    if (context)
        *context = reinterpret_cast<LPVOID>(state & ~kState);
    return TRUE;
}

BOOL begin(PINIT_ONCE once, std::uint64_t wanted, PBOOL pending, LPVOID* context) noexcept {
    std::atomic<std::uint64_t>& word = state_of(once);
    std::uint64_t state = word.load(std::memory_order_acquire);
    for (;;) {
        if ((state & kState) == kDone)
            return done(state, pending, context);
        if (state == kUntouched) {
            if (word.compare_exchange_weak(state, wanted, std::memory_order_acq_rel))
                break;
            continue;
        }
        if (state != wanted) // synchronous and asynchronous use of one structure
            return failure(ERROR_INVALID_PARAMETER, FALSE);
        if (state == kOpen)
            break;
        sleep_on(word_of(once), static_cast<std::uint32_t>(kRunning));
        state = word.load(std::memory_order_acquire);
    }
    *pending = TRUE;
    return TRUE;
}

} // namespace

VOID WINAPI InitOnceInitialize(PINIT_ONCE InitOnce) {
    InitOnce->Ptr = nullptr;
}

BOOL WINAPI InitOnceBeginInitialize(LPINIT_ONCE lpInitOnce, DWORD dwFlags, PBOOL fPending,
                                    LPVOID* lpContext) {
    if (dwFlags == INIT_ONCE_CHECK_ONLY) {
        const std::uint64_t state = state_of(lpInitOnce).load(std::memory_order_acquire);
        if ((state & kState) == kDone)
            return done(state, fPending, lpContext);
        *fPending = TRUE;
        return failure(ERROR_GEN_FAILURE, FALSE);
    }
    if ((dwFlags & ~DWORD{INIT_ONCE_ASYNC}) != 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return begin(lpInitOnce, dwFlags == INIT_ONCE_ASYNC ? kOpen : kRunning, fPending, lpContext);
}

BOOL WINAPI InitOnceComplete(LPINIT_ONCE lpInitOnce, DWORD dwFlags, LPVOID lpContext) {
    const bool failed = dwFlags == INIT_ONCE_INIT_FAILED;
    const auto context = reinterpret_cast<std::uint64_t>(lpContext);
    if ((dwFlags != 0 && dwFlags != INIT_ONCE_ASYNC && !failed) || (context & kState) != 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    std::uint64_t expected = dwFlags == INIT_ONCE_ASYNC ? kOpen : kRunning;
    const std::uint64_t next = failed ? kUntouched : context | kDone;
    if (!state_of(lpInitOnce).compare_exchange_strong(expected, next, std::memory_order_acq_rel))
        return failure(ERROR_GEN_FAILURE, FALSE);
    wake_waiters(lpInitOnce);
    return TRUE;
}

BOOL WINAPI InitOnceExecuteOnce(PINIT_ONCE InitOnce, PINIT_ONCE_FN InitFn, PVOID Parameter,
                                LPVOID* Context) {
    BOOL pending = FALSE;
    if (!begin(InitOnce, kRunning, &pending, Context))
        return FALSE;
    if (!pending)
        return TRUE;
    LPVOID made = nullptr;
    if (!InitFn(InitOnce, Parameter, &made)) {
        InitOnceComplete(InitOnce, INIT_ONCE_INIT_FAILED, nullptr);
        return FALSE;
    }
    if (!InitOnceComplete(InitOnce, 0, made))
        return FALSE;
    if (Context)
        *Context = made;
    return TRUE;
}
