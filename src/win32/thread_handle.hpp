// Room win32: the thread that a handle stands for.
#pragma once

#include "nt/thread.hpp"

#include <processthreadsapi.h>

namespace ws2::win32 {

// GetCurrentThread's too. Empty if the handle is no thread's.
inline nt::Ref<nt::Thread> thread_of(HANDLE handle) {
    if (handle == GetCurrentThread())
        return nt::Ref<nt::Thread>::share(&nt::Thread::current());
    nt::Pinned<nt::Thread> thread(handle);
    return thread ? nt::Ref<nt::Thread>::share(&*thread) : nt::Ref<nt::Thread>();
}

} // namespace ws2::win32
