/* getopt.h, also behind a unistd.h whose getopt is hidden. */
#include <unistd.h>
#include_next <getopt.h>
