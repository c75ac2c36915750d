// Room kernel: ending the system call that another thread waits in, for CancelSynchronousIo.
//
// The other thread gets a signal. Its handler sees in the interrupted context whether the kernel
// has just ended a wait with EINTR, and whether it was one that may be cancelled: of send and
// receive, which note where they return to (direct_call.hpp), or one made while a MayCancel lives.
// So a call that nobody cancels pays nothing, and a cancel that comes too late finds nothing.
#pragma once

#include <cstdint>

namespace ws2::kernel {

// While it lives, what the calling thread waits for in the kernel may be cancelled. Who makes one,
// or a direct call that may wait, gives every EINTR to wsa_error(), or asks take_cancel() itself.
class MayCancel {
public:
    MayCancel() noexcept;
    MayCancel(const MayCancel&) = delete;
    MayCancel& operator=(const MayCancel&) = delete;
    ~MayCancel();
};

// After EINTR, in the thread that got it: whether it is a cancel. Only the first asker is told.
bool take_cancel() noexcept;

enum class Cancel {
    done,
    nothing,     // the thread waits for nothing that may be cancelled, or is gone
    unsupported, // the processor's contexts are not known here, the program has the signal, or the
                 // thread has blocked it
};

// Ends the wait of the thread with that number. Returns when the thread knows; its call has not
// returned by then. Not for the calling thread itself.
Cancel cancel_wait(std::uint32_t thread) noexcept;

} // namespace ws2::kernel
