// Room win32: wcscpy, wcschr and their like on 16-bit characters.
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

WCHAR* unconst(const WCHAR* text) noexcept {
    return const_cast<WCHAR*>(text);
}

bool among(WCHAR c, const WCHAR* set) noexcept {
    for (; *set != 0; ++set) {
        if (*set == c)
            return true;
    }
    return false;
}

size_t span(const WCHAR* text, const WCHAR* set, bool inside) noexcept {
    size_t length = 0;
    while (text[length] != 0 && among(text[length], set) == inside)
        ++length;
    return length;
}

} // namespace

extern "C" {

size_t ws2_wcslen(const WCHAR* text) {
    return length_of(text);
}
size_t ws2_wcsnlen(const WCHAR* text, size_t most) {
    size_t length = 0;
    while (length < most && text[length] != 0)
        ++length;
    return length;
}
WCHAR* ws2_wcscpy(WCHAR* to, const WCHAR* from) {
    return static_cast<WCHAR*>(std::memmove(to, from, (length_of(from) + 1) * sizeof(WCHAR)));
}
WCHAR* ws2_wcsncpy(WCHAR* to, const WCHAR* from, size_t count) {
    size_t i = 0;
    for (; i < count && from[i] != 0; ++i)
        to[i] = from[i];
    for (; i < count; ++i)
        to[i] = 0;
    return to;
}
WCHAR* ws2_wcscat(WCHAR* to, const WCHAR* from) {
    ws2_wcscpy(to + length_of(to), from);
    return to;
}
WCHAR* ws2_wcsncat(WCHAR* to, const WCHAR* from, size_t count) {
    const size_t length = ws2_wcsnlen(from, count);
    WCHAR* end = to + length_of(to);
    std::memmove(end, from, length * sizeof(WCHAR));
    end[length] = 0;
    return to;
}
WCHAR* ws2_wcsdup(const WCHAR* text) {
    if (text == nullptr)
        return nullptr;
    const size_t size = (length_of(text) + 1) * sizeof(WCHAR);
    void* copy = std::malloc(size); // the program frees it
    return copy == nullptr ? nullptr : static_cast<WCHAR*>(std::memcpy(copy, text, size));
}

int ws2_wcsncmp(const WCHAR* a, const WCHAR* b, size_t count) {
    for (; count != 0; --count, ++a, ++b) {
        if (*a != *b)
            return *a < *b ? -1 : 1;
        if (*a == 0)
            break;
    }
    return 0;
}
int ws2_wcscmp(const WCHAR* a, const WCHAR* b) {
    return ws2_wcsncmp(a, b, SIZE_MAX);
}
int _wcsnicmp(const WCHAR* a, const WCHAR* b, size_t count) {
    for (; count != 0; --count, ++a, ++b) {
        const char16_t x = unicode_lower(*a);
        const char16_t y = unicode_lower(*b);
        if (x != y)
            return x < y ? -1 : 1;
        if (*a == 0)
            break;
    }
    return 0;
}
int _wcsicmp(const WCHAR* a, const WCHAR* b) {
    return _wcsnicmp(a, b, SIZE_MAX);
}
int ws2_wcscoll(const WCHAR* a, const WCHAR* b) {
    return contained(ws2_wcscmp(a, b),
                     [&] { return std::strcoll(narrow(a).c_str(), narrow(b).c_str()); });
}
int _wcsicoll(const WCHAR* a, const WCHAR* b) {
    return _wcsicmp(a, b);
}
// One unit for each octet of the narrow key, so that keys compare as wcscoll does.
size_t ws2_wcsxfrm(WCHAR* to, const WCHAR* from, size_t size) {
    return contained(SIZE_MAX, [&] {
        const std::string text = narrow(from);
        std::string key(std::strxfrm(nullptr, text.c_str(), 0) + 1, '\0');
        std::strxfrm(key.data(), text.c_str(), key.size());
        for (size_t i = 0; i < size && i < key.size(); ++i)
            to[i] = static_cast<unsigned char>(key[i]);
        return key.size() - 1;
    });
}

WCHAR* ws2_wcschr(const WCHAR* text, WCHAR c) {
    for (;; ++text) {
        if (*text == c)
            return unconst(text);
        if (*text == 0)
            return nullptr;
    }
}
WCHAR* ws2_wcsrchr(const WCHAR* text, WCHAR c) {
    for (const WCHAR* at = text + length_of(text);; --at) {
        if (*at == c)
            return unconst(at);
        if (at == text)
            return nullptr;
    }
}
WCHAR* ws2_wcsstr(const WCHAR* text, const WCHAR* part) {
    const size_t length = length_of(part);
    for (;; ++text) {
        if (ws2_wcsncmp(text, part, length) == 0)
            return unconst(text);
        if (*text == 0)
            return nullptr;
    }
}
size_t ws2_wcsspn(const WCHAR* text, const WCHAR* set) {
    return span(text, set, true);
}
size_t ws2_wcscspn(const WCHAR* text, const WCHAR* set) {
    return span(text, set, false);
}
WCHAR* ws2_wcspbrk(const WCHAR* text, const WCHAR* set) {
    text += span(text, set, false);
    return *text == 0 ? nullptr : unconst(text);
}
WCHAR* ws2_wcstok(WCHAR* text, const WCHAR* separators, WCHAR** rest) {
    if (text == nullptr)
        text = *rest;
    if (text == nullptr)
        return nullptr;
    text += ws2_wcsspn(text, separators);
    *rest = nullptr;
    if (*text == 0)
        return nullptr;
    WCHAR* end = text + ws2_wcscspn(text, separators);
    if (*end != 0) {
        *end = 0;
        *rest = end + 1;
    }
    return text;
}

WCHAR* ws2_wmemcpy(WCHAR* to, const WCHAR* from, size_t count) {
    return count == 0 ? to : static_cast<WCHAR*>(std::memcpy(to, from, count * sizeof(WCHAR)));
}
WCHAR* ws2_wmemmove(WCHAR* to, const WCHAR* from, size_t count) {
    return count == 0 ? to : static_cast<WCHAR*>(std::memmove(to, from, count * sizeof(WCHAR)));
}
WCHAR* ws2_wmemset(WCHAR* to, WCHAR c, size_t count) {
    for (size_t i = 0; i < count; ++i)
        to[i] = c;
    return to;
}
int ws2_wmemcmp(const WCHAR* a, const WCHAR* b, size_t count) {
    for (; count != 0; --count, ++a, ++b) {
        if (*a != *b)
            return *a < *b ? -1 : 1;
    }
    return 0;
}
WCHAR* ws2_wmemchr(const WCHAR* text, WCHAR c, size_t count) {
    for (; count != 0; --count, ++text) {
        if (*text == c)
            return unconst(text);
    }
    return nullptr;
}
}
