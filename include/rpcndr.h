/* rpcndr.h - the base types of interface definitions. */
#ifndef __RPCNDR_H__
#define __RPCNDR_H__
#include "rpcdce.h"

typedef unsigned char byte, cs_byte;
typedef unsigned char boolean;
typedef char small; /* Windows has a macro, which would take the name from everybody */
#define hyper WS2_INT64
#define MIDL_uhyper unsigned WS2_INT64

#endif
