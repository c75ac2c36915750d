/* sys/timeb.h with Microsoft's names. */
#include_next <sys/timeb.h>
#define _timeb timeb
#define __timeb64 timeb
#define _ftime(now) ((void)ftime(now))
#define _ftime32 _ftime
#define _ftime64 _ftime
#define _ftime_s(now) (ftime(now))
#define _ftime64_s _ftime_s
