/* ws2/crt_string.h - Microsoft's names of string.h. Part of ws2/crt_standard.h; ws2cc puts it
 * behind string.h and memory.h.
 *
 * The _s functions: a bad argument gives EINVAL, a destination that is too small ERANGE and an
 * empty text, after a call of the handler that _set_invalid_parameter_handler was given; without
 * one the process is not ended. */
#ifndef WS2_CRT_STRING_H
#define WS2_CRT_STRING_H
#include "ws2/crt_types.h"
#include <errno.h>

#ifdef __cplusplus
extern "C" {
#endif

WS2_CRT_API errno_t strcpy_s(char* to, size_t size, const char* from) __THROW;
WS2_CRT_API errno_t strncpy_s(char* to, size_t size, const char* from, size_t count) __THROW;
WS2_CRT_API errno_t strcat_s(char* to, size_t size, const char* from) __THROW;
WS2_CRT_API errno_t strncat_s(char* to, size_t size, const char* from, size_t count) __THROW;
WS2_CRT_API errno_t memcpy_s(void* to, size_t size, const void* from, size_t count) __THROW;
WS2_CRT_API errno_t memmove_s(void* to, size_t size, const void* from, size_t count) __THROW;
WS2_CRT_API char* strtok_s(char* text, const char* separators, char** context) __THROW;
WS2_CRT_API size_t strnlen_s(const char* text, size_t most) __THROW;
WS2_CRT_API errno_t strerror_s(char* to, size_t size, int error) __THROW;
WS2_CRT_API char* _strdup(const char* text) __THROW;
WS2_CRT_API int _stricmp(const char* a, const char* b) __THROW;
WS2_CRT_API int _strcmpi(const char* a, const char* b) __THROW;
WS2_CRT_API int stricmp(const char* a, const char* b) __THROW;
WS2_CRT_API int strcmpi(const char* a, const char* b) __THROW;
WS2_CRT_API int _stricoll(const char* a, const char* b) __THROW;
WS2_CRT_API int _strnicmp(const char* a, const char* b, size_t count) __THROW;
WS2_CRT_API int strnicmp(const char* a, const char* b, size_t count) __THROW;
WS2_CRT_API int _memicmp(const void* a, const void* b, size_t count) __THROW;
WS2_CRT_API int memicmp(const void* a, const void* b, size_t count) __THROW;
WS2_CRT_API void* _memccpy(void* to, const void* from, int end, size_t count) __THROW;
WS2_CRT_API char* _strlwr(char* text) __THROW;
WS2_CRT_API char* strlwr(char* text) __THROW;
WS2_CRT_API char* _strupr(char* text) __THROW;
WS2_CRT_API char* strupr(char* text) __THROW;
WS2_CRT_API errno_t _strlwr_s(char* text, size_t size) __THROW;
WS2_CRT_API errno_t _strupr_s(char* text, size_t size) __THROW;
WS2_CRT_API char* _strrev(char* text) __THROW;
WS2_CRT_API char* strrev(char* text) __THROW;
WS2_CRT_API char* _strset(char* text, int character) __THROW;
WS2_CRT_API char* _strnset(char* text, int character, size_t count) __THROW;
WS2_CRT_API errno_t _strset_s(char* text, size_t size, int character) __THROW;
WS2_CRT_API errno_t _strnset_s(char* text, size_t size, int character, size_t count) __THROW;

#ifdef __cplusplus
}
extern "C++" {
template<size_t Size>
errno_t strcpy_s(char (&to)[Size], const char* from) {
    return strcpy_s(to, Size, from);
}
template<size_t Size>
errno_t strncpy_s(char (&to)[Size], const char* from, size_t count) {
    return strncpy_s(to, Size, from, count);
}
template<size_t Size>
errno_t strcat_s(char (&to)[Size], const char* from) {
    return strcat_s(to, Size, from);
}
template<size_t Size>
errno_t strncat_s(char (&to)[Size], const char* from, size_t count) {
    return strncat_s(to, Size, from, count);
}
template<size_t Size>
errno_t strerror_s(char (&to)[Size], int error) {
    return strerror_s(to, Size, error);
}
template<size_t Size>
errno_t _strlwr_s(char (&text)[Size]) {
    return _strlwr_s(text, Size);
}
template<size_t Size>
errno_t _strupr_s(char (&text)[Size]) {
    return _strupr_s(text, Size);
}
}
#endif

#endif
