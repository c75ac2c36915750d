/* heapapi.h - heaps: with all other memory in memoryapi.h. */
#include "memoryapi.h"
