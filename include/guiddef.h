/* guiddef.h - GUID, its comparison and DEFINE_GUID.
 *
 * DEFINE_GUID declares; in the one source that includes it after INITGUID is defined it defines. */
#ifndef GUID_DEFINED
#define GUID_DEFINED
#include "ws2/linkage.h"
#include <string.h>

typedef struct _GUID {
    unsigned int Data1;
    unsigned short Data2;
    unsigned short Data3;
    unsigned char Data4[8];
} GUID;
typedef GUID IID, CLSID, FMTID, UUID;
typedef GUID *LPGUID, *LPIID, *LPCLSID, *LPFMTID;
typedef const GUID* LPCGUID;

#define GUID_NULL_INITIALIZER                                                                      \
    {                                                                                              \
        0, 0, 0, {                                                                                 \
            0, 0, 0, 0, 0, 0, 0, 0                                                                 \
        }                                                                                          \
    }

#ifdef __cplusplus
extern "C++" {
#define REFGUID const GUID&
#define REFIID const IID&
#define REFCLSID const CLSID&
inline int InlineIsEqualGUID(REFGUID a, REFGUID b) {
    return memcmp(&a, &b, sizeof(GUID)) == 0;
}
inline int IsEqualGUID(REFGUID a, REFGUID b) {
    return memcmp(&a, &b, sizeof(GUID)) == 0;
}
inline bool operator==(REFGUID a, REFGUID b) {
    return IsEqualGUID(a, b) != 0;
}
#if __cplusplus < 202002L
inline bool operator!=(REFGUID a, REFGUID b) {
    return IsEqualGUID(a, b) == 0;
}
#endif
}
#else
#define REFGUID const GUID* const
#define REFIID const IID* const
#define REFCLSID const CLSID* const
#define IsEqualGUID(a, b) (memcmp((a), (b), sizeof(GUID)) == 0)
#define InlineIsEqualGUID(a, b) IsEqualGUID(a, b)
#endif
#define IsEqualIID(a, b) IsEqualGUID(a, b)
#define IsEqualCLSID(a, b) IsEqualGUID(a, b)

#endif

#undef DEFINE_GUID
#undef WS2_DEFINED_GUID
#ifdef __cplusplus
#define WS2_DEFINED_GUID EXTERN_C const GUID
#else
#define WS2_DEFINED_GUID const GUID
#endif
#ifdef INITGUID
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8)                               \
    EXTERN_C const GUID name;                                                                      \
    WS2_DEFINED_GUID DECLSPEC_SELECTANY name = {                                                   \
        (unsigned int)(l), w1, w2, {b1, b2, b3, b4, b5, b6, b7, b8}}
#else
#define DEFINE_GUID(name, l, w1, w2, b1, b2, b3, b4, b5, b6, b7, b8) EXTERN_C const GUID name
#endif
