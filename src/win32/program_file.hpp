// Room win32: where a program is.
#pragma once

#include <string>

namespace ws2::win32 {

// The file of a program's name: as it is, in PATH (`search`, and the name has no folder), and
// without ".exe" where there is none with it. The name in Linux' form if nothing is found.
std::string program_file(const std::string& name, bool search);
// Whether that file (Linux' form) can be run. A folder cannot.
bool is_program(const std::string& path);

} // namespace ws2::win32
