/* sys/stat.h with Microsoft's names, and with a mkdir that needs no mode. */
/* Of a path these understand Windows' form: backslashes, a drive letter, NUL. */
#ifndef WS2_PATHS_OF_STAT
#define WS2_PATHS_OF_STAT
/* _FILE_OFFSET_BITS would say fopen64 and stat64, which are the same here. */
#include <features.h>
#undef __USE_FILE_OFFSET64
#pragma push_macro("stat")
#undef stat
#pragma redefine_extname stat ws2_stat
#pragma pop_macro("stat")
#pragma push_macro("mkdir")
#undef mkdir
#pragma redefine_extname mkdir ws2_mkdir
#pragma pop_macro("mkdir")
#endif
#pragma push_macro("mkdir")
#undef mkdir
#define mkdir ws2_libc_mkdir
#include_next <sys/stat.h>
#undef mkdir
#ifdef __cplusplus
extern "C" int mkdir(const char* path, ...);
#else
extern int mkdir(const char* path, ...);
#endif
#pragma pop_macro("mkdir")
#include <ws2/crt_stat.h>
