/* winnls.h - locales, dates and times as text, classes and order of characters, after "National
 * Language Support Functions"; code pages are in stringapiset.h.
 *
 * There is one language here, English (United States), and the invariant locale: every other
 * locale gives ERROR_INVALID_PARAMETER. BOOL and int results are 0 on failure, with the last error.
 */
#ifndef _WINNLS_
#define _WINNLS_
#include "minwinbase.h"
#include "stringapiset.h"

#define MAX_LEADBYTES 12
#define MAX_DEFAULTCHAR 2
#define LOCALE_NAME_MAX_LENGTH 85
#define LOCALE_NAME_USER_DEFAULT NULL
#if __SIZEOF_WCHAR_T__ == 2
#define LOCALE_NAME_INVARIANT L""
#else
#define LOCALE_NAME_INVARIANT u""
#endif
#define LOCALE_NEUTRAL 0x0000
#define LOCALE_CUSTOM_DEFAULT 0x0C00
#define LOCALE_NOUSEROVERRIDE 0x80000000
#define LOCALE_USE_CP_ACP 0x40000000
#define LOCALE_RETURN_NUMBER 0x20000000
#define LOCALE_ILANGUAGE 0x00000001
#define LOCALE_SLANGUAGE 0x00000002
#define LOCALE_SABBREVLANGNAME 0x00000003
#define LOCALE_SNATIVELANGNAME 0x00000004
#define LOCALE_ICOUNTRY 0x00000005
#define LOCALE_SCOUNTRY 0x00000006
#define LOCALE_SABBREVCTRYNAME 0x00000007
#define LOCALE_SNATIVECTRYNAME 0x00000008
#define LOCALE_IDEFAULTLANGUAGE 0x00000009
#define LOCALE_IDEFAULTCODEPAGE 0x0000000B
#define LOCALE_SLIST 0x0000000C
#define LOCALE_IMEASURE 0x0000000D
#define LOCALE_SDECIMAL 0x0000000E
#define LOCALE_STHOUSAND 0x0000000F
#define LOCALE_SGROUPING 0x00000010
#define LOCALE_IDIGITS 0x00000011
#define LOCALE_ILZERO 0x00000012
#define LOCALE_SCURRENCY 0x00000014
#define LOCALE_SDATE 0x0000001D
#define LOCALE_STIME 0x0000001E
#define LOCALE_SSHORTDATE 0x0000001F
#define LOCALE_SLONGDATE 0x00000020
#define LOCALE_IDATE 0x00000021
#define LOCALE_ITIME 0x00000023
#define LOCALE_S1159 0x00000028
#define LOCALE_S2359 0x00000029
#define LOCALE_SDAYNAME1 0x0000002A
#define LOCALE_SDAYNAME7 0x00000030
#define LOCALE_SABBREVDAYNAME1 0x00000031
#define LOCALE_SABBREVDAYNAME7 0x00000037
#define LOCALE_SMONTHNAME1 0x00000038
#define LOCALE_SMONTHNAME12 0x00000043
#define LOCALE_SABBREVMONTHNAME1 0x00000044
#define LOCALE_SABBREVMONTHNAME12 0x0000004F
#define LOCALE_SPOSITIVESIGN 0x00000050
#define LOCALE_SNEGATIVESIGN 0x00000051
#define LOCALE_SISO639LANGNAME 0x00000059
#define LOCALE_SISO3166CTRYNAME 0x0000005A
#define LOCALE_SNAME 0x0000005C
#define LOCALE_SENGLANGUAGE 0x00001001
#define LOCALE_SENGCOUNTRY 0x00001002
#define LOCALE_STIMEFORMAT 0x00001003
#define LOCALE_IDEFAULTANSICODEPAGE 0x00001004
#define LOCALE_IFIRSTDAYOFWEEK 0x0000100C

#define DATE_SHORTDATE 0x00000001
#define DATE_LONGDATE 0x00000002
#define TIME_NOMINUTESORSECONDS 0x00000001
#define TIME_NOSECONDS 0x00000002
#define TIME_NOTIMEMARKER 0x00000004
#define TIME_FORCE24HOURFORMAT 0x00000008

