/* ws2/crt_stdio.h - Microsoft's names of stdio.h. Part of ws2/crt_standard.h; ws2cc puts it behind
 * stdio.h. */
#ifndef WS2_CRT_STDIO_H
#define WS2_CRT_STDIO_H
#include "ws2/crt_print.h"
#include "ws2/crt_types.h"
#include <stdio.h>

#define L_tmpnam_s 260
#define TMP_MAX_S 0x7fffffff

#ifdef __cplusplus
extern "C" {
#endif

/* The room of each text stands behind its pointer, in characters, as an unsigned. */
WS2_CRT_API int sscanf_s(const char* text, const char* format, ...);
WS2_CRT_API int fscanf_s(FILE* file, const char* format, ...);
WS2_CRT_API int scanf_s(const char* format, ...);

/* Of the mode, r, w, a, +, b, x and N count. No sharing mode is enforced. */
WS2_CRT_API errno_t fopen_s(FILE** file, const char* path, const char* mode);
WS2_CRT_API errno_t freopen_s(FILE** out, const char* path, const char* mode, FILE* file);
WS2_CRT_API FILE* _fsopen(const char* path, const char* mode, int sharing);
WS2_CRT_API FILE* _fdopen(int fd, const char* mode) __THROW;
WS2_CRT_API FILE* _popen(const char* command, const char* mode);
WS2_CRT_API int _pclose(FILE* file);
WS2_CRT_API int _fseeki64(FILE* file, WS2_INT64 to, int from);
WS2_CRT_API WS2_INT64 _ftelli64(FILE* file);
WS2_CRT_API int _fileno(FILE* file) __THROW;
WS2_CRT_API int _unlink(const char* path) __THROW;
WS2_CRT_API int _fcloseall(void);
/* How many files that may be is not told: 0, or EOF. */
WS2_CRT_API int _flushall(void);
WS2_CRT_API char* gets_s(char* to, size_t size);
/* How many descriptors the process may have. _setmaxstdio never lowers it; -1 over the limit. */
WS2_CRT_API int _getmaxstdio(void) __THROW;
WS2_CRT_API int _setmaxstdio(int files) __THROW;

/* A name in the folder for temporary files that no file has; the file itself. */
WS2_CRT_API errno_t tmpnam_s(char* to, size_t size) __THROW;
WS2_CRT_API errno_t tmpfile_s(FILE** file);

#ifdef __cplusplus
}
extern "C++" {
template<size_t Size>
errno_t tmpnam_s(char (&to)[Size]) {
    return tmpnam_s(to, Size);
}
template<size_t Size>
char* gets_s(char (&to)[Size]) {
    return gets_s(to, Size);
}
}
#endif

#endif
