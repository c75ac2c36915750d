/* strings.h without two names of Unix that Windows programs give to variables. */
#define index ws2_libc_index
#define rindex ws2_libc_rindex
#include_next <strings.h>
#undef index
#undef rindex
