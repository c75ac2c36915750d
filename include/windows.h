/* windows.h - the part of Windows' application interface that network programs lean on.
 *
 * Without WIN32_LEAN_AND_MEAN it brings winsock.h, as on Windows; here winsock2.h may still come
 * after it. */
#ifndef _WINDOWS_
#define _WINDOWS_
#define _INC_WINDOWS

#include "sdkddkver.h"
#include "winapifamily.h"
#include "winbase.h"
#include "wincon.h"
#include "windef.h"
#include "winerror.h"
#include "winnls.h"
#include "winnt.h"
#include "winreg.h"
#include "winuser.h"
#include "ws2/event_log.h"
#include "ws2/profile_calls.h"
#include "ws2/thread_block.h"
#include "ws2/volume_calls.h"
#include <stdarg.h>
#ifndef NOSERVICE
#include "winsvc.h"
#endif

#ifndef WIN32_LEAN_AND_MEAN
#include "mmsystem.h"
#include "objbase.h"
#include "shellapi.h"
#include "wincrypt.h"
#ifndef _WINSOCKAPI_
#include "winsock.h"
#endif
#endif

/* Windows' C library, whose names programs expect of any of its headers. */
#ifdef _WIN32
#include "ws2/microsoft_crt.h"
#endif

#endif
