// Room kernel: changes of the host's addresses, routes and links, as rtnetlink tells them.
#pragma once

#include <string>

namespace ws2::kernel {

// Calls `changed` from a thread of the process's own after each burst of changes, from now on and
// for ever; several functions may be watching. The first call starts the watch, in the network
// namespace of its thread. False if there is no descriptor, no thread or no room for one more
// function.
bool watch_network(void (*changed)()) noexcept;

// The addresses of a Windows family: octets that are the same as long as the addresses are, in
// whatever order the kernel lists them. May throw std::bad_alloc.
std::string addresses_now(int windows_family);

} // namespace ws2::kernel
