/* ws2/crt_stat.h - status of files by Microsoft's names: libc's. Part of io.h; ws2cc puts it behind
 * every sys/stat.h. */
#ifndef WS2_CRT_STAT_H
#define WS2_CRT_STAT_H
#include <sys/stat.h>

#define _S_IFMT S_IFMT
#define _S_IFDIR S_IFDIR
#define _S_IFREG S_IFREG
#define _S_IFCHR S_IFCHR
#define _S_IFIFO S_IFIFO
#define _S_IREAD S_IRUSR
#define _S_IWRITE S_IWUSR
#define _S_IEXEC S_IXUSR
/* The structures and the functions. */
#define _stat stat
#define _stat64 stat
#define _stati64 stat
#define _stat32 stat
#define _stat32i64 stat
#define _stat64i32 stat
#define __stat64 stat
#define _wstat64 _wstat
#define _wstati64 _wstat
#define _wstat32 _wstat
#define _wstat64i32 _wstat
#define _fstat fstat
#define _fstat64 fstat
#define _fstati64 fstat

#endif
