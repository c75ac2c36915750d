/* Crtdbg.h - crtdbg.h by another spelling. */
#include "crtdbg.h"
