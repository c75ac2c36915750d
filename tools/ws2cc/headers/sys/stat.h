/* sys/stat.h with Microsoft's names. */
#include_next <sys/stat.h>
#include <ws2/crt_stat.h>
