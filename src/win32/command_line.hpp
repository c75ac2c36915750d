// Room win32: how Windows cuts a command line into arguments.
#pragma once

#include <string>
#include <vector>

namespace ws2::win32 {

// `line` is not empty; the first of the result is the program.
std::vector<std::u16string> arguments_of(const char16_t* line);

} // namespace ws2::win32
