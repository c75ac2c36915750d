// Room win32: the scanner behind scanf. Integers have Microsoft's sizes (a long is 32 bits wide);
// %s is text of the format's width and %S of the other, I64 stands for 64 bits.
#include "win32/scan.hpp"

#include "base/text_as.hpp"
#include "win32/wide_class.hpp"
#include "win32/wide_file.hpp"

#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace ws2::win32 {
namespace {

// The input, one character at a time; -1 at its end.
template<typename Char>
class TextSource {
public:
    explicit TextSource(const Char* text) : at_(text) {}
    int get() { return *at_ == 0 ? -1 : static_cast<std::make_unsigned_t<Char>>(*at_++); }
    void unget(int c) { at_ -= c >= 0; }

private:
    const Char* at_;
};
template<>
int TextSource<char16_t>::get() {
    return *at_ == 0 ? -1 : *at_++;
}

template<typename Char>
class FileSource {
public:
    explicit FileSource(std::FILE* file) : file_(file) {}
    int get() { return sizeof(Char) == 1 ? std::getc(file_) : get_unit(file_); }
    void unget(int c) {
        if (c >= 0 && sizeof(Char) == 1)
            std::ungetc(c, file_);
        else if (c >= 0)
            unget_unit(static_cast<char16_t>(c), file_);
    }

private:
    std::FILE* file_;
};

enum class Size { tiny, small, normal, large, wide };

struct Directive {
    bool stored = true;
    int width = 0; // 0: none given
    Size size = Size::normal;
    int letter = 0;
};

enum class Step { done, mismatch, ended };

template<typename Char, typename Source>
class Scanner {
public:
    Scanner(Source source, const Char* format, bool sized, va_list arguments)
        : source_(source), at_(format), sized_(sized) {
        va_copy(list_, arguments);
    }
    Scanner(const Scanner&) = delete;
    Scanner& operator=(const Scanner&) = delete;
    ~Scanner() { va_end(list_); }

    int run() {
        while (*at_ != 0) {
            const Step step = next();
            if (step == Step::ended)
                return stored_ == 0 && !matched_ ? EOF : stored_;
            if (step == Step::mismatch)
                return stored_;
        }
        return stored_;
    }

private:
    static bool blank(int c) {
        if (sizeof(Char) == 2)
            return c >= 0 && is_space(static_cast<char16_t>(c));
        return c >= 0 && std::isspace(c) != 0;
    }
    static int unit(Char c) { return static_cast<int>(c) & (sizeof(Char) == 1 ? 0xFF : 0xFFFF); }

    int get() {
        const int c = source_.get();
        read_ += c >= 0;
        return c;
    }
    void unget(int c) {
        source_.unget(c);
        read_ -= c >= 0;
    }
    void skip_blanks() {
        int c = get();
        while (blank(c))
            c = get();
        unget(c);
    }

    Step next() {
        if (blank(unit(*at_))) {
            ++at_;
            skip_blanks();
            return Step::done;
        }
        if (*at_ != '%')
            return literal(unit(*at_++));
        ++at_;
        if (*at_ == '%') {
            skip_blanks();
            return literal(unit(*at_++));
        }
        return convert(directive());
    }

