// Room base: environment variables that a raised process must not believe.
#pragma once

#include <string>

namespace ws2::base {

// True if the kernel started this process with raised privileges (AT_SECURE: set-user-id,
// set-group-id or file capabilities). Such a process ignores every WS2_ variable.
bool privileges_raised() noexcept;

// The variable's value; empty if it is unset, or if privileges were raised.
std::string environment(const char* name);

} // namespace ws2::base
