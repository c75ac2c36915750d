/* ws2/microsoft_crt.h - names of Microsoft's C library. Part of windows.h where _WIN32 is defined. */
#ifndef WS2_MICROSOFT_CRT_H
#define WS2_MICROSOFT_CRT_H
#include "ws2/crt_print.h"
#include "ws2/crt_secure.h"
#include "ws2/crt_text.h"
#include "ws2/crt_wide.h"
#endif
