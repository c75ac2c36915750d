/* ws2/crt_types.h - what the headers of Microsoft's C library have in common. They declare
 * functions of libws2 rather than defining any: a program may have one of the same name and form.
 * Part of ws2/crt_standard.h. */
#ifndef WS2_CRT_TYPES_H
#define WS2_CRT_TYPES_H
#include "ws2/keywords.h"
#include <features.h>
#include <stddef.h>

/* Not of linkage.h and winnt.h: string.h of ws2cc brings this, and no name of Windows. */
#define WS2_CRT_API __attribute__((visibility("default")))
#if __SIZEOF_WCHAR_T__ == 2
#define WS2_CRT_CHARACTER wchar_t
#else
#include <uchar.h>
#define WS2_CRT_CHARACTER char16_t
#endif

typedef int errno_t;
typedef size_t rsize_t;
#define _TRUNCATE ((size_t)-1)
#define STRUNCATE 80

#endif
