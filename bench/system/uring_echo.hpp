// bench/system: the two ways to echo over io_uring. Neither returns.
#pragma once

#include "server.hpp"

namespace bench {

[[noreturn]] void serve_plain(const ServerOptions& options);     // one receive, one send, by turns
[[noreturn]] void serve_multishot(const ServerOptions& options); // armed once, provided buffers

} // namespace bench
