/* getopt.h, also behind a unistd.h whose getopt is hidden. From unistd.h without getopt_long. */
#ifndef __UNISTD_GETOPT__
#include <unistd.h>
#include_next <getopt.h>
#elif defined(WS2_LIBC_HIDDEN) && !defined(WS2_GETOPT_SHOWN)
#define WS2_GETOPT_SHOWN
#ifdef __cplusplus
extern "C" {
#endif
extern int getopt(int count, char* const* arguments, const char* letters);
extern char* optarg;
extern int optind, opterr, optopt;
#ifdef __cplusplus
}
#endif
#endif
