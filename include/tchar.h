/* tchar.h - generic text: narrow, or wide (16 bits) where _UNICODE or UNICODE is defined. */
#ifndef _INC_TCHAR
#define _INC_TCHAR
#include "ws2/crt_secure.h"
#include "ws2/crt_text.h"
#include "ws2/crt_wide.h"

#if defined(_UNICODE) || defined(UNICODE)
typedef WCHAR _TCHAR;
#if __SIZEOF_WCHAR_T__ == 2
#define __T(text) L##text
#else
#define __T(text) u##text
#endif
#define _tmain wmain
#define _tWinMain wWinMain
#define _tcslen ws2_wcslen
#define _tcscpy ws2_wcscpy
#define _tcsncpy ws2_wcsncpy
#define _tcscat ws2_wcscat
#define _tcscmp ws2_wcscmp
#define _tcsncmp ws2_wcsncmp
#define _tcsicmp _wcsicmp
#define _tcsnicmp _wcsnicmp
#define _tcschr ws2_wcschr
#define _tcsrchr ws2_wcsrchr
#define _tcsstr ws2_wcsstr
#define _tcsdup _wcsdup
#define _tcscpy_s wcscpy_s
#define _tcscat_s wcscat_s
#define _ttoi _wtoi
#define _tstoi _wtoi
#define _tprintf ws2_wprintf
#define _ftprintf ws2_fwprintf
#define _stprintf_s swprintf_s
#define _sntprintf _snwprintf
#define _vsntprintf _vsnwprintf
#define _vstprintf_s vswprintf_s
#define _fputts ws2_fputws
#define _putts(text) (ws2_wprintf(__T("%s\n"), (text)))
#else
typedef char _TCHAR;
#define __T(text) text
#define _tmain main
#define _tWinMain WinMain
#define _tcslen strlen
#define _tcscpy strcpy
#define _tcsncpy strncpy
#define _tcscat strcat
#define _tcscmp strcmp
#define _tcsncmp strncmp
#define _tcsicmp _stricmp
#define _tcsnicmp _strnicmp
#define _tcschr strchr
#define _tcsrchr strrchr
#define _tcsstr strstr
#define _tcstok strtok
#define _tcsdup _strdup
#define _tcscpy_s strcpy_s
#define _tcsncpy_s strncpy_s
#define _tcscat_s strcat_s
#define _tcstol strtol
#define _tcstoul strtoul
#define _ttoi atoi
#define _tstoi atoi
#define _ttol atol
#define _tprintf printf
#define _ftprintf fprintf
#define _stprintf sprintf
#define _stprintf_s sprintf_s
#define _sntprintf _snprintf
#define _sntprintf_s _snprintf_s
#define _vsntprintf _vsnprintf
#define _vstprintf vsprintf
#define _vstprintf_s vsprintf_s
#define _stscanf sscanf
#define _tscanf scanf
#define _fgetts fgets
#define _fputts fputs
#define _putts puts
#define _tfopen fopen
#define _tfopen_s fopen_s
#define _tgetenv getenv
#define _istdigit isdigit
#define _istspace isspace
#define _istalpha isalpha
#define _totupper toupper
#define _totlower tolower
#define _tremove remove
#define _tsystem system
#endif
#define _T(text) __T(text)
#define _TEXT(text) __T(text)

#endif
