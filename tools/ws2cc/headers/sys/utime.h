/* sys/utime.h: times of files. */
#include <utime.h>
#define _utimbuf utimbuf
#define _utime utime
#define __utimbuf64 utimbuf
#define _utime64 utime
