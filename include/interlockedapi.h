/* interlockedapi.h - atomic operations, with winnt.h, and lists that need no lock. */
#ifndef _INTERLOCKAPI_H_
#define _INTERLOCKAPI_H_
#include "synchapi.h"
#endif
