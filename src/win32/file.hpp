// Room win32: open files. The entry points that also serve sockets (ReadFile, CloseHandle ...) live
// in api, which comes here with every descriptor that is not a socket.
#pragma once

#include "win32/descriptor.hpp"

#include <minwinbase.h>
#include <string>

namespace ws2::win32 {

// A path as the program wrote it, as Linux has it: slashes, and no "\\?\" or drive letter before
// it.
std::string linux_path(std::string path);
// What that opens: of Windows' devices, NUL and the console.
std::string device_or_path(std::string path);

// What CreateFile told of a descriptor that close needs. `delete_path` empty: nothing to delete.
void remember_file(int descriptor, bool overlapped, std::string delete_path);

BOOL read_file(HANDLE file, void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped);
BOOL write_file(HANDLE file, const void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped);
// 0 or an error.
int close_file(HANDLE file);
int duplicate_file(HANDLE file, HANDLE* copy, bool inherit);

} // namespace ws2::win32
