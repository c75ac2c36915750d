// Room kernel: the system's processors: which share a core, a package, a cache, a memory node.
#pragma once

#include <cstdint>
#include <vector>

namespace ws2::kernel {

using Processors = std::vector<std::uint32_t>; // numbers of Linux', ascending

struct ProcessorCache {
    std::uint32_t level = 0;
    char kind = 'U';        // Unified, Instruction, Data
    std::uint32_t ways = 0; // 0: fully associative
    std::uint32_t line_octets = 0;
    std::uint32_t octets = 0;
    Processors processors;
};

struct MemoryNode {
    std::uint32_t number = 0;
    Processors processors;
};

struct Topology {
    Processors all; // those below hold no other
    std::vector<Processors> cores;
    std::vector<Processors> packages;
    std::vector<ProcessorCache> caches;
    std::vector<MemoryNode> nodes; // those with processors; at least one
};

// The processors that the process's first thread may run on, as they were at the first call; never
// empty. Throws std::bad_alloc.
const Processors& system_processors();
// Of these, as /sys shows it; what it does not show is a core each, one package, one node.
Topology topology();

// The processors that a thread, or a process's first one, may run on. 0 or an ERROR_ code.
int thread_processors(std::uint32_t thread, Processors& out);
int move_thread(std::uint32_t thread, const Processors& to);
// All threads of the process.
int move_process(std::uint32_t process, const Processors& to);

// Since the start, all processors together, in units of 100 ns. False if /proc does not tell.
struct ProcessorTimes {
    std::uint64_t idle = 0;
    std::uint64_t system = 0; // without the idle time
    std::uint64_t user = 0;
};
bool processor_times(ProcessorTimes& out);

} // namespace ws2::kernel
