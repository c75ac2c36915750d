#include "ws2verify/clause.hpp"

#include "ws2verify/target.hpp"

#include <gtest/gtest.h>

namespace ws2verify {
namespace {

constexpr std::string_view suite_prefix = "Catalog/";

// "Suite.Case" and what is left of the parameter: "/blocking" of "/e0_blocking".
std::string clause_name(std::string_view suite, std::string_view test) {
    const auto slash = test.find('/');
    const auto parameter = test.substr(slash + 1);
    const auto more = parameter.find('_');
    std::string name = std::string(suite) + "." + std::string(test.substr(0, slash));
    return more == std::string_view::npos ? name
                                          : name + "/" + std::string(parameter.substr(more + 1));
}

// PrintTo(Entry) has written it behind the entry's name.
void exclude(Clause& clause, std::string_view parameter, std::string_view entry) {
    const std::string begin = std::string(entry) + " (";
    const auto place = parameter.find(begin);
    if (place == std::string_view::npos)
        return;
    auto reason = parameter.substr(place + begin.size());
    reason = reason.substr(0, reason.find(')'));
    const bool refused = reason.find("answers") != std::string_view::npos;
    clause.state = refused ? State::skipped : State::not_claimed;
    clause.text = reason;
}

void add(std::vector<Clause>& clauses, const testing::TestSuite& suite,
         const testing::TestInfo& test) {
    std::string_view suite_name = suite.name();
    if (test.value_param() == nullptr || !suite_name.starts_with(suite_prefix))
        return; // not about a provider
    suite_name.remove_prefix(suite_prefix.size());
    const std::string_view name = test.name();
    const auto parameter = name.substr(name.find('/') + 1);
    for (std::size_t i = 0; i < targets().size(); ++i) {
        const std::string& own = targets()[i]->parameter;
        if (parameter != own && !parameter.starts_with(own + "_"))
            continue;
        Clause clause;
        clause.name = clause_name(suite_name, name);
        clause.test = std::string(suite.name()) + "." + std::string(name);
        clause.target = i;
        exclude(clause, test.value_param(), own);
        clauses.push_back(std::move(clause));
    }
}

bool fits(std::string_view pattern, std::string_view name) {
    if (pattern.empty())
        return name.empty();
    if (pattern.front() == '*')
        return fits(pattern.substr(1), name) || (!name.empty() && fits(pattern, name.substr(1)));
    return !name.empty() && (pattern.front() == '?' || pattern.front() == name.front()) &&
           fits(pattern.substr(1), name.substr(1));
}

bool fits_any(std::string_view patterns, std::string_view name) {
    for (;;) {
        const auto end = patterns.find(':');
        if (fits(patterns.substr(0, end), name))
            return true;
        if (end == std::string_view::npos)
            return false;
        patterns.remove_prefix(end + 1);
    }
}

} // namespace

std::vector<Clause> all_clauses() {
    std::vector<Clause> clauses;
    const auto& suites = *testing::UnitTest::GetInstance();
    for (int i = 0; i < suites.total_test_suite_count(); ++i) {
        const auto& suite = *suites.GetTestSuite(i);
        for (int j = 0; j < suite.total_test_count(); ++j)
            add(clauses, suite, *suite.GetTestInfo(j));
    }
    return clauses;
}

bool matches(std::string_view filter, std::string_view name) {
    const auto minus = filter.find('-');
    const auto wanted = filter.substr(0, minus);
    if (!wanted.empty() && !fits_any(wanted, name))
        return false;
    return minus == std::string_view::npos || !fits_any(filter.substr(minus + 1), name);
}

} // namespace ws2verify
