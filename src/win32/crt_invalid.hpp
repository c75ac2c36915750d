// Room win32: how a function of Microsoft's C library refuses its arguments: the program's handler
// is called, and if that comes back there is an error code.
#pragma once

#include <cstddef>

namespace ws2::win32 {

// Calls the handler if there is one; `error`, which is in errno then.
int refuse_parameter(int error) noexcept;

// The same, and an empty text.
template<typename Char>
int refuse_text(Char* to, std::size_t size, int error) noexcept {
    if (to != nullptr && size != 0)
        to[0] = 0;
    return refuse_parameter(error);
}

} // namespace ws2::win32
