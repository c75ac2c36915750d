/* rpc.h - of remote procedure calls, UUIDs: rpcdce.h. */
#include "rpcdce.h"
