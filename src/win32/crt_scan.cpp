// Room win32: the scanf family that programs call.
#include "win32/call.hpp"
#include "win32/scan.hpp"

#include <ws2/crt_stdio.h>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

extern "C" {

// What ws2cc's <stdio.h> links the standard names to.
WINBASEAPI int ws2_sscanf(const char* text, const char* format, ...);
WINBASEAPI int ws2_fscanf(FILE* file, const char* format, ...);
WINBASEAPI int ws2_scanf(const char* format, ...);
WINBASEAPI int ws2_vsscanf(const char* text, const char* format, va_list list) {
    return contained(EOF, [&] { return scan_text(text, format, false, list); });
}
WINBASEAPI int ws2_vfscanf(FILE* file, const char* format, va_list list) {
    return contained(EOF, [&] { return scan_file(file, format, false, list); });
}
WINBASEAPI int ws2_vscanf(const char* format, va_list list) {
    return ws2_vfscanf(stdin, format, list);
}

int ws2_vswscanf(const WCHAR* text, const WCHAR* format, va_list list) {
    return contained(EOF, [&] { return scan_wide_text(text, format, false, list); });
}
int ws2_vfwscanf(FILE* file, const WCHAR* format, va_list list) {
    return contained(EOF, [&] { return scan_wide_file(file, format, false, list); });
}
int ws2_vwscanf(const WCHAR* format, va_list list) {
    return ws2_vfwscanf(stdin, format, list);
}

#define WS2_SCANS(signature, call)                                                                 \
    int signature {                                                                                \
        va_list list;                                                                              \
        va_start(list, format);                                                                    \
        const int result = contained(EOF, [&] { return call; });                                   \
        va_end(list);                                                                              \
        return result;                                                                             \
    }
WS2_SCANS(ws2_swscanf(const WCHAR* text, const WCHAR* format, ...),
          scan_wide_text(text, format, false, list))
WS2_SCANS(ws2_fwscanf(FILE* file, const WCHAR* format, ...),
          scan_wide_file(file, format, false, list))
WS2_SCANS(ws2_wscanf(const WCHAR* format, ...), scan_wide_file(stdin, format, false, list))
WS2_SCANS(swscanf_s(const WCHAR* text, const WCHAR* format, ...),
          scan_wide_text(text, format, true, list))
WS2_SCANS(fwscanf_s(FILE* file, const WCHAR* format, ...), scan_wide_file(file, format, true, list))
WS2_SCANS(wscanf_s(const WCHAR* format, ...), scan_wide_file(stdin, format, true, list))
WS2_SCANS(sscanf_s(const char* text, const char* format, ...), scan_text(text, format, true, list))
WS2_SCANS(fscanf_s(FILE* file, const char* format, ...), scan_file(file, format, true, list))
WS2_SCANS(scanf_s(const char* format, ...), scan_file(stdin, format, true, list))
WS2_SCANS(ws2_fscanf(FILE* file, const char* format, ...), scan_file(file, format, false, list))
WS2_SCANS(ws2_scanf(const char* format, ...), scan_file(stdin, format, false, list))
WS2_SCANS(ws2_sscanf(const char* text, const char* format, ...),
          scan_text(text, format, false, list))
#undef WS2_SCANS
}