#define NORM_IGNORENONSPACE 0x00000002
#define NORM_IGNORESYMBOLS 0x00000004
#define LINGUISTIC_IGNORECASE 0x00000010
#define SORT_STRINGSORT 0x00001000
#define NORM_LINGUISTIC_CASING 0x08000000
#define LCMAP_LOWERCASE 0x00000100
#define LCMAP_UPPERCASE 0x00000200
#define LCMAP_SORTKEY 0x00000400
#define LCMAP_BYTEREV 0x00000800
#define LCMAP_LINGUISTIC_CASING 0x01000000

#define CT_CTYPE1 0x00000001
#define CT_CTYPE2 0x00000002
#define CT_CTYPE3 0x00000004
#define C1_UPPER 0x0001
#define C1_LOWER 0x0002
#define C1_DIGIT 0x0004
#define C1_SPACE 0x0008
#define C1_PUNCT 0x0010
#define C1_CNTRL 0x0020
#define C1_BLANK 0x0040
#define C1_XDIGIT 0x0080
#define C1_ALPHA 0x0100
#define C1_DEFINED 0x0200

typedef DWORD LCTYPE;
typedef struct _nlsversioninfo {
    DWORD dwNLSVersionInfoSize;
    DWORD dwNLSVersion;
    DWORD dwDefinedVersion;
} NLSVERSIONINFO, *LPNLSVERSIONINFO;

typedef struct _cpinfo {
    UINT MaxCharSize;
    BYTE DefaultChar[MAX_DEFAULTCHAR];
    BYTE LeadByte[MAX_LEADBYTES];
} CPINFO, *LPCPINFO;

typedef struct _cpinfoexA {
    UINT MaxCharSize;
    BYTE DefaultChar[MAX_DEFAULTCHAR];
    BYTE LeadByte[MAX_LEADBYTES];
    WCHAR UnicodeDefaultChar;
    UINT CodePage;
    CHAR CodePageName[MAX_PATH];
} CPINFOEXA, *LPCPINFOEXA;

typedef struct _cpinfoexW {
    UINT MaxCharSize;
    BYTE DefaultChar[MAX_DEFAULTCHAR];
    BYTE LeadByte[MAX_LEADBYTES];
    WCHAR UnicodeDefaultChar;
    UINT CodePage;
    WCHAR CodePageName[MAX_PATH];
} CPINFOEXW, *LPCPINFOEXW;

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI LCID WINAPI GetUserDefaultLCID(VOID);
WINBASEAPI LCID WINAPI GetSystemDefaultLCID(VOID);
WINBASEAPI LCID WINAPI GetThreadLocale(VOID);
WINBASEAPI LANGID WINAPI GetUserDefaultLangID(VOID);
WINBASEAPI LANGID WINAPI GetSystemDefaultLangID(VOID);
WINBASEAPI LANGID WINAPI GetUserDefaultUILanguage(VOID);
WINBASEAPI LANGID WINAPI GetSystemDefaultUILanguage(VOID);
WINBASEAPI int WINAPI GetUserDefaultLocaleName(LPWSTR lpLocaleName, int cchLocaleName);
WINBASEAPI int WINAPI GetSystemDefaultLocaleName(LPWSTR lpLocaleName, int cchLocaleName);
WINBASEAPI BOOL WINAPI IsValidLocale(LCID Locale, DWORD dwFlags);

/* Characters with the NUL, or needed when the size is 0. Types that are not here, those of money
 * among them: ERROR_INVALID_FLAGS. */
WINBASEAPI int WINAPI GetLocaleInfoA(LCID Locale, LCTYPE LCType, LPSTR lpLCData, int cchData);
WINBASEAPI int WINAPI GetLocaleInfoW(LCID Locale, LCTYPE LCType, LPWSTR lpLCData, int cchData);
WINBASEAPI int WINAPI GetLocaleInfoEx(LPCWSTR lpLocaleName, LCTYPE LCType, LPWSTR lpLCData,
                                      int cchData);
/* Pictures: d dd ddd dddd M MM MMM MMMM y yy yyyy g; h hh H HH m mm s ss t tt; '...' as it is. */
WINBASEAPI int WINAPI GetDateFormatA(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpDate,
                                     LPCSTR lpFormat, LPSTR lpDateStr, int cchDate);
