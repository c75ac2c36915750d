// Tool ws2verify: the command line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace ws2verify {

struct Options {
    std::string protocol;
    std::string filter = "*";
    std::string junit;   // a file; empty: none
    std::string address; // to listen on; empty: by the family
    std::string foreign; // of another machine; empty: by the family
    std::optional<std::size_t> disconnect_limit;
    unsigned limit_s = 60; // of one clause
    bool list = false;
    bool quiet = false;
};

// Empty when there is nothing to do: `exit_status` says why.
std::optional<Options> read_options(int argc, char** argv, int& exit_status);

} // namespace ws2verify
