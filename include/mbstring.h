/* mbstring.h - text of several bytes for a character, as in the C locale: one byte is one. */
#ifndef _INC_MBSTRING
#define _INC_MBSTRING
#include "ws2/crt_string.h"
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

static __inline__ unsigned char* _mbschr(const unsigned char* text, unsigned character) {
    return (unsigned char*)strchr((const char*)text, (int)character);
}
static __inline__ unsigned char* _mbsrchr(const unsigned char* text, unsigned character) {
    return (unsigned char*)strrchr((const char*)text, (int)character);
}
static __inline__ unsigned char* _mbsstr(const unsigned char* text, const unsigned char* part) {
    return (unsigned char*)strstr((const char*)text, (const char*)part);
}
static __inline__ int _mbscmp(const unsigned char* a, const unsigned char* b) {
    return strcmp((const char*)a, (const char*)b);
}
static __inline__ int _mbsicmp(const unsigned char* a, const unsigned char* b) {
    return _stricmp((const char*)a, (const char*)b);
}
static __inline__ int _mbsnicmp(const unsigned char* a, const unsigned char* b, size_t count) {
    return _strnicmp((const char*)a, (const char*)b, count);
}
static __inline__ size_t _mbslen(const unsigned char* text) {
    return strlen((const char*)text);
}
static __inline__ unsigned char* _mbsinc(const unsigned char* at) {
    return (unsigned char*)at + 1;
}
static __inline__ unsigned char* _mbsdec(const unsigned char* start, const unsigned char* at) {
    return at > start ? (unsigned char*)at - 1 : NULL;
}
static __inline__ int _ismbblead(unsigned character) {
    (void)character;
    return 0;
}

#ifdef __cplusplus
}
#endif

#endif
