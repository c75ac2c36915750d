/* conio.h - keys and characters of the console, which is the terminal; without one, standard input
 * and output. */
#ifndef _INC_CONIO
#define _INC_CONIO
#include "ws2/crt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether _getch would not wait. */
WS2_CRT_API int __cdecl _kbhit(void);
/* One key, without echo and without waiting for the end of a line; EOF at the end of input. */
WS2_CRT_API int __cdecl _getch(void);
WS2_CRT_API int __cdecl _getche(void);
WS2_CRT_API int __cdecl _putch(int c);
WS2_CRT_API int __cdecl _cputs(const char* text);
WS2_CRT_API int __cdecl _cprintf(const char* format, ...);

#ifdef __cplusplus
}
#endif

#ifndef getch
#define kbhit _kbhit
#define getch _getch
#define getche _getche
#define putch _putch
#endif

#endif
