/* conio.h - keys and characters of the console, which is the terminal; without one, standard input
 * and output. */
#ifndef _INC_CONIO
#define _INC_CONIO
#include "winnt.h"
#include "ws2/crt_standard.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether _getch would not wait. */
WINBASEAPI int __cdecl _kbhit(void);
/* One key, without echo and without waiting for the end of a line; EOF at the end of input. */
WINBASEAPI int __cdecl _getch(void);
WINBASEAPI int __cdecl _getche(void);
WINBASEAPI int __cdecl _putch(int c);
WINBASEAPI int __cdecl _cputs(const char* text);

static inline int _cprintf(const char* format, ...) {
    va_list list;
    int result;
    va_start(list, format);
    result = ws2_print_file(stdout, format, list);
    va_end(list);
    return result;
}

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
