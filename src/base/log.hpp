// Room base: one line to standard error for what a person should know and no return value can say.
//
// WS2_LOG names the least important level that is written: error, warn (the default), info, debug,
// or off. Lines read "ws2: LEVEL: text". Logging never changes errno and never throws.
#pragma once

#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace ws2::base {

enum class LogLevel { off, error, warn, info, debug };

// The level that WS2_LOG asked for, read once.
LogLevel log_level() noexcept;

// Writes one line in one write(2); the text needs no line end.
void log_line(LogLevel level, std::string_view text) noexcept;

template <typename... Args>
void log(LogLevel level, fmt::format_string<Args...> format, Args&&... args) noexcept {
    if (level > log_level())
        return;
    try {
        log_line(level, fmt::format(format, std::forward<Args>(args)...));
    } catch (...) {
        log_line(level, "(a message that could not be formatted)");
    }
}

} // namespace ws2::base
