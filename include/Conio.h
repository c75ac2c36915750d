/* Conio.h - conio.h by another spelling. */
#include "conio.h"
