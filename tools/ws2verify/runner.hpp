// Tool ws2verify: runs clauses. A child process runs one after another and tells of each; when it
// crashes, hangs or a clause fails, the rest gets a fresh one.
#pragma once

#include "ws2verify/clause.hpp"

#include <functional>
#include <vector>

namespace ws2verify {

// done(clause) as soon as its state is settled. Those that are not `to_do` are left alone.
void run_clauses(std::vector<Clause*> clauses, unsigned limit_s,
                 const std::function<void(const Clause&)>& done);

} // namespace ws2verify
