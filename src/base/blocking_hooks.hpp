// Room base: whether any thread of the process has ever set a blocking hook (WSASetBlockingHook,
// 1.1 programs). Providers of this library ask before they make the upcall that finds a thread's
// hook, which costs a short blocking call more than everything else together; others always ask.
#pragma once

#include <atomic>

namespace ws2::base {

inline constinit std::atomic<bool> blocking_hooks_in_use{false};

// How long a blocking call waits between two runs of a hook.
inline constexpr unsigned hook_pause_ms = 10;

} // namespace ws2::base
