/* basetsd.h - integers of a stated size and of a pointer's size, after "Windows Data Types".
 *
 * 64-bit integers are WS2_INT64; integers of a pointer's size are long, as size_t and uintptr_t are
 * here. */
#ifndef _BASETSD_H_
#define _BASETSD_H_

#include "ws2/keywords.h"

typedef signed char INT8, *PINT8;
typedef short INT16, *PINT16;
typedef int INT32, *PINT32;
typedef WS2_INT64 INT64, *PINT64;
typedef unsigned char UINT8, *PUINT8;
typedef unsigned short UINT16, *PUINT16;
typedef unsigned int UINT32, *PUINT32;
typedef unsigned WS2_INT64 UINT64, *PUINT64;
typedef int LONG32, *PLONG32;
typedef unsigned int ULONG32, *PULONG32;
typedef unsigned int DWORD32, *PDWORD32;
typedef WS2_INT64 LONG64, *PLONG64;
typedef unsigned WS2_INT64 ULONG64, *PULONG64;
typedef unsigned WS2_INT64 DWORD64, *PDWORD64;

typedef long INT_PTR, *PINT_PTR;
typedef unsigned long UINT_PTR, *PUINT_PTR;
typedef long LONG_PTR, *PLONG_PTR;
typedef unsigned long ULONG_PTR, *PULONG_PTR;
typedef ULONG_PTR DWORD_PTR, *PDWORD_PTR;
typedef ULONG_PTR SIZE_T, *PSIZE_T;
typedef LONG_PTR SSIZE_T, *PSSIZE_T;
typedef ULONG_PTR KAFFINITY, *PKAFFINITY;
typedef int HALF_PTR, *PHALF_PTR;
typedef unsigned int UHALF_PTR, *PUHALF_PTR;

#define MAXUINT8 ((UINT8) ~(UINT8)0)
#define MAXUINT16 ((UINT16) ~(UINT16)0)
#define MAXUINT32 ((UINT32) ~(UINT32)0)
#define MAXUINT64 ((UINT64) ~(UINT64)0)
#define MAXUINT_PTR (~(UINT_PTR)0)
#define MAXULONG_PTR (~(ULONG_PTR)0)
#define MAXINT_PTR ((INT_PTR)(MAXUINT_PTR >> 1))
#define MAXSIZE_T ((SIZE_T) ~(SIZE_T)0)

#define HandleToULong(h) ((ULONG)(ULONG_PTR)(h))
#define HandleToLong(h) ((LONG)(LONG_PTR)(h))
#define ULongToHandle(u) ((HANDLE)(ULONG_PTR)(u))
#define LongToHandle(l) ((HANDLE)(LONG_PTR)(l))
#define HandleToUlong(h) HandleToULong(h)
#define UlongToHandle(u) ULongToHandle(u)
#define PtrToUlong(p) ((ULONG)(ULONG_PTR)(p))
#define PtrToLong(p) ((LONG)(LONG_PTR)(p))
#define PtrToUint(p) ((UINT)(UINT_PTR)(p))
#define PtrToInt(p) ((INT)(INT_PTR)(p))
#define UlongToPtr(u) ((void*)(ULONG_PTR)(u))
#define LongToPtr(l) ((void*)(LONG_PTR)(l))
#define UIntToPtr(u) ((void*)(UINT_PTR)(u))
#define IntToPtr(i) ((void*)(INT_PTR)(i))

#endif
