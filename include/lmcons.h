/* lmcons.h - how long names of hosts and users are on Windows. */
#ifndef _LMCONS_
#define _LMCONS_
#include "minwindef.h"

#define CNLEN 15
#define DNLEN 15
#define UNCLEN (CNLEN + 2)
#define UNLEN 256
#define GNLEN UNLEN
#define PWLEN 256
#define NET_API_STATUS DWORD
#define MAX_PREFERRED_LENGTH ((DWORD)-1)

#endif
