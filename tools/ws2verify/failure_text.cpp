#include "ws2verify/failure_text.hpp"

#include "common/codes.hpp"

#include <fmt/format.h>
#include <regex>
#include <string_view>
#include <utility>
#include <vector>

namespace ws2verify {
namespace {

// Values may be whole messages.
std::string shortened(std::string line) {
    constexpr std::size_t longest = 300;
    if (line.size() > longest)
        line = line.substr(0, longest) + "...";
    return line;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char letter : text) {
        if (letter == '\n')
            lines.emplace_back();
        else
            lines.back() += letter;
    }
    for (std::string& line : lines)
        line = shortened(std::move(line));
    return lines;
}

// "-1 (error 10048)" becomes "SOCKET_ERROR, WSAEADDRINUSE".
std::string with_names(const std::string& text) {
    static const std::regex outcome(R"((-1 )?\(error (\d{1,6})\))");
    std::string result;
    auto from = text.cbegin();
    for (std::sregex_iterator each(text.begin(), text.end(), outcome), end; each != end; ++each) {
        result.append(from, (*each)[0].first);
        result += "SOCKET_ERROR, " + tools::code_name(std::stoi((*each)[2]));
        from = (*each)[0].second;
    }
    return result.append(from, text.cend());
}

// EXPECT_EQ(seen, expected): two expressions, each with a line of its value unless that is itself.
std::string equality(const std::vector<std::string>& lines) {
    constexpr std::string_view which = "    Which is: ";
    std::size_t next = 1;
    const auto value = [&] {
        std::string text = next < lines.size() ? lines[next++].substr(2) : "";
        if (next < lines.size() && lines[next].starts_with(which))
            text = fmt::format("{}    ({})", lines[next++].substr(which.size()), text);
        return text;
    };
    const std::string seen = value();
    std::string text = fmt::format("expected: {}\nseen:     {}", value(), seen);
    for (; next < lines.size(); ++next)
        if (!lines[next].empty())
            text += "\n" + lines[next];
    return text;
}

} // namespace

std::string failure_text(const testing::TestPartResult& part) {
    const auto lines = lines_of(part.message());
    std::string text =
        lines.front() == "Expected equality of these values:" ? equality(lines) : part.message();
    while (text.ends_with('\n'))
        text.pop_back();
    if (part.file_name() == nullptr)
        return with_names(text);
    std::string_view file = part.file_name();
    file.remove_prefix(file.rfind('/') + 1);
    return fmt::format("{}:{}\n{}", file, part.line_number(), with_names(text));
}

} // namespace ws2verify
