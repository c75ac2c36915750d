// Room dispatch: the blocking hooks of 1.1 programs, which live in threads.
//
// A provider about to block asks WPUQueryBlockingCallback. Only a thread whose 1.1 program set a
// hook gets a callback; all others get null and wait natively. While the hook runs, every other
// call of its thread fails with WSAEINPROGRESS, except those that end the blocking call.
#pragma once

#include "dispatch/provider.hpp"

namespace ws2::dispatch {

// Sets this thread's hook (null: none) and gives back the one before.
FARPROC set_blocking_hook(FARPROC hook) noexcept;

// Whether this thread has one. One read of a thread-local variable.
bool hook_is_set_in_this_thread() noexcept;

// Whether this thread is inside a blocking call that runs its hook.
bool hook_runs_in_this_thread() noexcept;

// For the thread about to block, in `provider` (WPUQueryBlockingCallback) or (null) in the library
// itself: null, or the callback and its context.
LPBLOCKINGCALLBACK blocking_callback(const Provider* provider, DWORD_PTR& context) noexcept;

// Makes this thread's blocking call end with WSAEINTR. 0, or WSAEINVAL if there is none.
int cancel_blocking_call() noexcept;

} // namespace ws2::dispatch
