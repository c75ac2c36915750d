/* ws2/crt_wide.h - the C library's functions of wide text, on 16-bit characters. Part of
 * ws2/microsoft_crt.h.
 *
 * Where wchar_t is 16 bits wide (-fshort-wchar) the standard names mean these: libc's work on 32
 * bits. */
#ifndef WS2_CRT_WIDE_H
#define WS2_CRT_WIDE_H
#include "ws2/crt_print.h"
#include <stdlib.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI size_t ws2_wcslen(const WCHAR* text);
WINBASEAPI WCHAR* ws2_wcscpy(WCHAR* to, const WCHAR* from);
WINBASEAPI WCHAR* ws2_wcsncpy(WCHAR* to, const WCHAR* from, size_t count);
WINBASEAPI WCHAR* ws2_wcscat(WCHAR* to, const WCHAR* from);
WINBASEAPI int ws2_wcscmp(const WCHAR* a, const WCHAR* b);
WINBASEAPI int ws2_wcsncmp(const WCHAR* a, const WCHAR* b, size_t count);
WINBASEAPI int ws2_wcsnicmp(const WCHAR* a, const WCHAR* b, size_t count);
WINBASEAPI WCHAR* ws2_wcschr(const WCHAR* text, WCHAR c);
WINBASEAPI WCHAR* ws2_wcsrchr(const WCHAR* text, WCHAR c);
WINBASEAPI WCHAR* ws2_wcsstr(const WCHAR* text, const WCHAR* part);
WINBASEAPI long long ws2_wcstoll(const WCHAR* text, WCHAR** end, int radix);
WINBASEAPI int ws2_fputws(const WCHAR* text, FILE* file);

static inline int _wcsicmp(const WCHAR* a, const WCHAR* b) {
    return ws2_wcsnicmp(a, b, (size_t)-1);
}
static inline int _wcsnicmp(const WCHAR* a, const WCHAR* b, size_t count) {
    return ws2_wcsnicmp(a, b, count);
}
static inline WCHAR* _wcsdup(const WCHAR* text) {
    size_t bytes = (ws2_wcslen(text) + 1) * sizeof(WCHAR);
    WCHAR* copy = (WCHAR*)malloc(bytes);
    return copy == NULL ? NULL : (WCHAR*)memcpy(copy, text, bytes);
}
static inline int _wtoi(const WCHAR* text) {
    return (int)ws2_wcstoll(text, NULL, 10);
}
static inline __int64 _wtoi64(const WCHAR* text) {
    return ws2_wcstoll(text, NULL, 10);
}
static inline errno_t wcscpy_s(WCHAR* to, size_t size, const WCHAR* from) {
    if (to == NULL || size == 0 || from == NULL)
        return errno = EINVAL;
    to[0] = 0;
    if (ws2_wcslen(from) >= size)
        return errno = ERANGE;
    ws2_wcscpy(to, from);
    return 0;
}
static inline errno_t wcscat_s(WCHAR* to, size_t size, const WCHAR* from) {
    size_t before = to == NULL ? 0 : ws2_wcslen(to);
    if (to == NULL || from == NULL || before >= size)
        return errno = EINVAL;
    return wcscpy_s(to + before, size - before, from);
}
static inline int ws2_wprintf(const WCHAR* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_wide_file(stdout, format, list);
    va_end(list);
    return result;
}
static inline int ws2_fwprintf(FILE* file, const WCHAR* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_wide_file(file, format, list);
    va_end(list);
    return result;
}

#ifdef __cplusplus
}
extern "C++" {
template<size_t Size>
errno_t wcscpy_s(WCHAR (&to)[Size], const WCHAR* from) {
    return wcscpy_s(to, Size, from);
}
template<size_t Size>
errno_t wcscat_s(WCHAR (&to)[Size], const WCHAR* from) {
    return wcscat_s(to, Size, from);
}
}
#endif

#if __SIZEOF_WCHAR_T__ == 2
#ifdef __cplusplus
namespace std {
using ::ws2_fputws;
using ::ws2_fwprintf;
using ::ws2_wcscat;
using ::ws2_wcschr;
using ::ws2_wcscmp;
using ::ws2_wcscpy;
using ::ws2_wcslen;
using ::ws2_wcsncmp;
using ::ws2_wcsncpy;
using ::ws2_wcsrchr;
using ::ws2_wcsstr;
using ::ws2_wprintf;
} // namespace std
#endif
#define wcslen ws2_wcslen
#define wcscpy ws2_wcscpy
#define wcsncpy ws2_wcsncpy
#define wcscat ws2_wcscat
#define wcscmp ws2_wcscmp
#define wcsncmp ws2_wcsncmp
#define wcschr ws2_wcschr
#define wcsrchr ws2_wcsrchr
#define wcsstr ws2_wcsstr
#define wprintf ws2_wprintf
#define fwprintf ws2_fwprintf
#define fputws ws2_fputws
#define wcsicmp _wcsicmp
#define swprintf _snwprintf
#endif

#endif
