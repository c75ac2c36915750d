/* objbase.h - of component objects, what needs none: apartments, GUIDs as text, task memory.
 *
 * No class is registered here: CoCreateInstance gives REGDB_E_CLASSNOTREG. */
#ifndef _OBJBASE_H_
#define _OBJBASE_H_
#include "winerror.h"
#include "wtypes.h"

#define RPC_E_CHANGED_MODE ((HRESULT)0x80010106)
#define CO_E_NOTINITIALIZED ((HRESULT)0x800401F0)
#define CO_E_CLASSSTRING ((HRESULT)0x800401F3)
#define REGDB_E_CLASSNOTREG ((HRESULT)0x80040154)
#define CLASS_E_NOAGGREGATION ((HRESULT)0x80040110)

typedef enum tagCOINIT {
    COINIT_MULTITHREADED = 0x0,
    COINIT_APARTMENTTHREADED = 0x2,
    COINIT_DISABLE_OLE1DDE = 0x4,
    COINIT_SPEED_OVER_MEMORY = 0x8
} COINIT;

typedef enum tagCLSCTX {
    CLSCTX_INPROC_SERVER = 0x1,
    CLSCTX_INPROC_HANDLER = 0x2,
    CLSCTX_LOCAL_SERVER = 0x4,
    CLSCTX_REMOTE_SERVER = 0x10
} CLSCTX;
#define CLSCTX_INPROC (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)
#define CLSCTX_SERVER (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER | CLSCTX_REMOTE_SERVER)
#define CLSCTX_ALL (CLSCTX_INPROC_HANDLER | CLSCTX_SERVER)

typedef struct IUnknown IUnknown, *LPUNKNOWN;

#ifdef __cplusplus
extern "C" {
#endif

/* S_OK, S_FALSE if the thread had done so, RPC_E_CHANGED_MODE if it had in the other way. */
WINBASEAPI HRESULT WINAPI CoInitialize(LPVOID pvReserved);
WINBASEAPI HRESULT WINAPI CoInitializeEx(LPVOID pvReserved, DWORD dwCoInit);
WINBASEAPI void WINAPI CoUninitialize(void);
WINBASEAPI HRESULT WINAPI CoCreateInstance(REFCLSID rclsid, LPUNKNOWN pUnkOuter, DWORD dwClsContext,
                                           REFIID riid, LPVOID* ppv);
/* {00000000-0000-0000-0000-000000000000}, in capitals. 39 with the NUL, or 0 if there is no room.
 */
WINBASEAPI int WINAPI StringFromGUID2(REFGUID rguid, LPOLESTR lpsz, int cchMax);
/* In task memory. */
WINBASEAPI HRESULT WINAPI StringFromCLSID(REFCLSID rclsid, LPOLESTR* lplpsz);
WINBASEAPI HRESULT WINAPI StringFromIID(REFIID rclsid, LPOLESTR* lplpsz);
/* NULL is the GUID of zeros; names of classes are CO_E_CLASSSTRING. */
WINBASEAPI HRESULT WINAPI CLSIDFromString(LPCOLESTR lpsz, CLSID* pclsid);
WINBASEAPI HRESULT WINAPI IIDFromString(LPCOLESTR lpsz, IID* lpiid);
WINBASEAPI LPVOID WINAPI CoTaskMemAlloc(SIZE_T cb);
WINBASEAPI LPVOID WINAPI CoTaskMemRealloc(LPVOID pv, SIZE_T cb);
WINBASEAPI void WINAPI CoTaskMemFree(LPVOID pv);

#ifdef __cplusplus
}
#endif

#endif
