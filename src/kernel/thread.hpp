// Room kernel: threads as the nt room needs them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

// The calling thread's Linux id; never 0.
std::uint32_t thread_id() noexcept;
std::uint32_t process_id() noexcept;

// Starts a detached thread. `stack_bytes` 0 means the default. 0, or a WSA-compatible error:
// ERROR_NOT_ENOUGH_MEMORY (8).
int start_thread(std::size_t stack_bytes, void (*run)(void*), void* argument) noexcept;

// For threads of the library: the program's signal handlers do not run in the calling thread.
void block_signals() noexcept;

// Ends the calling thread, unwinding its stack.
[[noreturn]] void exit_thread();

// Calls `run(value)` when the calling thread ends, after the destructors of its thread_local
// objects; a second call replaces the value. Null takes it back. `run` is the same in all calls.
void at_thread_exit(void (*run)(void*), void* value) noexcept;

// Around every fork, in the thread that calls it. For good.
void at_fork(void (*before)(), void (*in_parent)(), void (*in_child)()) noexcept;

void yield_thread() noexcept;

bool descriptor_is_open(int descriptor) noexcept;

// Processors this process may run on, at least 1.
std::uint32_t processors() noexcept;

} // namespace ws2::kernel
