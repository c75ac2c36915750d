/* strings.h without two names of Unix that Windows programs give to variables. */
#define index ws2_libc_index
#define rindex ws2_libc_rindex
/* These may be macros of the program's. */
#pragma push_macro("bcmp")
#pragma push_macro("bcopy")
#pragma push_macro("bzero")
#undef bcmp
#undef bcopy
#undef bzero
#include_next <strings.h>
#pragma pop_macro("bzero")
#pragma pop_macro("bcopy")
#pragma pop_macro("bcmp")
#undef index
#undef rindex
