// Room kernel: what one thread can change of another.
#pragma once

#include <cstdint>

namespace ws2::kernel {

// Places the thread `delta` nice steps from where the process began. 0, ERROR_ACCESS_DENIED (5), or
// ERROR_INVALID_PARAMETER (87) if there is no such thread.
int set_thread_nice(std::uint32_t thread, int delta) noexcept;

// What ps and debuggers show; cut after 15 octets.
void name_thread(std::uint32_t thread, const char* name) noexcept;

} // namespace ws2::kernel
