// bench/system/load: the command line of the load generator.
#include "options.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace bench::load {
namespace {

[[noreturn]] void usage() {
    std::fputs("usage: bench_load echo|accept|idle --port P [--connections N] [--idle N]\n"
               "       [--size OCTETS] [--warmup-ms MS] [--duration-ms MS] [--count REQUESTS]\n"
               "       [--ring 0|1] [--cpu-of PID]...\n",
               stderr);
    std::exit(2);
}

std::uint64_t number(const char* text) {
    char* end = nullptr;
    errno = 0;
    auto value = std::strtoull(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0') {
        usage();
    }
    return value;
}

} // namespace

Options parse_options(int argc, char** argv) {
    if (argc < 2) {
        usage();
    }
    Options options;
    options.mode = argv[1];
    for (int i = 2; i + 1 < argc; i += 2) {
        std::string_view name = argv[i];
        auto value = number(argv[i + 1]);
        if (name == "--port") {
            options.port = static_cast<std::uint16_t>(value);
        } else if (name == "--connections") {
            options.connections = value;
        } else if (name == "--idle") {
            options.idle = value;
        } else if (name == "--size") {
            options.size = value;
        } else if (name == "--warmup-ms") {
            options.warmup_ms = value;
        } else if (name == "--duration-ms") {
            options.duration_ms = value;
        } else if (name == "--count") {
            options.count = value;
        } else if (name == "--ring") {
            options.ring = value != 0;
        } else if (name == "--cpu-of") {
            options.cpu_of.push_back(static_cast<pid_t>(value));
        } else {
            usage();
        }
    }
    bool known = options.mode == "echo" || options.mode == "accept" || options.mode == "idle";
    if (!known || argc % 2 != 0 || options.port == 0 || options.size == 0) {
        usage();
    }
    return options;
}

} // namespace bench::load
