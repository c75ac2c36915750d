// Room win32: Microsoft's printf. Each conversion is given to libc's with a length modifier of
// ours.
#include "win32/format.hpp"

#include "win32/text.hpp"

#include <array>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cwchar>

namespace ws2::win32 {
namespace {

enum class Size { normal, tiny, small, narrow, wide, long_double, eight, pointer };

struct Conversion {
    std::string flags;
    int width = -1;
    int precision = -1;
    Size size = Size::normal;
    char letter = 0;
};

template<typename Char>
class Formatter {
public:
    Formatter(const Char* format, va_list arguments, bool long_is_long = false)
        : at_(format), long_is_long_(long_is_long) {
        va_copy(list_, arguments);
    }
    Formatter(const Formatter&) = delete;
    Formatter& operator=(const Formatter&) = delete;
    ~Formatter() { va_end(list_); }

    std::basic_string<Char> run() {
        while (*at_ != 0) {
            if (*at_ != '%') {
                out_.push_back(*at_++);
            } else if (at_[1] == '%') {
                out_.push_back('%');
                at_ += 2;
            } else {
                ++at_;
                convert(read());
            }
        }
        return std::move(out_);
    }

private:
    int number() {
        if (*at_ == '*') {
            ++at_;
            return va_arg(list_, int);
        }
        int value = 0;
        while (*at_ >= '0' && *at_ <= '9' && value < 100000)
            value = value * 10 + static_cast<int>(*at_++ - '0');
        return value;
    }

    bool skip(const char* word) {
        const Char* at = at_;
        for (; *word != 0; ++word, ++at) {
            if (*at != static_cast<Char>(*word))
                return false;
        }
        at_ = at;
        return true;
    }

    Size size() {
        if (skip("I64") || skip("ll"))
            return Size::eight;
        if (skip("I32"))
            return Size::normal;
        if (skip("I") || skip("z") || skip("t") || skip("j"))
            return Size::pointer;
        if (skip("hh"))
            return Size::tiny;
        if (skip("h"))
            return Size::small;
        if (skip("w") || skip("l"))
            return Size::wide;
        return skip("L") ? Size::long_double : Size::normal;
    }

    Conversion read() {
        Conversion c;
        while (*at_ == '-' || *at_ == '+' || *at_ == ' ' || *at_ == '#' || *at_ == '0')
            c.flags.push_back(static_cast<char>(*at_++));
        if (*at_ == '*' || (*at_ >= '0' && *at_ <= '9')) {
            c.width = number();
            if (c.width < 0) {
                c.flags.push_back('-');
                c.width = -c.width;
            }
        }
        if (*at_ == '.') {
            ++at_;
            c.precision = number();
        }
        c.size = size();
        if (*at_ != 0)
            c.letter = *at_ < 0x80 ? static_cast<char>(*at_) : '?';
        if (*at_ != 0)
            ++at_;
        return c;
    }

    void convert(const Conversion& c) {
        switch (c.letter) {
        case 'd':
        case 'i': return signed_integer(c);
        case 'u':
        case 'o':
        case 'x':
        case 'X': return unsigned_integer(c);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case 'a':
        case 'A': return real(c);
        case 'p': return pointer(c);
        case 'c':
        case 'C': return character(c);
        case 's':
        case 'S': return string(c);
        case 'n': (void)va_arg(list_, int*); return; // refused, as Microsoft's library does
        default:
            if (c.letter != 0)
                out_.push_back(static_cast<Char>(c.letter));
        }
    }

    template<typename T>
    void print(const Conversion& c, const char* modifier, T value) {
        std::string format = "%" + c.flags;
        if (c.width >= 0)
            format += std::to_string(c.width);
        if (c.precision >= 0)
            format += "." + std::to_string(c.precision);
        format += modifier;
        format.push_back(c.letter);
        std::array<char, 512> small;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        const int length = std::snprintf(small.data(), small.size(), format.c_str(), value);
        if (length < 0)
            return;
        if (static_cast<std::size_t>(length) < small.size())
            return append({small.data(), static_cast<std::size_t>(length)});
        std::string large(static_cast<std::size_t>(length) + 1, '\0');
        std::snprintf(large.data(), large.size(), format.c_str(), value);
#pragma GCC diagnostic pop
        large.pop_back();
        append(large);
    }