WINBASEAPI int WINAPI GetDateFormatW(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpDate,
                                     LPCWSTR lpFormat, LPWSTR lpDateStr, int cchDate);
WINBASEAPI int WINAPI GetDateFormatEx(LPCWSTR lpLocaleName, DWORD dwFlags, const SYSTEMTIME* lpDate,
                                      LPCWSTR lpFormat, LPWSTR lpDateStr, int cchDate,
                                      LPCWSTR lpCalendar);
WINBASEAPI int WINAPI GetTimeFormatA(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpTime,
                                     LPCSTR lpFormat, LPSTR lpTimeStr, int cchTime);
WINBASEAPI int WINAPI GetTimeFormatW(LCID Locale, DWORD dwFlags, const SYSTEMTIME* lpTime,
                                     LPCWSTR lpFormat, LPWSTR lpTimeStr, int cchTime);
WINBASEAPI int WINAPI GetTimeFormatEx(LPCWSTR lpLocaleName, DWORD dwFlags, const SYSTEMTIME* lpTime,
                                      LPCWSTR lpFormat, LPWSTR lpTimeStr, int cchTime);

/* CSTR_LESS_THAN, CSTR_EQUAL or CSTR_GREATER_THAN. Signs come before digits, digits before letters,
 * and small letters before capitals of the same kind; hyphens and apostrophes count last, but with
 * SORT_STRINGSORT. Letters beyond ASCII stand in Unicode's order. */
WINBASEAPI int WINAPI CompareStringA(LCID Locale, DWORD dwCmpFlags, LPCCH lpString1, int cchCount1,
                                     LPCCH lpString2, int cchCount2);
WINBASEAPI int WINAPI CompareStringW(LCID Locale, DWORD dwCmpFlags, LPCWCH lpString1, int cchCount1,
                                     LPCWCH lpString2, int cchCount2);
WINBASEAPI int WINAPI CompareStringEx(LPCWSTR lpLocaleName, DWORD dwCmpFlags, LPCWCH lpString1,
                                      int cchCount1, LPCWCH lpString2, int cchCount2,
                                      LPNLSVERSIONINFO lpVersionInformation, LPVOID lpReserved,
                                      LPARAM lParam);
/* By the numbers of the units. */
WINBASEAPI int WINAPI CompareStringOrdinal(LPCWCH lpString1, int cchCount1, LPCWCH lpString2,
                                           int cchCount2, BOOL bIgnoreCase);
/* Case alone is mapped; other flags are ERROR_INVALID_FLAGS. */
WINBASEAPI int WINAPI LCMapStringA(LCID Locale, DWORD dwMapFlags, LPCSTR lpSrcStr, int cchSrc,
                                   LPSTR lpDestStr, int cchDest);
WINBASEAPI int WINAPI LCMapStringW(LCID Locale, DWORD dwMapFlags, LPCWSTR lpSrcStr, int cchSrc,
                                   LPWSTR lpDestStr, int cchDest);
WINBASEAPI int WINAPI LCMapStringEx(LPCWSTR lpLocaleName, DWORD dwMapFlags, LPCWSTR lpSrcStr,
                                    int cchSrc, LPWSTR lpDestStr, int cchDest,
                                    LPNLSVERSIONINFO lpVersionInformation, LPVOID lpReserved,
                                    LPARAM sortHandle);
/* CT_CTYPE1 alone. */
WINBASEAPI BOOL WINAPI GetStringTypeW(DWORD dwInfoType, LPCWCH lpSrcStr, int cchSrc,
                                      LPWORD lpCharType);
WINBASEAPI BOOL WINAPI GetStringTypeExW(LCID Locale, DWORD dwInfoType, LPCWCH lpSrcStr, int cchSrc,
                                        LPWORD lpCharType);
WINBASEAPI BOOL WINAPI GetCPInfo(UINT CodePage, LPCPINFO lpCPInfo);
WINBASEAPI BOOL WINAPI GetCPInfoExA(UINT CodePage, DWORD dwFlags, LPCPINFOEXA lpCPInfoEx);
WINBASEAPI BOOL WINAPI GetCPInfoExW(UINT CodePage, DWORD dwFlags, LPCPINFOEXW lpCPInfoEx);
WINBASEAPI BOOL WINAPI IsDBCSLeadByteEx(UINT CodePage, BYTE TestChar);

