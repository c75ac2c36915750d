// Room win32: the wide printf family. The format's %s is wide, as Microsoft has it.
#include "win32/call.hpp"
#include "win32/format.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string>
#include <ws2/crt_wide.h>

namespace {

// -1 and what fits, where the text does not.
int bounded(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    const int length = ws2_print_wide_text(to, size, format, list);
    return length >= 0 && static_cast<size_t>(length) < size ? length : -1;
}

int refuse(WCHAR* to, size_t size, errno_t error) noexcept {
    if (to != nullptr && size != 0)
        to[0] = 0;
    errno = error;
    return -1;
}

} // namespace

extern "C" {

WINBASEAPI int ws2_print_wide_number(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    return ws2::win32::contained(-1, [&] {
        const std::u16string text = ws2::win32::format_wide_number(format, list);
        if (text.size() >= size)
            return -1;
        text.copy(to, text.size());
        to[text.size()] = 0;
        return static_cast<int>(text.size());
    });
}
int ws2_vwprintf(const WCHAR* format, va_list list) {
    return ws2_print_wide_file(stdout, format, list);
}
int ws2_vfwprintf(FILE* file, const WCHAR* format, va_list list) {
    return ws2_print_wide_file(file, format, list);
}
int ws2_vswprintf(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    return bounded(to, size, format, list);
}
int _vswprintf(WCHAR* to, const WCHAR* format, va_list list) {
    return ws2_print_wide_text(to, INT_MAX, format, list);
}
int _vscwprintf(const WCHAR* format, va_list list) {
    return ws2_print_wide_text(nullptr, 0, format, list);
}
int vswprintf_s(WCHAR* to, size_t size, const WCHAR* format, va_list list) {
    if (to == nullptr || size == 0 || format == nullptr)
        return refuse(to, size, EINVAL);
    const int length = bounded(to, size, format, list);
    return length < 0 ? refuse(to, size, ERANGE) : length;
}
int _vsnwprintf_s(WCHAR* to, size_t size, size_t count, const WCHAR* format, va_list list) {
    if (to == nullptr || size == 0 || format == nullptr)
        return refuse(to, size, EINVAL);
    const int length = bounded(to, count < size ? count + 1 : size, format, list);
    if (length < 0 && count != _TRUNCATE && count >= size)
        return refuse(to, size, ERANGE);
    return length;
}

#define WS2_PRINTS(signature, last, call)                                                          \
    int signature {                                                                                \
        va_list list;                                                                              \
        va_start(list, last);                                                                      \
        const int result = call;                                                                   \
        va_end(list);                                                                              \
        return result;                                                                             \
    }
WS2_PRINTS(ws2_wprintf(const WCHAR* format, ...), format, ws2_vwprintf(format, list))
WS2_PRINTS(ws2_fwprintf(FILE* file, const WCHAR* format, ...), format,
           ws2_vfwprintf(file, format, list))
WS2_PRINTS(ws2_swprintf(WCHAR* to, size_t size, const WCHAR* format, ...), format,
           bounded(to, size, format, list))
WS2_PRINTS(_swprintf(WCHAR* to, const WCHAR* format, ...), format, _vswprintf(to, format, list))
WS2_PRINTS(_scwprintf(const WCHAR* format, ...), format, _vscwprintf(format, list))
WS2_PRINTS(swprintf_s(WCHAR* to, size_t size, const WCHAR* format, ...), format,
           vswprintf_s(to, size, format, list))
WS2_PRINTS(_snwprintf_s(WCHAR* to, size_t size, size_t count, const WCHAR* format, ...), format,
           _vsnwprintf_s(to, size, count, format, list))
#undef WS2_PRINTS
}
