/* ws2/linkage.h - how these headers' functions are linked, and the words around them.
 *
 * WINSOCK_API_LINKAGE stands before every function that the library exports. WS2_LIBC_NAME stands
 * behind the functions whose names libc has too: they are called by their name and linked as
 * ws2_<name>, so the library exports no name of libc's. */
#ifndef WS2_LINKAGE_H
#define WS2_LINKAGE_H
#include "ws2/keywords.h"

#define WINSOCK_API_LINKAGE __attribute__((visibility("default")))
#define WINBASEAPI WINSOCK_API_LINKAGE
#define WS2_LIBC_NAME(name) __asm__("ws2_" #name)

/* Calling conventions, segments: there is one. */
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
#define UNALIGNED
#define FORCEINLINE __forceinline
#define CFORCEINLINE FORCEINLINE

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
#define STDMETHODCALLTYPE
#define STDMETHODVCALLTYPE
#define STDMETHODIMP HRESULT STDMETHODCALLTYPE
#define STDMETHODIMP_(type) type STDMETHODCALLTYPE
#define STDAPI EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type) EXTERN_C type STDAPICALLTYPE

#endif
