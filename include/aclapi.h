/* aclapi.h - access lists of files and other objects. Linux guards these by modes, so every call
 * here is refused: the result is ERROR_NOT_SUPPORTED, and nothing is given. */
#ifndef __ACCESS_CONTROL_API__
#define __ACCESS_CONTROL_API__
#include "accctrl.h"
#include "winbase.h"

#ifdef __cplusplus
extern "C" {
#endif

WINBASEAPI DWORD WINAPI SetEntriesInAclA(ULONG cCountOfExplicitEntries,
                                         PEXPLICIT_ACCESS_A pListOfExplicitEntries, PACL OldAcl,
                                         PACL* NewAcl);
WINBASEAPI DWORD WINAPI SetEntriesInAclW(ULONG cCountOfExplicitEntries,
                                         PEXPLICIT_ACCESS_W pListOfExplicitEntries, PACL OldAcl,
                                         PACL* NewAcl);
WINBASEAPI DWORD WINAPI GetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                                        SECURITY_INFORMATION SecurityInfo, PSID* ppsidOwner,
                                        PSID* ppsidGroup, PACL* ppDacl, PACL* ppSacl,
                                        PSECURITY_DESCRIPTOR* ppSecurityDescriptor);
WINBASEAPI DWORD WINAPI SetSecurityInfo(HANDLE handle, SE_OBJECT_TYPE ObjectType,
                                        SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                        PSID psidGroup, PACL pDacl, PACL pSacl);
WINBASEAPI DWORD WINAPI GetNamedSecurityInfoA(LPCSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                              SECURITY_INFORMATION SecurityInfo, PSID* ppsidOwner,
                                              PSID* ppsidGroup, PACL* ppDacl, PACL* ppSacl,
                                              PSECURITY_DESCRIPTOR* ppSecurityDescriptor);
WINBASEAPI DWORD WINAPI GetNamedSecurityInfoW(LPCWSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                              SECURITY_INFORMATION SecurityInfo, PSID* ppsidOwner,
                                              PSID* ppsidGroup, PACL* ppDacl, PACL* ppSacl,
                                              PSECURITY_DESCRIPTOR* ppSecurityDescriptor);
WINBASEAPI DWORD WINAPI SetNamedSecurityInfoA(LPSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                              SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                              PSID psidGroup, PACL pDacl, PACL pSacl);
WINBASEAPI DWORD WINAPI SetNamedSecurityInfoW(LPWSTR pObjectName, SE_OBJECT_TYPE ObjectType,
                                              SECURITY_INFORMATION SecurityInfo, PSID psidOwner,
                                              PSID psidGroup, PACL pDacl, PACL pSacl);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define SetEntriesInAcl SetEntriesInAclW
#define GetNamedSecurityInfo GetNamedSecurityInfoW
#define SetNamedSecurityInfo SetNamedSecurityInfoW
#else
#define SetEntriesInAcl SetEntriesInAclA
#define GetNamedSecurityInfo GetNamedSecurityInfoA
#define SetNamedSecurityInfo SetNamedSecurityInfoA
#endif

#endif
