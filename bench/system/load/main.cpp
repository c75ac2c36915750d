// bench/system/load: one load generator for every server. Prints one JSON object; "errors" is 1 and
// the exit status is 1 when the server misbehaved.
#include "modes.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    bench::load::Options options = bench::load::parse_options(argc, argv);
    try {
        std::string result = options.mode == "echo"     ? run_echo(options)
                             : options.mode == "accept" ? run_accept(options)
                                                        : run_idle(options);
        std::printf("{%s, \"errors\": 0}\n", result.c_str());
        return 0;
    } catch (const std::exception& error) {
        std::printf("{\"errors\": 1, \"error\": \"%s\"}\n", error.what());
        return 1;
    }
}
