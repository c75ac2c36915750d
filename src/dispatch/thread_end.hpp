// Room dispatch: what a thread asked of handles that are not the system's ends with it, as what it
// asked of the system's does.
#pragma once

namespace ws2::dispatch {

// From the first such handle on.
void watch_thread_ends() noexcept;

} // namespace ws2::dispatch
