// Room win32: a word in the program's memory as an atomic one that can be slept on.
#pragma once

#include "kernel/futex.hpp"
#include "nt/thread.hpp"

#include <atomic>
#include <basetsd.h>
#include <cstdint>

namespace ws2::win32 {

using Word = std::atomic<std::uint32_t>;
static_assert(sizeof(Word) == 4 && Word::is_always_lock_free);

// The first four octets of a member.
inline Word& word_of(void* member) noexcept {
    return *static_cast<Word*>(member);
}

// Sleeps while the word holds `expected`. The thread does not count as running for its completion
// port meanwhile. False when the deadline has passed.
inline bool sleep_on(const Word& word, std::uint32_t expected,
                     std::int64_t deadline_ns = kernel::kNoDeadline_ns) noexcept {
    nt::Thread::Absence absent(nt::Thread::current());
    return kernel::futex_wait(word, expected, deadline_ns);
}

inline void spin_once() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

} // namespace ws2::win32
