// Room provider_layer: the TOML files that "builtin:fault" and "builtin:shape" are driven by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws2::provider::layer {

enum class FaultCall { any, send, receive, connect, accept };
enum class FaultKind { fail, short_transfer, delay, reset };

struct FaultRule {
    FaultCall call = FaultCall::any;
    FaultKind kind = FaultKind::fail;
    double probability = 1;   // of each call that the rule is for
    std::uint32_t after = 0;  // calls of a socket that pass first
    std::uint32_t times = 0;  // at most so often a socket; 0: no bound
    std::uint32_t octets = 1; // short: at most so many
    std::uint32_t delay_ms = 0;
    int error = 0; // fail
};

struct FaultPlan {
    std::uint64_t seed = 0;
    std::vector<FaultRule> rules;
};

struct Shape {
    double send_rate = 0; // octets a second; 0: no bound
    double receive_rate = 0;
    double burst = 16384;       // octets that go at once
    std::uint32_t delay_ms = 0; // of each send
};

// Null for text that is no such file: then `problem` says why, with the line.
std::optional<FaultPlan> parse_faults(std::string_view text, std::string& problem);
std::optional<Shape> parse_shape(std::string_view text, std::string& problem);

// The file that an environment variable names; null, with one log line, if there is none to read.
std::optional<std::string> file_of(const char* variable);
// One log line about the file of that variable.
void report_problem(const char* variable, const std::string& problem);

} // namespace ws2::provider::layer