/* Of winuser.h. The A forms know ASCII; the OEM code page is the ANSI one. */
WINBASEAPI BOOL WINAPI IsCharAlphaA(CHAR ch);
WINBASEAPI BOOL WINAPI IsCharAlphaW(WCHAR ch);
WINBASEAPI BOOL WINAPI IsCharAlphaNumericA(CHAR ch);
WINBASEAPI BOOL WINAPI IsCharAlphaNumericW(WCHAR ch);
WINBASEAPI BOOL WINAPI IsCharUpperA(CHAR ch);
WINBASEAPI BOOL WINAPI IsCharUpperW(WCHAR ch);
WINBASEAPI BOOL WINAPI IsCharLowerA(CHAR ch);
WINBASEAPI BOOL WINAPI IsCharLowerW(WCHAR ch);
WINBASEAPI DWORD WINAPI CharUpperBuffA(LPSTR lpsz, DWORD cchLength);
WINBASEAPI DWORD WINAPI CharUpperBuffW(LPWSTR lpsz, DWORD cchLength);
WINBASEAPI DWORD WINAPI CharLowerBuffA(LPSTR lpsz, DWORD cchLength);
WINBASEAPI DWORD WINAPI CharLowerBuffW(LPWSTR lpsz, DWORD cchLength);
WINBASEAPI LPSTR WINAPI CharPrevA(LPCSTR lpszStart, LPCSTR lpszCurrent);
WINBASEAPI LPWSTR WINAPI CharPrevW(LPCWSTR lpszStart, LPCWSTR lpszCurrent);
WINBASEAPI BOOL WINAPI CharToOemA(LPCSTR lpszSrc, LPSTR lpszDst);
WINBASEAPI BOOL WINAPI CharToOemBuffA(LPCSTR lpszSrc, LPSTR lpszDst, DWORD cchDstLength);
WINBASEAPI BOOL WINAPI CharToOemW(LPCWSTR lpszSrc, LPSTR lpszDst);
WINBASEAPI BOOL WINAPI OemToCharA(LPCSTR lpszSrc, LPSTR lpszDst);
WINBASEAPI BOOL WINAPI OemToCharBuffA(LPCSTR lpszSrc, LPSTR lpszDst, DWORD cchDstLength);
WINBASEAPI BOOL WINAPI OemToCharW(LPCSTR lpszSrc, LPWSTR lpszDst);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
typedef CPINFOEXW CPINFOEX, *LPCPINFOEX;
#define GetLocaleInfo GetLocaleInfoW
#define GetDateFormat GetDateFormatW
#define GetTimeFormat GetTimeFormatW
#define CompareString CompareStringW
#define LCMapString LCMapStringW
#define GetStringTypeEx GetStringTypeExW
#define GetCPInfoEx GetCPInfoExW
#define IsCharAlpha IsCharAlphaW
#define IsCharAlphaNumeric IsCharAlphaNumericW
#define IsCharUpper IsCharUpperW
#define IsCharLower IsCharLowerW
#define CharUpperBuff CharUpperBuffW
#define CharLowerBuff CharLowerBuffW
#define CharPrev CharPrevW
#define CharToOem CharToOemW
#define OemToChar OemToCharW
#else
typedef CPINFOEXA CPINFOEX, *LPCPINFOEX;
#define GetLocaleInfo GetLocaleInfoA
#define GetDateFormat GetDateFormatA
#define GetTimeFormat GetTimeFormatA
#define CompareString CompareStringA
#define LCMapString LCMapStringA
#define GetCPInfoEx GetCPInfoExA
#define IsCharAlpha IsCharAlphaA
#define IsCharAlphaNumeric IsCharAlphaNumericA
#define IsCharUpper IsCharUpperA
#define IsCharLower IsCharLowerA
#define CharUpperBuff CharUpperBuffA
#define CharLowerBuff CharLowerBuffA
#define CharPrev CharPrevA
#define CharToOem CharToOemA
#define OemToChar OemToCharA
#endif

#endif
