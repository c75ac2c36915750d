// Room win32: processes as /proc shows them.
#pragma once

#include <cstdint>
#include <minwindef.h>
#include <string>
#include <vector>

namespace ws2::win32 {

struct ProcessFacts {
    DWORD id = 0;
    DWORD parent = 0;
    DWORD threads = 0;
    std::string name; // of the program's file, without its folder
};

std::vector<DWORD> process_ids();
std::vector<DWORD> thread_ids(DWORD process);
// False if the process is gone.
bool read_facts(DWORD process, ProcessFacts& facts);
// Empty if it may not be known.
std::string program_of(DWORD process);

} // namespace ws2::win32
