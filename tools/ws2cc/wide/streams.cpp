// tools - std::wcout and its like for programs, on the C library's files. They hold nothing back
// themselves, so wide and narrow output keeps its order.
#include "text.hpp"

#include <atomic>
#include <cstdio>
#include <iostream>
#include <new>
#include <streambuf>

// A hidden copy hides the copies of the whole program, which would otherwise stand before
// libstdc++'s own. So it is made here at any optimisation, and hidden by hand: namespace std is
// visible by attribute.
template class std::allocator<wchar_t>;
__asm__(".hidden _ZNSaIwEC1Ev\n.hidden _ZNSaIwEC2Ev\n.hidden _ZNSaIwEC1ERKS_\n"
        ".hidden _ZNSaIwEC2ERKS_\n.hidden _ZNSaIwED1Ev\n.hidden _ZNSaIwED2Ev");

namespace {

class Output final : public std::wstreambuf {
public:
    explicit Output(std::FILE* file) : file_(file) {}

protected:
    int_type overflow(int_type c) override {
        if (traits_type::eq_int_type(c, traits_type::eof()))
            return traits_type::not_eof(c);
        const wchar_t unit = traits_type::to_char_type(c);
        return xsputn(&unit, 1) == 1 ? c : traits_type::eof();
    }
    std::streamsize xsputn(const wchar_t* text, std::streamsize count) override {
        std::wstring whole;
        const wchar_t* begin = text;
        auto length = static_cast<std::size_t>(count);
        if (const wchar_t half = half_.exchange(0)) {
            whole.assign(1, half).append(text, length);
            begin = whole.data();
            length = whole.size();
        }
        if (length != 0 && begin[length - 1] >= 0xD800 && begin[length - 1] <= 0xDBFF)
            half_ = begin[--length];
        const std::string octets = ws2cc::narrowed(begin, length);
        return std::fwrite(octets.data(), 1, octets.size(), file_) == octets.size() ? count : 0;
    }
    int sync() override { return std::fflush(file_) == 0 ? 0 : -1; }

private:
    std::FILE* file_;
    std::atomic<wchar_t> half_{0}; // the first half of a pair, whose second has not come
};

// Reads no further than it is asked to: the narrow calls find the rest.
class Input final : public std::wstreambuf {
public:
    explicit Input(std::FILE* file) : file_(file) {}

protected:
    int_type underflow() override { return std::ungetwc(std::fgetwc(file_), file_); }
    int_type uflow() override { return last_ = std::fgetwc(file_); }
    int_type pbackfail(int_type c) override {
        if (traits_type::eq_int_type(c, traits_type::eof()))
            c = last_;
        last_ = traits_type::eof();
        return std::ungetwc(c, file_);
    }
    int sync() override { return 0; }

private:
    std::FILE* file_;
    int_type last_ = traits_type::eof();
};

} // namespace

namespace std {

// Storage only: made before the program's static objects, and never ended, because theirs may print
// when they end.
alignas(wistream) WS2_HIDDEN char ws2_wcin[sizeof(wistream)] __asm__("_ZSt4wcin");
alignas(wostream) WS2_HIDDEN char ws2_wcout[sizeof(wostream)] __asm__("_ZSt5wcout");
alignas(wostream) WS2_HIDDEN char ws2_wcerr[sizeof(wostream)] __asm__("_ZSt5wcerr");
alignas(wostream) WS2_HIDDEN char ws2_wclog[sizeof(wostream)] __asm__("_ZSt5wclog");

} // namespace std

namespace {

struct Start {
    Start() {
        const std::ios_base::Init narrow_ones;
        auto* out = new (std::ws2_wcout) std::wostream(new Output(stdout));
        auto* in = new (std::ws2_wcin) std::wistream(new Input(stdin));
        auto* error = new (std::ws2_wcerr) std::wostream(new Output(stderr));
        new (std::ws2_wclog) std::wostream(new Output(stderr));
        in->tie(out);
        error->setf(std::ios_base::unitbuf);
        error->tie(out);
    }
};

[[gnu::init_priority(101)]] const Start start;

} // namespace
