// bench/system/load: the three kinds of run. Each returns the members of a JSON object and throws
// std::runtime_error when the server misbehaves.
#pragma once

#include "options.hpp"

#include <string>

namespace bench::load {

std::string run_echo(const Options& options);   // closed loop, one message a connection
std::string run_accept(const Options& options); // connect, one message, reset, again
std::string run_idle(const Options& options);   // open, say so, hold until a line on stdin

// The same as run_echo on io_uring; false where the system has no such ring.
bool run_ring_echo(const Options& options, std::string& result);

} // namespace bench::load
