/* ws2/microsoft_crt.h - names of Microsoft's C library. Part of windows.h where _WIN32 is defined. */
#ifndef WS2_MICROSOFT_CRT_H
#define WS2_MICROSOFT_CRT_H
#include "ws2/libc_hidden.h"

#include "ws2/crt_standard.h"
#include "ws2/crt_wide.h"
#endif
