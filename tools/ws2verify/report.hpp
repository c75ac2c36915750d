// Tool ws2verify: what a person reads, and what a build server reads.
#pragma once

#include "ws2verify/clause.hpp"

#include <span>
#include <string>

namespace ws2verify {

void print(const Clause& clause);
void print_summary(const std::string& name, std::span<const Clause> clauses, std::size_t target);

// Throws std::runtime_error if the file cannot be written.
void write_junit(const std::string& file, std::span<const Clause> clauses);

} // namespace ws2verify
