/* time.h - the C library's own; as on Windows its wide half comes with it. */
#pragma GCC system_header
#include_next <time.h>
#if __SIZEOF_WCHAR_T__ == 2
#include <wchar.h>
#endif
#include <ws2/crt_time.h>
