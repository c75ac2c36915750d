// Tools: the two ways in which a tool gives up.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace tools {

// The command line asks for something that makes no sense; the text is one line for a person.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A Winsock call failed.
struct CallFailed : std::runtime_error {
    CallFailed(std::string name, int error)
        : std::runtime_error(name), call(std::move(name)), code(error) {}

    std::string call;
    int code;
};

} // namespace tools
