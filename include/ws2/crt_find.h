/* ws2/crt_find.h - files of a folder by Microsoft's C library. Part of io.h. */
#ifndef WS2_CRT_FIND_H
#define WS2_CRT_FIND_H
#include "ws2/crt_types.h"
#include <stdint.h>
#include <sys/types.h>

#define _A_NORMAL 0x00
#define _A_RDONLY 0x01
#define _A_HIDDEN 0x02
#define _A_SYSTEM 0x04
#define _A_SUBDIR 0x10
#define _A_ARCH 0x20

typedef unsigned int _fsize_t;

#define WS2_FIND_DATA(tag, size_type, character)                                                   \
    struct tag {                                                                                   \
        unsigned attrib;                                                                           \
        time_t time_create;                                                                        \
        time_t time_access;                                                                        \
        time_t time_write;                                                                         \
        size_type size;                                                                            \
        character name[260];                                                                       \
    };
WS2_FIND_DATA(_finddata_t, _fsize_t, char)
WS2_FIND_DATA(_wfinddata_t, _fsize_t, WS2_CRT_CHARACTER)
WS2_FIND_DATA(_finddatai64_t, WS2_INT64, char)
WS2_FIND_DATA(_wfinddatai64_t, WS2_INT64, WS2_CRT_CHARACTER)
#undef WS2_FIND_DATA

#ifdef __cplusplus
extern "C" {
#endif

/* -1 and errno: ENOENT if nothing matches, EINVAL. */
WS2_CRT_API intptr_t _findfirst(const char* pattern, struct _finddata_t* data);
WS2_CRT_API intptr_t _wfindfirst(const WS2_CRT_CHARACTER* pattern, struct _wfinddata_t* data);
WS2_CRT_API intptr_t _findfirsti64(const char* pattern, struct _finddatai64_t* data);
WS2_CRT_API intptr_t _wfindfirsti64(const WS2_CRT_CHARACTER* pattern, struct _wfinddatai64_t* data);
/* 0, or -1 and errno. */
WS2_CRT_API int _findnext(intptr_t handle, struct _finddata_t* data);
WS2_CRT_API int _wfindnext(intptr_t handle, struct _wfinddata_t* data);
WS2_CRT_API int _findnexti64(intptr_t handle, struct _finddatai64_t* data);
WS2_CRT_API int _wfindnexti64(intptr_t handle, struct _wfinddatai64_t* data);
WS2_CRT_API int _findclose(intptr_t handle);

#ifdef __cplusplus
}
#endif

/* The structures and the functions. */
#define _finddata64i32_t _finddata_t
#define _wfinddata64i32_t _wfinddata_t
#define _findfirst64i32 _findfirst
#define _findnext64i32 _findnext
#define _wfindfirst64i32 _wfindfirst
#define _wfindnext64i32 _wfindnext
#define _finddata64_t _finddatai64_t
#define __finddata64_t _finddatai64_t
#define _wfinddata64_t _wfinddatai64_t
#define _findfirst64 _findfirsti64
#define _findnext64 _findnexti64
#define _wfindfirst64 _wfindfirsti64
#define _wfindnext64 _wfindnexti64

#endif
