/* WinIoCtl.h - winioctl.h by another spelling. */
#include "winioctl.h"
