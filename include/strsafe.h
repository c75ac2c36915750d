/* strsafe.h - text that never runs over its buffer: StringCch (sizes in characters) and StringCb
 * (in octets). What does not fit is cut, and the result is STRSAFE_E_INSUFFICIENT_BUFFER. */
#ifndef _STRSAFE_H_INCLUDED_
#define _STRSAFE_H_INCLUDED_
#include "windef.h"
#include "winerror.h"
#include "winnt.h"
#include "ws2/crt_standard.h"

#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007A)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026)

#ifdef __cplusplus
extern "C" {
#endif

/* One form of all calls for a kind of character. */
#define WS2_STRSAFE(suffix, Char, print)                                                           \
    static inline HRESULT StringCchLength##suffix(const Char* text, size_t most, size_t* length) { \
        size_t i = 0;                                                                              \
        if (length != NULL)                                                                        \
            *length = 0;                                                                           \
        if (text == NULL || most > STRSAFE_MAX_CCH)                                                \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        while (i < most && text[i] != 0)                                                           \
            ++i;                                                                                   \
        if (i == most)                                                                             \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        if (length != NULL)                                                                        \
            *length = i;                                                                           \
        return S_OK;                                                                               \
    }                                                                                              \
    static inline HRESULT StringCchCopyN##suffix(Char* to, size_t size, const Char* from,          \
                                                 size_t count) {                                   \
        size_t i;                                                                                  \
        if (size == 0 || size > STRSAFE_MAX_CCH)                                                   \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        for (i = 0; i + 1 < size && i < count && from[i] != 0; ++i)                                \
            to[i] = from[i];                                                                       \
        to[i] = 0;                                                                                 \
        return i == count || from[i] == 0 ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;                  \
    }                                                                                              \
    static inline HRESULT StringCchCopy##suffix(Char* to, size_t size, const Char* from) {         \
        return StringCchCopyN##suffix(to, size, from, STRSAFE_MAX_CCH);                            \
    }                                                                                              \
    static inline HRESULT StringCchCat##suffix(Char* to, size_t size, const Char* from) {          \
        size_t before;                                                                             \
        if (StringCchLength##suffix(to, size, &before) != S_OK)                                    \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        return StringCchCopy##suffix(to + before, size - before, from);                            \
    }                                                                                              \
    static inline HRESULT StringCchVPrintf##suffix(Char* to, size_t size, const Char* format,      \
                                                   va_list list) {                                 \
        int length;                                                                                \
        if (size == 0 || size > STRSAFE_MAX_CCH)                                                   \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        length = print(to, size, format, list);                                                    \
        return length >= 0 && (size_t)length < size ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;        \
    }                                                                                              \
    static inline HRESULT StringCchPrintf##suffix(Char* to, size_t size, const Char* format,       \
                                                  ...) {                                           \
        va_list list;                                                                              \
        HRESULT result;                                                                            \
        va_start(list, format);                                                                    \
        result = StringCchVPrintf##suffix(to, size, format, list);                                 \
        va_end(list);                                                                              \
        return result;                                                                             \
    }                                                                                              \
    static inline HRESULT StringCbLength##suffix(const Char* text, size_t most, size_t* length) {  \
        HRESULT result = StringCchLength##suffix(text, most / sizeof(Char), length);               \
        if (length != NULL)                                                                        \
            *length *= sizeof(Char);                                                               \
        return result;                                                                             \
    }                                                                                              \
    static inline HRESULT StringCbCopy##suffix(Char* to, size_t size, const Char* from) {          \
        return StringCchCopy##suffix(to, size / sizeof(Char), from);                               \
    }                                                                                              \
    static inline HRESULT StringCbCopyN##suffix(Char* to, size_t size, const Char* from,           \
                                                size_t count) {                                    \
        return StringCchCopyN##suffix(to, size / sizeof(Char), from, count / sizeof(Char));        \
    }                                                                                              \
    static inline HRESULT StringCbCat##suffix(Char* to, size_t size, const Char* from) {           \
        return StringCchCat##suffix(to, size / sizeof(Char), from);                                \
    }                                                                                              \
    static inline HRESULT StringCbVPrintf##suffix(Char* to, size_t size, const Char* format,       \
                                                  va_list list) {                                  \
        return StringCchVPrintf##suffix(to, size / sizeof(Char), format, list);                    \
    }                                                                                              \
    static inline HRESULT StringCbPrintf##suffix(Char* to, size_t size, const Char* format, ...) { \
        va_list list;                                                                              \
        HRESULT result;                                                                            \
        va_start(list, format);                                                                    \
        result = StringCchVPrintf##suffix(to, size / sizeof(Char), format, list);                  \
        va_end(list);                                                                              \
        return result;                                                                             \
    }
WS2_STRSAFE(A, char, ws2_print_text)
WS2_STRSAFE(W, WCHAR, ws2_print_wide_text)
#undef WS2_STRSAFE

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define StringCchLength StringCchLengthW
#define StringCchCopy StringCchCopyW
#define StringCchCopyN StringCchCopyNW
#define StringCchCat StringCchCatW
#define StringCchPrintf StringCchPrintfW
#define StringCchVPrintf StringCchVPrintfW
#define StringCbLength StringCbLengthW
#define StringCbCopy StringCbCopyW
#define StringCbCopyN StringCbCopyNW
#define StringCbCat StringCbCatW
#define StringCbPrintf StringCbPrintfW
#define StringCbVPrintf StringCbVPrintfW
#else
#define StringCchLength StringCchLengthA
#define StringCchCopy StringCchCopyA
#define StringCchCopyN StringCchCopyNA
#define StringCchCat StringCchCatA
#define StringCchPrintf StringCchPrintfA
#define StringCchVPrintf StringCchVPrintfA
#define StringCbLength StringCbLengthA
#define StringCbCopy StringCbCopyA
#define StringCbCopyN StringCbCopyNA
#define StringCbCat StringCbCatA
#define StringCbPrintf StringCbPrintfA
#define StringCbVPrintf StringCbVPrintfA
#endif

#endif
