#include "ws2verify/report.hpp"

#include "ws2verify/target.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>

namespace ws2verify {
namespace {

std::string indented(const std::string& text) {
    std::string result = "    ";
    for (const char letter : text) {
        result += letter;
        if (letter == '\n')
            result += "    ";
    }
    return result;
}

std::string xml(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\n': result += "&#10;"; break;
        default: result += static_cast<unsigned char>(letter) < 0x20 ? '?' : letter;
        }
    }
    return result;
}

long count(std::span<const Clause> clauses, std::size_t target, State state) {
    return std::ranges::count_if(clauses, [&](const Clause& clause) {
        return clause.target == target && clause.state == state;
    });
}

std::string junit_case(const Clause& clause) {
    const auto point = clause.name.find('.');
    std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                                   xml(clause.name.substr(0, point)),
                                   xml(clause.name.substr(point + 1)), clause.time_s);
    switch (clause.state) {
    case State::failed:
        return text + fmt::format("><failure message=\"{0}\">{0}</failure></testcase>\n",
                                  xml(clause.text));
    case State::not_claimed:
        return text + fmt::format("><skipped message=\"not claimed: {}\"/></testcase>\n",
                                  xml(clause.text));
    case State::skipped:
    case State::to_do:
        return text + fmt::format("><skipped message=\"{}\"/></testcase>\n", xml(clause.text));
    default: return text + "/>\n";
    }
}

} // namespace

void print(const Clause& clause) {
    switch (clause.state) {
    case State::passed: fmt::print("pass         {}\n", clause.name); break;
    case State::failed:
        fmt::print("FAIL         {}\n{}\n", clause.name, indented(clause.text));
        break;
    case State::not_claimed: fmt::print("not claimed  {}  ({})\n", clause.name, clause.text); break;
    case State::skipped: fmt::print("skipped      {}  ({})\n", clause.name, clause.text); break;
    case State::to_do: fmt::print("{}\n", clause.name); break;
    }
    std::fflush(stdout); // whoever watches sees where it stands
}

void print_summary(const std::string& name, std::span<const Clause> clauses, std::size_t target) {
    fmt::print("{}: {} passed, {} failed, {} not claimed, {} skipped\n", name,
               count(clauses, target, State::passed), count(clauses, target, State::failed),
               count(clauses, target, State::not_claimed), count(clauses, target, State::skipped));
    std::fflush(stdout);
}

void write_junit(const std::string& file, std::span<const Clause> clauses) {
    std::ofstream out(file);
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (std::size_t i = 0; i < targets().size(); ++i) {
        const auto of_target = [&](const Clause& each) { return each.target == i; };
        double time_s = 0;
        for (const Clause& each : clauses)
            time_s += of_target(each) ? each.time_s : 0;
        out << fmt::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
            "time=\"{:.3f}\">\n",
            xml(targets()[i]->name), std::ranges::count_if(clauses, of_target),
            count(clauses, i, State::failed),
            count(clauses, i, State::skipped) + count(clauses, i, State::not_claimed), time_s);
        for (const Clause& each : clauses)
            if (of_target(each))
                out << junit_case(each);
        out << "  </testsuite>\n";
    }
    out << "</testsuites>\n";
    out.close();
    if (!out)
        throw std::runtime_error(fmt::format("cannot write '{}'", file));
}

} // namespace ws2verify
