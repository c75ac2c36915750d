/* ws2/wide_templates.h - Microsoft's forms of wide functions that count the array by themselves.
 * Part of ws2/crt_wide.h and of ws2cc's <wchar.h>. */
#ifndef WS2_WIDE_TEMPLATES_H
#define WS2_WIDE_TEMPLATES_H

#if __SIZEOF_WCHAR_T__ == 2
#define WS2_W wchar_t
#else
#define WS2_W char16_t
#endif

extern "C++" {
template<decltype(sizeof(0)) Size>
int wcscpy_s(WS2_W (&to)[Size], const WS2_W* from) {
    return wcscpy_s(to, Size, from);
}
template<decltype(sizeof(0)) Size>
int wcscat_s(WS2_W (&to)[Size], const WS2_W* from) {
    return wcscat_s(to, Size, from);
}
template<decltype(sizeof(0)) Size>
int wcsncpy_s(WS2_W (&to)[Size], const WS2_W* from, decltype(sizeof(0)) count) {
    return wcsncpy_s(to, Size, from, count);
}
template<decltype(sizeof(0)) Size>
int wcsncat_s(WS2_W (&to)[Size], const WS2_W* from, decltype(sizeof(0)) count) {
    return wcsncat_s(to, Size, from, count);
}
template<decltype(sizeof(0)) Size>
int _itow_s(int value, WS2_W (&to)[Size], int radix) {
    return _itow_s(value, to, Size, radix);
}
template<decltype(sizeof(0)) Size>
int _wcslwr_s(WS2_W (&text)[Size]) {
    return _wcslwr_s(text, Size);
}
template<decltype(sizeof(0)) Size>
int _wcsupr_s(WS2_W (&text)[Size]) {
    return _wcsupr_s(text, Size);
}
template<decltype(sizeof(0)) Size>
int mbstowcs_s(decltype(sizeof(0))* length, WS2_W (&to)[Size], const char* from,
               decltype(sizeof(0)) count) {
    return mbstowcs_s(length, to, Size, from, count);
}
template<decltype(sizeof(0)) Size>
int wcstombs_s(decltype(sizeof(0))* length, char (&to)[Size], const WS2_W* from,
               decltype(sizeof(0)) count) {
    return wcstombs_s(length, to, Size, from, count);
}
template<decltype(sizeof(0)) Size>
int vswprintf_s(WS2_W (&to)[Size], const WS2_W* format, __builtin_va_list list) {
    return vswprintf_s(to, Size, format, list);
}
template<decltype(sizeof(0)) Size>
int swprintf_s(WS2_W (&to)[Size], const WS2_W* format, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, format);
    const int result = vswprintf_s(to, Size, format, list);
    __builtin_va_end(list);
    return result;
}
template<decltype(sizeof(0)) Size>
int _vsnwprintf_s(WS2_W (&to)[Size], decltype(sizeof(0)) count, const WS2_W* format,
                  __builtin_va_list list) {
    return _vsnwprintf_s(to, Size, count, format, list);
}
template<decltype(sizeof(0)) Size>
int _snwprintf_s(WS2_W (&to)[Size], decltype(sizeof(0)) count, const WS2_W* format, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, format);
    const int result = _vsnwprintf_s(to, Size, count, format, list);
    __builtin_va_end(list);
    return result;
}
#ifdef WS2_WIDE_HEADERS
// Without a size, as before the standard had one.
inline int swprintf(wchar_t* to, const wchar_t* format, ...) {
    __builtin_va_list list;
    __builtin_va_start(list, format);
    const int result = _vswprintf(to, format, list);
    __builtin_va_end(list);
    return result;
}
inline int vswprintf(wchar_t* to, const wchar_t* format, __builtin_va_list list) {
    return _vswprintf(to, format, list);
}
// One place for each thread, as before the standard had the caller keep it.
inline wchar_t* wcstok(wchar_t* text, const wchar_t* separators) {
    static __thread wchar_t* rest;
    return wcstok(text, separators, &rest);
}
#endif
}

#undef WS2_W
#endif
