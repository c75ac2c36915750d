// Room kernel: what a descriptor of any kind is asked and told.
#pragma once

#include "base/result.hpp"

#include <cstdint>

namespace ws2::kernel {

// Where read(2) would go on. Fails for what has no position.
base::Result<std::int64_t> file_position(int descriptor) noexcept;
void set_file_position(int descriptor, std::int64_t position) noexcept;
base::Result<std::int64_t> file_size(int descriptor) noexcept;

// The number `onto` stands for what `from` stands for; `from` is closed, also on failure. What
// `onto` stood for is closed as by close(2).
base::Result<void> move_descriptor(int from, int onto) noexcept;

} // namespace ws2::kernel
