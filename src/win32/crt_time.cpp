// Room win32: times of Microsoft's C library.
#include "win32/crt_invalid.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <ws2/crt_time.h>

using namespace ws2::win32;

namespace {

// A field out of its range has no text.
errno_t text_of(char* to, std::size_t size, const tm* when) noexcept {
    char text[64];
    if (to == nullptr || size < 26 || when == nullptr || asctime_r(when, text) == nullptr)
        return refuse_text(to, size, EINVAL);
    if (std::strlen(text) >= size)
        return refuse_text(to, size, EINVAL);
    std::strcpy(to, text);
    return 0;
}

errno_t parts_of(tm* (*convert)(const time_t*, tm*), tm* out, const time_t* when) noexcept {
    if (out == nullptr || when == nullptr)
        return refuse_parameter(EINVAL);
    return convert(when, out) != nullptr ? 0 : errno;
}

errno_t now_as(const char* format, char* to, std::size_t size) noexcept {
    constexpr std::size_t length = 9;
    if (to == nullptr || size == 0)
        return refuse_parameter(EINVAL);
    if (size < length)
        return refuse_text(to, size, ERANGE);
    const time_t now = time(nullptr);
    tm local{};
    localtime_r(&now, &local);
    std::strftime(to, length, format, &local);
    return 0;
}

} // namespace

extern "C" {

time_t _mkgmtime(tm* when) noexcept {
    return timegm(when);
}
errno_t localtime_s(tm* out, const time_t* when) noexcept {
    return parts_of(localtime_r, out, when);
}
errno_t gmtime_s(tm* out, const time_t* when) noexcept {
    return parts_of(gmtime_r, out, when);
}
errno_t asctime_s(char* to, size_t size, const tm* when) noexcept {
    return text_of(to, size, when);
}
errno_t ctime_s(char* to, size_t size, const time_t* when) noexcept {
    tm local{};
    return text_of(to, size,
                   when != nullptr && localtime_r(when, &local) != nullptr ? &local : nullptr);
}
char* _strdate(char* to) noexcept {
    now_as("%m/%d/%y", to, 9);
    return to;
}
char* _strtime(char* to) noexcept {
    now_as("%H:%M:%S", to, 9);
    return to;
}
errno_t _strdate_s(char* to, size_t size) noexcept {
    return now_as("%m/%d/%y", to, size);
}
errno_t _strtime_s(char* to, size_t size) noexcept {
    return now_as("%H:%M:%S", to, size);
}
errno_t _get_timezone(long* seconds) noexcept {
    if (seconds == nullptr)
        return refuse_parameter(EINVAL);
    *seconds = timezone;
    return 0;
}
}
