/* ws2/crt_stdlib.h - Microsoft's names of stdlib.h. Part of ws2/crt_standard.h; ws2cc puts it
 * behind stdlib.h. */
#ifndef WS2_CRT_STDLIB_H
#define WS2_CRT_STDLIB_H
#include "ws2/crt_limits.h"
#include "ws2/crt_malloc.h"
#include "ws2/crt_types.h"
#include <errno.h>
#include <stdint.h>

#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#ifndef _countof
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif
#define _environ environ
#define _WRITE_ABORT_MSG 1
#define _CALL_REPORTFAULT 2
#define _OUT_TO_DEFAULT 0
#define _OUT_TO_STDERR 1
#define _OUT_TO_MSGBOX 2

#ifdef __cplusplus
extern "C" {
#endif

extern char** environ;
extern WS2_CRT_API int __argc;
extern WS2_CRT_API char** __argv;
/* Text is what it is: no mode changes it. */
extern WS2_CRT_API int _fmode;

WS2_CRT_API WS2_INT64 _abs64(WS2_INT64 value) __THROW;
WS2_CRT_API WS2_INT64 _atoi64(const char* text) __THROW;
WS2_CRT_API WS2_INT64 _strtoi64(const char* text, char** end, int radix) __THROW;
WS2_CRT_API unsigned WS2_INT64 _strtoui64(const char* text, char** end, int radix) __THROW;
/* Radix 2 to 36; a sign in radix 10 alone. */
WS2_CRT_API char* _ui64toa(unsigned WS2_INT64 value, char* to, int radix) __THROW;
WS2_CRT_API char* _i64toa(WS2_INT64 value, char* to, int radix) __THROW;
WS2_CRT_API char* _itoa(int value, char* to, int radix) __THROW;
WS2_CRT_API char* itoa(int value, char* to, int radix) __THROW;
WS2_CRT_API char* _ltoa(long value, char* to, int radix) __THROW;
WS2_CRT_API char* ltoa(long value, char* to, int radix) __THROW;
WS2_CRT_API char* _ultoa(unsigned long value, char* to, int radix) __THROW;
WS2_CRT_API char* ultoa(unsigned long value, char* to, int radix) __THROW;
WS2_CRT_API errno_t _ui64toa_s(unsigned WS2_INT64 value, char* to, size_t size, int radix) __THROW;
WS2_CRT_API errno_t _i64toa_s(WS2_INT64 value, char* to, size_t size, int radix) __THROW;
WS2_CRT_API errno_t _itoa_s(int value, char* to, size_t size, int radix) __THROW;
WS2_CRT_API errno_t _ltoa_s(long value, char* to, size_t size, int radix) __THROW;
WS2_CRT_API errno_t _ultoa_s(unsigned long value, char* to, size_t size, int radix) __THROW;
WS2_CRT_API char* _gcvt(double value, int digits, char* to) __THROW;
WS2_CRT_API void _swab(char* from, char* to, int count) __THROW;
WS2_CRT_API errno_t rand_s(unsigned* value) __THROW;

WS2_CRT_API int _putenv(const char* assignment) __THROW;
WS2_CRT_API errno_t _putenv_s(const char* name, const char* value) __THROW;
WS2_CRT_API errno_t getenv_s(size_t* length, char* to, size_t size, const char* name) __THROW;
WS2_CRT_API errno_t _dupenv_s(char** out, size_t* length, const char* name) __THROW;

/* A name that no file has, in place of the X at the template's end. */
WS2_CRT_API char* _mktemp(char* name) __THROW;
WS2_CRT_API errno_t _mktemp_s(char* name, size_t size) __THROW;
/* Absolute, into `to` or into memory that the program frees. */
WS2_CRT_API char* _fullpath(char* to, const char* path, size_t size) __THROW;
WS2_CRT_API void _splitpath(const char* path, char* drive, char* folder, char* name,
                            char* extension) __THROW;
WS2_CRT_API errno_t _splitpath_s(const char* path, char* drive, size_t drive_size, char* folder,
                                 size_t folder_size, char* name, size_t name_size, char* extension,
                                 size_t extension_size) __THROW;
WS2_CRT_API void _makepath(char* path, const char* drive, const char* folder, const char* name,
                           const char* extension) __THROW;
WS2_CRT_API errno_t _makepath_s(char* path, size_t size, const char* drive, const char* folder,
                                const char* name, const char* extension) __THROW;

/* What GetLastError would say for errno, at each reading anew; what is stored there is lost. */
WS2_CRT_API unsigned* __doserrno(void) __THROW;
WS2_CRT_API errno_t _get_errno(int* value) __THROW;
WS2_CRT_API errno_t _set_errno(int value) __THROW;
WS2_CRT_API errno_t _get_doserrno(unsigned* value) __THROW;
#define _doserrno (*__doserrno())

/* Called with nothing but null, as in a release build there. */
typedef void (*_invalid_parameter_handler)(const WS2_CRT_CHARACTER* expression,
                                           const WS2_CRT_CHARACTER* function,
                                           const WS2_CRT_CHARACTER* file, unsigned line,
                                           uintptr_t reserved);
WS2_CRT_API _invalid_parameter_handler
_set_invalid_parameter_handler(_invalid_parameter_handler handler) __THROW;
WS2_CRT_API _invalid_parameter_handler _get_invalid_parameter_handler(void) __THROW;
/* Errors go to standard error, and abort shows nothing, whatever is said: the settings before. */
WS2_CRT_API int _set_error_mode(int mode) __THROW;
WS2_CRT_API unsigned _set_abort_behavior(unsigned flags, unsigned mask) __THROW;

WS2_CRT_API void _sleep(unsigned long ms);
extern void _exit(int status) __attribute__((__noreturn__));

WS2_CRT_API unsigned short _byteswap_ushort(unsigned short value) __THROW;
WS2_CRT_API unsigned _byteswap_ulong(unsigned value) __THROW;
WS2_CRT_API unsigned WS2_INT64 _byteswap_uint64(unsigned WS2_INT64 value) __THROW;
/* Macros, because Clang has functions of these names of its own under -fms-extensions. */
static __inline__ unsigned ws2_rotl(unsigned value, int shift) {
    return value << (shift & 31) | value >> (-shift & 31);
}
static __inline__ unsigned ws2_rotr(unsigned value, int shift) {
    return value >> (shift & 31) | value << (-shift & 31);
}
static __inline__ unsigned WS2_INT64 ws2_rotl64(unsigned WS2_INT64 value, int shift) {
    return value << (shift & 63) | value >> (-shift & 63);
}
static __inline__ unsigned WS2_INT64 ws2_rotr64(unsigned WS2_INT64 value, int shift) {
    return value >> (shift & 63) | value << (-shift & 63);
}
#define _rotl(value, shift) ws2_rotl(value, shift)
#define _rotr(value, shift) ws2_rotr(value, shift)
#define _lrotl(value, shift) ws2_rotl(value, shift)
#define _lrotr(value, shift) ws2_rotr(value, shift)
#define _rotl64(value, shift) ws2_rotl64(value, shift)
#define _rotr64(value, shift) ws2_rotr64(value, shift)

#ifdef __cplusplus
}
extern "C++" {
#define WS2_DIGITS(name, type)                                                                     \
    template<size_t Size>                                                                          \
    errno_t name(type value, char(&to)[Size], int radix) {                                         \
        return name(value, to, Size, radix);                                                       \
    }
WS2_DIGITS(_itoa_s, int)
WS2_DIGITS(_ltoa_s, long)
WS2_DIGITS(_ultoa_s, unsigned long)
WS2_DIGITS(_i64toa_s, WS2_INT64)
WS2_DIGITS(_ui64toa_s, unsigned WS2_INT64)
#undef WS2_DIGITS
template<size_t Size>
errno_t getenv_s(size_t* length, char (&to)[Size], const char* name) {
    return getenv_s(length, to, Size, name);
}
template<size_t Size>
errno_t _mktemp_s(char (&name)[Size]) {
    return _mktemp_s(name, Size);
}
template<size_t Size>
errno_t _makepath_s(char (&path)[Size], const char* drive, const char* folder, const char* name,
                    const char* extension) {
    return _makepath_s(path, Size, drive, folder, name, extension);
}
template<size_t Drive, size_t Folder, size_t Name, size_t Extension>
errno_t _splitpath_s(const char* path, char (&drive)[Drive], char (&folder)[Folder],
                     char (&name)[Name], char (&extension)[Extension]) {
    return _splitpath_s(path, drive, Drive, folder, Folder, name, Name, extension, Extension);
}
}
#endif

#endif
