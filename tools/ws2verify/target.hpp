// Tool ws2verify: what is verified: entries of the catalog, and for each what the suite must know
// of it. Where the suite's own table has the entry, or the base of the chain, its row holds; of
// others everything is derived from the entry's flags, its family, and what its calls answer.
#pragma once

#include "conformance/world.hpp"
#include "ws2verify/options.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ws2verify {

using ws2::conformance::Entry;
using ws2::conformance::Subject;

struct Target {
    std::string name; // szProtocol
    WSAPROTOCOL_INFOW info{};
    Subject subject{};
    bool known = false;    // by the table
    std::string parameter; // what the cases call it
    std::u16string protocol, loopback, foreign;
    std::string unfit;   // why nothing of it can be verified
    std::string failure; // what made it give no socket
    double start_s = 0;
};

// Throws UsageError or CallFailed.
void choose_targets(const Options& options);
std::span<const std::unique_ptr<Target>> targets();

// Starts the provider and asks it for what flags do not say, in a process of its own.
void examine(Target& target, const Options& options);

} // namespace ws2verify
