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
/* Of the Ex forms; the low octet is what they fill with. */
#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_FILL_BYTE(octet) ((DWORD)(((octet)&0x000000FF) | STRSAFE_FILL_BEHIND_NULL))
#define STRSAFE_FAILURE_BYTE(octet) ((DWORD)(((octet)&0x000000FF) | STRSAFE_FILL_ON_FAILURE))

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

/* What the Ex forms do behind the text, and what they tell: its end, and the room from there. */
#define WS2_STRSAFE_EX(suffix, Char)                                                               \
    static inline HRESULT ws2_strsafe_end##suffix(Char* to, size_t size, size_t before,            \
                                                  HRESULT result, DWORD flags, Char** end,         \
                                                  size_t* left) {                                  \
        size_t used = 0;                                                                           \
        if (to == NULL || size == 0)                                                               \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        if (result != S_OK && (flags & STRSAFE_NO_TRUNCATION) != 0)                                \
            to[before] = 0;                                                                        \
        if (result != S_OK && (flags & STRSAFE_FILL_ON_FAILURE) != 0) {                            \
            memset(to, (int)(flags & 0xFF), (size - 1) * sizeof(Char));                            \
            to[size - 1] = 0;                                                                      \
        }                                                                                          \
        if (result != S_OK && (flags & STRSAFE_NULL_ON_FAILURE) != 0)                              \
            to[0] = 0;                                                                             \
        while (to[used] != 0)                                                                      \
            ++used;                                                                                \
        if (result == S_OK && (flags & STRSAFE_FILL_BEHIND_NULL) != 0)                             \
            memset(to + used + 1, (int)(flags & 0xFF), (size - used - 1) * sizeof(Char));          \
        if (end != NULL)                                                                           \
            *end = to + used;                                                                      \
        if (left != NULL)                                                                          \
            *left = size - used;                                                                   \
        return result;                                                                             \
    }                                                                                              \
    static inline const Char* ws2_strsafe_text##suffix(const Char* text, DWORD flags) {            \
        static const Char none[1] = {0};                                                           \
        return text == NULL && (flags & STRSAFE_IGNORE_NULLS) != 0 ? none : text;                  \
    }                                                                                              \
    static inline HRESULT StringCchCopyEx##suffix(Char* to, size_t size, const Char* from,         \
                                                  Char** end, size_t* left, DWORD flags) {         \
        from = ws2_strsafe_text##suffix(from, flags);                                              \
        if (to == NULL || from == NULL || size == 0 || size > STRSAFE_MAX_CCH)                     \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        return ws2_strsafe_end##suffix(to, size, 0, StringCchCopy##suffix(to, size, from), flags,  \
                                       end, left);                                                 \
    }                                                                                              \
    static inline HRESULT StringCchCatN##suffix(Char* to, size_t size, const Char* from,           \
                                                size_t count) {                                    \
        size_t before;                                                                             \
        if (StringCchLength##suffix(to, size, &before) != S_OK)                                    \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        return StringCchCopyN##suffix(to + before, size - before, from, count);                    \
    }                                                                                              \
    static inline HRESULT StringCchCatEx##suffix(Char* to, size_t size, const Char* from,          \
                                                 Char** end, size_t* left, DWORD flags) {          \
        size_t before;                                                                             \
        from = ws2_strsafe_text##suffix(from, flags);                                              \
        if (from == NULL || StringCchLength##suffix(to, size, &before) != S_OK)                    \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        return ws2_strsafe_end##suffix(to, size, before, StringCchCat##suffix(to, size, from),     \
                                       flags, end, left);                                          \
    }                                                                                              \
    static inline HRESULT StringCchVPrintfEx##suffix(Char* to, size_t size, Char** end,            \
                                                     size_t* left, DWORD flags,                    \
                                                     const Char* format, va_list list) {           \
        format = ws2_strsafe_text##suffix(format, flags);                                          \
        if (to == NULL || format == NULL || size == 0 || size > STRSAFE_MAX_CCH)                   \
            return STRSAFE_E_INVALID_PARAMETER;                                                    \
        return ws2_strsafe_end##suffix(                                                            \
            to, size, 0, StringCchVPrintf##suffix(to, size, format, list), flags, end, left);      \
    }                                                                                              \
    static inline HRESULT StringCchPrintfEx##suffix(                                               \
        Char* to, size_t size, Char** end, size_t* left, DWORD flags, const Char* format, ...) {   \
        va_list list;                                                                              \
        HRESULT result;                                                                            \
        va_start(list, format);                                                                    \
        result = StringCchVPrintfEx##suffix(to, size, end, left, flags, format, list);             \
        va_end(list);                                                                              \
        return result;                                                                             \
    }                                                                                              \
    static inline HRESULT StringCbCatN##suffix(Char* to, size_t size, const Char* from,            \
                                               size_t count) {                                     \
        return StringCchCatN##suffix(to, size / sizeof(Char), from, count / sizeof(Char));         \
    }
WS2_STRSAFE_EX(A, char)
WS2_STRSAFE_EX(W, WCHAR)
#undef WS2_STRSAFE_EX

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define StringCchLength StringCchLengthW
#define StringCchCopy StringCchCopyW
#define StringCchCopyN StringCchCopyNW
#define StringCchCat StringCchCatW
#define StringCchCopyEx StringCchCopyExW
#define StringCchCatN StringCchCatNW
#define StringCchCatEx StringCchCatExW
#define StringCchVPrintfEx StringCchVPrintfExW
#define StringCchPrintfEx StringCchPrintfExW
#define StringCbCatN StringCbCatNW
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
#define StringCchCopyEx StringCchCopyExA
#define StringCchCatN StringCchCatNA
#define StringCchCatEx StringCchCatExA
#define StringCchVPrintfEx StringCchVPrintfExA
#define StringCchPrintfEx StringCchPrintfExA
#define StringCbCatN StringCbCatNA
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
