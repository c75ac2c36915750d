/* bcrypt.h - random numbers of the "next generation" cryptographic interface; the rest of it is not
 * here. */
#ifndef __BCRYPT_H__
#define __BCRYPT_H__
#include "minwinbase.h"

#ifndef NT_SUCCESS
#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#endif
#define BCRYPT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#define BCRYPT_RNG_USE_ENTROPY_IN_BUFFER 0x00000001
#define BCRYPT_USE_SYSTEM_PREFERRED_RNG 0x00000002
#define BCRYPT_RNG_ALGORITHM L"RNG"

typedef PVOID BCRYPT_HANDLE;
typedef PVOID BCRYPT_ALG_HANDLE;

#ifdef __cplusplus
extern "C" {
#endif

/* STATUS_NOT_FOUND for an algorithm other than BCRYPT_RNG_ALGORITHM. */
WINBASEAPI NTSTATUS WINAPI BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE* phAlgorithm,
                                                       LPCWSTR pszAlgId, LPCWSTR pszImplementation,
                                                       ULONG dwFlags);
WINBASEAPI NTSTATUS WINAPI BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE hAlgorithm,
                                                        ULONG dwFlags);
/* hAlgorithm is NULL with BCRYPT_USE_SYSTEM_PREFERRED_RNG. */
WINBASEAPI NTSTATUS WINAPI BCryptGenRandom(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbBuffer,
                                           ULONG cbBuffer, ULONG dwFlags);

#ifdef __cplusplus
}
#endif

#endif
