/* ws2/crt_secure.h - the _s functions of Microsoft's C library. Part of ws2/microsoft_crt.h.
 *
 * A bad argument gives EINVAL, a destination that is too small ERANGE and an empty text; the
 * process is not ended, as if the program's invalid-parameter handler had returned. */
#ifndef WS2_CRT_SECURE_H
#define WS2_CRT_SECURE_H
#include "ws2/crt_print.h"
#include "ws2/posix_names.h"
#include <stdlib.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The room of each text stands behind its pointer, in characters, as an unsigned. */
WS2_CRT_API int sscanf_s(const char* text, const char* format, ...);
WS2_CRT_API int fscanf_s(FILE* file, const char* format, ...);
WS2_CRT_API int scanf_s(const char* format, ...);

/* A name in the folder for temporary files that no file has. */
#define L_tmpnam_s 260
#define TMP_MAX_S 0x7fffffff
WS2_CRT_API errno_t tmpnam_s(char* to, size_t size);

static __inline__ errno_t ws2_refuse(char* to, size_t size, errno_t error) {
    if (to != NULL && size != 0)
        to[0] = 0;
    errno = error;
    return error;
}
static __inline__ errno_t strncpy_s(char* to, size_t size, const char* from, size_t count) {
    size_t length;
    if (to == NULL || size == 0 || (from == NULL && count != 0))
        return ws2_refuse(to, size, EINVAL);
    length = count == 0 ? 0 : ws2_libc_strnlen(from, count == _TRUNCATE ? size : count);
    if (length >= size) {
        if (count != _TRUNCATE)
            return ws2_refuse(to, size, ERANGE);
        memmove(to, from, size - 1);
        to[size - 1] = 0;
        return 80; /* STRUNCATE */
    }
    if (length != 0)
        memmove(to, from, length);
    to[length] = 0;
    return 0;
}
static __inline__ errno_t strcpy_s(char* to, size_t size, const char* from) {
    if (to == NULL || size == 0 || from == NULL)
        return ws2_refuse(to, size, EINVAL);
    return strncpy_s(to, size, from, strlen(from));
}
static __inline__ errno_t strncat_s(char* to, size_t size, const char* from, size_t count) {
    size_t before = to == NULL ? 0 : ws2_libc_strnlen(to, size);
    errno_t result;
    if (to == NULL || size == 0 || from == NULL || before == size)
        return ws2_refuse(to, size, EINVAL);
    result = strncpy_s(to + before, size - before, from, count);
    return result == 0 || result == 80 ? result : ws2_refuse(to, size, result);
}
static __inline__ errno_t strcat_s(char* to, size_t size, const char* from) {
    return strncat_s(to, size, from, from == NULL ? 0 : strlen(from));
}
static __inline__ errno_t memcpy_s(void* to, size_t size, const void* from, size_t count) {
    if (count == 0)
        return 0;
    if (to == NULL)
        return errno = EINVAL;
    if (from == NULL || size < count) {
        memset(to, 0, size);
        return errno = from == NULL ? EINVAL : ERANGE;
    }
    memcpy(to, from, count);
    return 0;
}
static __inline__ errno_t memmove_s(void* to, size_t size, const void* from, size_t count) {
    if (count == 0)
        return 0;
    if (to == NULL || from == NULL)
        return errno = EINVAL;
    if (size < count)
        return errno = ERANGE;
    memmove(to, from, count);
    return 0;
}
WS2_IS_LIBCS(char*, strtok_s, strtok_r, (char* text, const char* separators, char** context))
static __inline__ errno_t fopen_s(FILE** file, const char* name, const char* mode) {
    if (file == NULL || name == NULL || mode == NULL)
        return errno = EINVAL;
    *file = fopen(name, mode);
    return *file == NULL ? errno : 0;
}
static __inline__ errno_t strerror_s(char* to, size_t size, int error) {
    return strncpy_s(to, size, strerror(error), _TRUNCATE) == EINVAL ? EINVAL : 0;
}
/* The arguments stand in the other order in C11. */
static __inline__ errno_t localtime_s(struct tm* out, const time_t* when) {
    return out == NULL || when == NULL       ? (errno = EINVAL)
           : ws2_libc_localtime_r(when, out) ? 0
                                             : errno;
}
static __inline__ errno_t gmtime_s(struct tm* out, const time_t* when) {
    return out == NULL || when == NULL    ? (errno = EINVAL)
           : ws2_libc_gmtime_r(when, out) ? 0
                                          : errno;
}
static __inline__ errno_t asctime_s(char* to, size_t size, const struct tm* when) {
    char text[64];
    if (to == NULL || size < 26 || when == NULL || ws2_libc_asctime_r(when, text) == NULL)
        return ws2_refuse(to, size, EINVAL);
    return strcpy_s(to, size, text);
}
static __inline__ errno_t ctime_s(char* to, size_t size, const time_t* when) {
    struct tm local;
    if (to == NULL || size < 26 || when == NULL || localtime_s(&local, when) != 0)
        return ws2_refuse(to, size, EINVAL);
    return asctime_s(to, size, &local);
}
static __inline__ errno_t getenv_s(size_t* length, char* to, size_t size, const char* name) {
    const char* value = getenv(name);
    if (length == NULL)
        return errno = EINVAL;
    *length = value == NULL ? 0 : strlen(value) + 1;
    if (value == NULL || to == NULL)
        return ws2_refuse(to, size, 0);
    return strcpy_s(to, size, value);
}
static __inline__ errno_t _dupenv_s(char** out, size_t* length, const char* name) {
    const char* value = getenv(name);
    *out = value == NULL ? NULL : ws2_libc_strdup(value);
    if (length != NULL)
        *length = value == NULL ? 0 : strlen(value) + 1;
    return value != NULL && *out == NULL ? ENOMEM : 0;
}
static __inline__ errno_t _putenv_s(const char* name, const char* value) {
    return (*value == 0 ? ws2_libc_unsetenv(name) : ws2_libc_setenv(name, value, 1)) == 0 ? 0
                                                                                          : errno;
}
static __inline__ errno_t rand_s(unsigned* value) {
    FILE* source = fopen("/dev/urandom", "rb");
    size_t got = source == NULL ? 0 : fread(value, sizeof(*value), 1, source);
    if (source != NULL)
        fclose(source);
    return got == 1 ? 0 : EINVAL;
}

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
errno_t asctime_s(char (&to)[Size], const struct tm* when) {
    return asctime_s(to, Size, when);
}
template<size_t Size>
errno_t ctime_s(char (&to)[Size], const time_t* when) {
    return ctime_s(to, Size, when);
}
template<size_t Size>
errno_t tmpnam_s(char (&to)[Size]) {
    return tmpnam_s(to, Size);
}
template<size_t Size>
errno_t strerror_s(char (&to)[Size], int error) {
    return strerror_s(to, Size, error);
}
}
#endif

#endif
