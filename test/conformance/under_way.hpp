// Suite conformance: what the system's TCP has of this process's data. Below every provider.
#pragma once

namespace ws2::conformance {

// Something that a socket of this process has sent is not acknowledged yet.
bool is_under_way();

} // namespace ws2::conformance
