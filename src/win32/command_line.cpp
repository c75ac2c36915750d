#include "win32/command_line.hpp"

namespace ws2::win32 {
namespace {

// The first argument ends at a blank or its closing quote; nothing is escaped in it.
std::u16string first_argument(const char16_t*& at) {
    std::u16string out;
    const bool in_quotes = *at == '"';
    if (in_quotes)
        ++at;
    while (*at != 0 && (in_quotes ? *at != '"' : *at > ' '))
        out.push_back(*at++);
    if (*at == '"')
        ++at;
    return out;
}

// 2n backslashes and a quote are n backslashes and a quote that opens or closes; 2n+1 and a quote
// are n backslashes and the character.
std::u16string next_argument(const char16_t*& at) {
    std::u16string out;
    bool in_quotes = false;
    while (*at != 0 && (in_quotes || (*at != ' ' && *at != '\t'))) {
        std::size_t backslashes = 0;
        for (; *at == '\\'; ++at)
            ++backslashes;
        if (*at != '"') {
            out.append(backslashes, u'\\');
            if (*at != 0 && (in_quotes || (*at != ' ' && *at != '\t')))
                out.push_back(*at++);
            continue;
        }
        out.append(backslashes / 2, u'\\');
        if (backslashes % 2 != 0) {
            out.push_back(*at);
        } else if (in_quotes && at[1] == '"') {
            out.push_back(*at++);
        } else {
            in_quotes = !in_quotes;
        }
        ++at;
    }
    return out;
}

} // namespace

std::vector<std::u16string> arguments_of(const char16_t* line) {
    std::vector<std::u16string> arguments{first_argument(line)};
    for (;;) {
        while (*line == ' ' || *line == '\t')
            ++line;
        if (*line == 0)
            return arguments;
        arguments.push_back(next_argument(line));
    }
}

} // namespace ws2::win32