    void append(std::string_view ascii) {
        out_.append(ascii.begin(), ascii.end());
    }

    bool wide_integer(Size size) const {
        return size == Size::eight || size == Size::pointer ||
               (size == Size::wide && long_is_long_);
    }

    void signed_integer(const Conversion& c) {
        if (wide_integer(c.size))
            return print(c, "ll", static_cast<long long>(va_arg(list_, std::int64_t)));
        const int value = va_arg(list_, int);
        if (c.size == Size::small)
            return print(c, "", static_cast<int>(static_cast<short>(value)));
        print(c, "",
              c.size == Size::tiny ? static_cast<int>(static_cast<signed char>(value)) : value);
    }

    void unsigned_integer(const Conversion& c) {
        if (wide_integer(c.size))
            return print(c, "ll", static_cast<unsigned long long>(va_arg(list_, std::uint64_t)));
        const unsigned value = va_arg(list_, unsigned);
        if (c.size == Size::small)
            return print(c, "", value & 0xffffU);
        print(c, "", c.size == Size::tiny ? value & 0xffU : value);
    }

    void real(const Conversion& c) {
        if (c.size == Size::long_double)
            return print(c, "L", va_arg(list_, long double));
        print(c, "", va_arg(list_, double));
    }

    // Sixteen capital digits, as on 64-bit Windows.
    void pointer(const Conversion& c) {
        Conversion digits = c;
        digits.precision = 16;
        digits.letter = 'X';
        print(digits, "ll", static_cast<unsigned long long>(va_arg(list_, std::uintptr_t)));
    }

    // Whether %s and %c are of the wide kind here.
    bool wide(const Conversion& c) const {
        if (c.size == Size::wide)
            return true;
        if (c.size == Size::small)
            return false;
        const bool other = c.letter == 'S' || c.letter == 'C';
        return (sizeof(Char) == 2) != other;
    }

    void pad(const Conversion& c, std::basic_string_view<Char> text) {
        const std::size_t room = c.width > 0 ? static_cast<std::size_t>(c.width) : 0;
        const std::size_t blanks = room > text.size() ? room - text.size() : 0;
        const bool left = c.flags.find('-') != std::string::npos;
        const bool zeros = !left && c.flags.find('0') != std::string::npos;
        if (!left)
            out_.append(blanks, zeros ? '0' : ' ');
        out_.append(text);
        if (left)
            out_.append(blanks, ' ');
    }

    void character(const Conversion& c) {
        const int value = va_arg(list_, int);
        std::basic_string<Char> text;
        if (wide(c) && sizeof(Char) == 1) {
            const char16_t unit = static_cast<char16_t>(value);
            const std::string utf8 = base::to_utf8({&unit, 1});
            text.assign(utf8.begin(), utf8.end());
        } else {
            text.push_back(static_cast<Char>(wide(c) ? value & 0xffff : value & 0xff));
        }
        pad(c, text);
    }

    template<typename Unit>
    std::basic_string_view<Unit> limited(const Unit* text, int precision) const {
        std::size_t length = 0;
        while ((precision < 0 || length < static_cast<std::size_t>(precision)) && text[length] != 0)
            ++length;
        return {text, length};
    }

    void string(const Conversion& c) {
        if (wide(c)) {
            const auto* given = va_arg(list_, const char16_t*);
            const auto text = limited(given ? given : u"(null)", c.precision);
            if constexpr (sizeof(Char) == 2)
                pad(c, text);
            else
                pad(c, base::to_utf8(text));
        } else {
            const auto* given = va_arg(list_, const char*);
            const auto text = limited(given ? given : "(null)", c.precision);
            if constexpr (sizeof(Char) == 1)
                pad(c, text);
            else
                pad(c, base::to_utf16(text));
        }
    }

    const Char* at_;
    bool long_is_long_;
    va_list list_;
    std::basic_string<Char> out_;
};

} // namespace

std::string format_narrow(const char* format, va_list arguments) {
    return Formatter<char>(format, arguments).run();
}

std::u16string format_wide(const char16_t* format, va_list arguments) {
    return Formatter<char16_t>(format, arguments).run();
}

std::u16string format_wide_number(const char16_t* format, va_list arguments) {
    return Formatter<char16_t>(format, arguments, true).run();
}

} // namespace ws2::win32
