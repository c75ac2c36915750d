/* ws2/posix_names.h - functions of libc that Microsoft's names stand on here, by names of their
 * own: a program may have made a macro of libc's (strcasecmp is _stricmp, say), and strict C
 * (-std=c11) hides them. Part of ws2/microsoft_crt.h. */
#ifndef WS2_POSIX_NAMES_H
#define WS2_POSIX_NAMES_H
#include <stddef.h>
#include <sys/types.h>

/* A function of libc by another name. A libc header may have declared that name before, under a
 * macro of the program's. */
#ifdef __cplusplus
#define WS2_IS_LIBCS(result, name, symbol, arguments)                                              \
    extern result name arguments __THROW __asm__(#symbol);
#else
#define WS2_IS_LIBCS(result, name, symbol, arguments)                                              \
    extern result name arguments __asm__(#symbol) __THROW;
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct tm;

WS2_IS_LIBCS(size_t, ws2_libc_strnlen, strnlen, (const char* text, size_t most))
WS2_IS_LIBCS(char*, ws2_libc_strdup, strdup, (const char* text))
WS2_IS_LIBCS(int, ws2_libc_setenv, setenv, (const char* name, const char* value, int overwrite))
WS2_IS_LIBCS(int, ws2_libc_unsetenv, unsetenv, (const char* name))
WS2_IS_LIBCS(int, ws2_libc_posix_memalign, posix_memalign,
             (void** memory, size_t alignment, size_t size))
WS2_IS_LIBCS(struct tm*, ws2_libc_localtime_r, localtime_r, (const time_t* when, struct tm* result))
WS2_IS_LIBCS(struct tm*, ws2_libc_gmtime_r, gmtime_r, (const time_t* when, struct tm* result))
WS2_IS_LIBCS(char*, ws2_libc_asctime_r, asctime_r, (const struct tm* when, char* text))

#ifdef __cplusplus
}
#endif

#endif
