// Room kernel: what the library has still to do when the process ends.
#pragma once

namespace ws2::kernel {

// `hook` is called once when this process ends by exit, by the return of main or by ExitProcess,
// but not in a child that fork made, nor when a signal or _exit ends it. The other threads still
// run. Hooks that are told later are called earlier; there are places for a few, each is told once.
void at_process_end(void (*hook)() noexcept) noexcept;

// Calls the hooks now, for an end that does not go through exit.
void end_process() noexcept;

} // namespace ws2::kernel
