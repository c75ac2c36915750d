// Room nt_io: one non-blocking step of an operation, by the bare system calls.
#pragma once

#include "nt/io/driver.hpp"

namespace ws2::nt::io {

// See Driver::attempt.
int attempt(int descriptor, Operation& operation) noexcept;

// What a receive of `size` octets means for the operation: 0 done, or kMore if a whole receive
// wants more and may be tried again at once.
inline constexpr int kMore = -1;
int received(Operation& operation, std::uint32_t size) noexcept;
// The same of a send, which is always to be whole.
int sent(Operation& operation, std::uint32_t size) noexcept;
// The octets that the buffers still want.
std::uint64_t wanted(const Operation& operation) noexcept;

} // namespace ws2::nt::io
