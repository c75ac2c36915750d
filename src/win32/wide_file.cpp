// Room win32: fgetwc, fputws and their like. Files hold UTF-8, and libc's byte functions carry it:
// a file may be used by wide and narrow calls in turn.
//
// A half of a surrogate pair that has to wait stands in the file's own put-back buffer, as three
// octets that UTF-8 forbids. Only a half that was written alone waits here.
#include "win32/wide_file.hpp"

#include "base/surrogate.hpp"
#include "win32/text.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <cwchar>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

constexpr unsigned short kEnd = 0xFFFF; // Windows' WEOF

struct Waiting {
    std::FILE* file = nullptr;
    char16_t half = 0;
};
thread_local Waiting waiting;

bool put(std::FILE* file, std::u16string_view text) {
    const std::string octets = ws2::base::to_utf8(text);
    return std::fwrite(octets.data(), 1, octets.size(), file) == octets.size();
}

} // namespace

namespace ws2::win32 {

bool unget_unit(char16_t unit, std::FILE* file) noexcept {
    std::array<int, 3> octets{};
    size_t count = 0;
    if (unit < 0x80) {
        octets[count++] = unit;
    } else {
        octets[count++] = 0x80 | (unit & 0x3F);
        if (unit < 0x800) {
            octets[count++] = 0xC0 | unit >> 6;
        } else {
            octets[count++] = 0x80 | (unit >> 6 & 0x3F);
            octets[count++] = 0xE0 | unit >> 12;
        }
    }
    for (size_t i = 0; i < count; ++i) {
        if (std::ungetc(octets[i], file) == EOF)
            return false;
    }
    return true;
}

int get_unit(std::FILE* file) noexcept {
    const int first = std::getc(file);
    if (first < 0x80) // the end, too
        return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    unsigned value = static_cast<unsigned>(first) & (0x3FU >> more);
    bool good = first >= 0xC2 && first <= 0xF4;
    for (int i = 0; good && i < more; ++i) {
        const int next = std::getc(file);
        good = next != EOF && (next & 0xC0) == 0x80;
        value = value << 6 | (static_cast<unsigned>(next) & 0x3FU);
        if (!good && next != EOF)
            std::ungetc(next, file);
    }
    if (!good || (more > 1 && value < 0x800) || (more > 2 && value < 0x10000) || value > 0x10FFFF) {
        errno = EILSEQ;
        return -1;
    }
    if (value < 0x10000)
        return static_cast<int>(value);
    unget_unit(static_cast<char16_t>(0xDC00 + (value & 0x3FF)), file);
    return static_cast<int>(0xD7C0 + (value >> 10));
}

} // namespace ws2::win32

extern "C" {

unsigned short ws2_fgetwc(FILE* file) {
    const int unit = get_unit(file);
    return unit < 0 ? kEnd : static_cast<unsigned short>(unit);
}
unsigned short ws2_getwc(FILE* file) {
    return ws2_fgetwc(file);
}
unsigned short ws2_getwchar(void) {
    return ws2_fgetwc(stdin);
}
unsigned short ws2_ungetwc(unsigned short c, FILE* file) {
    return c != kEnd && unget_unit(c, file) ? c : kEnd;
}

unsigned short ws2_fputwc(WCHAR c, FILE* file) {
    const bool second = waiting.file == file && ws2::base::is_trail(c);
    const char16_t text[2] = {waiting.half, c};
    const bool lonely = waiting.file == file && !second;
    if (waiting.file == file)
        waiting = {};
    return contained(kEnd, [&] {
        if (lonely && !put(file, {text, 1}))
            return kEnd;
        if (ws2::base::is_lead(c)) {
            waiting = {file, c};
            return static_cast<unsigned short>(c);
        }
        const std::u16string_view whole(text, 2);
        return put(file, second ? whole : whole.substr(1)) ? static_cast<unsigned short>(c) : kEnd;
    });
}
unsigned short ws2_putwc(WCHAR c, FILE* file) {
    return ws2_fputwc(c, file);
}
unsigned short ws2_putwchar(WCHAR c) {
    return ws2_fputwc(c, stdout);
}
int ws2_fputws(const WCHAR* text, FILE* file) {
    return contained(EOF, [&] { return put(file, {text, length_of(text)}) ? 0 : EOF; });
}
int _putws(const WCHAR* text) {
    return ws2_fputws(text, stdout) < 0 || std::putc('\n', stdout) == EOF ? EOF : 0;
}

WCHAR* ws2_fgetws(WCHAR* to, int size, FILE* file) {
    int length = 0;
    if (to == nullptr || size <= 0)
        return nullptr;
    while (length + 1 < size) {
        const int unit = get_unit(file);
        if (unit < 0)
            break;
        to[length++] = static_cast<WCHAR>(unit);
        if (unit == '\n')
            break;
    }
    to[length] = 0;
    return length == 0 ? nullptr : to;
}
// The line's end is taken and not given. A line that is too long is an error.
WCHAR* _getws_s(WCHAR* to, size_t size) {
    size_t length = 0;
    int unit = -1;
    if (to == nullptr || size == 0) {
        errno = EINVAL;
        return nullptr;
    }
    while ((unit = get_unit(stdin)) >= 0 && unit != '\n') {
        if (length + 1 < size)
            to[length] = static_cast<WCHAR>(unit);
        ++length;
    }
    if (length >= size) {
        to[0] = 0;
        errno = ERANGE;
        return nullptr;
    }
    to[length] = 0;
    return length == 0 && unit < 0 ? nullptr : to;
}

// No file is of one kind.
int ws2_fwide(FILE*, int mode) {
    return mode;
}

size_t ws2_wcsftime(WCHAR* to, size_t size, const WCHAR* format, const struct tm* when) {
    return contained(size_t(0), [&] {
        // A blank tells an empty result from one that does not fit.
        const std::string narrow_format = narrow(format) + ' ';
        std::string text(64, '\0');
        size_t length = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        while ((length = std::strftime(text.data(), text.size(), narrow_format.c_str(), when)) == 0)
            text.resize(text.size() * 2);
#pragma GCC diagnostic pop
        const std::u16string wide = ws2::base::to_utf16({text.data(), length - 1});
        if (wide.size() >= size)
            return size_t(0);
        ws2_wmemcpy(to, wide.c_str(), wide.size() + 1);
        return wide.size();
    });
}
}
