// Room win32: open files. The entry points that also serve sockets (ReadFile, CloseHandle ...) live
// in api, which comes here with every descriptor that is not a socket.
#pragma once

#include "win32/descriptor.hpp"
#include "win32/file_lock.hpp"

#include <memory>
#include <minwinbase.h>
#include <string>

namespace ws2::win32 {

// A path as the program wrote it, as Linux has it: slashes, and no "\\?\" or drive letter before
// it.
std::string linux_path(std::string path);
// An absolute path of Linux as a program for Windows takes it apart: backslashes, behind a drive.
std::string windows_path(std::string path);
// What that opens: of Windows' devices, NUL and the console.
std::string device_or_path(std::string path);

bool is_open(int descriptor) noexcept;
// What CreateFile told of a descriptor that close needs. `delete_path` empty: nothing to delete.
void remember_file(int descriptor, bool overlapped, std::string delete_path);
// Whether it was opened with FILE_FLAG_OVERLAPPED.
bool is_overlapped(int descriptor);
// What is locked through it; null if it is not open.
std::shared_ptr<Regions> regions_of(int descriptor);

// How an operation ends that succeeded in the call, with or without OVERLAPPED.
BOOL indicate_success(int descriptor, DWORD count, DWORD* done, OVERLAPPED* overlapped);

BOOL read_file(HANDLE file, void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped);
BOOL write_file(HANDLE file, const void* buffer, DWORD size, DWORD* done, OVERLAPPED* overlapped);
// With a completion routine, of a handle whose reads and writes may be pending: a named pipe's. Of
// all others nothing is done, and the answer is false.
bool read_file_ex(HANDLE file, void* buffer, DWORD size, OVERLAPPED* overlapped,
                  LPOVERLAPPED_COMPLETION_ROUTINE routine, BOOL* result);
bool write_file_ex(HANDLE file, const void* buffer, DWORD size, OVERLAPPED* overlapped,
                   LPOVERLAPPED_COMPLETION_ROUTINE routine, BOOL* result);
// How many operations on it can be the program's: the engine has others for a named pipe.
unsigned operations_of_program(int descriptor);
// 0 or an error.
int close_file(HANDLE file);
int duplicate_file(HANDLE file, HANDLE* copy, bool inherit);

} // namespace ws2::win32
