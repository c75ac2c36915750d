// Tool ws2verify: the clauses, one for each case of the suite and thing under test.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ws2verify {

enum class State { to_do, passed, failed, not_claimed, skipped };

struct Clause {
    std::string name; // "Bind.AnAddressInUseIsWSAEADDRINUSE"
    std::string test; // as GoogleTest calls it
    std::size_t target = 0;
    State state = State::to_do;
    std::string text; // of a failure, or why not
    double time_s = 0;
};

// Of all targets, in the suite's order; InitGoogleTest has been called.
std::vector<Clause> all_clauses();

bool matches(std::string_view filter, std::string_view name);

} // namespace ws2verify
