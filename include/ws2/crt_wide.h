/* ws2/crt_wide.h - the C library's functions of wide text, on 16-bit characters. Part of
 * ws2/microsoft_crt.h.
 *
 * Each is here as ws2_<name>, and Microsoft's own by their names. A source that ws2cc compiles has
 * the standard names too, from <wchar.h> and wherever else they belong. */
#ifndef WS2_CRT_WIDE_H
#define WS2_CRT_WIDE_H
#include "winnt.h"
#include "ws2/crt_standard.h"
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stat;
#define WS2_W WCHAR
#define WS2_WINT unsigned short
#define WS2_WCTYPE unsigned short
#define WS2_WCTRANS unsigned short
#define WS2_STANDARD(result, name, arguments) WINBASEAPI result ws2_##name arguments;
#ifdef WS2_WIDE_HEADERS
#define WS2_MICROSOFT(result, name, symbol, arguments)
#else
#define WS2_MICROSOFT(result, name, symbol, arguments)                                             \
    WINBASEAPI result name arguments __asm__("ws2_" #symbol);
#endif
#include "ws2/wide_calls.h"
#undef WS2_MICROSOFT
#undef WS2_STANDARD
#undef WS2_WCTRANS
#undef WS2_WCTYPE
#undef WS2_WINT
#undef WS2_W

WINBASEAPI WCHAR* ws2_wcschr(const WCHAR* text, WCHAR c);
WINBASEAPI WCHAR* ws2_wcsrchr(const WCHAR* text, WCHAR c);
WINBASEAPI WCHAR* ws2_wcspbrk(const WCHAR* text, const WCHAR* set);
WINBASEAPI WCHAR* ws2_wcsstr(const WCHAR* text, const WCHAR* part);
WINBASEAPI WCHAR* ws2_wmemchr(const WCHAR* text, WCHAR c, size_t count);

#ifdef __cplusplus
}
#include "ws2/wide_templates.h"
#endif

/* Without ws2cc's headers: 16 bits by the compiler's flag alone. */
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_HEADERS)
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
#define swprintf ws2_swprintf
#endif
#if __SIZEOF_WCHAR_T__ == 2
#define wcsicmp _wcsicmp
#define wcsnicmp _wcsnicmp
#endif

#endif
