/* windowsx.h - of the message crackers, those that take coordinates apart. */
#ifndef _INC_WINDOWSX
#define _INC_WINDOWSX

#define GET_X_LPARAM(lparam) ((int)(short)LOWORD(lparam))
#define GET_Y_LPARAM(lparam) ((int)(short)HIWORD(lparam))

#endif
