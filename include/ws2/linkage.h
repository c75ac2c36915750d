/* ws2/linkage.h - how these headers' functions are linked, and Microsoft C's keywords.
 *
 * WINSOCK_API_LINKAGE stands before every function that the library exports. WS2_LIBC_NAME stands
 * behind the functions whose names libc has too: they are called by their name and linked as
 * ws2_<name>, so the library exports no name of libc's. */
#ifndef WS2_LINKAGE_H
#define WS2_LINKAGE_H

#define WINSOCK_API_LINKAGE __attribute__((visibility("default")))
#define WINBASEAPI WINSOCK_API_LINKAGE
#define WS2_LIBC_NAME(name) __asm__("ws2_" #name)

/* Calling conventions: x86-64 has one. */
#define __cdecl
#define __stdcall
#define __fastcall
#define __thiscall
#define __vectorcall
#define _cdecl
#define _stdcall
#define cdecl
#define PASCAL
#define CDECL
#define WINAPI
#define WINAPIV
#define APIENTRY
#define APIPRIVATE
#define CALLBACK
#define NTAPI
#define STDAPICALLTYPE
#define WSAAPI
#define FAR
#define NEAR
#define far
#define near
#define __ptr32
#define __ptr64
#define __unaligned
#define UNALIGNED
#define __w64
#define __forceinline inline __attribute__((__always_inline__))
#define FORCEINLINE __forceinline
#define CFORCEINLINE FORCEINLINE

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
#define DECLSPEC_IMPORT
#define DECLSPEC_NORETURN __attribute__((__noreturn__))
#define DECLSPEC_NOINLINE __attribute__((__noinline__))
#define DECLSPEC_ALIGN(n) __attribute__((__aligned__(n)))
#define DECLSPEC_SELECTANY __attribute__((__weak__))
#define DECLSPEC_NOVTABLE
#define DECLSPEC_DEPRECATED __attribute__((__deprecated__))

#ifdef __cplusplus
#define EXTERN_C extern "C"
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#endif
#define STDAPI EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type) EXTERN_C type STDAPICALLTYPE

#endif
