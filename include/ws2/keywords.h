/* ws2/keywords.h - the keywords of Microsoft C, as macros. ws2cc puts it before every source, since
 * a program may use them before it includes a header of Windows. */
#ifndef WS2_KEYWORDS_H
#define WS2_KEYWORDS_H

/* Calling conventions: x86-64 has one. */
#define __cdecl
#define __stdcall
#define __fastcall
#define __thiscall
#define __vectorcall
#define _cdecl
#define _stdcall
#define __ptr32
#define __ptr64
#define __unaligned
#define __w64
#define __forceinline inline __attribute__((__always_inline__))
#ifndef __int64
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#endif

/* 64 bits in these headers: long long, but long in what ws2cc compiles with a long of 32 bits. There
 * it writes long for the program's long long as well, so that this, __int64, size_t and uint64_t are
 * one type, as on Windows. */
#ifdef WS2_LONG_32
#define WS2_INT64 long
#else
#define WS2_INT64 long long
#endif

/* __declspec(x): what has no meaning here is an empty attribute. */
#ifndef __declspec
#define __declspec(x) __attribute__((WS2_DECLSPEC_##x))
#endif
#define WS2_DECLSPEC_dllexport __visibility__("default")
#define WS2_DECLSPEC_dllimport
#define WS2_DECLSPEC_noreturn __noreturn__
#define WS2_DECLSPEC_noinline __noinline__
#define WS2_DECLSPEC_nothrow __nothrow__
#define WS2_DECLSPEC_deprecated __deprecated__
#define WS2_DECLSPEC_align __aligned__
#define WS2_DECLSPEC_selectany __weak__
#define WS2_DECLSPEC_restrict
#define WS2_DECLSPEC_noalias
#define WS2_DECLSPEC_allocator
#define WS2_DECLSPEC_novtable
#define WS2_DECLSPEC_naked
#define WS2_DECLSPEC_uuid(text)
#define WS2_DECLSPEC_allocate(text)
#ifdef __cplusplus
#define WS2_DECLSPEC_thread )) thread_local __attribute__((
#else
#define WS2_DECLSPEC_thread )) _Thread_local __attribute__((
#endif

#endif
