// Tool ws2verify: the conformance suite over any entry of the catalog.
#include "common/codes.hpp"
#include "common/failure.hpp"
#include "ws2verify/clause.hpp"
#include "ws2verify/options.hpp"
#include "ws2verify/report.hpp"
#include "ws2verify/runner.hpp"
#include "ws2verify/target.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string_view>

namespace ws2verify {
namespace {

constexpr const char* first_clause = "Provider.StartsAndGivesASocket";

void begin_suite() {
    for (const char* name : {"GTEST_FILTER", "GTEST_TOTAL_SHARDS", "GTEST_OUTPUT", "GTEST_REPEAT"})
        unsetenv(name);
    int count = 1;
    char name[] = "ws2verify";
    char* words[] = {name, nullptr};
    testing::InitGoogleTest(&count, words);
}

// The suite's clauses with the first one in front, of which the others depend.
std::vector<Clause> clauses_of(std::size_t target, const std::vector<Clause>& all) {
    const Target& about = *targets()[target];
    Clause first;
    first.name = first_clause;
    first.target = target;
    first.state = !about.failure.empty() ? State::failed : State::passed;
    first.text = about.failure;
    first.time_s = about.start_s;
    std::vector<Clause> list{first};
    for (const Clause& each : all)
        if (each.target == target)
            list.push_back(each);
    for (Clause& each : list) {
        if (!about.unfit.empty()) {
            each.state = State::skipped;
            each.text = about.unfit;
        } else if (!about.failure.empty() && each.state == State::to_do) {
            each.state = State::skipped;
            each.text = "there is no socket to try it on";
        }
    }
    return list;
}

void run(std::vector<Clause>& clauses, const Options& options) {
    const auto show = [&](const Clause& clause) {
        if (!options.quiet || clause.state == State::failed)
            print(clause);
    };
    std::vector<Clause*> wanted;
    for (std::size_t i = 0; i < targets().size(); ++i) {
        wanted.clear();
        for (Clause& each : clauses)
            if (each.target == i)
                wanted.push_back(&each);
        if (targets().size() > 1)
            fmt::print("{}\n", targets()[i]->name);
        for (const Clause* each : wanted)
            if (each->state != State::to_do)
                show(*each);
        run_clauses(wanted, options.limit_s, show);
        print_summary(targets()[i]->name, clauses, i);
    }
}

int verify(const Options& options) {
    choose_targets(options);
    for (const auto& target : targets())
        if (target->unfit.empty())
            examine(*target, options);
    begin_suite();
    const auto all = all_clauses();
    std::vector<Clause> clauses;
    for (std::size_t i = 0; i < targets().size(); ++i)
        for (Clause& each : clauses_of(i, all))
            if (matches(options.filter, each.name))
                clauses.push_back(std::move(each));
    if (clauses.empty())
        throw tools::UsageError(fmt::format("no clause fits '{}'", options.filter));
    if (options.list) {
        for (const Clause& each : clauses)
            print(each);
        return 0;
    }
    run(clauses, options);
    if (!options.junit.empty())
        write_junit(options.junit, clauses);
    const auto any_is = [&](State state) {
        return std::ranges::any_of(clauses, [&](const Clause& c) { return c.state == state; });
    };
    return any_is(State::failed) ? 1 : any_is(State::passed) ? 0 : 2;
}

int guarded(const Options& options) {
    try {
        return verify(options);
    } catch (const tools::CallFailed& failure) {
        fmt::print(stderr, "ws2verify: {} failed: {}\n", failure.call,
                   tools::describe_code(failure.code));
    } catch (const std::exception& error) {
        fmt::print(stderr, "ws2verify: {}\n", error.what());
    }
    return 2;
}

// Cases that need a second process start this program again, as a suite would be started.
bool is_heir(int count, char** words) {
    return count > 1 && std::string_view(words[1]).starts_with("--gtest_filter=Heir.");
}

} // namespace
} // namespace ws2verify

int main(int count, char** words) {
    if (ws2verify::is_heir(count, words)) {
        testing::InitGoogleTest(&count, words);
        return RUN_ALL_TESTS();
    }
    int exit_status = 0;
    const auto options = ws2verify::read_options(count, words, exit_status);
    return options ? ws2verify::guarded(*options) : exit_status;
}
