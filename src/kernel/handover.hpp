// Room kernel: a descriptor on its way to another process: offered under a name that the other one
// is told, taken once. The name is a number in the abstract namespace of Unix sockets.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

// Where the offer of this number is taken. WSAEADDRINUSE if the number is in use.
base::Result<int> open_offer(std::uint32_t number) noexcept;

// A descriptor that becomes readable when the process ends; WSAEINVAL if there is none.
base::Result<int> watch_process(std::uint32_t process) noexcept;
std::uint32_t this_process() noexcept;
// A number that nobody can guess; never 0.
std::uint32_t random_number() noexcept;
base::Result<int> duplicate(int descriptor) noexcept;

// Somebody came to take: gives if it is `process` and belongs to the same user. False: somebody
// else, who got nothing.
bool give(int offer, std::uint32_t process, int descriptor, const void* about,
          std::size_t size) noexcept;

// The descriptor, close-on-exec, and `size` octets about it. WSAEINVAL if nothing is offered (any
// more).
base::Result<int> take(std::uint32_t number, void* about, std::size_t size) noexcept;

} // namespace ws2::kernel
