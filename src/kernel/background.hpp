// Room kernel: steps of operations that go on while nobody waits for them.
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace ws2::kernel {

// How a connect that goes on in the background ended: 0, WSAEWOULDBLOCK (not yet), or its WSA code.
int connect_outcome(int descriptor) noexcept;

// Whether the descriptor is ready for receiving or sending now (an error or end counts as ready).
bool is_ready(int descriptor, bool sending) noexcept;

// A part of a file, from *offset on, which moves along: octets taken, 0 at the end of the file, or
// WSAEWOULDBLOCK. The socket is non-blocking during the call.
base::Result<std::uint64_t> send_file(int descriptor, int file, std::int64_t* offset,
                                      std::uint64_t size) noexcept;

} // namespace ws2::kernel
