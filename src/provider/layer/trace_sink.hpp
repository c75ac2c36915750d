// Room provider_layer: where "builtin:trace" writes: WS2_TRACE_FILE (else standard error), in the
// form of WS2_TRACE_FORMAT: "text" (a line a call, for people), "json" (an object a line) or
// "chrome" (a file that trace viewers open). Processes may share a file; each event is one write.
#pragma once

#include <cstdint>
#include <string>

namespace ws2::provider::layer {

enum class TraceFormat { text, json, chrome };

struct TraceEvent {
    const char* call;
    std::uint64_t start_ns; // of the system's steady clock
    std::uint64_t duration_ns;
    std::string text;      // the arguments as "name=value name=value"
    std::string json;      // the same as members of an object
    std::string result;    // as it is written in both
    const char* error_key; // the error's name; null if the call succeeded
    int error;
};

// Opens the file; 0 or a WSA code, with one log line.
int open_trace();
TraceFormat trace_format() noexcept;
// Any thread. What cannot be written is lost: a full disk must not fail a program's send.
void write_trace(const TraceEvent& event);

} // namespace ws2::provider::layer
