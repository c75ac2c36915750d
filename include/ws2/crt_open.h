/* ws2/crt_open.h - how files are opened, by Microsoft's names. Part of io.h; ws2cc puts it behind
 * every fcntl.h. */
#ifndef WS2_CRT_OPEN_H
#define WS2_CRT_OPEN_H
#include <fcntl.h>

#define _O_RDONLY O_RDONLY
#define _O_WRONLY O_WRONLY
#define _O_RDWR O_RDWR
#define _O_APPEND O_APPEND
#define _O_CREAT O_CREAT
#define _O_TRUNC O_TRUNC
#define _O_EXCL O_EXCL
#define _O_NOINHERIT O_CLOEXEC
/* Hints. */
#define _O_SEQUENTIAL 0
#define _O_RANDOM 0
#define _O_SHORT_LIVED 0
/* Text is what it is: no mode changes it. Bits of open that no Linux has, which it ignores. */
#define _O_TEXT 0x01000000
#define _O_BINARY 0x02000000
#define _O_WTEXT 0x08000000
#define _O_U16TEXT 0x10000000
#define _O_U8TEXT 0x20000000
#define _O_RAW _O_BINARY
#ifndef O_BINARY
#define O_BINARY _O_BINARY
#define O_TEXT _O_TEXT
#define O_NOINHERIT O_CLOEXEC
#define O_SEQUENTIAL 0
#define O_RANDOM 0
#endif

#endif
