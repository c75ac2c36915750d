/* sys/utime.h: times of files. */
#include <utime.h>
#define _utimbuf utimbuf
#define _utime utime
