/* shlwapi.h - paths and strings of the shell's light-weight library, after "Shell Path Handling
 * Functions" and "Shell String Handling Functions".
 *
 * Paths have both kinds of slashes, and one that begins with either is absolute, as are those that
 * GetModuleFileName and GetCurrentDirectory give. What these calls add is a backslash; files are
 * found by either. Buffers of paths have room for MAX_PATH characters. */
#ifndef _INC_SHLWAPI
#define _INC_SHLWAPI
#include "minwinbase.h"
#include <stdarg.h>

#define LWSTDAPI WINBASEAPI HRESULT WINAPI
#define LWSTDAPI_(type) WINBASEAPI type WINAPI
#define STIF_DEFAULT 0x00000000
#define STIF_SUPPORT_HEX 0x00000001

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI BOOL WINAPI PathFileExistsA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathFileExistsW(LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsDirectoryA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsDirectoryW(LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsRelativeA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsRelativeW(LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsRootA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsRootW(LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsUNCA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsUNCW(LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsURLA(LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathIsURLW(LPCWSTR pszPath);
WINBASEAPI LPSTR WINAPI PathFindFileNameA(LPCSTR pszPath);
WINBASEAPI LPWSTR WINAPI PathFindFileNameW(LPCWSTR pszPath);
WINBASEAPI LPSTR WINAPI PathFindExtensionA(LPCSTR pszPath);
WINBASEAPI LPWSTR WINAPI PathFindExtensionW(LPCWSTR pszPath);
WINBASEAPI LPSTR WINAPI PathGetArgsA(LPCSTR pszPath);
WINBASEAPI LPWSTR WINAPI PathGetArgsW(LPCWSTR pszPath);
WINBASEAPI LPSTR WINAPI PathAddBackslashA(LPSTR pszPath);
WINBASEAPI LPWSTR WINAPI PathAddBackslashW(LPWSTR pszPath);
WINBASEAPI LPSTR WINAPI PathRemoveBackslashA(LPSTR pszPath);
WINBASEAPI LPWSTR WINAPI PathRemoveBackslashW(LPWSTR pszPath);
WINBASEAPI BOOL WINAPI PathRemoveFileSpecA(LPSTR pszPath);
WINBASEAPI BOOL WINAPI PathRemoveFileSpecW(LPWSTR pszPath);
WINBASEAPI void WINAPI PathRemoveExtensionA(LPSTR pszPath);
WINBASEAPI void WINAPI PathRemoveExtensionW(LPWSTR pszPath);
WINBASEAPI BOOL WINAPI PathRenameExtensionA(LPSTR pszPath, LPCSTR pszExt);
WINBASEAPI BOOL WINAPI PathRenameExtensionW(LPWSTR pszPath, LPCWSTR pszExt);
WINBASEAPI BOOL WINAPI PathAddExtensionA(LPSTR pszPath, LPCSTR pszExt);
WINBASEAPI BOOL WINAPI PathAddExtensionW(LPWSTR pszPath, LPCWSTR pszExt);
WINBASEAPI void WINAPI PathStripPathA(LPSTR pszPath);
WINBASEAPI void WINAPI PathStripPathW(LPWSTR pszPath);
WINBASEAPI BOOL WINAPI PathStripToRootA(LPSTR pszPath);
WINBASEAPI BOOL WINAPI PathStripToRootW(LPWSTR pszPath);
WINBASEAPI void WINAPI PathQuoteSpacesA(LPSTR lpsz);
WINBASEAPI void WINAPI PathQuoteSpacesW(LPWSTR lpsz);
WINBASEAPI void WINAPI PathUnquoteSpacesA(LPSTR lpsz);
WINBASEAPI void WINAPI PathUnquoteSpacesW(LPWSTR lpsz);
WINBASEAPI void WINAPI PathRemoveBlanksA(LPSTR pszPath);
WINBASEAPI void WINAPI PathRemoveBlanksW(LPWSTR pszPath);
WINBASEAPI BOOL WINAPI PathAppendA(LPSTR pszPath, LPCSTR pszMore);
WINBASEAPI BOOL WINAPI PathAppendW(LPWSTR pszPath, LPCWSTR pszMore);
WINBASEAPI LPSTR WINAPI PathCombineA(LPSTR pszDest, LPCSTR pszDir, LPCSTR pszFile);
WINBASEAPI LPWSTR WINAPI PathCombineW(LPWSTR pszDest, LPCWSTR pszDir, LPCWSTR pszFile);
WINBASEAPI BOOL WINAPI PathCanonicalizeA(LPSTR pszBuf, LPCSTR pszPath);
WINBASEAPI BOOL WINAPI PathCanonicalizeW(LPWSTR pszBuf, LPCWSTR pszPath);
WINBASEAPI BOOL WINAPI PathMatchSpecA(LPCSTR pszFile, LPCSTR pszSpec);
WINBASEAPI BOOL WINAPI PathMatchSpecW(LPCWSTR pszFile, LPCWSTR pszSpec);

WINBASEAPI LPSTR WINAPI StrStrA(LPCSTR pszFirst, LPCSTR pszSrch);
WINBASEAPI LPWSTR WINAPI StrStrW(LPCWSTR pszFirst, LPCWSTR pszSrch);
WINBASEAPI LPSTR WINAPI StrStrIA(LPCSTR pszFirst, LPCSTR pszSrch);
WINBASEAPI LPWSTR WINAPI StrStrIW(LPCWSTR pszFirst, LPCWSTR pszSrch);
WINBASEAPI LPSTR WINAPI StrChrA(LPCSTR pszStart, WORD wMatch);
WINBASEAPI LPWSTR WINAPI StrChrW(LPCWSTR pszStart, WORD wMatch);
WINBASEAPI LPSTR WINAPI StrChrIA(LPCSTR pszStart, WORD wMatch);
WINBASEAPI LPWSTR WINAPI StrChrIW(LPCWSTR pszStart, WORD wMatch);
WINBASEAPI LPSTR WINAPI StrRChrA(LPCSTR pszStart, LPCSTR pszEnd, WORD wMatch);
WINBASEAPI LPWSTR WINAPI StrRChrW(LPCWSTR pszStart, LPCWSTR pszEnd, WORD wMatch);
WINBASEAPI LPSTR WINAPI StrRStrIA(LPCSTR pszSource, LPCSTR pszLast, LPCSTR pszSrch);
WINBASEAPI LPWSTR WINAPI StrRStrIW(LPCWSTR pszSource, LPCWSTR pszLast, LPCWSTR pszSrch);
WINBASEAPI int WINAPI StrCmpNA(LPCSTR psz1, LPCSTR psz2, int nChar);
WINBASEAPI int WINAPI StrCmpNW(LPCWSTR psz1, LPCWSTR psz2, int nChar);
WINBASEAPI int WINAPI StrCmpNIA(LPCSTR psz1, LPCSTR psz2, int nChar);
WINBASEAPI int WINAPI StrCmpNIW(LPCWSTR psz1, LPCWSTR psz2, int nChar);
WINBASEAPI int WINAPI StrSpnA(LPCSTR psz, LPCSTR pszSet);
WINBASEAPI int WINAPI StrSpnW(LPCWSTR psz, LPCWSTR pszSet);
WINBASEAPI int WINAPI StrCSpnA(LPCSTR pszStr, LPCSTR pszSet);
WINBASEAPI int WINAPI StrCSpnW(LPCWSTR pszStr, LPCWSTR pszSet);
WINBASEAPI LPSTR WINAPI StrPBrkA(LPCSTR psz, LPCSTR pszSet);
WINBASEAPI LPWSTR WINAPI StrPBrkW(LPCWSTR psz, LPCWSTR pszSet);
WINBASEAPI LPSTR WINAPI StrDupA(LPCSTR pszSrch);
WINBASEAPI LPWSTR WINAPI StrDupW(LPCWSTR pszSrch);
WINBASEAPI LPSTR WINAPI StrCatBuffA(LPSTR pszDest, LPCSTR pszSrc, int cchDestBuffSize);
WINBASEAPI LPWSTR WINAPI StrCatBuffW(LPWSTR pszDest, LPCWSTR pszSrc, int cchDestBuffSize);
WINBASEAPI int WINAPI StrToIntA(LPCSTR pszSrc);
WINBASEAPI int WINAPI StrToIntW(LPCWSTR pszSrc);
WINBASEAPI BOOL WINAPI StrToIntExA(LPCSTR pszString, DWORD dwFlags, int* piRet);
WINBASEAPI BOOL WINAPI StrToIntExW(LPCWSTR pszString, DWORD dwFlags, int* piRet);
WINBASEAPI BOOL WINAPI StrToInt64ExA(LPCSTR pszString, DWORD dwFlags, LONGLONG* pllRet);
WINBASEAPI BOOL WINAPI StrToInt64ExW(LPCWSTR pszString, DWORD dwFlags, LONGLONG* pllRet);
WINBASEAPI BOOL WINAPI StrTrimA(LPSTR psz, LPCSTR pszTrimChars);
WINBASEAPI BOOL WINAPI StrTrimW(LPWSTR psz, LPCWSTR pszTrimChars);
WINBASEAPI int WINAPI wvnsprintfA(LPSTR pszDest, int cchDest, LPCSTR pszFmt, va_list arglist);
WINBASEAPI int WINAPI wvnsprintfW(LPWSTR pszDest, int cchDest, LPCWSTR pszFmt, va_list arglist);
WINBASEAPI int WINAPIV wnsprintfA(LPSTR pszDest, int cchDest, LPCSTR pszFmt, ...);
WINBASEAPI int WINAPIV wnsprintfW(LPWSTR pszDest, int cchDest, LPCWSTR pszFmt, ...);
WINBASEAPI int WINAPI StrCmpW(LPCWSTR psz1, LPCWSTR psz2);
WINBASEAPI int WINAPI StrCmpIW(LPCWSTR psz1, LPCWSTR psz2);
WINBASEAPI LPWSTR WINAPI StrCpyW(LPWSTR psz1, LPCWSTR psz2);
WINBASEAPI LPWSTR WINAPI StrCpyNW(LPWSTR pszDst, LPCWSTR pszSrc, int cchMax);
WINBASEAPI LPWSTR WINAPI StrCatW(LPWSTR psz1, LPCWSTR psz2);

#ifdef __cplusplus
}
#endif

#define StrCmpA lstrcmpA
#define StrCmpIA lstrcmpiA
#define StrCpyA lstrcpyA
#define StrCpyNA lstrcpynA
#define StrCatA lstrcatA
#ifdef UNICODE
#define PathFileExists PathFileExistsW
#define PathIsDirectory PathIsDirectoryW
#define PathIsRelative PathIsRelativeW
#define PathIsRoot PathIsRootW
#define PathIsUNC PathIsUNCW
#define PathIsURL PathIsURLW
#define PathFindFileName PathFindFileNameW
#define PathFindExtension PathFindExtensionW
#define PathGetArgs PathGetArgsW
#define PathAddBackslash PathAddBackslashW
#define PathRemoveBackslash PathRemoveBackslashW
#define PathRemoveFileSpec PathRemoveFileSpecW
#define PathRemoveExtension PathRemoveExtensionW
#define PathRenameExtension PathRenameExtensionW
#define PathAddExtension PathAddExtensionW
#define PathStripPath PathStripPathW
#define PathStripToRoot PathStripToRootW
#define PathQuoteSpaces PathQuoteSpacesW
#define PathUnquoteSpaces PathUnquoteSpacesW
#define PathRemoveBlanks PathRemoveBlanksW
#define PathAppend PathAppendW
#define PathCombine PathCombineW
#define PathCanonicalize PathCanonicalizeW
#define PathMatchSpec PathMatchSpecW
#define StrStr StrStrW
#define StrStrI StrStrIW
#define StrChr StrChrW
#define StrChrI StrChrIW
#define StrRChr StrRChrW
#define StrRStrI StrRStrIW
#define StrCmpN StrCmpNW
#define StrCmpNI StrCmpNIW
#define StrSpn StrSpnW
#define StrCSpn StrCSpnW
#define StrPBrk StrPBrkW
#define StrDup StrDupW
#define StrCatBuff StrCatBuffW
#define StrToInt StrToIntW
#define StrToIntEx StrToIntExW
#define StrToInt64Ex StrToInt64ExW
#define StrTrim StrTrimW
#define wvnsprintf wvnsprintfW
#define wnsprintf wnsprintfW
#define StrCmp StrCmpW
#define StrCmpI StrCmpIW
#define StrCpy StrCpyW
#define StrCpyN StrCpyNW
#define StrCat StrCatW
#else
#define PathFileExists PathFileExistsA
#define PathIsDirectory PathIsDirectoryA
#define PathIsRelative PathIsRelativeA
#define PathIsRoot PathIsRootA
#define PathIsUNC PathIsUNCA
#define PathIsURL PathIsURLA
#define PathFindFileName PathFindFileNameA
#define PathFindExtension PathFindExtensionA
#define PathGetArgs PathGetArgsA
#define PathAddBackslash PathAddBackslashA
#define PathRemoveBackslash PathRemoveBackslashA
#define PathRemoveFileSpec PathRemoveFileSpecA
#define PathRemoveExtension PathRemoveExtensionA
#define PathRenameExtension PathRenameExtensionA
#define PathAddExtension PathAddExtensionA
#define PathStripPath PathStripPathA
#define PathStripToRoot PathStripToRootA
#define PathQuoteSpaces PathQuoteSpacesA
#define PathUnquoteSpaces PathUnquoteSpacesA
#define PathRemoveBlanks PathRemoveBlanksA
#define PathAppend PathAppendA
#define PathCombine PathCombineA
#define PathCanonicalize PathCanonicalizeA
#define PathMatchSpec PathMatchSpecA
#define StrStr StrStrA
#define StrStrI StrStrIA
#define StrChr StrChrA
#define StrChrI StrChrIA
#define StrRChr StrRChrA
#define StrRStrI StrRStrIA
#define StrCmpN StrCmpNA
#define StrCmpNI StrCmpNIA
#define StrSpn StrSpnA
#define StrCSpn StrCSpnA
#define StrPBrk StrPBrkA
#define StrDup StrDupA
#define StrCatBuff StrCatBuffA
#define StrToInt StrToIntA
#define StrToIntEx StrToIntExA
#define StrToInt64Ex StrToInt64ExA
#define StrTrim StrTrimA
#define wvnsprintf wvnsprintfA
#define wnsprintf wnsprintfA
#define StrCmp StrCmpA
#define StrCmpI StrCmpIA
#define StrCpy StrCpyA
#define StrCpyN StrCpyNA
#define StrCat StrCatA
#endif

#endif
