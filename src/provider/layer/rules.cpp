#include "provider/layer/rules.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"

#define TOML_EXCEPTIONS 0 // as wherever this library is used here
#include <algorithm>
#include <fstream>
#include <iterator>
#include <toml++/toml.h>
#include <winsock2.h>

namespace ws2::provider::layer {
namespace {

constexpr std::size_t octets_max = 64 * 1024;

template<typename Value>
struct Word {
    std::string_view name;
    Value value;
};

constexpr Word<FaultCall> calls[] = {{"any", FaultCall::any},
                                     {"send", FaultCall::send},
                                     {"recv", FaultCall::receive},
                                     {"connect", FaultCall::connect},
                                     {"accept", FaultCall::accept}};
constexpr Word<FaultKind> kinds[] = {{"fail", FaultKind::fail},
                                     {"short", FaultKind::short_transfer},
                                     {"delay", FaultKind::delay},
                                     {"reset", FaultKind::reset}};
constexpr Word<int> errors[] = {{"WSAENOBUFS", WSAENOBUFS},
                                {"WSAEWOULDBLOCK", WSAEWOULDBLOCK},
                                {"WSAECONNRESET", WSAECONNRESET},
                                {"WSAECONNABORTED", WSAECONNABORTED},
                                {"WSAECONNREFUSED", WSAECONNREFUSED},
                                {"WSAENETDOWN", WSAENETDOWN},
                                {"WSAENETUNREACH", WSAENETUNREACH},
                                {"WSAETIMEDOUT", WSAETIMEDOUT},
                                {"WSAEINTR", WSAEINTR},
                                {"WSAEMFILE", WSAEMFILE}};

// Reads a table key by key; the first problem stays.
class Reader {
public:
    Reader(const toml::table& table, std::string& problem) : table_(table), problem_(problem) {}

    template<typename Value, std::size_t N>
    void word(std::string_view key, const Word<Value> (&words)[N], Value& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto text = node->value_exact<std::string>();
        for (const Word<Value>& each : words)
            if (text && each.name == *text) {
                out = each.value;
                return;
            }
        refuse(*node, key, "is no known name");
    }

    void number(std::string_view key, std::uint32_t& out) {
        if (const auto value = at_least_zero(key))
            out = static_cast<std::uint32_t>(*value);
    }
    void number(std::string_view key, std::uint64_t& out) {
        const toml::node* node = get(key);
        const auto value = node != nullptr ? node->value_exact<std::int64_t>() : std::nullopt;
        if (node != nullptr && !value)
            refuse(*node, key, "is no whole number");
        else if (value)
            out = static_cast<std::uint64_t>(*value);
    }
    void number(std::string_view key, double& out) {
        if (const auto value = at_least_zero(key))
            out = *value;
    }

    bool has(std::string_view key) const { return table_.contains(key); }
    void refuse(const toml::node& at, std::string_view key, std::string_view reason) {
        if (problem_.empty())
            problem_ = fmt::format("line {}: '{}' {}", at.source().begin.line, key, reason);
    }
    const toml::node* get(std::string_view key) {
        known_.emplace_back(key);
        return table_.get(key);
    }
    void no_others() {
        for (const auto& [key, node] : table_)
            if (std::find(known_.begin(), known_.end(), std::string(key.str())) == known_.end())
                refuse(node, key.str(), "is an unknown key");
    }

private:
    std::optional<double> at_least_zero(std::string_view key) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return std::nullopt;
        const auto value = node->value<double>();
        if (value && *value >= 0 && *value <= 4294967295.0)
            return value;
        refuse(*node, key, "is no number from 0 to 4294967295");
        return std::nullopt;
    }

    const toml::table& table_;
    std::string& problem_;
    std::vector<std::string> known_;
};

void read_error(Reader& reader, int& out) {
    const toml::node* node = reader.get("error");
    if (node == nullptr)
        return;
    if (const auto value = node->value_exact<std::int64_t>(); value && *value > 0) {
        out = static_cast<int>(*value);
        return;
    }
    reader.word("error", errors, out);
}

FaultRule read_rule(const toml::table& table, std::string& problem) {
    FaultRule rule;
    Reader reader(table, problem);
    reader.word("call", calls, rule.call);
    reader.word("kind", kinds, rule.kind);
    reader.number("probability", rule.probability);
    reader.number("after", rule.after);
    reader.number("times", rule.times);
    reader.number("octets", rule.octets);
    reader.number("delay_ms", rule.delay_ms);
    read_error(reader, rule.error);
    reader.no_others();
    if (rule.probability > 1)
        reader.refuse(table, "probability", "is above 1");
    if (rule.kind == FaultKind::fail && rule.error == 0)
        reader.refuse(table, "error", "is missing");
    if (rule.kind == FaultKind::delay && rule.delay_ms == 0)
        reader.refuse(table, "delay_ms", "is missing");
    if (rule.kind == FaultKind::short_transfer && rule.octets == 0)
        reader.refuse(table, "octets", "is 0");
    return rule;
}

std::optional<toml::table> parse(std::string_view text, std::string& problem) {
    if (text.size() > octets_max) {
        problem = "the file is too long";
        return std::nullopt;
    }
    toml::parse_result parsed = toml::parse(text);
    if (parsed)
        return std::move(parsed).table();
    problem = fmt::format("line {}: {}", parsed.error().source().begin.line,
                          parsed.error().description());
    return std::nullopt;
}

} // namespace

std::optional<FaultPlan> parse_faults(std::string_view text, std::string& problem) {
    const auto root = parse(text, problem);
    if (!root)
        return std::nullopt;
    FaultPlan plan;
    Reader reader(*root, problem);
    reader.number("seed", plan.seed);
    if (const toml::node* node = reader.get("fault")) {
        const toml::array* list = node->as_array();
        if (list == nullptr || !list->is_homogeneous<toml::table>())
            reader.refuse(*node, "fault", "is not written [[fault]]");
        else
            for (const toml::node& each : *list)
                plan.rules.push_back(read_rule(*each.as_table(), problem));
    }
    reader.no_others();
    if (!problem.empty())
        return std::nullopt;
    return plan;
}

std::optional<Shape> parse_shape(std::string_view text, std::string& problem) {
    const auto root = parse(text, problem);
    if (!root)
        return std::nullopt;
    Shape shape;
    Reader reader(*root, problem);
    reader.number("send_rate", shape.send_rate);
    reader.number("receive_rate", shape.receive_rate);
    reader.number("burst", shape.burst);
    reader.number("delay_ms", shape.delay_ms);
    reader.no_others();
    if (!problem.empty())
        return std::nullopt;
    return shape;
}

std::optional<std::string> file_of(const char* variable) {
    const std::string name = base::environment(variable);
    std::ifstream file(name);
    if (name.empty() || !file) {
        base::log(base::LogLevel::error, "{} names no file that can be read: '{}'", variable, name);
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

void report_problem(const char* variable, const std::string& problem) {
    base::log(base::LogLevel::error, "{}: {}", base::environment(variable), problem);
}

} // namespace ws2::provider::layer
