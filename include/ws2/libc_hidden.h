/* ws2/libc_hidden.h - unistd.h, poll.h and sys/time.h without the names that programs for Windows
 * give to functions and variables of their own. ws2cc's unistd.h, getopt.h and sys/time.h declare
 * them after all, for a program that asks for those. */
#ifndef WS2_LIBC_HIDDEN_H
#define WS2_LIBC_HIDDEN_H

#if defined(_WIN32) && !defined(_UNISTD_H) && !defined(_SYS_TIME_H)
#define WS2_LIBC_HIDDEN
#define getopt ws2_libc_getopt
#define optarg ws2_libc_optarg
#define optind ws2_libc_optind
#define opterr ws2_libc_opterr
#define optopt ws2_libc_optopt
#define sleep ws2_libc_sleep
#define usleep ws2_libc_usleep
#define alarm ws2_libc_alarm
#define pause ws2_libc_pause
#define sync ws2_libc_sync
#define nice ws2_libc_nice
#define link ws2_libc_link
#define symlink ws2_libc_symlink
#define readlink ws2_libc_readlink
#define fork ws2_libc_fork
#define pipe ws2_libc_pipe
#define poll ws2_libc_poll
#define daemon ws2_libc_daemon
#define revoke ws2_libc_revoke
#define brk ws2_libc_brk
#define acct ws2_libc_acct
#define crypt ws2_libc_crypt
#define encrypt ws2_libc_encrypt
#define chroot ws2_libc_chroot
#define lockf ws2_libc_lockf
#define truncate ws2_libc_truncate
#define pread ws2_libc_pread
#define pwrite ws2_libc_pwrite
#define getpagesize ws2_libc_getpagesize
#define gettimeofday ws2_libc_gettimeofday
#endif

#ifndef WS2_LIBC_FIRST
#define WS2_LIBC_FIRST
#define WS2_LIBC_FIRST_HERE
#endif
#pragma push_macro("FD_SETSIZE")
#undef FD_SETSIZE
#include <poll.h>
#include <sys/time.h>
#include <unistd.h>
#undef FD_SETSIZE
#pragma pop_macro("FD_SETSIZE")
#ifdef WS2_LIBC_FIRST_HERE
#undef WS2_LIBC_FIRST
#undef WS2_LIBC_FIRST_HERE
#endif

#ifdef WS2_LIBC_HIDDEN
#undef getopt
#undef optarg
#undef optind
#undef opterr
#undef optopt
#undef sleep
#undef usleep
#undef alarm
#undef pause
#undef sync
#undef nice
#undef link
#undef symlink
#undef readlink
#undef fork
#undef pipe
#undef poll
#undef daemon
#undef revoke
#undef brk
#undef acct
#undef crypt
#undef encrypt
#undef chroot
#undef lockf
#undef truncate
#undef pread
#undef pwrite
#undef getpagesize
#undef gettimeofday
#endif

#endif
