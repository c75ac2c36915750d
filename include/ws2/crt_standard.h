/* ws2/crt_standard.h - Microsoft's names in the headers of the C library, without one name of
 * windows.h: ws2cc puts it behind string.h, stdlib.h, stdio.h and their like. Part of
 * ws2/microsoft_crt.h. */
#ifndef WS2_CRT_STANDARD_H
#define WS2_CRT_STANDARD_H
#include "ws2/crt_print.h"
#include "ws2/crt_secure.h"
#include "ws2/crt_text.h"
#endif
