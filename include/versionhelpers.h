/* versionhelpers.h - questions for the version of Windows. The answer is that of GetVersionEx. */
#ifndef _VERSIONHELPERS_H_INCLUDED_
#define _VERSIONHELPERS_H_INCLUDED_
#include "sdkddkver.h"
#include "sysinfoapi.h"
#include "winbase.h"

#ifdef __cplusplus
#define VERSIONHELPERAPI inline bool
#else
#define VERSIONHELPERAPI FORCEINLINE BOOL
#endif

static VERSIONHELPERAPI IsWindowsVersionOrGreater(WORD major, WORD minor, WORD service_pack) {
    OSVERSIONINFOEXW wanted;
    DWORDLONG mask = VerSetConditionMask(0, VER_MAJORVERSION, VER_GREATER_EQUAL);
    mask = VerSetConditionMask(mask, VER_MINORVERSION, VER_GREATER_EQUAL);
    mask = VerSetConditionMask(mask, VER_SERVICEPACKMAJOR, VER_GREATER_EQUAL);
    ZeroMemory(&wanted, sizeof(wanted));
    wanted.dwOSVersionInfoSize = sizeof(wanted);
    wanted.dwMajorVersion = major;
    wanted.dwMinorVersion = minor;
    wanted.wServicePackMajor = service_pack;
    return VerifyVersionInfoW(&wanted, VER_MAJORVERSION | VER_MINORVERSION | VER_SERVICEPACKMAJOR,
                              mask) != FALSE;
}
static VERSIONHELPERAPI IsWindowsServer(VOID) {
    return 0;
}
#define WS2_IS_WINDOWS(name, version, service_pack)                                                \
    static VERSIONHELPERAPI name(VOID) {                                                           \
        return IsWindowsVersionOrGreater(HIBYTE(version), LOBYTE(version), service_pack);          \
    }
WS2_IS_WINDOWS(IsWindowsXPOrGreater, _WIN32_WINNT_WINXP, 0)
WS2_IS_WINDOWS(IsWindowsXPSP2OrGreater, _WIN32_WINNT_WINXP, 2)
WS2_IS_WINDOWS(IsWindowsVistaOrGreater, _WIN32_WINNT_VISTA, 0)
WS2_IS_WINDOWS(IsWindowsVistaSP1OrGreater, _WIN32_WINNT_VISTA, 1)
WS2_IS_WINDOWS(IsWindows7OrGreater, _WIN32_WINNT_WIN7, 0)
WS2_IS_WINDOWS(IsWindows7SP1OrGreater, _WIN32_WINNT_WIN7, 1)
WS2_IS_WINDOWS(IsWindows8OrGreater, _WIN32_WINNT_WIN8, 0)
WS2_IS_WINDOWS(IsWindows8Point1OrGreater, _WIN32_WINNT_WINBLUE, 0)
WS2_IS_WINDOWS(IsWindows10OrGreater, _WIN32_WINNT_WIN10, 0)
#undef WS2_IS_WINDOWS

#endif
