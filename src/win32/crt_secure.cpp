// Room win32: the _s functions of Microsoft's C library on narrow text, memory and the environment.
//
// No exported function calls another one: a program may have one of its own by that name.
#include "win32/call.hpp"
#include "win32/crt_invalid.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>
#include <ws2/crt_stdlib.h>
#include <ws2/crt_string.h>

using namespace ws2::win32;

namespace {

constexpr errno_t kTruncated = 80; // STRUNCATE

errno_t copy(char* to, std::size_t size, const char* from, std::size_t count) noexcept {
    if (to == nullptr || size == 0 || (from == nullptr && count != 0))
        return refuse_text(to, size, EINVAL);
    const std::size_t length = count == 0 ? 0 : strnlen(from, count == _TRUNCATE ? size : count);
    if (length >= size && count != _TRUNCATE)
        return refuse_text(to, size, ERANGE);
    const std::size_t kept = length < size ? length : size - 1;
    if (kept != 0)
        std::memmove(to, from, kept);
    to[kept] = 0;
    return length < size ? 0 : kTruncated;
}

errno_t append(char* to, std::size_t size, const char* from, std::size_t count) noexcept {
    const std::size_t before = to == nullptr ? 0 : strnlen(to, size);
    if (to == nullptr || size == 0 || from == nullptr || before == size)
        return refuse_text(to, size, EINVAL);
    const errno_t result = copy(to + before, size - before, from, count);
    if (result != 0 && result != kTruncated)
        to[0] = 0;
    return result;
}

errno_t whole(char* to, std::size_t size, const char* from) noexcept {
    return copy(to, size, from, from == nullptr ? 1 : std::strlen(from));
}

errno_t each(char* text, std::size_t size, int (*change)(int)) noexcept {
    if (text == nullptr || strnlen(text, size) >= size)
        return refuse_text(text, size, EINVAL);
    for (; *text != 0; ++text)
        *text = static_cast<char>(change(static_cast<unsigned char>(*text)));
    return 0;
}

} // namespace

extern "C" {

errno_t _strnset_s(char* text, std::size_t size, int character, std::size_t count) noexcept {
    const std::size_t length = text == nullptr ? size : strnlen(text, size);
    if (text == nullptr || length == size ||
        (count > length && count >= size && count != _TRUNCATE))
        return refuse_text(text, size, EINVAL);
    std::memset(text, character, std::min(count, length));
    return 0;
}
errno_t _strset_s(char* text, std::size_t size, int character) noexcept {
    return _strnset_s(text, size, character, _TRUNCATE);
}

errno_t strcpy_s(char* to, size_t size, const char* from) noexcept {
    return whole(to, size, from);
}
errno_t strncpy_s(char* to, size_t size, const char* from, size_t count) noexcept {
    return copy(to, size, from, count);
}
errno_t strcat_s(char* to, size_t size, const char* from) noexcept {
    return append(to, size, from, from == nullptr ? 0 : std::strlen(from));
}
errno_t strncat_s(char* to, size_t size, const char* from, size_t count) noexcept {
    return append(to, size, from, count);
}
errno_t memcpy_s(void* to, size_t size, const void* from, size_t count) noexcept {
    if (count == 0)
        return 0;
    if (to == nullptr)
        return refuse_parameter(EINVAL);
    if (from == nullptr || size < count) {
        std::memset(to, 0, size);
        return refuse_parameter(from == nullptr ? EINVAL : ERANGE);
    }
    std::memcpy(to, from, count);
    return 0;
}
errno_t memmove_s(void* to, size_t size, const void* from, size_t count) noexcept {
    if (count == 0)
        return 0;
    if (to == nullptr || from == nullptr)
        return refuse_parameter(EINVAL);
    if (size < count)
        return refuse_parameter(ERANGE);
    std::memmove(to, from, count);
    return 0;
}
char* strtok_s(char* text, const char* separators, char** context) noexcept {
    if (separators == nullptr || context == nullptr || (text == nullptr && *context == nullptr)) {
        refuse_parameter(EINVAL);
        return nullptr;
    }
    return strtok_r(text, separators, context);
}
size_t strnlen_s(const char* text, size_t most) noexcept {
    return text == nullptr ? 0 : strnlen(text, most);
}
errno_t strerror_s(char* to, size_t size, int error) noexcept {
    char place[256];
    return copy(to, size, strerror_r(error, place, sizeof place), _TRUNCATE) == EINVAL ? EINVAL : 0;
}
errno_t _strlwr_s(char* text, size_t size) noexcept {
    return each(text, size, std::tolower);
}
errno_t _strupr_s(char* text, size_t size) noexcept {
    return each(text, size, std::toupper);
}

errno_t getenv_s(size_t* length, char* to, size_t size, const char* name) noexcept {
    if (length == nullptr || name == nullptr || (to == nullptr && size != 0))
        return refuse_parameter(EINVAL);
    const char* value = std::getenv(name);
    *length = value == nullptr ? 0 : std::strlen(value) + 1;
    if (size != 0)
        to[0] = 0;
    return value == nullptr || size == 0 ? 0 : whole(to, size, value);
}
errno_t _dupenv_s(char** out, size_t* length, const char* name) noexcept {
    if (out == nullptr || name == nullptr)
        return refuse_parameter(EINVAL);
    const char* value = std::getenv(name);
    *out = value == nullptr ? nullptr : strdup(value);
    if (length != nullptr)
        *length = value == nullptr ? 0 : std::strlen(value) + 1;
    return value != nullptr && *out == nullptr ? ENOMEM : 0;
}
errno_t _putenv_s(const char* name, const char* value) noexcept {
    if (name == nullptr || value == nullptr)
        return refuse_parameter(EINVAL);
    return (*value == 0 ? unsetenv(name) : setenv(name, value, 1)) == 0 ? 0 : errno;
}
// NAME= takes the variable away, and the text is copied.
int _putenv(const char* assignment) noexcept {
    const char* equals = assignment == nullptr ? nullptr : std::strchr(assignment, '=');
    if (equals == nullptr || equals == assignment) {
        refuse_parameter(EINVAL);
        return -1;
    }
    char* name = strndup(assignment, static_cast<std::size_t>(equals - assignment));
    if (name == nullptr)
        return -1;
    const int done = equals[1] == 0 ? unsetenv(name) : setenv(name, equals + 1, 1);
    std::free(name);
    return done;
}
errno_t rand_s(unsigned* value) noexcept {
    if (value == nullptr)
        return refuse_parameter(EINVAL);
    return getrandom(value, sizeof *value, 0) == sizeof *value ? 0 : EINVAL;
}
}
