/* shellapi.h - of the shell, the parts of a command line (processenv.h) and the start of programs.
 */
#ifndef _INC_SHELLAPI
#define _INC_SHELLAPI
#include "processenv.h"
#include "windef.h"

#define SE_ERR_FNF 2
#define SE_ERR_PNF 3
#define SE_ERR_ACCESSDENIED 5
#define SE_ERR_OOM 8
#define SE_ERR_NOASSOC 31

#define SEE_MASK_DEFAULT 0x00000000
#define SEE_MASK_NOCLOSEPROCESS 0x00000040
#define SEE_MASK_NOASYNC 0x00000100
#define SEE_MASK_FLAG_NO_UI 0x00000400
#define SEE_MASK_UNICODE 0x00004000
#define SEE_MASK_NO_CONSOLE 0x00008000
#define SEE_MASK_ASYNCOK 0x00100000

#define WS2_SHELLEXECUTEINFO(Name, Text)                                                           \
    typedef struct _##Name {                                                                       \
        DWORD cbSize;                                                                              \
        ULONG fMask;                                                                               \
        HWND hwnd;                                                                                 \
        Text lpVerb;                                                                               \
        Text lpFile;                                                                               \
        Text lpParameters;                                                                         \
        Text lpDirectory;                                                                          \
        int nShow;                                                                                 \
        HINSTANCE hInstApp;                                                                        \
        void* lpIDList;                                                                            \
        Text lpClass;                                                                              \
        HKEY hkeyClass;                                                                            \
        DWORD dwHotKey;                                                                            \
        HANDLE hIcon;                                                                              \
        HANDLE hProcess;                                                                           \
    } Name, *LP##Name;
WS2_SHELLEXECUTEINFO(SHELLEXECUTEINFOA, LPCSTR)
WS2_SHELLEXECUTEINFO(SHELLEXECUTEINFOW, LPCWSTR)
#undef WS2_SHELLEXECUTEINFO

#ifdef __cplusplus
extern "C" {
#endif

/* A program that the system finds is started; what else is named (a document, an address of the
 * Web) goes to xdg-open, without which it is SE_ERR_NOASSOC. Above 32 on success. */
WINBASEAPI HINSTANCE WINAPI ShellExecuteA(HWND hwnd, LPCSTR lpOperation, LPCSTR lpFile,
                                          LPCSTR lpParameters, LPCSTR lpDirectory, INT nShowCmd);
WINBASEAPI HINSTANCE WINAPI ShellExecuteW(HWND hwnd, LPCWSTR lpOperation, LPCWSTR lpFile,
                                          LPCWSTR lpParameters, LPCWSTR lpDirectory, INT nShowCmd);
/* hInstApp is as above. Classes, item lists and masks of others than SEE_MASK_... here are
 * ERROR_NOT_SUPPORTED. */
WINBASEAPI BOOL WINAPI ShellExecuteExA(LPSHELLEXECUTEINFOA pExecInfo);
WINBASEAPI BOOL WINAPI ShellExecuteExW(LPSHELLEXECUTEINFOW pExecInfo);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
typedef SHELLEXECUTEINFOW SHELLEXECUTEINFO, *LPSHELLEXECUTEINFO;
#define ShellExecute ShellExecuteW
#define ShellExecuteEx ShellExecuteExW
#else
typedef SHELLEXECUTEINFOA SHELLEXECUTEINFO, *LPSHELLEXECUTEINFO;
#define ShellExecute ShellExecuteA
#define ShellExecuteEx ShellExecuteExA
#endif

#endif