    Step literal(int wanted) {
        const int c = get();
        if (c == wanted)
            return Step::done;
        unget(c);
        return c < 0 ? Step::ended : Step::mismatch;
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

    Directive directive() {
        Directive d;
        d.stored = !skip("*");
        while (*at_ >= '0' && *at_ <= '9' && d.width < 100000000)
            d.width = d.width * 10 + static_cast<int>(*at_++ - '0');
        if (skip("I64") || skip("ll") || skip("j") || skip("z") || skip("t"))
            d.size = Size::large;
        else if (skip("I32"))
            d.size = Size::normal;
        else if (skip("I") || skip("L"))
            d.size = Size::large;
        else if (skip("hh"))
            d.size = Size::tiny;
        else if (skip("h"))
            d.size = Size::small;
        else if (skip("l") || skip("w"))
            d.size = Size::wide;
        d.letter = unit(*at_);
        at_ += *at_ != 0;
        return d;
    }

    Step convert(const Directive& d) {
        switch (d.letter) {
        case 'd':
        case 'u': return integer(d, 10);
        case 'i': return integer(d, 0);
        case 'o': return integer(d, 8);
        case 'x':
        case 'X':
        case 'p': return integer(d, 16);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case 'a':
        case 'A': return real(d);
        case 'c':
        case 'C':
        case 's':
        case 'S': return plain(d);
        case '[': return set(d);
        case 'n': return position(d);
        default: return Step::mismatch;
        }
    }

    void store(const Directive& d, std::uint64_t value) {
        if (d.letter == 'p') {
            *va_arg(list_, void**) = reinterpret_cast<void*>(static_cast<std::uintptr_t>(value));
            return;
        }
        switch (d.size) {
        case Size::tiny: *va_arg(list_, signed char*) = static_cast<signed char>(value); break;
        case Size::small: *va_arg(list_, short*) = static_cast<short>(value); break;
        case Size::normal:
        case Size::wide: *va_arg(list_, int*) = static_cast<int>(value); break;
        case Size::large: *va_arg(list_, long long*) = static_cast<long long>(value); break;
        }
    }

    Step position(const Directive& d) {
        if (d.stored)
            store(d, static_cast<std::uint64_t>(read_));
        return Step::done;
    }

    // The longest text that begins a number, as ASCII; what follows it stays in the input.
    template<typename Accept>
    std::string number_text(const Directive& d, Accept accept) {
        std::string text;
        const auto most = static_cast<std::size_t>(d.width > 0 ? d.width : 512);
        int c = get();
        while (c > 0 && c < 0x80 && text.size() < most && accept(text, static_cast<char>(c))) {
            text.push_back(static_cast<char>(c));
            c = get();
        }
        unget(c);
        return text;
    }

    Step failed() {
        const int c = get();
        unget(c);
        return c < 0 ? Step::ended : Step::mismatch;
    }

    Step integer(const Directive& d, int radix) {
        skip_blanks();
        int base = radix;
        const std::string text = number_text(d, [&](const std::string& have, char c) {
            const std::size_t sign = !have.empty() && (have[0] == '-' || have[0] == '+') ? 1 : 0;
            if (have.empty() && (c == '-' || c == '+'))
                return true;
            if (have.size() == sign + 1 && have[sign] == '0' && (c == 'x' || c == 'X') &&
                (radix == 0 || radix == 16)) {
                base = 16;
                return true;
            }
            if (base == 0 && have.size() == sign)
                base = c == '0' ? 8 : 10;
            const int digit = std::isdigit(c)    ? c - '0'
                              : std::isxdigit(c) ? (c | 32) - 'a' + 10
                                                 : 99;
            return digit < base;
        });
        const char last = text.empty() ? '+' : text.back();
        if (last == '+' || last == '-' || last == 'x' || last == 'X')
            return failed();
        const std::uint64_t value =
            text[0] == '-' ? static_cast<std::uint64_t>(std::strtoll(text.c_str(), nullptr, base))
                           : std::strtoull(text.c_str(), nullptr, base);
        matched_ = true;
        if (d.stored) {
            store(d, value);
            ++stored_;
        }
        return Step::done;
    }

    Step real(const Directive& d) {
        skip_blanks();
        const std::string text = number_text(d, [](const std::string& have, char c) {
            const bool after_exponent =
                !have.empty() && std::strchr("eEpP", have.back()) != nullptr;
            if (c == '-' || c == '+')
                return have.empty() || after_exponent;
            return std::isalnum(c) != 0 || c == '.';
        });
        char* end = nullptr;
        const long double value = std::strtold(text.c_str(), &end);
        for (std::size_t i = text.size(); i > static_cast<std::size_t>(end - text.c_str()); --i)
            unget(text[i - 1]);
        if (end == text.c_str())
            return failed();
        matched_ = true;
        if (!d.stored)
            return Step::done;
        if (d.size == Size::large)
            *va_arg(list_, long double*) = value;
        else if (d.size == Size::wide)
            *va_arg(list_, double*) = static_cast<double>(value);
        else
            *va_arg(list_, float*) = static_cast<float>(value);
        ++stored_;
        return Step::done;
    }

    Step plain(const Directive& d) {
        if (d.letter == 'c' || d.letter == 'C')
            return text(d, static_cast<std::size_t>(d.width > 0 ? d.width : 1), false,
                        [](int) { return true; });
        skip_blanks();
        return text(d, d.width > 0 ? static_cast<std::size_t>(d.width) : SIZE_MAX, true,
                    [](int c) { return !blank(c); });
    }

    Step set(const Directive& d) {
        const bool outside = skip("^");
        const Char* begin = at_;
        if (*at_ == ']')
            ++at_;
        while (*at_ != 0 && *at_ != ']')
            ++at_;
        const Char* end = at_;
        at_ += *at_ != 0;
        return text(d, d.width > 0 ? static_cast<std::size_t>(d.width) : SIZE_MAX, true,
                    [&](int c) { return in_set(begin, end, c) != outside; });
    }

    static bool in_set(const Char* at, const Char* end, int c) {
        for (; at != end; ++at) {
            if (end - at > 2 && at[1] == '-') {
                if (c >= unit(at[0]) && c <= unit(at[2]))
                    return true;
                at += 2;
            } else if (c == unit(*at)) {
                return true;
            }
        }
        return false;
    }

    template<typename Accept>
    Step text(const Directive& d, std::size_t most, bool ended, Accept accept) {
        std::basic_string<Char> found;
        int c = get();
        while (c >= 0 && found.size() < most && accept(c)) {
            found.push_back(static_cast<Char>(c));
            c = get();
        }
        unget(c);
        if (found.empty() || (!ended && found.size() < most))
            return c < 0 ? Step::ended : Step::mismatch;
        matched_ = true;
        if (!d.stored)
            return Step::done;
        const bool other = d.letter == 'S' || d.letter == 'C';
        const bool wide = d.size == Size::wide || (d.size != Size::small && d.size != Size::tiny &&
                                                   (sizeof(Char) == 2) != other);
        const bool fits = wide ? put<char16_t>(found, ended) : put<char>(found, ended);
        stored_ += fits;
        return fits ? Step::done : Step::mismatch;
    }

    template<typename To>
    bool put(const std::basic_string<Char>& found, bool ended) {
        const std::basic_string<To> text = base::text_as<To>(found);
        To* to = va_arg(list_, To*);
        const std::size_t size = text.size() + (ended ? 1 : 0);
        if (sized_ && va_arg(list_, unsigned) < size) {
            errno = ENOMEM;
            *to = 0;
            return false;
        }
        text.copy(to, text.size());
        if (ended)
            to[text.size()] = 0;
        return true;
    }

    Source source_;
    const Char* at_;
    bool sized_;
    va_list list_;
    int stored_ = 0;
    bool matched_ = false;
    long read_ = 0;
};

} // namespace

int scan_text(const char* text, const char* format, bool sized, va_list arguments) {
    return Scanner<char, TextSource<char>>(TextSource<char>(text), format, sized, arguments).run();
}
int scan_wide_text(const char16_t* text, const char16_t* format, bool sized, va_list arguments) {
    return Scanner<char16_t, TextSource<char16_t>>(TextSource<char16_t>(text), format, sized,
                                                   arguments)
        .run();
}
int scan_file(std::FILE* file, const char* format, bool sized, va_list arguments) {
    return Scanner<char, FileSource<char>>(FileSource<char>(file), format, sized, arguments).run();
}
int scan_wide_file(std::FILE* file, const char16_t* format, bool sized, va_list arguments) {
    return Scanner<char16_t, FileSource<char16_t>>(FileSource<char16_t>(file), format, sized,
                                                   arguments)
        .run();
}

} // namespace ws2::win32
