// bench/system/load: the command line of the load generator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace bench::load {

struct Options {
    std::string mode;
    std::uint16_t port = 0;
    std::size_t connections = 1; // each has one message on its way at a time
    std::size_t idle = 0;        // opened before the others, silent during the measurement
    std::size_t size = 64;       // octets of a message
    std::uint64_t warmup_ms = 200;
    std::uint64_t duration_ms = 1000;
    std::uint64_t count = 0;   // requests to measure; 0: as many as duration_ms allows
    bool ring = true;          // echo over io_uring where the system allows it
    std::vector<pid_t> cpu_of; // processes whose CPU time is read around the measurement
};

// Ends the program with a usage line when the command line is not understood.
Options parse_options(int argc, char** argv);

} // namespace bench::load
