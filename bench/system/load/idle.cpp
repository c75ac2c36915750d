// bench/system/load: connections that say one message and then nothing, held while the runner looks
// at the memory of the server.
#include "modes.hpp"
#include "traffic.hpp"

#include <cstdio>

namespace bench::load {

std::string run_idle(const Options& options) {
    Pattern pattern(options.size);
    std::vector<int> descriptors;
    for (std::size_t id = 0; id < options.connections; ++id) {
        descriptors.push_back(open_verified(options.port, pattern, options.size, id));
    }
    std::printf("{\"ready\": %zu}\n", descriptors.size());
    std::fflush(stdout);
    for (int octet = std::getchar(); octet != '\n' && octet != EOF; octet = std::getchar()) {
    }
    say_goodbye(descriptors);
    return "\"held\": " + std::to_string(descriptors.size());
}

} // namespace bench::load
