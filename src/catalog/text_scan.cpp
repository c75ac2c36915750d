#include "catalog/text_scan.hpp"

#include "base/log.hpp"
#include "catalog/text.hpp"

namespace ws2::catalog {
namespace {

constexpr int nesting_max = 8;

// One pass over the text, line by line. Strings end with their line: multi-line ones are refused.
class Scan {
public:
    std::optional<Problem> run(std::string_view text) {
        for (std::size_t i = 0; i < text.size() && !problem_; ++i)
            step(text, i);
        return problem_;
    }

private:
    void step(std::string_view text, std::size_t& i) {
        const char c = text[i];
        if (c == '\n') {
            ++line_;
            dots_ = 0;
            quote_ = '\0';
            comment_ = false;
            return;
        }
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r')
            return refuse("a control character; this is not a text file");
        if (comment_)
            return;
        if (quote_ != '\0') {
            if (c == '\\' && quote_ == '"')
                ++i;
            else if (c == quote_)
                quote_ = '\0';
            return;
        }
        outside(text, i);
    }

    void outside(std::string_view text, std::size_t i) {
        switch (text[i]) {
        case '#': comment_ = true; break;
        case '"':
        case '\'':
            if (text.substr(i, 3) == std::string(3, text[i]))
                return refuse("a multi-line string");
            quote_ = text[i];
            break;
        case '.':
            if (++dots_ > nesting_max)
                refuse("a key of too many parts");
            break;
        case '[':
        case '{':
            if (++depth_ > nesting_max)
                refuse("values nested too deeply");
            break;
        case ']':
        case '}': --depth_; break;
        default: break;
        }
    }

    void refuse(const char* reason) { problem_ = Problem{line_, reason}; }

    std::optional<Problem> problem_;
    unsigned line_ = 1;
    int dots_ = 0;
    int depth_ = 0;
    char quote_ = '\0';
    bool comment_ = false;
};

} // namespace

std::optional<Problem> scan_text(std::string_view text) {
    if (text.size() > text_octets_max)
        return Problem{0, fmt::format("more than {} octets", text_octets_max)};
    return Scan().run(text);
}

} // namespace ws2::catalog
