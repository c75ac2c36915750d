#include "base/log.hpp"

#include "base/environment.hpp"

#include <array>
#include <cerrno>
#include <string>
#include <unistd.h>

namespace ws2::base {
namespace {

constexpr std::array<std::string_view, 5> level_names = {"off", "error", "warn", "info", "debug"};

LogLevel level_from_environment() noexcept {
    try {
        const std::string wanted = environment("WS2_LOG");
        for (std::size_t i = 0; i < level_names.size(); ++i)
            if (wanted == level_names[i])
                return static_cast<LogLevel>(i);
    } catch (...) { // no memory for a copy of the variable: the default stands
    }
    return LogLevel::warn;
}

} // namespace

LogLevel log_level() noexcept {
    static const LogLevel level = level_from_environment();
    return level;
}

void log_line(LogLevel level, std::string_view text) noexcept {
    const int saved_errno = errno;
    try {
        std::string line =
            fmt::format("ws2: {}: {}", level_names[static_cast<std::size_t>(level)], text);
        // Text may come from files and peers: it gets no line ends and no terminal sequences.
        for (char& c : line)
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
                c = '?';
        line += '\n';
        [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    } catch (...) { // without memory for one line there is nobody left to tell
    }
    errno = saved_errno;
}

} // namespace ws2::base
