// Room kernel: threads that serve the library itself.
#pragma once

namespace ws2::kernel {

// Runs `run(context)` on a detached thread that takes none of the program's signals. False if there
// is no thread to be had.
bool start_service_thread(void (*run)(void* context), void* context) noexcept;

} // namespace ws2::kernel
