// Suite conformance: chains among the entries, in a catalog of this program's own.
#pragma once

namespace ws2::conformance {

// Installs layers over entries of the catalog, so that the suite runs over chains, too. Before
// WSAStartup. Throws std::runtime_error.
void install_chains();

} // namespace ws2::conformance
